-- The tablet's database, version 6: others' events that it had of a history which the server has lost since. They are kept
-- until the tablet knows the new one whole; what is missing there is then offered to it.
CREATE TABLE former_event (
    change INTEGER PRIMARY KEY,       -- in the lost history
    older INTEGER NOT NULL,           -- 1 = that history was not the last one before the present one
    complaint BLOB NOT NULL,
    device_seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    device BLOB NOT NULL,
    seen_change INTEGER NOT NULL,
    seen_unsent INTEGER NOT NULL,
    actor BLOB NOT NULL,
    role INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    device_time INTEGER NOT NULL,
    utc_offset INTEGER NOT NULL,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT;

CREATE INDEX former_event_by_device ON former_event (device, device_seq);
