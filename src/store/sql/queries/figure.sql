-- query: procedure_put none
-- A procedure of the catalogue, new or with a new text.
-- in: code text, text text
INSERT INTO procedure (code, text) VALUES (:code, :text)
ON CONFLICT (code) DO UPDATE SET text = excluded.text;

-- query: procedures many
-- All procedures by code.
-- out: code text, text text
SELECT code, text FROM procedure ORDER BY code;

-- query: file_put none
-- An original; the same bytes are one file.
-- in: sha256 text, size int, kept int
INSERT INTO file (sha256, size, kept) VALUES (:sha256, :size, :kept) ON CONFLICT (sha256) DO NOTHING;

-- query: batch_add one
-- A new batch.
-- in: file text, name text, layout text, year id, rows int, at int, account id, scope id
-- out: id int
INSERT INTO batch (file, name, layout, year, rows, at, account, scope)
VALUES (:file, :name, :layout, :year, :rows, :at, :account, :scope) RETURNING id;

-- query: mapping_put none
-- Remember what the columns of a table with this head mean.
-- in: fingerprint text, name text, text text, at int
INSERT INTO mapping (fingerprint, name, text, at) VALUES (:fingerprint, :name, :text, :at)
ON CONFLICT (fingerprint) DO UPDATE SET name = excluded.name, text = excluded.text, at = excluded.at;

-- query: mapping_get one
-- The mapping remembered for this head.
-- in: fingerprint text
-- out: name text, text text, at int
SELECT name, text, at FROM mapping WHERE fingerprint = :fingerprint;

-- query: batch_rows_set none
-- How many rows a batch stored.
-- in: id int, rows int
UPDATE batch SET rows = :rows WHERE id = :id;

-- query: batch_of_file one
-- The batch that stands for these bytes.
-- in: file text
-- out: id int, name text, at int
SELECT id, name, at FROM batch WHERE file = :file AND undone_at IS NULL;

-- query: batch_get one
-- One batch that was loaded within a scope; any with everything = 1.
-- in: id int, everything int
-- out: id int, name text, layout text, rows int, at int, undone_at id
SELECT b.id, b.name, b.layout, b.rows, b.at, b.undone_at FROM batch b
WHERE b.id = :id AND (:everything = 1 OR b.scope IN (SELECT o.id FROM org o WHERE {scope o}));

-- query: batch_effect one
-- What goes when a batch is undone, what comes back, and the schools it brought.
-- scope: none: counts of a batch that was asked for before
-- in: batch int
-- out: figures int, back int, schools int
SELECT (SELECT count(*) FROM result r WHERE r.batch = :batch)
    + (SELECT count(*) FROM stat t WHERE t.batch = :batch),
  (SELECT count(*) FROM result r WHERE r.replaced_by = :batch)
    + (SELECT count(*) FROM stat t WHERE t.replaced_by = :batch),
  (SELECT count(*) FROM org o WHERE o.batch = :batch AND o.kind = 'school')
FROM batch b WHERE b.id = :batch;

-- query: batches many
-- Batches that were loaded within a scope, newest first; all of them with everything = 1.
-- in: everything int
-- out: id int, name text, layout text, file text, year id, rows int, at int, undone_at id, login text?, warnings int
SELECT b.id, b.name, b.layout, b.file, b.year, b.rows, b.at, b.undone_at,
  (SELECT a.login FROM account a WHERE a.id = b.account),
  (SELECT count(*) FROM problem p WHERE p.batch = b.id)
FROM batch b WHERE :everything = 1 OR b.scope IN (SELECT o.id FROM org o WHERE {scope o}) ORDER BY b.id DESC;

-- query: batch_undone none
-- Mark a batch undone; its file may be loaded again.
-- in: id int, at int
UPDATE batch SET undone_at = :at WHERE id = :id;

-- query: problem_add_row none copy
-- A warning kept with its batch.
-- in: batch int, n int, severity text, sheet text, row int, col int, message text, args text
INSERT INTO problem (batch, n, severity, sheet, row, col, message, args)
VALUES (:batch, :n, :severity, :sheet, :row, :col, :message, :args);

-- query: batch_problems many
-- The warnings of a batch, the first 500.
-- scope: none: of a batch that was asked for before
-- in: batch int
-- out: sheet text, row int, col int, message text, args text
SELECT sheet, row, col, message, args FROM problem WHERE batch = :batch ORDER BY n LIMIT 500;

-- query: result_add none copy
-- A live figure.
-- in: batch int, org int, procedure text, year int, wave text, participants count, low count, low_regional count, m2 count, m3 count, m4 count, m5 count, mean text?, status text?, pupil_grade id, held text?, basis text?, sheet text, row int
INSERT INTO result (batch, org, procedure, year, wave, participants, low, low_regional, m2, m3, m4, m5,
  mean, status, pupil_grade, held, basis, sheet, row, live)
VALUES (:batch, :org, :procedure, :year, :wave, :participants, :low, :low_regional, :m2, :m3, :m4, :m5,
  :mean, :status, :pupil_grade, :held, :basis, :sheet, :row, 1);

-- query: result_live_get one
-- The live figure of a cell.
-- scope: none: asked inside an import, which is an officer's action on the whole
-- in: org int, year int, procedure text, wave text
-- out: batch int, participants count, low count, low_regional count, m2 count, m3 count, m4 count, m5 count, mean text?, status text?, pupil_grade id, row int
SELECT batch, participants, low, low_regional, m2, m3, m4, m5, mean, status, pupil_grade, row
FROM result WHERE org = :org AND year = :year AND procedure = :procedure AND wave = :wave AND live = 1;

-- query: result_replace none
-- Put the live figure of a cell aside because a batch brings another.
-- in: org int, year int, procedure text, wave text, batch int
UPDATE result SET live = 0, replaced_by = :batch
WHERE org = :org AND year = :year AND procedure = :procedure AND wave = :wave AND live = 1;

-- query: stat_add none copy
-- Live counts of a cell.
-- in: batch int, org int, procedure text, year int, wave text, class text, kind text, participants int, counts text?, mean text?, sheet text, row int
INSERT INTO stat (batch, org, procedure, year, wave, class, kind, participants, counts, mean, sheet, row, live)
VALUES (:batch, :org, :procedure, :year, :wave, :class, :kind, :participants, :counts, :mean, :sheet, :row, 1);

-- query: stat_live_get one
-- The live counts of a cell.
-- scope: none: asked inside an import, which is an officer's action on the whole
-- in: org int, year int, procedure text, wave text, class text, kind text
-- out: batch int, participants int, counts text?, mean text?, row int
SELECT batch, participants, counts, mean, row FROM stat
WHERE org = :org AND year = :year AND procedure = :procedure AND wave = :wave AND class = :class
  AND kind = :kind AND live = 1;

-- query: stat_replace none
-- Put the live counts of a cell aside because a batch brings others.
-- in: org int, year int, procedure text, wave text, class text, kind text, batch int
UPDATE stat SET live = 0, replaced_by = :batch
WHERE org = :org AND year = :year AND procedure = :procedure AND wave = :wave AND class = :class
  AND kind = :kind AND live = 1;

-- query: figures_exist many
-- Which years and procedures have live figures at all.
-- scope: none: no figure is shown
-- out: year int, procedure text
SELECT DISTINCT year, procedure FROM result WHERE live = 1;

-- query: figures bulk
-- Live figures of a scope up to a year, by school.
-- in: since int, until int
-- out: org int, procedure text, year int, wave text, participants count, low count, low_regional count, m2 count, m3 count, m4 count, m5 count, mean text?, status text?, batch int, sheet text, row int
SELECT r.org, r.procedure, r.year, r.wave, r.participants, r.low, r.low_regional, r.m2, r.m3, r.m4, r.m5,
  r.mean, r.status, r.batch, r.sheet, r.row
FROM result r JOIN org o ON o.id = r.org
WHERE r.live = 1 AND r.year >= :since AND r.year <= :until AND {scope o} ORDER BY r.org, r.year, r.procedure, r.wave;

-- query: procedure_figures bulk
-- Live counts of one procedure in a year.
-- in: procedure text, year int
-- out: org int, wave text, participants count, low count
SELECT r.org, r.wave, r.participants, r.low FROM result r JOIN org o ON o.id = r.org
WHERE r.live = 1 AND r.procedure = :procedure AND r.year = :year AND {scope o};

-- query: schools_with_figures one
-- How many schools of a scope have a figure of a year.
-- in: year int
-- out: n int
SELECT count(DISTINCT r.org) FROM result r JOIN org o ON o.id = r.org
WHERE r.live = 1 AND r.status IS NULL AND r.year = :year AND {scope o};

-- query: undo_blocker one
-- The later batch that replaced something of this one.
-- scope: none: a number of a batch
-- in: batch int
-- out: later int, name text
SELECT b.id, b.name FROM batch b WHERE b.undone_at IS NULL AND b.id IN (
  SELECT r.replaced_by FROM result r WHERE r.batch = :batch AND r.replaced_by IS NOT NULL
  UNION SELECT t.replaced_by FROM stat t WHERE t.batch = :batch AND t.replaced_by IS NOT NULL
  UNION SELECT n.replaced_by FROM org_name n WHERE n.batch = :batch AND n.replaced_by IS NOT NULL
  UNION SELECT f.replaced_by FROM fact f WHERE f.batch = :batch AND f.replaced_by IS NOT NULL)
ORDER BY b.id DESC LIMIT 1;

-- query: undo_user one
-- The later batch that has rows about schools that this batch made.
-- scope: none: a number of a batch
-- in: batch int
-- out: later int, name text
SELECT b.id, b.name FROM batch b WHERE b.undone_at IS NULL AND b.id <> :batch AND b.id IN (
  SELECT r.batch FROM result r JOIN org o ON o.id = r.org WHERE o.batch = :batch
  UNION SELECT t.batch FROM stat t JOIN org o ON o.id = t.org WHERE o.batch = :batch
  UNION SELECT n.batch FROM org_name n JOIN org o ON o.id = n.org WHERE o.batch = :batch
  UNION SELECT f.batch FROM fact f JOIN org o ON o.id = f.org WHERE o.batch = :batch
  UNION SELECT k.batch FROM org_code k JOIN org o ON o.id = k.org WHERE o.batch = :batch
  UNION SELECT c.batch FROM org c JOIN org o ON o.id = c.parent WHERE o.batch = :batch
    AND c.id NOT IN (SELECT m.org FROM org_move m WHERE m.batch = :batch)
  UNION SELECT s.batch FROM org_successor s JOIN org o ON o.id = s.successor WHERE o.batch = :batch
  UNION SELECT s.batch FROM org_successor s JOIN org o ON o.id = s.org WHERE o.batch = :batch)
ORDER BY b.id DESC LIMIT 1;

-- query: undo_run_user one
-- A saved run about a school that this batch made.
-- scope: none: a number of a run
-- in: batch int
-- out: run int
SELECT i.run FROM run_item i JOIN org o ON o.id = i.org WHERE o.batch = :batch LIMIT 1;

-- query: undo_results_remove none
-- Undo, step 1: the batch's figures go.
-- in: batch int
DELETE FROM result WHERE batch = :batch;

-- query: undo_results_revive none
-- Undo, step 2: figures it replaced live again.
-- in: batch int
UPDATE result SET live = 1, replaced_by = NULL WHERE replaced_by = :batch;

-- query: undo_stats_remove none
-- Undo: counts beside the figures.
-- in: batch int
DELETE FROM stat WHERE batch = :batch;

-- query: undo_stats_revive none
-- Undo: counts it replaced live again.
-- in: batch int
UPDATE stat SET live = 1, replaced_by = NULL WHERE replaced_by = :batch;

-- query: undo_names_remove none
-- Undo: names.
-- in: batch int
DELETE FROM org_name WHERE batch = :batch;

-- query: undo_names_revive none
-- Undo: names that were replaced.
-- in: batch int
UPDATE org_name SET replaced_by = NULL WHERE replaced_by = :batch;

-- query: undo_facts_remove none
-- Undo: facts, and choices of officers about schools or reorganisations that go with the batch.
-- in: batch int
DELETE FROM fact WHERE batch = :batch OR (batch IS NULL
  AND (org IN (SELECT o.id FROM org o WHERE o.batch = :batch)
    OR EXISTS (SELECT 1 FROM org_successor s WHERE s.batch = :batch AND s.successor = fact.org
      AND fact.attribute = 'joined.' || s.org)));

-- query: undo_facts_revive none
-- Undo: facts that were replaced.
-- in: batch int
UPDATE fact SET replaced_by = NULL WHERE replaced_by = :batch;

-- query: undo_successors_remove none
-- Undo: successors.
-- in: batch int
DELETE FROM org_successor WHERE batch = :batch;

-- query: undo_codes_remove none
-- Undo: codes, and the answers which name means a school that goes.
-- in: batch int
DELETE FROM org_code WHERE batch = :batch
OR (scheme NOT IN ('school', 'other') AND org IN (SELECT o.id FROM org o WHERE o.batch = :batch));

-- query: undo_orgs_remove none
-- Undo: organisations, the deepest first by repeating until none is left.
-- in: batch int
DELETE FROM org WHERE batch = :batch AND id NOT IN (SELECT c.parent FROM org c WHERE c.parent IS NOT NULL);

-- query: undo_orgs_left one
-- Undo: how many organisations of the batch are still there.
-- scope: none: a count
-- in: batch int
-- out: n int
SELECT count(*) FROM org WHERE batch = :batch;

-- query: undo_problems_remove none
-- Undo: its warnings.
-- in: batch int
DELETE FROM problem WHERE batch = :batch;

-- query: broken_cells bulk
-- Figures whose state contradicts itself.
-- scope: none: an administrator's check
-- out: batch int, row int, live int
SELECT batch, row, live FROM result
WHERE (live = 1 AND replaced_by IS NOT NULL) OR (live = 0 AND replaced_by IS NULL)
UNION ALL SELECT batch, row, live FROM stat
WHERE (live = 1 AND replaced_by IS NOT NULL) OR (live = 0 AND replaced_by IS NULL);

-- query: batch_counts many
-- What standing batches of results say they stored, and what is there: figures, counts beside them,
-- and schools of lists of signs, whose rows are facts of a year.
-- scope: none: an administrator's check
-- out: id int, said int, found int
SELECT b.id, b.rows, (SELECT count(*) FROM result r WHERE r.batch = b.id)
  + (SELECT count(*) FROM stat t WHERE t.batch = b.id)
  + (SELECT count(DISTINCT f.org || ' ' || f.since) FROM fact f WHERE f.batch = b.id)
FROM batch b WHERE b.undone_at IS NULL AND b.layout NOT LIKE '%schools%' ORDER BY b.id;

-- query: files_kept many
-- Originals that must be in the folder.
-- out: sha256 text
SELECT sha256 FROM file WHERE kept = 1 ORDER BY sha256;

-- query: newest_year one
-- The newest year that has a live figure.
-- scope: none: a year
-- out: year int
SELECT coalesce(max(year), 0) FROM result WHERE live = 1;

-- query: years many
-- School years with live figures of a scope, newest first, with the schools and figures of each.
-- out: year int, schools int, figures int
SELECT r.year, count(DISTINCT r.org), count(*) FROM result r JOIN org o ON o.id = r.org
WHERE r.live = 1 AND {scope o} GROUP BY r.year ORDER BY r.year DESC;
