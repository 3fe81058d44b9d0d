-- Events of this tablet that came to nothing, until their author has dealt with them: what the server, or something on
-- the way, does not take (it is only here, and no part of any complaint's state), and copies of what was refused by the
-- rules. The same columns as event has.
CREATE TABLE kept_apart (
    device BLOB NOT NULL,
    device_seq INTEGER NOT NULL,
    complaint BLOB NOT NULL,
    id BLOB NOT NULL,
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
    signature BLOB NOT NULL,
    reason INTEGER NOT NULL,          -- domain::Reason
    kept_at INTEGER NOT NULL,         -- UTC ms
    settled INTEGER NOT NULL,         -- 1 = a person took the step again or let it be: no longer shown
    passed INTEGER NOT NULL,          -- 1 = the server has taken a later event of the device; 2 = it has this one
    number TEXT NOT NULL,             -- of its complaint, for the screen
    title TEXT NOT NULL,
    PRIMARY KEY (device, device_seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX kept_apart_shown ON kept_apart (kept_at) WHERE settled = 0;

-- Own events, and those of other devices that came by file: the server places either.
DROP INDEX event_unsent;
CREATE UNIQUE INDEX event_unsent ON event (device, device_seq) WHERE change IS NULL;
