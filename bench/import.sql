-- The peer of bench/intake_import.sh: sqlite3's own .import into a table with the keys, indexes and
-- references of ours and the same pragmas. STRICT and the CHECKs are left out, because .import
-- can't bring NULL; that makes the peer a little faster, not slower. So that the references
-- hold, the batch that the rows name is made first.
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA foreign_keys=ON;
PRAGMA temp_store=MEMORY;
INSERT INTO file (sha256, size, kept) VALUES ('peer', 0, 0);
INSERT INTO batch (id, file, name, layout, rows, at) VALUES (2, 'peer', 'peer', 'results', 0, 0);
CREATE TABLE peer (
	batch INTEGER NOT NULL REFERENCES batch (id),
	org INTEGER NOT NULL REFERENCES org (id),
	procedure TEXT NOT NULL REFERENCES procedure (code),
	year INTEGER NOT NULL,
	wave TEXT NOT NULL,
	participants INTEGER, low INTEGER, low_regional INTEGER, m2 INTEGER, m3 INTEGER, m4 INTEGER,
	m5 INTEGER, mean TEXT, status TEXT, pupil_grade INTEGER, held TEXT, basis TEXT,
	sheet TEXT NOT NULL,
	row INTEGER NOT NULL,
	live INTEGER NOT NULL,
	replaced_by TEXT,
	PRIMARY KEY (org, year, procedure, wave, batch)
);
CREATE UNIQUE INDEX peer_live ON peer (org, year, procedure, wave) WHERE live = 1;
CREATE INDEX peer_replaced ON peer (replaced_by) WHERE replaced_by <> '';
.mode csv
.import ROWS peer
