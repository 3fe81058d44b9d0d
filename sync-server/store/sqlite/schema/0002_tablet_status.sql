-- What a tablet said of itself at its last contact; all of it may be unknown.
--
-- `outbox_since_utc_ms`: when the oldest event was made that the contact left unsent, 0 = none.
-- `clock_ahead_ms`: how far the server's clock is ahead of the tablet's.
-- `storage_left_bytes`: -1 = unknown.
ALTER TABLE device ADD COLUMN app_version TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN outbox_since_utc_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN clock_ahead_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN storage_left_bytes INTEGER NOT NULL DEFAULT -1;
