-- Lists of schools: computed, received, approved; and the papers their decisions rest on.

CREATE TABLE document (             -- a letter, an order or another paper that a decision rests on
	id ID,
	org INT REFERENCES org (id),    -- whose work it belongs to; NULL = of the whole installation
	kind TEXT NOT NULL CHECK (kind IN ('letter', 'order', 'decision')),
	number TEXT NOT NULL,
	day TEXT NOT NULL,
	title TEXT NOT NULL,            -- '' = none said
	issuer TEXT NOT NULL,           -- from whom it came; '' = one's own
	file TEXT REFERENCES file (sha256), -- the paper or table itself, if it was given
	state TEXT NOT NULL CHECK (state IN ('recorded', 'cancelled')),
	at INT NOT NULL
) STRICT;
CREATE INDEX document_number ON document (number, day);

CREATE TABLE listing (              -- one list of schools of a kind in a year
	id ID,
	kind TEXT NOT NULL CHECK (kind IN ('results', 'conditions', 'bias', 'risk', 'leader')),
	origin TEXT NOT NULL CHECK (origin IN ('computed', 'received', 'approved')),
	state TEXT NOT NULL CHECK (state IN ('fixed', 'draft', 'sent', 'approved')),
	scope INT REFERENCES org (id),  -- the authority whose list it is; NULL = of several regions
	year INT NOT NULL,              -- in which the school year ends
	title TEXT NOT NULL,            -- '' = none said
	run INT REFERENCES run (id),    -- what the method says; NULL = nothing was computed
	based_on INT REFERENCES listing (id), -- of which list it began as a copy
	document INT REFERENCES document (id), -- received: its letter; approved: its order
	term INT NOT NULL,              -- working days from acquaintance in which a school may object
	basis TEXT,                     -- on what basis results are used that need one; else NULL
	hurry TEXT,                     -- why the order did not wait for acquaintance and terms
	snapshot TEXT,                  -- the list as it was sealed, JSON; NULL = not sealed yet
	sha256 TEXT,                    -- of the snapshot
	at INT NOT NULL,
	rev INT NOT NULL
) STRICT;
CREATE INDEX listing_year ON listing (year, kind);

CREATE TABLE listing_item (         -- a school in a list, or taken out of it by decision
	listing INT NOT NULL REFERENCES listing (id),
	org INT NOT NULL REFERENCES org (id),
	included INT NOT NULL CHECK (included IN (0, 1)),
	by TEXT NOT NULL CHECK (by IN ('method', 'letter', 'decision')),
	reason TEXT NOT NULL,           -- of a decision, or as a letter gives it; '' otherwise
	document INT REFERENCES document (id), -- of a decision or a letter
	sheet TEXT NOT NULL,            -- where the school stood in the table received
	row INT NOT NULL,               -- 0 = in no table
	PRIMARY KEY (listing, org)
) STRICT;
CREATE INDEX listing_item_org ON listing_item (org);

CREATE TABLE acquaintance (         -- when a school learned that it stands in a list
	listing INT NOT NULL REFERENCES listing (id),
	org INT NOT NULL REFERENCES org (id),
	day TEXT NOT NULL,
	how TEXT NOT NULL CHECK (how IN ('letter', 'signature', 'meeting', 'system')),
	document INT REFERENCES document (id),
	PRIMARY KEY (listing, org)
) STRICT;

CREATE TABLE objection (            -- a school disputes its place or a figure
	id ID,
	listing INT NOT NULL REFERENCES listing (id),
	org INT NOT NULL REFERENCES org (id),
	about TEXT NOT NULL CHECK (about IN ('inclusion', 'figure', 'other')),
	text TEXT NOT NULL,
	day TEXT NOT NULL,              -- when it came
	due TEXT,                       -- last day of the term; NULL = the school was not acquainted
	letter INT REFERENCES document (id), -- entered by the coordinator on this letter; NULL = by the school itself
	state TEXT NOT NULL CHECK (state IN ('submitted', 'accepted', 'rejected')),
	reason TEXT NOT NULL,           -- of the decision; '' until then
	decided TEXT,                   -- day of the decision
	document INT REFERENCES document (id), -- the answer in writing
	rev INT NOT NULL
) STRICT;
CREATE INDEX objection_listing ON objection (listing);
