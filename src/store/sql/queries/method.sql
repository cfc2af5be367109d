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
-- in: method text, params text, year int, scope id, at int, actor text, inputs_sha256 text
-- out: id int
INSERT INTO run (method, semantics, params, year, scope, at, actor, inputs_sha256)
VALUES (:method, 1, :params, :year, :scope, :at, :actor, :inputs_sha256) RETURNING id;

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
-- The items of a run in order of school, or the one of a school (0: all), found by the key as a range.
-- scope: none: asked by check, an administrator's action, and by who has looked the school up in his scope
-- in: run int, org int
-- out: org int, inputs text, outcome text, settled int, conditions text
SELECT org, inputs, outcome, settled, conditions FROM run_item
WHERE run = :run AND org >= :org AND org <= CASE WHEN :org = 0 THEN 9223372036854775807 ELSE :org END
ORDER BY org;

-- query: run_seal none
-- The digest of a run's inputs, when all its items stand.
-- in: id int, inputs_sha256 text
UPDATE run SET inputs_sha256 = :inputs_sha256 WHERE id = :id;

-- query: run_heads many
-- Saved runs of a year, or one by its number (0: all), newest first, with the path of their authority
-- and whose account made them.
-- scope: none: the caller compares the path with the actor's scope
-- in: year int, id int
-- out: id int, method text, method_id text, version int, params text, year int, path text?, authority text?, at int, inputs_sha256 text, actor text?, post text?
SELECT r.id, r.method, m.id, m.version, r.params, r.year, o.path, n.name, r.at, r.inputs_sha256, r.actor, p.post
FROM run r JOIN method m ON m.sha256 = r.method LEFT JOIN org o ON o.id = r.scope
LEFT JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = o.id AND x.replaced_by IS NULL)
LEFT JOIN account c ON r.actor = 'account:' || c.id LEFT JOIN person p ON p.id = c.person
WHERE (r.year = :year OR :year = 0) AND (r.id = :id OR :id = 0) ORDER BY r.id DESC;

-- query: run_counts one
-- What a run said of the schools of a scope. Outcomes are JSON as we write it ourselves: a key with its
-- value stands in it once and nowhere inside a text, whose quotes are escaped.
-- in: run int
-- out: schools int, listed int, undecided int
SELECT count(*),
  coalesce(sum(CASE WHEN replace(i.outcome, '"listed":true', '') <> i.outcome THEN 1 ELSE 0 END), 0),
  coalesce(sum(CASE WHEN replace(i.outcome, '"listed":null', '') <> i.outcome THEN 1 ELSE 0 END), 0)
FROM run_item i JOIN org s ON s.id = i.org WHERE i.run = :run AND {scope s};

-- query: run_of_school many
-- What saved runs of a year said of a school, newest first.
-- in: org int, year int
-- out: run int, outcome text
SELECT r.id, i.outcome FROM run_item i JOIN run r ON r.id = i.run JOIN org o ON o.id = i.org
WHERE i.org = :org AND r.year = :year AND {scope o} ORDER BY r.id DESC;
