-- What the columns of hand-made tables mean: told once with --map, remembered by the table's head.

CREATE TABLE mapping (
	fingerprint TEXT NOT NULL PRIMARY KEY, -- SHA-256 over the titles of the head
	name TEXT NOT NULL,             -- of the file the mapping came in
	text TEXT NOT NULL,             -- the mapping itself, YAML
	at INT NOT NULL                 -- when a table was last loaded with it, ms UTC
) STRICT;
