-- Who had a saved run made.

ALTER TABLE run ADD COLUMN actor TEXT; -- as audit.actor; NULL = saved before this was kept
