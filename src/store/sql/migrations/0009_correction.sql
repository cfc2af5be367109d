-- What was corrected by hand while a file was loaded: the file itself stays as it came.

CREATE TABLE correction (
	batch INT NOT NULL REFERENCES batch (id), -- who loaded it corrected it
	sheet TEXT NOT NULL,            -- '' of CSV
	row INT NOT NULL,
	col INT NOT NULL,               -- 0: the whole row was left out
	was TEXT,                       -- in the file; NULL in a table of persons: not kept
	became TEXT,                    -- NULL: likewise, or a row that was left out
	PRIMARY KEY (batch, sheet, row, col)
) STRICT;
