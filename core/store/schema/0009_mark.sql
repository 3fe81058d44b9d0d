-- The tablet's database, version 9: by what the tablet notices that the server's history is another one.
ALTER TABLE tablet ADD COLUMN mark BLOB; -- what the history has at the cursor; null before it was told
ALTER TABLE tablet ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 0; -- newest own event with a receipt
