-- What outlives its complaint when that is no longer shown to the tablet's person.

-- 1 = a complaint named it, and it goes to the server whatever has become of that complaint here.
ALTER TABLE file ADD COLUMN owed INTEGER NOT NULL DEFAULT 0;

-- Places in the device's chain whose events went with their complaint: a server that was put back to an older copy has to
-- pass over them, or it would wait for them for ever.
CREATE TABLE left_place (
    device BLOB NOT NULL,
    device_seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    passed INTEGER NOT NULL,          -- 1 = the server has it, or has taken a later event of the device
    PRIMARY KEY (device, device_seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX left_place_ahead ON left_place (device, device_seq) WHERE passed = 0;
