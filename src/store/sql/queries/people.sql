-- query: org_named many
-- Organisations of a scope by a school's code or by their newest name, a few.
-- in: code text, name_fold text
-- out: id int, kind text, name text
SELECT o.id, o.kind, n.name FROM org o
JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = o.id AND x.replaced_by IS NULL)
WHERE (o.id IN (SELECT c.org FROM org_code c WHERE c.code = :code AND c.scheme IN ('school', 'other'))
  OR n.name_fold = :name_fold) AND {scope o} ORDER BY o.id LIMIT 3;

-- query: orgs_to_pick many
-- Organisations of a scope but bodies, by their newest name; schools with their code. At most so many.
-- in: last int
-- out: id int, kind text, name text, code text?
SELECT o.id, o.kind, n.name,
  (SELECT min(c.code) FROM org_code c WHERE c.org = o.id AND c.scheme IN ('school', 'other'))
FROM org o
JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = o.id AND x.replaced_by IS NULL)
WHERE o.kind <> 'body' AND {scope o} ORDER BY n.name_key, o.id LIMIT coalesce(:last, 0);

-- query: org_in_scope one
-- Whether an organisation lies in a scope.
-- in: id int
-- out: path text
SELECT o.path FROM org o WHERE o.id = :id AND {scope o};

-- query: person_add one
-- An adult with a function.
-- in: org id, name text, post text, email text?
-- out: id int
INSERT INTO person (org, name, post, email) VALUES (:org, :name, :post, :email) RETURNING id;

-- query: person_edit one
-- What is known of a person; no row when somebody changed it meanwhile.
-- in: id int, name text, post text, email text?, rev int
-- out: rev int
UPDATE person SET name = :name, post = :post, email = :email, rev = rev + 1
WHERE id = :id AND rev = :rev RETURNING rev;

-- query: account_add one
-- A new account, without a password.
-- in: person int, login text, login_fold text, demo int, created int
-- out: id int
INSERT INTO account (person, login, login_fold, demo, created)
VALUES (:person, :login, :login_fold, :demo, :created) RETURNING id;

-- query: account_count one
-- How many accounts there are.
-- out: n int
SELECT count(*) FROM account;

-- query: account_by_login one
-- The number of an account.
-- in: login_fold text
-- out: id int
SELECT id FROM account WHERE login_fold = :login_fold;

-- query: account_get one
-- An account with its person.
-- scope: none: the caller compares org with the actor's scope
-- in: id int
-- out: id int, person int, login text, name text, post text, email text?, person_rev int, org id, path text?, secret text?, totp_secret text?, totp_state text, totp_step int, language text, theme text, failures int, locked_until int, demo int, created int, disabled int, rev int
SELECT a.id, a.person, a.login, p.name, p.post, p.email, p.rev, p.org, o.path, a.secret, a.totp_secret, a.totp_state, a.totp_step,
  a.language, a.theme, a.failures, a.locked_until, a.demo, a.created, a.disabled, a.rev
FROM account a JOIN person p ON p.id = a.person LEFT JOIN org o ON o.id = p.org WHERE a.id = :id;

-- query: accounts many
-- Accounts of people who work, or have a role, in a scope; all of them with everything = 1. One of them, or (0) each.
-- in: everything int, account int
-- out: id int, login text, name text, post text, email text?, org id, org_name text?, disabled int, invited int, second int, locked_until int, demo int, seen int
SELECT a.id, a.login, p.name, p.post, p.email, p.org, n.name, a.disabled,
  CASE WHEN a.secret IS NULL THEN 1 ELSE 0 END, CASE WHEN a.totp_state = 'on' THEN 1 ELSE 0 END, a.locked_until,
  a.demo, coalesce((SELECT max(s.seen) FROM session s WHERE s.account = a.id), 0)
FROM account a JOIN person p ON p.id = a.person
LEFT JOIN org_name n ON n.org = p.org AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = p.org AND x.replaced_by IS NULL)
WHERE (:account = 0 OR a.id = :account) AND (:everything = 1 OR EXISTS (SELECT 1 FROM org o WHERE {scope o}
  AND (o.id = p.org OR o.id IN (SELECT g.org FROM role_grant g WHERE g.account = a.id))))
ORDER BY a.login_fold;

-- query: colleagues many
-- Working accounts of the other persons of an organisation (0 = of the whole installation).
-- scope: none: one's own organisation
-- in: org int, person int
-- out: login text, name text, post text
SELECT a.login, p.name, p.post FROM account a JOIN person p ON p.id = a.person
WHERE coalesce(p.org, 0) = :org AND p.id <> :person AND a.disabled = 0 ORDER BY a.login_fold;

-- query: account_password none
-- A new password; what was wrong before is forgotten.
-- in: id int, secret text
UPDATE account SET secret = :secret, failures = 0, locked_until = 0, rev = rev + 1 WHERE id = :id;

-- query: account_failed one
-- One more wrong password or code; how many in a row now.
-- in: id int
-- out: failures int
UPDATE account SET failures = failures + 1 WHERE id = :id RETURNING failures;

-- query: account_lock none
-- Nobody signs in to this account until then.
-- in: id int, until int
UPDATE account SET locked_until = :until WHERE id = :id;

-- query: account_emails many
-- Accounts whose person has an address, to compare them with one.
-- scope: none: signing in looks for an account among all
-- out: account int, email text
SELECT a.id, p.email FROM account a JOIN person p ON p.id = a.person WHERE p.email IS NOT NULL ORDER BY a.id;

-- query: identity_account one
-- The account that a subject of another system is linked to.
-- in: issuer text, subject text
-- out: account int
SELECT account FROM external_identity WHERE issuer = :issuer AND subject = :subject;

-- query: identity_subject one
-- The subject of another system that an account is linked to.
-- in: account int, issuer text
-- out: subject text
SELECT subject FROM external_identity WHERE account = :account AND issuer = :issuer;

-- query: identity_add none
-- Link an account to a subject of another system.
-- in: issuer text, subject text, account int, created int
INSERT INTO external_identity (issuer, subject, account, created)
VALUES (:issuer, :subject, :account, :created);

-- query: identity_end none
-- The account is linked no more.
-- in: account int, issuer text
DELETE FROM external_identity WHERE account = :account AND issuer = :issuer;

-- query: account_signed_in none
-- Signed in whole: failures are forgotten.
-- in: id int
UPDATE account SET failures = 0, locked_until = 0 WHERE id = :id;

-- query: account_disabled none
-- Shut or open an account.
-- in: id int, disabled int
UPDATE account SET disabled = :disabled, rev = rev + 1 WHERE id = :id;

-- query: account_look none
-- Language and theme of the pages.
-- in: id int, language text, theme text
UPDATE account SET language = :language, theme = :theme, rev = rev + 1 WHERE id = :id;

-- query: account_totp none
-- The second factor: its secret and whether it is on; @step is the last one used.
-- in: id int, secret text?, state text, step int
UPDATE account SET totp_secret = :secret, totp_state = :state, totp_step = :step, rev = rev + 1 WHERE id = :id;

-- query: totp_all many
-- The keys of all second factors, as they are kept.
-- out: account int, secret text
SELECT id, totp_secret FROM account WHERE totp_secret IS NOT NULL ORDER BY id;

-- query: factors_on many
-- The second factors that are on, with their keys as they are kept.
-- out: account int, login text, secret text?
SELECT id, login, totp_secret FROM account WHERE totp_state = 'on' ORDER BY id;

-- query: totp_change none
-- The same key kept otherwise.
-- in: account int, secret text
UPDATE account SET totp_secret = :secret WHERE id = :account;

-- query: account_totp_step one
-- A code was taken: its step and those before are spent. No row when somebody was faster.
-- in: id int, step int
-- out: id int
UPDATE account SET totp_step = :step WHERE id = :id AND totp_step < :step RETURNING id;

-- query: recovery_add none
-- A recovery code.
-- in: hash text, account int
INSERT INTO recovery_code (hash, account) VALUES (:hash, :account);

-- query: recovery_any one
-- One of the codes of an account: for the salt they share.
-- in: account int
-- out: hash text
SELECT hash FROM recovery_code WHERE account = :account ORDER BY hash LIMIT 1;

-- query: recovery_all many
-- All codes of all accounts.
-- out: hash text, account int
SELECT hash, account FROM recovery_code ORDER BY account, hash;

-- query: recovery_change none
-- The same code kept otherwise.
-- in: was text, hash text
UPDATE recovery_code SET hash = :hash WHERE hash = :was;

-- query: recovery_take one
-- Spend a recovery code; no row when there is none such.
-- in: hash text, account int
-- out: account int
DELETE FROM recovery_code WHERE hash = :hash AND account = :account RETURNING account;

-- query: recovery_clear none
-- All recovery codes of an account.
-- in: account int
DELETE FROM recovery_code WHERE account = :account;

-- query: recovery_count one
-- How many are left.
-- in: account int
-- out: n int
SELECT count(*) FROM recovery_code WHERE account = :account;

-- query: invitation_add none
-- A link to choose a password.
-- in: hash text, account int, created int, expires int
INSERT INTO invitation (hash, account, created, expires) VALUES (:hash, :account, :created, :expires);

-- query: invitation_get one
-- The account an unused link is for.
-- in: hash text, now int
-- out: account int
SELECT account FROM invitation WHERE hash = :hash AND used IS NULL AND expires > :now;

-- query: invitations_end none
-- No link of this account works any more.
-- in: account int, now int
UPDATE invitation SET used = :now WHERE account = :account AND used IS NULL;

-- query: grant_add one
-- A role for an account.
-- in: account int, role text, org id, since text, until text?, document text?
-- out: id int
INSERT INTO role_grant (account, role, org, since, until, document)
VALUES (:account, :role, :org, :since, :until, :document) RETURNING id;

-- query: grants_of many
-- Roles of an account, with the part of the tree.
-- scope: none: one's own roles, or filtered by the caller with the path
-- in: account int
-- out: id int, role text, org id, org_name text?, path text?, since text, until text?, document text?, rev int
SELECT g.id, g.role, g.org, n.name, o.path, g.since, g.until, g.document, g.rev
FROM role_grant g LEFT JOIN org o ON o.id = g.org
LEFT JOIN org_name n ON n.org = g.org AND n.replaced_by IS NULL AND n.since =
  (SELECT max(x.since) FROM org_name x WHERE x.org = g.org AND x.replaced_by IS NULL)
WHERE g.account = :account ORDER BY g.id;

-- query: grant_end one
-- The last day of a role; no row when somebody changed it meanwhile.
-- in: id int, until text, rev int
-- out: id int
UPDATE role_grant SET until = :until, rev = rev + 1 WHERE id = :id AND rev = :rev RETURNING id;

-- query: session_add one
-- A browser that signed in.
-- in: hash text, account int, acts_as id, state text, created int, seen int, expires int, agent text, two_factors int
-- out: id int
INSERT INTO session (hash, account, acts_as, state, created, seen, expires, agent, two_factors)
VALUES (:hash, :account, :acts_as, :state, :created, :seen, :expires, :agent, :two_factors) RETURNING id;

-- query: session_by_hash one
-- The session of a token.
-- out: id int, account int, acts_as id, state text, created int, seen int, expires int, two_factors int
-- in: hash text
SELECT id, account, acts_as, state, created, seen, expires, coalesce(two_factors, 0) FROM session WHERE hash = :hash;

-- query: session_seen none
-- It was used.
-- in: id int, seen int
UPDATE session SET seen = :seen WHERE id = :id;

-- query: session_end none
-- Sign one out.
-- in: id int
DELETE FROM session WHERE id = :id;

-- query: sessions_end none
-- Sign an account out everywhere but in one session (0 = everywhere).
-- in: account int, but int
DELETE FROM session WHERE account = :account AND id <> :but;

-- query: sessions_expired none
-- Sessions whose time is over.
-- in: now int, idle int
DELETE FROM session WHERE expires <= :now OR seen <= :idle;

-- query: sessions_of many
-- Sessions of an account (0 = of all), newest first.
-- in: account int
-- out: id int, account int, login text, role text?, state text, created int, seen int, expires int, agent text
SELECT s.id, s.account, a.login, g.role, s.state, s.created, s.seen, s.expires, s.agent
FROM session s JOIN account a ON a.id = s.account LEFT JOIN role_grant g ON g.id = s.acts_as
WHERE s.account = :account OR :account = 0 ORDER BY s.id DESC;

-- query: token_add one
-- A program's key.
-- in: hash text, account int, acts_as int, name text, writes int, created int, expires int
-- out: id int
INSERT INTO token (hash, account, acts_as, name, writes, created, expires)
VALUES (:hash, :account, :acts_as, :name, :writes, :created, :expires) RETURNING id;

-- query: token_by_hash one
-- The key of a token.
-- in: hash text
-- out: id int, account int, acts_as int, writes int, created int, expires int, seen int
SELECT id, account, acts_as, writes, created, expires, coalesce(seen, 0) FROM token WHERE hash = :hash;

-- query: token_seen none
-- It was used.
-- in: id int, seen int
UPDATE token SET seen = :seen WHERE id = :id;

-- query: tokens_of many
-- Keys of an account (0 = of all).
-- in: account int
-- out: id int, account int, login text, name text, role text, writes int, created int, expires int, seen int
SELECT t.id, t.account, a.login, t.name, g.role, t.writes, t.created, t.expires, coalesce(t.seen, 0)
FROM token t JOIN account a ON a.id = t.account JOIN role_grant g ON g.id = t.acts_as
WHERE t.account = :account OR :account = 0 ORDER BY t.id;

-- query: token_end none
-- Take a key away.
-- in: id int
DELETE FROM token WHERE id = :id;

-- query: tokens_end none
-- Take all keys of an account away.
-- in: account int
DELETE FROM token WHERE account = :account;

-- query: refusal_get one
-- The hour of the last row of the audit that says that an account was refused an action.
-- in: account int, action text
-- out: hour int
SELECT hour FROM refusal WHERE account = :account AND action = :action;

-- query: refusal_put one
-- Refused in this hour; no row when that is known.
-- in: account int, action text, hour int
-- out: hour int
INSERT INTO refusal (account, action, hour) VALUES (:account, :action, :hour)
ON CONFLICT (account, action) DO UPDATE SET hour = excluded.hour WHERE refusal.hour <> excluded.hour RETURNING hour;

-- query: post_add one
-- A post of an organisation.
-- in: org int, title text, title_fold text
-- out: id int
INSERT INTO post (org, title, title_fold) VALUES (:org, :title, :title_fold) RETURNING id;

-- query: post_by_title one
-- A post of an organisation by its title.
-- scope: none: the caller found the organisation in its scope
-- in: org int, title_fold text
-- out: id int
SELECT id FROM post WHERE org = :org AND title_fold = :title_fold;

-- query: post_get one
-- A post of a scope.
-- in: id int
-- out: id int, org int, title text
SELECT p.id, p.org, p.title FROM post p JOIN org o ON o.id = p.org WHERE p.id = :id AND {scope o};

-- query: posts many
-- Posts of a scope with their holders, newest first.
-- out: id int, org_name text, title text, person text?, since text?, until text?, acting int, document text?
SELECT p.id, n.name, p.title, x.name, h.since, h.until, coalesce(h.acting, 0), h.document
FROM post p JOIN org o ON o.id = p.org
JOIN org_name n ON n.org = p.org AND n.replaced_by IS NULL AND n.since =
  (SELECT max(y.since) FROM org_name y WHERE y.org = p.org AND y.replaced_by IS NULL)
LEFT JOIN holder h ON h.post = p.id LEFT JOIN person x ON x.id = h.person
WHERE {scope o} ORDER BY p.org, p.title_fold, p.id, h.since DESC;

-- query: holder_newest one
-- The newest holder of a post.
-- in: post int
-- out: person int, since text, until text?
SELECT person, since, until FROM holder WHERE post = :post ORDER BY since DESC LIMIT 1;

-- query: posts_held many
-- The posts a person holds on a day.
-- scope: none: one's own posts
-- in: person int, day text
-- out: id int, title text, org_name text, since text, acting int
SELECT p.id, p.title, n.name, h.since, h.acting
FROM holder h JOIN post p ON p.id = h.post
JOIN org_name n ON n.org = p.org AND n.replaced_by IS NULL AND n.since =
  (SELECT max(y.since) FROM org_name y WHERE y.org = p.org AND y.replaced_by IS NULL)
WHERE h.person = :person AND h.since <= :day AND (h.until IS NULL OR h.until >= :day)
ORDER BY p.org, p.title_fold, p.id;

-- query: holder_end none
-- The last day of a holder.
-- in: post int, since text, until text
UPDATE holder SET until = :until WHERE post = :post AND since = :since;

-- query: holder_add none
-- Who holds a post from a day on.
-- in: post int, person int, since text, until text?, acting int, document text?
INSERT INTO holder (post, person, since, until, acting, document)
VALUES (:post, :person, :since, :until, :acting, :document);

-- query: member_add one
-- Who is in a body: a person or a post.
-- in: org int, person id, post id, role text, since text, until text?
-- out: id int
INSERT INTO member (org, person, post, role, since, until)
VALUES (:org, :person, :post, :role, :since, :until) RETURNING id;

-- query: member_get one
-- A member of a body in a scope.
-- in: id int
-- out: id int, org int, role text, since text, until text?
SELECT m.id, m.org, m.role, m.since, m.until FROM member m JOIN org o ON o.id = m.org
WHERE m.id = :id AND {scope o};

-- query: member_end none
-- The last day of a member.
-- in: id int, until text
UPDATE member SET until = :until WHERE id = :id;

-- query: bodies many
-- Bodies of a scope with their members, by name.
-- out: id int, name text, parent_name text?, member id, person text?, post text?, role text?, since text?, until text?
SELECT o.id, n.name, u.name, m.id, x.name, p.title, m.role, m.since, m.until
FROM org o JOIN org_name n ON n.org = o.id AND n.replaced_by IS NULL AND n.since =
  (SELECT max(y.since) FROM org_name y WHERE y.org = o.id AND y.replaced_by IS NULL)
LEFT JOIN org_name u ON u.org = o.parent AND u.replaced_by IS NULL AND u.since =
  (SELECT max(z.since) FROM org_name z WHERE z.org = o.parent AND z.replaced_by IS NULL)
LEFT JOIN member m ON m.org = o.id LEFT JOIN person x ON x.id = m.person LEFT JOIN post p ON p.id = m.post
WHERE o.kind = 'body' AND {scope o} ORDER BY n.name_key, o.id, m.id;
