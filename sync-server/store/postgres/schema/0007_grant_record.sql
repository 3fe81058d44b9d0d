-- When a role was given (0 = unknown) and by whom (zero = by whoever runs the server).
ALTER TABLE role_grant ADD COLUMN since_utc_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE role_grant ADD COLUMN granted_by UUID NOT NULL
    DEFAULT '00000000-0000-0000-0000-000000000000';
