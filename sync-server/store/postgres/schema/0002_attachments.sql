-- The bytes of attachments: see sqlite/schema/0003_attachments.sql.

-- A file as one device sends it, until it is whole; then no other device's part of it is kept, so
-- whoever sends bad pieces spoils nobody's but its own. `complete`: 1 = the pieces are this content.
-- `held`: 1 = a complaint names it; what none names is counted and given up after a time.
CREATE TABLE file (
    department UUID NOT NULL,
    sha256 BYTEA NOT NULL,
    device UUID NOT NULL,
    file_bytes BIGINT NOT NULL,
    touched_at_utc_ms BIGINT NOT NULL,
    complete BIGINT NOT NULL,
    held BIGINT NOT NULL,
    PRIMARY KEY (department, sha256, device),
    FOREIGN KEY (department, device) REFERENCES device
);

CREATE INDEX file_unheld ON file (department, device, touched_at_utc_ms) WHERE held = 0;

-- Its pieces of limits::attachment_chunk_bytes, place from 0.
CREATE TABLE file_chunk (
    department UUID NOT NULL,
    sha256 BYTEA NOT NULL,
    device UUID NOT NULL,
    place BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (department, sha256, device, place),
    FOREIGN KEY (department, sha256, device) REFERENCES file ON DELETE CASCADE
);

-- Which complaints name a file by an attach event that was not refused.
CREATE TABLE attachment (
    department UUID NOT NULL,
    sha256 BYTEA NOT NULL,
    complaint UUID NOT NULL,
    PRIMARY KEY (department, sha256, complaint)
);
