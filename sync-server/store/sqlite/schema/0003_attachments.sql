-- The bytes of attachments.

-- A file as one device sends it, until it is whole; then no other device's part of it is kept, so
-- whoever sends bad pieces spoils nobody's but its own. `complete`: 1 = the pieces are this content.
-- `held`: 1 = a complaint names it; what none names is counted and given up after a time.
CREATE TABLE file (
    department BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    device BLOB NOT NULL,
    file_bytes INTEGER NOT NULL,
    touched_at_utc_ms INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    held INTEGER NOT NULL,
    PRIMARY KEY (department, sha256, device),
    FOREIGN KEY (department, device) REFERENCES device
) STRICT, WITHOUT ROWID;

CREATE INDEX file_unheld ON file (department, device, touched_at_utc_ms) WHERE held = 0;

-- Its pieces of limits::attachment_chunk_bytes, place from 0.
CREATE TABLE file_chunk (
    department BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    device BLOB NOT NULL,
    place INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (department, sha256, device, place),
    FOREIGN KEY (department, sha256, device) REFERENCES file ON DELETE CASCADE
) STRICT;

-- Which complaints name a file by an attach event that was not refused.
CREATE TABLE attachment (
    department BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    complaint BLOB NOT NULL,
    PRIMARY KEY (department, sha256, complaint)
) STRICT, WITHOUT ROWID;
