-- query: method_put none
-- A method's file; the same id and version with other bytes is refused by the caller.
-- in: sha256 text, id text, version int, text text, at int
INSERT INTO method (sha256, id, version, text, at) VALUES (:sha256, :id, :version, :text, :at);

-- query: method_get one
-- A method by id and version; version 0: the newest.
-- in: id text, version int
-- out: sha256 text, id text, version int, text text
SELECT sha256, id, version, text FROM method
WHERE id = :id AND (version = :version OR :version = 0) ORDER BY version DESC LIMIT 1;

-- query: method_by_sha one
-- A method by the digest of its bytes.
-- in: sha256 text
-- out: sha256 text, id text, version int, text text
SELECT sha256, id, version, text FROM method WHERE sha256 = :sha256;

-- query: methods many
-- All methods by id and version.
-- out: sha256 text, id text, version int, text text, at int
SELECT sha256, id, version, text, at FROM method ORDER BY id, version;

-- query: run_add one
-- A saved run; its items follow.
-- in: method text, params text, year int, scope id, at int, inputs_sha256 text
-- out: id int
INSERT INTO run (method, semantics, params, year, scope, at, inputs_sha256)
VALUES (:method, 1, :params, :year, :scope, :at, :inputs_sha256) RETURNING id;

-- query: run_item_add none copy
-- What a run said of a school.
-- in: run int, org int, inputs text, outcome text, settled int, conditions text
INSERT INTO run_item (run, org, inputs, outcome, settled, conditions)
VALUES (:run, :org, :inputs, :outcome, :settled, :conditions);

-- query: runs many
-- All saved runs.
-- out: id int, method text, params text, year int, at int, inputs_sha256 text
SELECT id, method, params, year, at, inputs_sha256 FROM run ORDER BY id;

-- query: run_items bulk
-- The items of a run in order of school.
-- scope: none: asked by check, an administrator's action
-- in: run int
-- out: org int, inputs text, outcome text, settled int, conditions text
SELECT org, inputs, outcome, settled, conditions FROM run_item WHERE run = :run ORDER BY org;

-- query: run_seal none
-- The digest of a run's inputs, when all its items stand.
-- in: id int, inputs_sha256 text
UPDATE run SET inputs_sha256 = :inputs_sha256 WHERE id = :id;
