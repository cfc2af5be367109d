-- The core: organisations in time, figures with their batches, methods and saved runs.
-- Days are ISO texts, instants are ms UTC, booleans are 0 and 1, decimals are canonical texts.

CREATE TABLE migration (            -- what was applied to this database
	number INT NOT NULL PRIMARY KEY,
	sha256 TEXT NOT NULL,           -- of the migration file: it is never edited after a release
	at INT NOT NULL
) STRICT;

CREATE TABLE setting (              -- the authority's own settings
	key TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

CREATE TABLE file (                 -- originals, kept in files/ab/cdef… beside the database
	sha256 TEXT NOT NULL PRIMARY KEY,
	size INT NOT NULL,
	kept INT NOT NULL CHECK (kept IN (0, 1)) -- 0: held personal data, only its digest is known
) STRICT;

CREATE TABLE batch (                -- one import; undo removes it whole
	id ID,
	file TEXT NOT NULL REFERENCES file (sha256),
	name TEXT NOT NULL,             -- the file's name as the user had it
	layout TEXT NOT NULL,
	year INT,                       -- given by the user for a file without the column
	rows INT NOT NULL,              -- how many rows were stored
	at INT NOT NULL,
	undone_at INT                   -- when it was undone; its rows are gone then
) STRICT;
CREATE UNIQUE INDEX batch_file ON batch (file) WHERE undone_at IS NULL;

CREATE TABLE problem (              -- warnings of a stored batch
	batch INT NOT NULL REFERENCES batch (id),
	n INT NOT NULL,
	severity TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
	sheet TEXT NOT NULL,
	row INT NOT NULL,
	col INT NOT NULL,
	message TEXT NOT NULL,          -- the message id
	args TEXT NOT NULL,             -- its arguments as JSON
	PRIMARY KEY (batch, n)
) STRICT;

CREATE TABLE org (                  -- region, municipality, school, centre, body; a branch is a school under a school
	id ID,
	uid TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL CHECK (kind IN ('region', 'municipality', 'school', 'centre', 'body')),
	parent INT REFERENCES org (id),
	path TEXT NOT NULL UNIQUE,      -- /1/5/12/ : ids from the root, for scopes
	batch INT REFERENCES batch (id), -- the import that made it, NULL by hand
	rev INT NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX org_parent ON org (parent);

CREATE TABLE org_move (             -- where a school stood before a batch put it in its place
	batch INT NOT NULL REFERENCES batch (id),
	org INT NOT NULL REFERENCES org (id),
	parent INT NOT NULL REFERENCES org (id),
	path TEXT NOT NULL,
	PRIMARY KEY (batch, org)
) STRICT;

CREATE TABLE org_name (             -- names by the day they hold from
	id ID,
	org INT NOT NULL REFERENCES org (id),
	since TEXT NOT NULL,            -- '' = from the beginning
	name TEXT NOT NULL,
	short_name TEXT NOT NULL,
	name_fold TEXT NOT NULL,        -- for comparing
	name_key TEXT NOT NULL,         -- for sorting
	batch INT REFERENCES batch (id),
	replaced_by INT REFERENCES batch (id) -- the batch that put another in its place
) STRICT;
CREATE UNIQUE INDEX org_name_live ON org_name (org, since) WHERE replaced_by IS NULL;
CREATE INDEX org_name_fold ON org_name (name_fold);

CREATE TABLE org_code (             -- every code a school is known by
	scheme TEXT NOT NULL,           -- 'school': our key (login in ФИС ОКО); 'other': any other code
	code TEXT NOT NULL,
	org INT NOT NULL REFERENCES org (id),
	batch INT REFERENCES batch (id),
	PRIMARY KEY (scheme, code)
) STRICT;
CREATE INDEX org_code_org ON org_code (org);

CREATE TABLE org_successor (        -- merger and split
	org INT NOT NULL REFERENCES org (id),
	successor INT NOT NULL REFERENCES org (id),
	day TEXT NOT NULL,
	batch INT REFERENCES batch (id),
	PRIMARY KEY (org, successor)
) STRICT;

CREATE TABLE fact (                 -- what is known of an organisation besides results
	id ID,
	org INT NOT NULL REFERENCES org (id),
	attribute TEXT NOT NULL,        -- 'levels', 'rural', 'kind', 'opened', 'closed', …
	since TEXT NOT NULL,            -- '' = from the beginning
	value TEXT NOT NULL,
	batch INT REFERENCES batch (id),
	replaced_by INT REFERENCES batch (id)
) STRICT;
CREATE UNIQUE INDEX fact_live ON fact (org, attribute, since) WHERE replaced_by IS NULL;

CREATE TABLE procedure (            -- assessment procedures of the catalogue
	code TEXT NOT NULL PRIMARY KEY,
	text TEXT NOT NULL              -- titles as JSON {ru, en}
) STRICT;

CREATE TABLE result (               -- one figure: a school in a procedure of a year
	batch INT NOT NULL REFERENCES batch (id),
	org INT NOT NULL REFERENCES org (id),
	procedure TEXT NOT NULL REFERENCES procedure (code),
	year INT NOT NULL,              -- in which the school year of the tested programme ends
	wave TEXT NOT NULL CHECK (wave IN ('main', 'autumn', 'retake', 'sample', 'gve')),
	participants INT,
	low INT,                        -- how many are below the threshold
	low_regional INT,               -- below the region's own threshold
	m2 INT, m3 INT, m4 INT, m5 INT, -- counts of marks
	mean TEXT,
	status TEXT CHECK (status IN ('not_tested', 'not_offered', 'not_held', 'withheld')),
	pupil_grade INT,
	held TEXT,                      -- day of the procedure
	basis TEXT,                     -- on what basis the figure may be used
	sheet TEXT NOT NULL,
	row INT NOT NULL,
	live INT NOT NULL CHECK (live IN (0, 1)),
	replaced_by INT REFERENCES batch (id),
	PRIMARY KEY (org, year, procedure, wave, batch)
) STRICT;
CREATE UNIQUE INDEX result_live ON result (org, year, procedure, wave) WHERE live = 1;
CREATE INDEX result_replaced ON result (replaced_by) WHERE replaced_by IS NOT NULL;

CREATE TABLE method (               -- rules as data; a file once stored never changes
	sha256 TEXT NOT NULL PRIMARY KEY,
	id TEXT NOT NULL,
	version INT NOT NULL,
	text TEXT NOT NULL,
	at INT NOT NULL,
	UNIQUE (id, version)
) STRICT;

CREATE TABLE run (                  -- a saved run of a method, with all it read
	id ID,
	method TEXT NOT NULL REFERENCES method (sha256),
	semantics INT NOT NULL,         -- version of the evaluator's meaning
	params TEXT NOT NULL,           -- overridden parameters as JSON ["name=value", …]
	year INT NOT NULL,
	scope INT REFERENCES org (id),  -- NULL: everything
	at INT NOT NULL,
	inputs_sha256 TEXT NOT NULL     -- of all items' inputs in order of org
) STRICT;

CREATE TABLE run_item (             -- what a run said of a school, and from what
	run INT NOT NULL REFERENCES run (id),
	org INT NOT NULL REFERENCES org (id),
	inputs TEXT NOT NULL,           -- JSON: every input read, with the row it came from
	outcome TEXT NOT NULL,          -- JSON of results
	settled INT NOT NULL CHECK (settled IN (0, 1)),
	conditions TEXT NOT NULL,       -- JSON of named conditions
	PRIMARY KEY (run, org)
) STRICT;

CREATE TABLE audit (                -- who did what; each row's hash covers the one before
	id ID,
	at INT NOT NULL,
	actor TEXT NOT NULL,            -- account, or «cli» with the system's user number
	action TEXT NOT NULL,
	object_kind TEXT NOT NULL,
	object_id INT NOT NULL,
	digest TEXT NOT NULL,           -- of the details, so that these can be erased by decision
	prev TEXT NOT NULL,
	hash TEXT NOT NULL
) STRICT;

CREATE TABLE audit_detail (
	audit INT NOT NULL PRIMARY KEY REFERENCES audit (id),
	changes TEXT NOT NULL           -- JSON
) STRICT;
