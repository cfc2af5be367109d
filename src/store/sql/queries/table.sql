-- query: school_table bulk
-- Schools of a scope with what a table of schools says besides facts, by main code, with the name of a day.
-- in: day text
-- out: id int, code text, name text, short_name text, municipality text?, region text?, parent text?
SELECT o.id, c.code, n.name, n.short_name, mn.name, rn.name, pc.code
FROM org o
JOIN org_code c ON c.org = o.id AND c.scheme = 'school'
JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT coalesce(max(CASE WHEN x.since <= :day THEN x.since END), min(x.since)) FROM org_name x
    WHERE x.org = o.id AND x.replaced_by IS NULL)
LEFT JOIN org p ON p.id = o.parent
LEFT JOIN org_code pc ON pc.org = p.id AND pc.scheme = 'school'
LEFT JOIN org m ON m.id = CASE WHEN p.kind = 'school' THEN p.parent ELSE p.id END
LEFT JOIN org_name mn ON m.kind = 'municipality' AND mn.org = m.id AND mn.replaced_by IS NULL AND mn.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = m.id AND x.replaced_by IS NULL)
LEFT JOIN org_name rn ON rn.org = CASE WHEN m.kind = 'municipality' THEN m.parent ELSE m.id END
  AND rn.replaced_by IS NULL AND rn.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = rn.org AND x.replaced_by IS NULL)
WHERE o.kind = 'school' AND {scope o} ORDER BY c.code;

-- query: school_other_codes bulk
-- Other codes of the schools of a scope, by school.
-- out: org int, code text
SELECT c.org, c.code FROM org_code c JOIN org o ON o.id = c.org
WHERE c.scheme = 'other' AND o.kind = 'school' AND {scope o} ORDER BY c.org, c.code;

-- query: school_successors bulk
-- Into which school each school of a scope passed, by school.
-- out: org int, code text
SELECT s.org, c.code FROM org_successor s JOIN org o ON o.id = s.org JOIN org t ON t.id = s.successor
JOIN org_code c ON c.org = s.successor AND c.scheme = 'school'
WHERE {scope o} AND {scope t} ORDER BY s.org, c.code;

-- query: result_table bulk
-- Live figures of a scope as results.csv has them.
-- out: school text, procedure text, year int, wave text, participants count, low count, low_regional count, m2 count, m3 count, m4 count, m5 count, mean text?, status text?, pupil_grade id, held text?, basis text?
SELECT c.code, r.procedure, r.year, r.wave, r.participants, r.low, r.low_regional, r.m2, r.m3, r.m4, r.m5,
  r.mean, r.status, r.pupil_grade, r.held, r.basis
FROM result r JOIN org o ON o.id = r.org JOIN org_code c ON c.org = o.id AND c.scheme = 'school'
WHERE r.live = 1 AND {scope o} ORDER BY r.year, c.code, r.procedure, r.wave;
