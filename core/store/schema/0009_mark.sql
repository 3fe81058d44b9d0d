-- The tablet's database, version 9: by what the tablet notices that the server's history is another one.
ALTER TABLE tablet ADD COLUMN mark BLOB; -- of the history up to mark_change; null before it was told
ALTER TABLE tablet ADD COLUMN mark_change INTEGER NOT NULL DEFAULT 0; -- nothing newer is here
ALTER TABLE tablet ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 0; -- newest own event with a receipt
