-- The server's first schema. Never edited after a release; later changes are later files.
--
-- The same tables as sqlite/schema has, in the types of PostgreSQL: change both together.
-- Every table is keyed by department first, so that rows can be spread by department. Times are
-- UTC milliseconds, codes are those of the procedure. Texts are compared byte by byte, as SQLite
-- does it, so that every list has one order. What a tablet may fill with any characters, also with
-- U+0000, which no TEXT holds, is kept as its UTF-8 bytes.

-- One row. `epoch` is random and made with the database: a rebuilt server shows another one.
CREATE TABLE deployment (
    only_row BIGINT PRIMARY KEY CHECK (only_row = 1),
    epoch TEXT COLLATE "C" NOT NULL
);

-- A department (tenant). `change_last` is the department's change counter: whoever gives out the
-- next number holds this row, so numbers appear in commit order.
CREATE TABLE department (
    department UUID PRIMARY KEY,
    short_name TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    number_prefix TEXT COLLATE "C" NOT NULL,
    policy TEXT COLLATE "C" NOT NULL DEFAULT '{}', -- JSON; members that are absent have their defaults
    change_last BIGINT NOT NULL DEFAULT 0,
    directory_version BIGINT NOT NULL DEFAULT 1,
    device_codes_issued BIGINT NOT NULL DEFAULT 0
);

-- 登记序号: the last one given in each year, so that none is ever left out.
CREATE TABLE register_counter (
    department UUID NOT NULL REFERENCES department,
    year BIGINT NOT NULL,
    register_last BIGINT NOT NULL,
    PRIMARY KEY (department, year)
);

-- 人员. `grants_version` is the directory version at which the person's roles last changed: a
-- tablet that does not know it yet is sent everything it may see from the beginning.
CREATE TABLE person (
    department UUID NOT NULL REFERENCES department,
    person UUID NOT NULL,
    staff_no TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    phone TEXT COLLATE "C" NOT NULL,
    active BIGINT NOT NULL,
    grants_version BIGINT NOT NULL,
    PRIMARY KEY (department, person),
    UNIQUE (department, staff_no)
);

-- Accounts. The hash is Argon2id in libsodium's text form, which holds its own parameters.
CREATE TABLE account (
    department UUID NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    person UUID NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (department, account),
    UNIQUE (department, person),
    FOREIGN KEY (department, person) REFERENCES person
);

-- 角色授权. `team` and `service_group` are 16 zero bytes where the role has none. A grant that was
-- taken back keeps its row with the moment it ended; 0 = in force.
CREATE TABLE role_grant (
    department UUID NOT NULL,
    person UUID NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    team UUID NOT NULL,
    service_group UUID NOT NULL,
    until_utc_ms BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (department, person, role, team, service_group, until_utc_ms),
    FOREIGN KEY (department, person) REFERENCES person
);

-- 服务团队.
CREATE TABLE team (
    department UUID NOT NULL REFERENCES department,
    team UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    leader UUID NOT NULL,
    PRIMARY KEY (department, team)
);

-- 服务小组.
CREATE TABLE service_group (
    department UUID NOT NULL,
    service_group UUID NOT NULL,
    team UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    leader UUID NOT NULL,
    PRIMARY KEY (department, service_group),
    FOREIGN KEY (department, team) REFERENCES team
);

-- 领域 of a group, in the order they were given.
CREATE TABLE group_domain (
    department UUID NOT NULL,
    service_group UUID NOT NULL,
    position BIGINT NOT NULL,
    domain TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (department, service_group, position),
    FOREIGN KEY (department, service_group) REFERENCES service_group
);

-- 服务量 of a month.
CREATE TABLE service_volume (
    department UUID NOT NULL REFERENCES department,
    year BIGINT NOT NULL,
    month BIGINT NOT NULL,
    volume BIGINT NOT NULL,
    PRIMARY KEY (department, year, month)
);

-- 代码表: what people pick from. Codes are never deleted or reused, only inactive.
CREATE TABLE code_value (
    department UUID NOT NULL REFERENCES department,
    list TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    zh TEXT COLLATE "C" NOT NULL,
    en TEXT COLLATE "C" NOT NULL,
    active BIGINT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (department, list, code)
);

-- What administrators did. `command` is the request without its secrets. Append-only.
CREATE TABLE admin_log (
    department UUID NOT NULL REFERENCES department,
    entry BIGINT NOT NULL,
    person UUID NOT NULL,
    device UUID NOT NULL,
    at_utc_ms BIGINT NOT NULL,
    command BYTEA NOT NULL,
    PRIMARY KEY (department, entry)
);

-- 终端. `last_seq` and `last_hash` are the end of the device's chain of events.
CREATE TABLE device (
    department UUID NOT NULL REFERENCES department,
    device UUID NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    public_key BYTEA NOT NULL,
    enrolled_by UUID NOT NULL,
    enrolled_at_utc_ms BIGINT NOT NULL,
    revoked_at_utc_ms BIGINT,
    cloned_at_utc_ms BIGINT,
    last_sync_at_utc_ms BIGINT NOT NULL,
    last_seq BIGINT NOT NULL DEFAULT 0,
    last_hash BYTEA NOT NULL,
    -- What the tablet said of itself at its last contact: see sqlite/schema/0002_tablet_status.sql.
    app_version TEXT COLLATE "C" NOT NULL DEFAULT '',
    outbox_since_utc_ms BIGINT NOT NULL DEFAULT 0,
    clock_ahead_ms BIGINT NOT NULL DEFAULT 0,
    storage_left_bytes BIGINT NOT NULL DEFAULT -1,
    PRIMARY KEY (department, device),
    UNIQUE (department, code),
    UNIQUE (department, public_key)
);

-- Who has ever signed in on a device: only they can be the actors of its events.
CREATE TABLE device_person (
    department UUID NOT NULL,
    device UUID NOT NULL,
    person UUID NOT NULL,
    PRIMARY KEY (department, device, person),
    FOREIGN KEY (department, device) REFERENCES device
);

-- Sign-ins. Only the SHA-256 of a token is kept. The token alone finds its department.
CREATE TABLE token (
    token_hash BYTEA PRIMARY KEY,
    department UUID NOT NULL,
    device UUID NOT NULL,
    person UUID NOT NULL,
    created_at_utc_ms BIGINT NOT NULL,
    used_at_utc_ms BIGINT NOT NULL,
    FOREIGN KEY (department, device) REFERENCES device
);

CREATE INDEX token_by_person ON token (department, person);
CREATE INDEX token_by_device ON token (department, device);

-- The truth: every event the server took, in its order and with its verdict. Append-only.
CREATE TABLE event (
    department UUID NOT NULL REFERENCES department,
    change BIGINT NOT NULL,
    id UUID NOT NULL,
    complaint UUID NOT NULL,
    device UUID NOT NULL,
    device_seq BIGINT NOT NULL,
    seen_change BIGINT NOT NULL,
    seen_unsent BIGINT NOT NULL,
    actor UUID NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    kind BYTEA NOT NULL,
    payload BYTEA NOT NULL,
    device_time_utc_ms BIGINT NOT NULL,
    utc_offset_minutes BIGINT NOT NULL,
    prev_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    server_time_utc_ms BIGINT NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    register_no BIGINT NOT NULL,
    PRIMARY KEY (department, change),
    UNIQUE (department, device, device_seq),
    UNIQUE (department, id),
    FOREIGN KEY (department, device) REFERENCES device
);

CREATE INDEX event_by_complaint ON event (department, complaint, change);

-- Events that are not believed to be genuine: kept apart for the administrator, in no order.
CREATE TABLE quarantine (
    department UUID NOT NULL,
    device UUID NOT NULL,
    device_seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    server_time_utc_ms BIGINT NOT NULL,
    event_json BYTEA NOT NULL,
    PRIMARY KEY (department, device, device_seq, hash)
);

-- 投诉编号 in use, so that no two complaints carry the same.
CREATE TABLE complaint_number (
    department UUID NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    complaint UUID NOT NULL,
    PRIMARY KEY (department, number)
);

-- Under which keys a complaint can be read, and since which change. Keys that begin with
-- "identity:" show the Identify events of a 保密 complaint and nothing else.
CREATE TABLE scope (
    department UUID NOT NULL,
    complaint UUID NOT NULL,
    scope TEXT COLLATE "C" NOT NULL,
    since_change BIGINT NOT NULL,
    PRIMARY KEY (department, complaint, scope)
);
