-- People: adults with a function, their accounts, roles and sessions; posts with holders; bodies.
-- Of every token only the SHA-256 is kept: who reads the database can't sign in with it.

CREATE TABLE person (               -- an adult with a function in the work; never a pupil
	id ID,
	org INT REFERENCES org (id),    -- where the person works; NULL = the whole installation
	name TEXT NOT NULL,
	post TEXT NOT NULL,             -- as it is written under papers: «методист»
	email TEXT,
	rev INT NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE account (              -- who may sign in
	id ID,
	person INT NOT NULL REFERENCES person (id),
	login TEXT NOT NULL,
	login_fold TEXT NOT NULL UNIQUE, -- for comparing
	secret TEXT,                    -- Argon2id of the password; NULL until the invitation is used
	totp_secret TEXT,               -- of the second factor, base32; NULL = none
	totp_state TEXT NOT NULL DEFAULT 'none' CHECK (totp_state IN ('none', 'offered', 'on')),
	totp_step INT NOT NULL DEFAULT 0, -- the last step of time a code was taken of: each works once
	language TEXT NOT NULL DEFAULT 'ru',
	theme TEXT NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark', 'contrast')),
	failures INT NOT NULL DEFAULT 0, -- wrong passwords and codes in a row
	locked_until INT NOT NULL DEFAULT 0, -- ms UTC
	demo INT NOT NULL CHECK (demo IN (0, 1)), -- of the demonstration: refused elsewhere
	created INT NOT NULL,
	disabled INT NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
	rev INT NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX account_person ON account (person);

CREATE TABLE recovery_code (        -- instead of a code of the second factor, each once
	hash TEXT NOT NULL PRIMARY KEY, -- of the account's number and the code
	account INT NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX recovery_code_account ON recovery_code (account);

CREATE TABLE invitation (           -- a link to choose a password: the first one, or a new one
	hash TEXT NOT NULL PRIMARY KEY,
	account INT NOT NULL REFERENCES account (id),
	created INT NOT NULL,
	expires INT NOT NULL,
	used INT                        -- when it was used, or put out by a later one
) STRICT;
CREATE INDEX invitation_account ON invitation (account);

CREATE TABLE role_grant (           -- what an account may do, where and how long
	id ID,
	account INT NOT NULL REFERENCES account (id),
	role TEXT NOT NULL,             -- of src/app/role.c
	org INT REFERENCES org (id),    -- the part of the tree; NULL = the whole installation
	since TEXT NOT NULL,            -- first and last day
	until TEXT,                     -- NULL = without term
	document TEXT,                  -- on what basis: «приказ от … № …»
	rev INT NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX role_grant_account ON role_grant (account);
CREATE INDEX role_grant_org ON role_grant (org);

CREATE TABLE session (              -- a browser that is signed in
	id ID,
	hash TEXT NOT NULL UNIQUE,
	account INT NOT NULL REFERENCES account (id),
	acts_as INT REFERENCES role_grant (id), -- the one role in which it acts now
	state TEXT NOT NULL CHECK (state IN ('code', 'full')), -- code: the second factor is still asked
	created INT NOT NULL,           -- at signing in; a new token keeps it
	seen INT NOT NULL,
	expires INT NOT NULL,
	agent TEXT NOT NULL             -- the browser as it names itself, shortened
) STRICT;
CREATE INDEX session_account ON session (account);
CREATE INDEX session_acts_as ON session (acts_as);

CREATE TABLE token (                -- a program's key to the API
	id ID,
	hash TEXT NOT NULL UNIQUE,
	account INT NOT NULL REFERENCES account (id),
	acts_as INT NOT NULL REFERENCES role_grant (id),
	name TEXT NOT NULL,             -- what it is for
	writes INT NOT NULL CHECK (writes IN (0, 1)),
	created INT NOT NULL,
	expires INT NOT NULL,
	seen INT                        -- last used
) STRICT;
CREATE INDEX token_account ON token (account);
CREATE INDEX token_acts_as ON token (acts_as);

CREATE TABLE post (                 -- work belongs to a post, its holders change
	id ID,
	org INT NOT NULL REFERENCES org (id),
	title TEXT NOT NULL,
	title_fold TEXT NOT NULL,       -- for comparing
	UNIQUE (org, title_fold)
) STRICT;

CREATE TABLE holder (               -- who holds a post, in time
	post INT NOT NULL REFERENCES post (id),
	person INT NOT NULL REFERENCES person (id),
	since TEXT NOT NULL,            -- first and last day
	until TEXT,                     -- NULL = still
	acting INT NOT NULL CHECK (acting IN (0, 1)), -- исполняющий обязанности
	document TEXT,                  -- on what basis
	PRIMARY KEY (post, since)
) STRICT;
CREATE INDEX holder_person ON holder (person);

CREATE TABLE member (               -- who is in a body, a council, a group, in time
	id ID,
	org INT NOT NULL REFERENCES org (id), -- the body
	person INT REFERENCES person (id), -- either a person or a post
	post INT REFERENCES post (id),
	role TEXT NOT NULL,             -- in the body: «председатель»
	since TEXT NOT NULL,
	until TEXT,
	CHECK ((person IS NULL) <> (post IS NULL))
) STRICT;
CREATE INDEX member_org ON member (org);
CREATE INDEX member_person ON member (person);
CREATE INDEX member_post ON member (post);

-- Numbers only: a table is filled before those made after it, and both of these are.
ALTER TABLE batch ADD COLUMN account INT; -- who loaded it; NULL = the command line
ALTER TABLE batch ADD COLUMN scope INT; -- the organisation of the role in which; NULL = whole installation
