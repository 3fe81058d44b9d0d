-- Payloads in their redacted form: the event id of the order by which it was done; zero = the payload
-- is what was hashed.
ALTER TABLE event ADD COLUMN redaction BLOB NOT NULL DEFAULT x'00000000000000000000000000000000';

-- Orders that wait for an administrator, who sees nothing else of the complaint.
CREATE TABLE redaction_order (
    department BLOB NOT NULL REFERENCES department,
    event BLOB NOT NULL,
    complaint BLOB NOT NULL,
    number TEXT NOT NULL,
    ordered_by BLOB NOT NULL,
    ordered_at_utc_ms INTEGER NOT NULL,
    PRIMARY KEY (department, event)
) STRICT, WITHOUT ROWID;
