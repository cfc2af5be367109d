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

-- query: batch_name one
-- What the file of a batch is called, beside figures that are from it.
-- in: id int
-- out: name text, at int
SELECT name, at FROM batch WHERE id = :id;

-- query: batch_effect one
-- What goes of a scope when a batch is undone, what comes back, and the schools it brought.
-- in: batch int
-- out: figures int, back int, schools int
SELECT (SELECT count(*) FROM result r JOIN org o ON o.id = r.org WHERE r.batch = :batch AND {scope o})
    + (SELECT count(*) FROM stat t JOIN org o ON o.id = t.org WHERE t.batch = :batch AND {scope o}),
  (SELECT count(*) FROM result r JOIN org o ON o.id = r.org WHERE r.replaced_by = :batch AND {scope o})
    + (SELECT count(*) FROM stat t JOIN org o ON o.id = t.org WHERE t.replaced_by = :batch AND {scope o}),
  (SELECT count(*) FROM org o WHERE o.batch = :batch AND o.kind = 'school' AND {scope o})
FROM batch b WHERE b.id = :batch;

-- query: batch_beyond one
-- How many organisations outside of a scope a batch says something of, or brought or moved.
-- in: batch int
-- out: n int
SELECT count(*) FROM org o WHERE NOT {scope o} AND (o.batch = :batch OR o.id IN (
  SELECT r.org FROM result r WHERE r.batch = :batch
  UNION SELECT t.org FROM stat t WHERE t.batch = :batch
  UNION SELECT n.org FROM org_name n WHERE n.batch = :batch
  UNION SELECT k.org FROM org_code k WHERE k.batch = :batch
  UNION SELECT f.org FROM fact f WHERE f.batch = :batch
  UNION SELECT s.org FROM org_successor s WHERE s.batch = :batch
  UNION SELECT s.successor FROM org_successor s WHERE s.batch = :batch
  UNION SELECT m.org FROM org_move m WHERE m.batch = :batch
  UNION SELECT m.parent FROM org_move m WHERE m.batch = :batch));

-- query: batches many
-- Batches that were loaded within a scope (whole = 1) and, with parts = 1, those that hold something
-- of its schools, of which only that is counted: figures, or schools where there are none.
-- All batches with everything = 1. The newest first; with only > 0 that one.
-- in: everything int, parts int, only int
-- out: id int, name text, layout text, file text, year id, rows int, at int, undone_at id, login text?, warnings int, corrections int, whole int
SELECT b.id, b.name, b.layout, b.file, b.year,
  CASE WHEN w.whole = 1 THEN b.rows ELSE coalesce(p.n, 0) END, b.at, b.undone_at,
  CASE WHEN w.whole = 1 THEN (SELECT a.login FROM account a WHERE a.id = b.account) END,
  (SELECT count(*) FROM problem q WHERE q.batch = b.id AND (w.whole = 1 OR (q.batch, q.sheet, q.row) IN (
    SELECT r.batch, r.sheet, r.row FROM result r JOIN org o ON o.id = r.org WHERE {scope o}))),
  (SELECT count(*) FROM correction c WHERE c.batch = b.id AND (w.whole = 1 OR (c.batch, c.sheet, c.row) IN (
    SELECT r.batch, r.sheet, r.row FROM result r JOIN org o ON o.id = r.org WHERE {scope o}))),
  w.whole
FROM batch b
JOIN (SELECT d.id AS id, CASE WHEN :everything = 1 OR d.scope IN (SELECT o.id FROM org o WHERE {scope o})
  THEN 1 ELSE 0 END AS whole FROM batch d WHERE :only = 0 OR d.id = :only) w ON w.id = b.id
LEFT JOIN (SELECT h.batch AS batch, CASE WHEN sum(h.n) > 0 THEN sum(h.n) ELSE count(DISTINCT h.org) END AS n
  FROM (SELECT r.batch AS batch, r.org AS org, 1 AS n FROM result r JOIN org o ON o.id = r.org
      WHERE :parts = 1 AND (:only = 0 OR r.batch = :only) AND {scope o}
    UNION ALL SELECT t.batch, t.org, 1 FROM stat t JOIN org o ON o.id = t.org
      WHERE :parts = 1 AND (:only = 0 OR t.batch = :only) AND {scope o}
    UNION ALL SELECT n.batch, n.org, 0 FROM org_name n JOIN org o ON o.id = n.org
      WHERE :parts = 1 AND (:only = 0 OR n.batch = :only) AND o.kind = 'school' AND {scope o}
    UNION ALL SELECT f.batch, f.org, 0 FROM fact f JOIN org o ON o.id = f.org
      WHERE :parts = 1 AND (:only = 0 OR f.batch = :only) AND o.kind = 'school' AND {scope o}) h
  GROUP BY h.batch) p ON p.batch = b.id
WHERE w.whole = 1 OR p.batch IS NOT NULL ORDER BY b.id DESC;

-- query: batch_undone none
-- Mark a batch undone; its file may be loaded again. Nothing else says any more whose it was: who undid
-- it saw all of it, so from now on it is of that organisation (0 = of whom it was).
-- in: id int, at int, org id
UPDATE batch SET undone_at = :at, scope = coalesce(:org, scope) WHERE id = :id;

-- query: problem_add_row none copy
-- A warning kept with its batch.
-- in: batch int, n int, severity text, sheet text, row int, col int, message text, args text
INSERT INTO problem (batch, n, severity, sheet, row, col, message, args)
VALUES (:batch, :n, :severity, :sheet, :row, :col, :message, :args);

-- query: batch_problems many
-- The warnings of a batch, the first 500; of one that is not whole in a scope those in rows of its schools.
-- in: batch int, whole int
-- out: sheet text, row int, col int, message text, args text
SELECT q.sheet, q.row, q.col, q.message, q.args FROM problem q
WHERE q.batch = :batch AND (:whole = 1 OR (q.sheet, q.row) IN (SELECT r.sheet, r.row FROM result r
  JOIN org o ON o.id = r.org WHERE r.batch = :batch AND {scope o}))
ORDER BY q.n LIMIT 500;

-- query: batch_corrections many
-- What was corrected by hand in the file of a batch, likewise.
-- in: batch int, whole int
-- out: sheet text, row int, col int, was text?, became text?
SELECT c.sheet, c.row, c.col, c.was, c.became FROM correction c
WHERE c.batch = :batch AND (:whole = 1 OR (c.sheet, c.row) IN (SELECT r.sheet, r.row FROM result r
  JOIN org o ON o.id = r.org WHERE r.batch = :batch AND {scope o}))
ORDER BY c.sheet, c.row, c.col;

-- query: corrections_of many
-- Cells corrected by hand in rows that figures of a scope come from.
-- out: batch int, sheet text, row int, col int, was text?, became text?
SELECT c.batch, c.sheet, c.row, c.col, c.was, c.became FROM correction c
WHERE c.col > 0 AND (c.batch, c.sheet, c.row) IN (SELECT r.batch, r.sheet, r.row FROM result r
  JOIN org o ON o.id = r.org WHERE r.live = 1 AND {scope o})
ORDER BY c.batch, c.sheet, c.row, c.col;

-- query: correction_add none copy
-- What was corrected by hand in the file of a batch.
-- in: batch int, sheet text, row int, col int, was text?, became text?
INSERT INTO correction (batch, sheet, row, col, was, became) VALUES (:batch, :sheet, :row, :col, :was, :became);

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
  UNION SELECT c.batch FROM org c JOIN org o ON o.id = c.parent
    WHERE (o.batch = :batch OR o.id IN (SELECT m.org FROM org_move m WHERE m.batch = :batch))
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
-- Undo: names, and later ones that an officer gave to what the batch brought.
-- in: batch int
DELETE FROM org_name WHERE batch = :batch
  OR (batch IS NULL AND org IN (SELECT o.id FROM org o WHERE o.batch = :batch));

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

-- query: undo_corrections_remove none
-- Undo: what was corrected in its file; the audit keeps it.
-- in: batch int
DELETE FROM correction WHERE batch = :batch;

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
