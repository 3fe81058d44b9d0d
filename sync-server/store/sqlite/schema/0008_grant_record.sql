-- When a role was given (0 = unknown) and by whom (zero = by whoever runs the server).
ALTER TABLE role_grant ADD COLUMN since_utc_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE role_grant ADD COLUMN granted_by BLOB NOT NULL DEFAULT x'00000000000000000000000000000000';
