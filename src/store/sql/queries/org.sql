-- query: org_add one
-- A new organisation; its path follows with org_path_set, when its id is known.
-- in: uid text, kind text, parent id, batch id
-- out: id int
INSERT INTO org (uid, kind, parent, path, batch) VALUES (:uid, :kind, :parent, :uid, :batch) RETURNING id;

-- query: org_path_set none
-- The path of a new organisation.
-- in: id int, path text
UPDATE org SET path = :path WHERE id = :id;

-- query: org_path one
-- The path of an organisation.
-- scope: none: asked inside an import, which is an officer's action on the whole
-- in: id int
-- out: path text, kind text
SELECT path, kind FROM org WHERE id = :id;

-- query: org_name_add none copy
-- A name from a day on.
-- in: org int, since text, name text, short_name text, name_fold text, name_key text, batch id
INSERT INTO org_name (org, since, name, short_name, name_fold, name_key, batch)
VALUES (:org, :since, :name, :short_name, :name_fold, :name_key, :batch);

-- query: org_name_correct none
-- Another name from the same day on.
-- in: org int, since text, name text, name_fold text, name_key text
UPDATE org_name SET name = :name, short_name = :name, name_fold = :name_fold, name_key = :name_key
WHERE org = :org AND since = :since AND replaced_by IS NULL;

-- query: org_name_replace none
-- Put a name aside because a batch brings another.
-- in: org int, since text, batch int
UPDATE org_name SET replaced_by = :batch WHERE org = :org AND since = :since AND replaced_by IS NULL;

-- query: org_code_add none copy
-- A code an organisation is known by.
-- in: scheme text, code text, org int, batch id
INSERT INTO org_code (scheme, code, org, batch) VALUES (:scheme, :code, :org, :batch);

-- query: org_by_fold many
-- Regions, municipalities and the like by folded name.
-- scope: none: asked inside an import, which is an officer's action on the whole
-- in: kind text, parent id, name_fold text
-- out: id int
SELECT o.id FROM org o JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL
WHERE o.kind = :kind AND n.name_fold = :name_fold AND (o.parent = :parent OR (:parent IS NULL AND o.parent IS NULL));

-- query: org_root many
-- Regions of this installation, oldest first.
-- scope: none: the roots themselves
-- out: id int, path text
SELECT id, path FROM org WHERE parent IS NULL ORDER BY id;

-- query: codes_all bulk
-- Every code with its organisation, for matching the rows of a file.
-- scope: none: asked inside an import, which is an officer's action on the whole
-- out: scheme text, code text, org int, parent int
SELECT c.scheme, c.code, c.org, coalesce(o.parent, 0) FROM org_code c JOIN org o ON o.id = c.org;

-- query: school_names bulk
-- Every name the schools of a scope have had, by school, newest first, with the main code.
-- out: org int, code text, name text, short_name text
SELECT n.org, c.code, n.name, n.short_name FROM org_name n JOIN org o ON o.id = n.org
JOIN org_code c ON c.org = o.id AND c.scheme = 'school'
WHERE n.replaced_by IS NULL AND o.kind = 'school' AND {scope o} ORDER BY n.org, n.since DESC;

-- query: name_answers many
-- Names that were said to mean a school of a scope, with the school's main code and newest name.
-- in: scheme text
-- out: name text, code text, school text
SELECT a.code, c.code, n.name FROM org_code a JOIN org o ON o.id = a.org
JOIN org_code c ON c.org = a.org AND c.scheme = 'school'
JOIN org_name n ON n.org = a.org AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = a.org AND x.replaced_by IS NULL)
WHERE a.scheme = :scheme AND {scope o} ORDER BY a.code;

-- query: org_code_remove none
-- Take a code away.
-- in: scheme text, code text
DELETE FROM org_code WHERE scheme = :scheme AND code = :code;

-- query: schools bulk
-- Schools of a scope by id: main code, the name of a day (the first one when it is later), municipality,
-- and the head organisation of a branch. CROSS JOIN and the plus hold SQLite to begin with the paths: a
-- scope of one school must walk neither every code nor every organisation.
-- in: day text
-- out: id int, path text, code text, name text, short_name text, name_key text, municipality id, municipality_name text, head id
SELECT o.id, o.path, c.code, n.name, n.short_name, n.name_key, coalesce(m.id, 0), coalesce(mn.name, ''),
  CASE WHEN p.kind = 'school' THEN p.id END
FROM org o CROSS JOIN org_code c
JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT coalesce(max(CASE WHEN x.since <= :day THEN x.since END), min(x.since)) FROM org_name x
    WHERE x.org = o.id AND x.replaced_by IS NULL)
LEFT JOIN org p ON p.id = o.parent
LEFT JOIN org m ON m.id = CASE WHEN p.kind = 'school' THEN p.parent ELSE p.id END AND m.kind = 'municipality'
LEFT JOIN org_name mn ON mn.org = m.id AND mn.replaced_by IS NULL AND mn.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = m.id AND x.replaced_by IS NULL)
WHERE c.org = o.id AND c.scheme = 'school' AND o.kind = 'school' AND {scope o} ORDER BY +o.id;

-- query: school_ids many
-- Which schools a scope has, by id.
-- out: id int
SELECT o.id FROM org o WHERE o.kind = 'school' AND {scope o} ORDER BY o.id;

-- query: schools_in_scope one
-- How many schools a scope has in a school year: neither closed before its first day nor opened after its last.
-- in: first text, last text
-- out: n int
SELECT count(*) FROM org o WHERE o.kind = 'school' AND {scope o} AND NOT EXISTS
  (SELECT 1 FROM fact f WHERE f.org = o.id AND f.replaced_by IS NULL
   AND ((f.attribute = 'closed' AND f.value < :first) OR (f.attribute = 'opened' AND f.value > :last)));

-- query: school_search bulk
-- Schools of a scope whose newest name or main code has a text in it, by name.
-- in: text text
-- out: code text, name text, name_fold text, closed text?
SELECT c.code, n.name, n.name_fold,
  (SELECT f.value FROM fact f WHERE f.org = o.id AND f.attribute = 'closed' AND f.replaced_by IS NULL
   ORDER BY f.since DESC LIMIT 1)
FROM org o
JOIN org_code c ON c.org = o.id AND c.scheme = 'school'
JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = o.id AND x.replaced_by IS NULL)
WHERE o.kind = 'school' AND {scope o}
AND (replace(n.name_fold, :text, '') <> n.name_fold OR replace(c.code, :text, '') <> c.code)
ORDER BY n.name_key, c.code;

-- query: school_by_code one
-- A school by any of its codes.
-- in: code text
-- out: id int
SELECT o.id FROM org_code c JOIN org o ON o.id = c.org
WHERE c.scheme IN ('school', 'other') AND c.code = :code AND o.kind = 'school' AND {scope o}
ORDER BY c.scheme DESC LIMIT 1;

-- query: school_named one
-- The main code and newest name of a school.
-- scope: none: a successor of a school that the caller has seen
-- in: org int
-- out: code text, name text
SELECT c.code, n.name FROM org_code c JOIN org_name n ON n.org = c.org AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = c.org AND x.replaced_by IS NULL)
WHERE c.scheme = 'school' AND c.org = :org;

-- query: school_count one
-- How many schools there are at all.
-- scope: none: a count
-- out: n int
SELECT count(*) FROM org WHERE kind = 'school';

-- query: school_place one
-- Under which municipality and which head organisation a school stands; NULL = none.
-- scope: none: asked inside an import, which is an officer's action on the whole
-- in: org int
-- out: municipality text?, head text?, municipality_id int
SELECT mn.name, hc.code, coalesce(m.id, 0) FROM org o
LEFT JOIN org p ON p.id = o.parent
LEFT JOIN org_code hc ON hc.org = p.id AND hc.scheme = 'school'
LEFT JOIN org m ON m.id = CASE WHEN p.kind = 'school' THEN p.parent ELSE p.id END AND m.kind = 'municipality'
LEFT JOIN org_name mn ON mn.org = m.id AND mn.replaced_by IS NULL AND mn.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = m.id AND x.replaced_by IS NULL)
WHERE o.id = :org;

-- query: org_names bulk
-- The live names of an organisation's history.
-- scope: none: asked inside an import, which is an officer's action on the whole
-- in: org int
-- out: since text, name text, short_name text, batch id
SELECT since, name, short_name, batch FROM org_name WHERE org = :org AND replaced_by IS NULL ORDER BY since;

-- query: fact_add none copy
-- Something known of an organisation from a day on.
-- in: org int, attribute text, since text, value text, batch id
INSERT INTO fact (org, attribute, since, value, batch) VALUES (:org, :attribute, :since, :value, :batch);

-- query: fact_replace none
-- Put a fact aside because a batch brings another.
-- in: org int, attribute text, since text, batch int
UPDATE fact SET replaced_by = :batch
WHERE org = :org AND attribute = :attribute AND since = :since AND replaced_by IS NULL;

-- query: facts_of many
-- The live facts of one organisation.
-- scope: none: asked inside an import, which is an officer's action on the whole
-- in: org int
-- out: attribute text, since text, value text
SELECT attribute, since, value FROM fact WHERE org = :org AND replaced_by IS NULL;

-- query: facts bulk
-- The live facts of all schools of a scope, by school.
-- out: org int, attribute text, since text, value text
SELECT f.org, f.attribute, f.since, f.value FROM fact f JOIN org o ON o.id = f.org
WHERE f.replaced_by IS NULL AND o.kind = 'school' AND {scope o} ORDER BY f.org, f.attribute, f.since;

-- query: successor_add none
-- A school passed into another on a day.
-- in: org int, successor int, day text, batch id
INSERT INTO org_successor (org, successor, day, batch) VALUES (:org, :successor, :day, :batch)
ON CONFLICT (org, successor) DO NOTHING;

-- query: successors many
-- Into which schools a school passed.
-- scope: none: joins two schools that the caller has seen
-- in: org int
-- out: successor int, day text
SELECT successor, day FROM org_successor WHERE org = :org ORDER BY successor;

-- query: reorganisations many
-- Which school passed into which, and when.
-- scope: none: ids only; figures are read by a scope of their own
-- out: org int, code text, successor int, day text
SELECT s.org, c.code, s.successor, s.day FROM org_successor s CROSS JOIN org_code c
WHERE c.org = s.org AND c.scheme = 'school' ORDER BY s.successor, s.org;

-- query: joins many
-- Officers' choices: before which year the figures of a predecessor stand for its successor.
-- scope: none: ids only; figures are read by a scope of their own
-- out: org int, attribute text, value text
SELECT org, attribute, value FROM fact
WHERE batch IS NULL AND replaced_by IS NULL AND attribute >= 'joined.' AND attribute < 'joined/'
ORDER BY org, attribute;

-- query: fact_choose none
-- Something an officer says of an organisation, without a file.
-- in: org int, attribute text, value text
INSERT INTO fact (org, attribute, since, value) VALUES (:org, :attribute, '', :value);

-- query: fact_unchoose none
-- Take it back.
-- in: org int, attribute text
DELETE FROM fact WHERE org = :org AND attribute = :attribute AND batch IS NULL;

-- query: org_place one
-- Where an organisation stands.
-- scope: none: asked inside an import, which is an officer's action on the whole
-- in: org int
-- out: parent id, path text
SELECT parent, path FROM org WHERE id = :org;

-- query: school_stands one
-- A school of a scope by any of its codes: where it stands, by what name that place goes, and how many
-- branches it has.
-- in: code text
-- out: id int, code text, name text, parent int, place text, branches int
SELECT o.id, k.code, n.name, coalesce(o.parent, 0), coalesce(pn.name, ''),
  (SELECT count(*) FROM org b WHERE b.parent = o.id)
FROM org o
JOIN org_code k ON k.org = o.id AND k.scheme = 'school'
JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = o.id AND x.replaced_by IS NULL)
LEFT JOIN org_name pn ON pn.org = o.parent AND pn.replaced_by IS NULL AND pn.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = o.parent AND x.replaced_by IS NULL)
WHERE o.kind = 'school' AND {scope o}
  AND o.id IN (SELECT c.org FROM org_code c WHERE c.scheme IN ('school', 'other') AND c.code = :code)
LIMIT 1;

-- query: org_move_branches none
-- The branches of a school that moved go with it.
-- in: org int, path text
UPDATE org SET path = :path || id || '/' WHERE parent = :org;

-- query: org_move none
-- Put an organisation under another; what is below it follows.
-- in: org int, parent int, path text
UPDATE org SET parent = :parent, path = :path WHERE id = :org;

-- query: org_move_note none
-- Where it stood before, for undo.
-- in: batch int, org int, parent int, path text
INSERT INTO org_move (batch, org, parent, path) VALUES (:batch, :org, :parent, :path);

-- query: undo_moves none
-- Undo: schools stand where they stood.
-- in: batch int
UPDATE org SET parent = (SELECT m.parent FROM org_move m WHERE m.batch = :batch AND m.org = org.id),
  path = (SELECT m.path FROM org_move m WHERE m.batch = :batch AND m.org = org.id)
WHERE id IN (SELECT m.org FROM org_move m WHERE m.batch = :batch);

-- query: undo_moves_remove none
-- Undo: the notes of moves.
-- in: batch int
DELETE FROM org_move WHERE batch = :batch;
