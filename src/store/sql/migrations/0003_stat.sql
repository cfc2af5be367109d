-- What stands beside a figure: marks of a class, scores of a school, marks against the journal.

CREATE TABLE stat (                 -- counts of one kind: a school (or its class) in a procedure of a year
	batch INT NOT NULL REFERENCES batch (id),
	org INT NOT NULL REFERENCES org (id),
	procedure TEXT NOT NULL REFERENCES procedure (code),
	year INT NOT NULL,
	wave TEXT NOT NULL CHECK (wave IN ('main', 'autumn', 'retake', 'sample', 'gve')),
	class TEXT NOT NULL,            -- '5А'; '' = the whole school
	kind TEXT NOT NULL CHECK (kind IN ('marks', 'scores', 'journal')),
	participants INT NOT NULL,
	counts TEXT,                    -- «3;5;1;1»: marks 2 to 5, scores from 0 on, lowered; confirmed; raised
	mean TEXT,                      -- mean score
	sheet TEXT NOT NULL,
	row INT NOT NULL,
	live INT NOT NULL CHECK (live IN (0, 1)),
	replaced_by INT REFERENCES batch (id),
	PRIMARY KEY (org, year, procedure, wave, class, kind, batch)
) STRICT;
CREATE UNIQUE INDEX stat_live ON stat (org, year, procedure, wave, class, kind) WHERE live = 1;
CREATE INDEX stat_replaced ON stat (replaced_by) WHERE replaced_by IS NOT NULL;
CREATE INDEX stat_batch ON stat (batch);
