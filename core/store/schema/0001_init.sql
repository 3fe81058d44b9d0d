-- The tablet's database, version 1. Events are the truth; complaint and search are made from them and can be rebuilt.
-- Never edit this file after a release: add the next number.

-- One row: who is signed in on this tablet, the device's key, chain and counters, and the place towards the server.
CREATE TABLE tablet (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    account TEXT NOT NULL,
    person BLOB NOT NULL,
    device BLOB NOT NULL,
    device_code TEXT NOT NULL,
    secret_key BLOB NOT NULL,
    token TEXT NOT NULL,
    last_device_seq INTEGER NOT NULL DEFAULT 0,
    last_hash BLOB NOT NULL,
    last_counter INTEGER NOT NULL DEFAULT 0,
    epoch TEXT NOT NULL DEFAULT '',
    cursor INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The department's directory as JSON, replaced as a whole.
CREATE TABLE directory (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    json TEXT NOT NULL
) STRICT;

-- ref is the local, short identity; rows are numbered in the order of arrival.
CREATE TABLE complaint (
    ref INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    state INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,      -- UTC ms of the newest step
    unsent INTEGER NOT NULL,          -- events without a receipt
    conflicted INTEGER NOT NULL,
    accepted_by BLOB NOT NULL,
    accepted_at INTEGER NOT NULL,
    number TEXT NOT NULL,
    register_no INTEGER NOT NULL,
    title TEXT NOT NULL,
    complainant TEXT NOT NULL,        -- empty when anonymous
    location TEXT NOT NULL,
    system TEXT NOT NULL,
    -- What lists are filtered by and statistics count (domain::Facts); codes by their place, -1 = none.
    round INTEGER NOT NULL,
    severity INTEGER NOT NULL,        -- as decided, else as proposed
    validity INTEGER NOT NULL,
    category INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    service_group BLOB NOT NULL,      -- zero: none
    handler BLOB NOT NULL,            -- zero: none
    handled_at INTEGER NOT NULL,      -- UTC ms, 0 = not yet; so are the next two
    fed_back_at INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,
    close_code INTEGER NOT NULL,
    verify_result INTEGER NOT NULL,
    attempts INTEGER NOT NULL,        -- of follow-up
    marks INTEGER NOT NULL,           -- bits: see tablet_projection.cpp
    sync_delay INTEGER NOT NULL,      -- ms, 0 = unsent
    due_at INTEGER NOT NULL,          -- UTC ms of the next step's target, 0 = none
    due_kind INTEGER NOT NULL,
    targets INTEGER NOT NULL,         -- domain::Timeliness of each TargetKind, two bits each
    live INTEGER NOT NULL             -- 1 = open, in conflict, or with a corrective action to be done
) STRICT;

CREATE INDEX complaint_by_time ON complaint (updated_at);
CREATE INDEX complaint_by_state ON complaint (state, updated_at);
CREATE INDEX complaint_by_state_accepted ON complaint (state, accepted_at);
-- With what is counted by months, so that counting reads no rows.
CREATE INDEX complaint_by_accepted ON complaint (accepted_at, state, validity);
CREATE INDEX complaint_live ON complaint (updated_at) WHERE live = 1;
CREATE INDEX complaint_due ON complaint (due_at) WHERE due_at > 0;
CREATE INDEX complaint_unsent ON complaint (updated_at) WHERE unsent > 0;

-- What search looks in, folded. Apart from the rest, because it is as long as all the rest: lists and statistics read
-- many rows and never this.
CREATE TABLE complaint_text (
    ref INTEGER PRIMARY KEY REFERENCES complaint (ref),
    text TEXT NOT NULL
) STRICT;

-- Complaints whose tasks, notices and targets are to be made anew: the directory changed.
CREATE TABLE refold (
    complaint INTEGER PRIMARY KEY REFERENCES complaint (ref)
) STRICT;

-- 待办 of the person who is signed in (domain::Task).
CREATE TABLE task (
    complaint INTEGER NOT NULL REFERENCES complaint (ref),
    kind INTEGER NOT NULL,
    due_at INTEGER NOT NULL,          -- UTC ms, 0 = none
    since INTEGER NOT NULL,
    PRIMARY KEY (complaint, kind)
) STRICT, WITHOUT ROWID;

-- 通知 to the person who is signed in (domain::Notice).
CREATE TABLE notice (
    complaint INTEGER NOT NULL REFERENCES complaint (ref),
    place INTEGER NOT NULL,           -- among the notices of its complaint
    kind INTEGER NOT NULL,
    by BLOB NOT NULL,
    at INTEGER NOT NULL,
    read INTEGER NOT NULL,
    PRIMARY KEY (complaint, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX notice_by_time ON notice (at);
CREATE INDEX notice_unread ON notice (at) WHERE read = 0;

-- The key is the complaint's ref * 2^20 + the event's place among its events as they came: a complaint's events lie
-- together and are found without an index of their own, which every commit would have to write.
CREATE TABLE event (
    sequence INTEGER PRIMARY KEY,
    change INTEGER,                   -- the server's change number; NULL = no receipt yet
    device_seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    device BLOB NOT NULL,
    seen_change INTEGER NOT NULL,
    seen_unsent INTEGER NOT NULL,
    actor BLOB NOT NULL,
    role INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,            -- the exact bytes that were hashed
    device_time INTEGER NOT NULL,     -- UTC ms
    utc_offset INTEGER NOT NULL,      -- minutes
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    signature BLOB NOT NULL,
    server_time INTEGER NOT NULL DEFAULT 0,
    verdict INTEGER NOT NULL DEFAULT 0,
    reason INTEGER NOT NULL DEFAULT 0,
    register_no INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX event_by_change ON event (change) WHERE change IS NOT NULL;
-- Only this device's own events can be without a change number.
CREATE UNIQUE INDEX event_unsent ON event (device_seq) WHERE change IS NULL;

-- Forms that are being filled in, as JSON. Local to the tablet.
CREATE TABLE draft (
    id BLOB PRIMARY KEY,
    saved_at INTEGER NOT NULL,
    json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What this tablet remembers for its user: language, size of text, values used last.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Full-text index over complaint_text, filled behind the commits: search also looks through search_pending.
CREATE VIRTUAL TABLE search USING fts5 (
    text, content = '', contentless_delete = 1, detail = none, tokenize = 'huiyin'
);

CREATE TABLE search_pending (
    complaint INTEGER PRIMARY KEY REFERENCES complaint (ref),
    indexed INTEGER NOT NULL          -- 1 = an older text of it is in the index and must go first
) STRICT;
