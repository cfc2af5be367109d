-- Signing in through another system: which of its subjects is which account.

CREATE TABLE external_identity (
	issuer TEXT NOT NULL,           -- the system, as it names itself
	subject TEXT NOT NULL,          -- the person there: never given to another
	account INT NOT NULL REFERENCES account (id),
	created INT NOT NULL,
	PRIMARY KEY (issuer, subject),
	UNIQUE (account, issuer)
) STRICT;

ALTER TABLE session ADD COLUMN two_factors INT; -- 1 = the other system said that it asked for two factors
