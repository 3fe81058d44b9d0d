-- The tablet's database, version 7: drafts of steps beside those of new complaints, and whose a draft is.
ALTER TABLE draft ADD COLUMN person BLOB;       -- who writes it; NULL = from before version 7, anybody's
ALTER TABLE draft ADD COLUMN complaint BLOB;    -- of a step: on which complaint; NULL = a new complaint
ALTER TABLE draft ADD COLUMN kind TEXT;         -- of a step: its kind

CREATE INDEX draft_of_step ON draft (complaint) WHERE complaint IS NOT NULL;
