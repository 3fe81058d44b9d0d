-- The tablet's database, version 10: 未同步终端, as the server told them last.
ALTER TABLE tablet ADD COLUMN silent_tablets TEXT NOT NULL DEFAULT ''; -- codes, one behind the other
