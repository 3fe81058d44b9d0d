-- Payloads in their redacted form: the event id of the order by which it was done; zero = the payload
-- is what was hashed.
ALTER TABLE event ADD COLUMN redaction UUID NOT NULL
    DEFAULT '00000000-0000-0000-0000-000000000000';

-- Orders that wait for an administrator, who sees nothing else of the complaint.
CREATE TABLE redaction_order (
    department UUID NOT NULL REFERENCES department,
    event UUID NOT NULL,
    complaint UUID NOT NULL,
    number TEXT NOT NULL,
    ordered_by UUID NOT NULL,
    ordered_at_utc_ms BIGINT NOT NULL,
    PRIMARY KEY (department, event)
);
