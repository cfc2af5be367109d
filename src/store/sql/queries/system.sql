-- query: migrations_done many
-- The migrations this database has, in order.
-- out: number int, sha256 text, at int
SELECT number, sha256, at FROM migration ORDER BY number;

-- query: migrations_count one
-- How many migrations this database has.
-- out: n int
SELECT count(*) FROM migration;

-- query: migration_add none
-- Note that a migration was applied.
-- in: number int, sha256 text, at int
INSERT INTO migration (number, sha256, at) VALUES (:number, :sha256, :at);

-- query: setting_get one
-- One setting of the authority.
-- in: key text
-- out: value text
SELECT value FROM setting WHERE key = :key;

-- query: setting_put none
-- Set a setting, new or changed.
-- in: key text, value text
INSERT INTO setting (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- query: audit_last one
-- The newest row of the chain.
-- out: id int, hash text
SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1;

-- query: data_state one
-- A number that changes with every change of schools, figures or methods: the newest row of the chain
-- that is not about accounts, the audit itself, posts, backups, saved runs, lists and objections to them. What a new kind of change is called needs no care here.
-- out: n int
SELECT id FROM audit WHERE object_kind NOT IN ('account', 'audit', 'backup', 'list', 'objection', 'post', 'run') ORDER BY id DESC LIMIT 1;

-- query: audit_add one
-- Append to the chain.
-- in: at int, actor text, action text, object_kind text, object_id int, digest text, prev text, hash text
-- out: id int
INSERT INTO audit (at, actor, action, object_kind, object_id, digest, prev, hash)
VALUES (:at, :actor, :action, :object_kind, :object_id, :digest, :prev, :hash) RETURNING id;

-- query: audit_detail_add none
-- The details of an audit row.
-- in: audit int, changes text
INSERT INTO audit_detail (audit, changes) VALUES (:audit, :changes);

-- query: audit_newest many
-- The last rows of the chain that fit, newest first; '' and 0 fit everything. Whose account it was; object_login: which one it is about.
-- in: last int, before int, actor text, action text, since int, until int, kind text, object int
-- out: id int, at int, actor text, action text, object_kind text, object_id int, hash text, changes text?, login text?, post text?, object_login text?
SELECT a.id, a.at, a.actor, a.action, a.object_kind, a.object_id, a.hash, d.changes, c.login, p.post, o.login
FROM audit a LEFT JOIN audit_detail d ON d.audit = a.id
LEFT JOIN account c ON a.actor = 'account:' || c.id LEFT JOIN person p ON p.id = c.person
LEFT JOIN account o ON a.object_kind = 'account' AND o.id = a.object_id
WHERE (:actor = '' OR a.actor = :actor) AND (:action = '' OR a.action = :action)
  AND (:before = 0 OR a.id < :before) AND a.at >= :since AND (:until = 0 OR a.at < :until)
  AND (:kind = '' OR a.object_kind = :kind) AND (:object = 0 OR a.object_id = :object)
ORDER BY a.id DESC LIMIT coalesce(:last, 0);

-- query: audit_about many
-- The newest rows about what became of an object, of one action or ('') of any; about a list, those about its objections, too.
-- What was refused, and the comings and goings of an account, are no part of it.
-- in: kind text, object int, action text, last int
-- out: id int, at int, actor text, action text, changes text?, login text?, post text?
SELECT a.id, a.at, a.actor, a.action, d.changes, c.login, p.post
FROM audit a LEFT JOIN audit_detail d ON d.audit = a.id
LEFT JOIN account c ON a.actor = 'account:' || c.id LEFT JOIN person p ON p.id = c.person
WHERE (:action = '' OR a.action = :action) AND ((a.object_kind = :kind AND a.object_id = :object)
  OR (:kind = 'list' AND a.object_kind = 'objection'
    AND a.object_id IN (SELECT o.id FROM objection o WHERE o.listing = :object)))
  AND coalesce(substr(d.changes, 1, 10), '') <> '{"refused"'
  AND a.action NOT IN ('sign-in', 'sign-in code', 'sign-in oidc back', 'sign-out', 'act-as', 'look')
ORDER BY a.id DESC LIMIT coalesce(:last, 0);

-- query: audit_all bulk
-- The whole chain in order, with the details that are still kept.
-- out: id int, at int, actor text, action text, object_kind text, object_id int, digest text, prev text, hash text, changes text?
SELECT a.id, a.at, a.actor, a.action, a.object_kind, a.object_id, a.digest, a.prev, a.hash, d.changes
FROM audit a LEFT JOIN audit_detail d ON d.audit = a.id ORDER BY a.id;

-- query: settings many
-- All settings.
-- out: key text, value text
SELECT key, value FROM setting ORDER BY key;

-- query: setting_clear none
-- A setting is as if it was never set.
-- in: key text
DELETE FROM setting WHERE key = :key;

-- query: status_counts one
-- How much there is, for an administrator.
-- scope: none: counts only
-- out: schools int, figures int, batches int, accounts int, sessions int, audit_rows int
SELECT (SELECT count(*) FROM org WHERE kind = 'school'), (SELECT count(*) FROM result WHERE live = 1),
  (SELECT count(*) FROM batch), (SELECT count(*) FROM account), (SELECT count(*) FROM session),
  (SELECT count(*) FROM audit);

-- query: audit_verified one
-- When the chain was found whole last, and how many rows it had then.
-- out: at int, object_id int
SELECT at, object_id FROM audit WHERE action = 'audit verify' ORDER BY id DESC LIMIT 1;
