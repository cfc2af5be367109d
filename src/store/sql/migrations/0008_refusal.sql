-- Refusals for want of permission stand in the audit, once an hour: so that nobody can flood it.

CREATE TABLE refusal (
	account INT NOT NULL REFERENCES account (id),
	action TEXT NOT NULL,           -- the command that was refused
	hour INT NOT NULL,              -- of its last row in the audit: ms UTC / 3,600,000
	PRIMARY KEY (account, action)
) STRICT;
