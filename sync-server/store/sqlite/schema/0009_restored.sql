-- When the database was last put back from a copy (UTC ms; 0 = never): what was lost is from before.
ALTER TABLE deployment ADD COLUMN restored_at INTEGER NOT NULL DEFAULT 0;
