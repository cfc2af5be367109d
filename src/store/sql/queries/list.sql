-- query: document_find one
-- A paper that is recorded already.
-- scope: none: a paper is found by its number inside an officer's action
-- in: org id, kind text, number text, day text, issuer text
-- out: id int
SELECT id FROM document WHERE kind = :kind AND number = :number AND day = :day AND issuer = :issuer
AND (org = :org OR (org IS NULL AND :org IS NULL)) AND state = 'recorded' ORDER BY id LIMIT 1;

-- query: document_add one
-- A new paper.
-- in: org id, kind text, number text, day text, title text, issuer text, file text?, at int
-- out: id int
INSERT INTO document (org, kind, number, day, title, issuer, file, state, at)
VALUES (:org, :kind, :number, :day, :title, :issuer, :file, 'recorded', :at) RETURNING id;

-- query: document_get one
-- A paper by its number here.
-- in: id int
-- out: id int, kind text, number text, day text, title text, issuer text, file text?
SELECT id, kind, number, day, title, issuer, file FROM document WHERE id = :id;

-- query: listing_documents many
-- The papers that a list names.
-- scope: none: papers of a list the caller may see
-- in: listing int
-- out: id int, kind text, number text, day text, title text, issuer text, file text?
SELECT id, kind, number, day, title, issuer, file FROM document
WHERE id IN (SELECT l.document FROM listing l WHERE l.id = :listing)
OR id IN (SELECT i.document FROM listing_item i WHERE i.listing = :listing)
OR id IN (SELECT a.document FROM acquaintance a WHERE a.listing = :listing)
OR id IN (SELECT b.document FROM objection b WHERE b.listing = :listing)
OR id IN (SELECT b.letter FROM objection b WHERE b.listing = :listing) ORDER BY id;

-- query: school_authorities many
-- The authorities under which the schools of a scope stand.
-- out: path text
SELECT DISTINCT p.path FROM org o JOIN org p ON p.id = o.parent
WHERE o.kind = 'school' AND p.kind <> 'school' AND {scope o};

-- query: listing_add one
-- A new list; its items follow.
-- in: kind text, origin text, state text, scope id, year int, title text, run id, based_on id, document id, term int, at int
-- out: id int
INSERT INTO listing (kind, origin, state, scope, year, title, run, based_on, document, term, at, rev)
VALUES (:kind, :origin, :state, :scope, :year, :title, :run, :based_on, :document, :term, :at, 1) RETURNING id;

-- query: listing_item_add none copy
-- A school of a new list.
-- in: listing int, org int, included int, by text, reason text, document id, sheet text, row int
INSERT INTO listing_item (listing, org, included, by, reason, document, sheet, row)
VALUES (:listing, :org, :included, :by, :reason, :document, :sheet, :row);

-- query: listing_item_put none
-- A school's place in a draft, new or changed by decision; where it stood in a table stays.
-- in: listing int, org int, included int, reason text, document int
INSERT INTO listing_item (listing, org, included, by, reason, document, sheet, row)
VALUES (:listing, :org, :included, 'decision', :reason, :document, '', 0)
ON CONFLICT (listing, org) DO UPDATE SET included = excluded.included, by = excluded.by,
  reason = excluded.reason, document = excluded.document;

-- query: listing_get one
-- A list with the path of its authority; who may see it is decided by the caller.
-- scope: none: the caller compares the path with the actor's scope
-- in: id int
-- out: id int, kind text, origin text, state text, scope id, path text?, authority text?, year int, title text, run id, based_on id, document id, term int, basis text?, hurry text?, sha256 text?, at int, rev int
SELECT l.id, l.kind, l.origin, l.state, l.scope, o.path, n.name, l.year, l.title, l.run, l.based_on,
  l.document, l.term, l.basis, l.hurry, l.sha256, l.at, l.rev
FROM listing l LEFT JOIN org o ON o.id = l.scope
LEFT JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = o.id AND x.replaced_by IS NULL)
WHERE l.id = :id;

-- query: listings many
-- Lists of a year (0: of all), newest first, with the path of their authority, which the caller
-- compares with the actor's scope; the numbers count what stands in the scope.
-- in: year int
-- out: id int, kind text, origin text, state text, path text?, authority text?, year int, title text, run id, based_on id, at int, schools int, objections int, number text?, day text?
SELECT l.id, l.kind, l.origin, l.state, o.path, n.name, l.year, l.title, l.run, l.based_on, l.at,
  (SELECT count(*) FROM listing_item i JOIN org s ON s.id = i.org
    WHERE i.listing = l.id AND i.included = 1 AND {scope s}),
  (SELECT count(*) FROM objection b JOIN org s ON s.id = b.org
    WHERE b.listing = l.id AND b.state = 'submitted' AND {scope s}),
  d.number, d.day
FROM listing l LEFT JOIN org o ON o.id = l.scope LEFT JOIN document d ON d.id = l.document
LEFT JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = o.id AND x.replaced_by IS NULL)
WHERE l.year = :year OR :year = 0 ORDER BY l.id DESC;

-- query: listing_items many
-- The schools of a list, with what a run said of them, their acquaintance, and papers.
-- in: listing int, run id
-- out: org int, code text, name text, included int, by text, reason text, document id, doc_number text?, doc_day text?, sheet text, row int, outcome text?, settled int, conditions text?, day text?, how text?
SELECT i.org, c.code, n.name, i.included, i.by, i.reason, i.document, d.number, d.day, i.sheet, i.row,
  r.outcome, coalesce(r.settled, 0), r.conditions, a.day, a.how
FROM listing_item i JOIN org o ON o.id = i.org
JOIN org_code c ON c.org = o.id AND c.scheme = 'school'
JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = o.id AND x.replaced_by IS NULL)
LEFT JOIN document d ON d.id = i.document
LEFT JOIN run_item r ON r.run = :run AND r.org = i.org
LEFT JOIN acquaintance a ON a.listing = i.listing AND a.org = i.org
WHERE i.listing = :listing AND {scope o} ORDER BY n.name_key, i.org;

-- query: listing_item_get one
-- A school's place in a list.
-- scope: none: the caller has found the school in the actor's scope
-- in: listing int, org int
-- out: included int, by text
SELECT included, by FROM listing_item WHERE listing = :listing AND org = :org;

-- query: listing_rows bulk
-- The schools of a list as stored, for its seal.
-- scope: none: a seal is of the whole list
-- in: listing int
-- out: org int, included int, by text, reason text, document id, sheet text, row int
SELECT org, included, by, reason, document, sheet, row FROM listing_item WHERE listing = :listing ORDER BY org;

-- query: acquaintances bulk
-- Who was acquainted with a list, for its seal.
-- scope: none: a seal is of the whole list
-- in: listing int
-- out: org int, day text, how text, document id
SELECT org, day, how, document FROM acquaintance WHERE listing = :listing ORDER BY org;

-- query: acquaintance_put none
-- When a school learned of a list; a mistaken day is corrected by saying it again.
-- in: listing int, org int, day text, how text, document id
INSERT INTO acquaintance (listing, org, day, how, document) VALUES (:listing, :org, :day, :how, :document)
ON CONFLICT (listing, org) DO UPDATE SET day = excluded.day, how = excluded.how, document = excluded.document;

-- query: acquaintance_get one
-- When a school learned of a list.
-- scope: none: the caller has found the school in the actor's scope
-- in: listing int, org int
-- out: day text, how text
SELECT day, how FROM acquaintance WHERE listing = :listing AND org = :org;

-- query: objection_add one
-- A school objects.
-- in: listing int, org int, about text, text text, day text, due text?, letter id
-- out: id int
INSERT INTO objection (listing, org, about, text, day, due, letter, state, reason, rev)
VALUES (:listing, :org, :about, :text, :day, :due, :letter, 'submitted', '', 1) RETURNING id;

-- query: objections many
-- The objections to a list by schools of a scope, in the order they were entered.
-- in: listing int
-- out: id int, org int, code text, about text, text text, day text, due text?, letter_number text?, letter_day text?, state text, reason text, decided text?, number text?, answer_day text?, rev int
SELECT b.id, b.org, c.code, b.about, b.text, b.day, b.due, l.number, l.day, b.state, b.reason, b.decided,
  d.number, d.day, b.rev
FROM objection b JOIN org o ON o.id = b.org JOIN org_code c ON c.org = o.id AND c.scheme = 'school'
LEFT JOIN document l ON l.id = b.letter LEFT JOIN document d ON d.id = b.document
WHERE b.listing = :listing AND {scope o} ORDER BY b.id;

-- query: objection_rows bulk
-- The objections to a list as stored, for its seal.
-- scope: none: a seal is of the whole list
-- in: listing int
-- out: id int, org int, about text, text text, day text, due text?, letter id, state text, reason text, decided text?, document id
SELECT id, org, about, text, day, due, letter, state, reason, decided, document
FROM objection WHERE listing = :listing ORDER BY id;

-- query: objection_get one
-- An objection with its list.
-- scope: none: the caller looks whether the actor may change the list
-- in: id int
-- out: listing int, org int, state text, day text, rev int
SELECT listing, org, state, day, rev FROM objection WHERE id = :id;

-- query: objection_decide one
-- The decision on an objection, if nobody changed it meanwhile.
-- in: id int, rev int, state text, reason text, decided text, document id
-- out: rev int
UPDATE objection SET state = :state, reason = :reason, decided = :decided, document = :document, rev = rev + 1
WHERE id = :id AND rev = :rev RETURNING rev;

-- query: listing_touch one
-- A change of a list, if nobody changed it meanwhile.
-- in: id int, rev int, state text
-- out: rev int
UPDATE listing SET state = :state, rev = rev + 1 WHERE id = :id AND rev = :rev RETURNING rev;

-- query: listing_order one
-- The order that approves a list, if nobody changed it meanwhile.
-- in: id int, rev int, title text, document int, basis text?, hurry text?
-- out: rev int
UPDATE listing SET state = 'approved', title = :title, document = :document, basis = :basis, hurry = :hurry,
  rev = rev + 1 WHERE id = :id AND rev = :rev RETURNING rev;

-- query: listing_seal none
-- The list as it stands from now on.
-- in: id int, snapshot text, sha256 text
UPDATE listing SET snapshot = :snapshot, sha256 = :sha256 WHERE id = :id AND sha256 IS NULL;

-- query: listing_snapshot one
-- The list as it was sealed.
-- in: id int
-- out: snapshot text?, sha256 text?
SELECT snapshot, sha256 FROM listing WHERE id = :id;

-- query: listing_numbers many
-- All lists, for the check.
-- out: id int, state text, run id
SELECT id, state, run FROM listing ORDER BY id;

-- query: listing_computed one
-- The newest computed list of a kind and year of an authority.
-- in: kind text, year int, scope id
-- out: id int, run id
SELECT id, run FROM listing WHERE kind = :kind AND year = :year AND origin = 'computed'
AND (scope = :scope OR (scope IS NULL AND :scope IS NULL)) ORDER BY id DESC LIMIT 1;

-- query: listing_standing many
-- The lists of a kind and year under whose authority a school stands, newest first, with its place in them
-- and the path of their authority, which the caller compares with the actor's scope.
-- in: org int, year int, kind text
-- out: id int, origin text, state text, path text?, run id, included count, by text?, outcome text?
SELECT l.id, l.origin, l.state, s.path, l.run, i.included, i.by, r.outcome
FROM listing l JOIN org o ON o.id = :org LEFT JOIN org s ON s.id = l.scope
LEFT JOIN listing_item i ON i.listing = l.id AND i.org = o.id
LEFT JOIN run_item r ON r.run = l.run AND r.org = o.id
WHERE l.year = :year AND l.kind = :kind
AND (l.scope IS NULL OR substr(o.path, 1, length(s.path)) = s.path) AND {scope o} ORDER BY l.id DESC;

-- query: run_get one
-- A saved run.
-- in: id int
-- out: id int, method text, params text, year int, at int, inputs_sha256 text
SELECT id, method, params, year, at, inputs_sha256 FROM run WHERE id = :id;

-- query: run_item_get one
-- What a run read and said of a school.
-- scope: none: the caller has found the school in the actor's scope or seals the whole list
-- in: run int, org int
-- out: inputs text, outcome text, settled int, conditions text
SELECT inputs, outcome, settled, conditions FROM run_item WHERE run = :run AND org = :org;

-- query: undo_list_user one
-- A list that names a school which the batch brought.
-- scope: none: a number of a list
-- in: batch int
-- out: listing int
SELECT i.listing FROM listing_item i JOIN org o ON o.id = i.org WHERE o.batch = :batch ORDER BY i.listing LIMIT 1;

-- query: school_in_draft one
-- A draft in which a school or a branch of it stands, and whose authority would not have it under the path.
-- scope: none: a number of a list
-- in: org int, path text
-- out: listing int
SELECT l.id FROM listing l JOIN org s ON s.id = l.scope JOIN listing_item i ON i.listing = l.id
WHERE l.state IN ('draft', 'sent') AND i.included = 1
  AND i.org IN (SELECT b.id FROM org b WHERE b.id = :org OR b.parent = :org)
  AND substr(:path, 1, length(s.path)) <> s.path
ORDER BY l.id LIMIT 1;

-- query: school_events many
-- What happened to a school in lists that were shown to it: told, objected, decided, an order.
-- in: org int
-- out: day text, kind text, listing int, year int
SELECT e.day, e.kind, e.listing, l.year FROM (
  SELECT a.org, a.day, 'acquainted' AS kind, a.listing FROM acquaintance a
  UNION ALL SELECT b.org, b.day, 'objected', b.listing FROM objection b
  UNION ALL SELECT b.org, b.decided, b.state, b.listing FROM objection b WHERE b.decided IS NOT NULL
  UNION ALL SELECT i.org, d.day, CASE WHEN i.included = 1 THEN 'listed' ELSE 'left_out' END, i.listing
    FROM listing_item i JOIN listing x ON x.id = i.listing AND x.state = 'approved'
    JOIN document d ON d.id = x.document) e
JOIN listing l ON l.id = e.listing JOIN org o ON o.id = e.org
WHERE e.org = :org AND {scope o} ORDER BY e.day, e.listing;
