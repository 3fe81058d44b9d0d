-- The server's first schema. Never edited after a release; later changes are later files.
--
-- Every table is keyed by department first, so that rows can be spread by department.
-- Identities are 16-byte UUIDs, times are UTC milliseconds, codes are those of the procedure.

-- One row. `epoch` is random and made with the database: a rebuilt server shows another one.
CREATE TABLE deployment (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    epoch TEXT NOT NULL
) STRICT;

-- A department (tenant). `change_last` is the department's change counter: whoever gives out the
-- next number holds this row, so numbers appear in commit order.
CREATE TABLE department (
    department BLOB PRIMARY KEY,
    short_name TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    number_prefix TEXT NOT NULL,
    policy TEXT NOT NULL DEFAULT '{}', -- JSON; members that are absent have their defaults
    change_last INTEGER NOT NULL DEFAULT 0,
    directory_version INTEGER NOT NULL DEFAULT 1,
    device_codes_issued INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- 登记序号: the last one given in each year, so that none is ever left out.
CREATE TABLE register_counter (
    department BLOB NOT NULL REFERENCES department,
    year INTEGER NOT NULL,
    register_last INTEGER NOT NULL,
    PRIMARY KEY (department, year)
) STRICT, WITHOUT ROWID;

-- 人员. `grants_version` is the directory version at which the person's roles last changed: a
-- tablet that does not know it yet is sent everything it may see from the beginning.
CREATE TABLE person (
    department BLOB NOT NULL REFERENCES department,
    person BLOB NOT NULL,
    staff_no TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    active INTEGER NOT NULL,
    grants_version INTEGER NOT NULL,
    PRIMARY KEY (department, person),
    UNIQUE (department, staff_no)
) STRICT, WITHOUT ROWID;

-- Accounts. The hash is Argon2id in libsodium's text form, which holds its own parameters.
CREATE TABLE account (
    department BLOB NOT NULL,
    account TEXT NOT NULL,
    person BLOB NOT NULL,
    password_hash TEXT NOT NULL,
    PRIMARY KEY (department, account),
    UNIQUE (department, person),
    FOREIGN KEY (department, person) REFERENCES person
) STRICT, WITHOUT ROWID;

-- 角色授权. `team` and `service_group` are 16 zero bytes where the role has none. A grant that was
-- taken back keeps its row with the moment it ended; 0 = in force.
CREATE TABLE role_grant (
    department BLOB NOT NULL,
    person BLOB NOT NULL,
    role TEXT NOT NULL,
    team BLOB NOT NULL,
    service_group BLOB NOT NULL,
    until_utc_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (department, person, role, team, service_group, until_utc_ms),
    FOREIGN KEY (department, person) REFERENCES person
) STRICT, WITHOUT ROWID;

-- 服务团队.
CREATE TABLE team (
    department BLOB NOT NULL REFERENCES department,
    team BLOB NOT NULL,
    name TEXT NOT NULL,
    leader BLOB NOT NULL,
    PRIMARY KEY (department, team)
) STRICT, WITHOUT ROWID;

-- 服务小组.
CREATE TABLE service_group (
    department BLOB NOT NULL,
    service_group BLOB NOT NULL,
    team BLOB NOT NULL,
    name TEXT NOT NULL,
    leader BLOB NOT NULL,
    PRIMARY KEY (department, service_group),
    FOREIGN KEY (department, team) REFERENCES team
) STRICT, WITHOUT ROWID;

-- 领域 of a group, in the order they were given.
CREATE TABLE group_domain (
    department BLOB NOT NULL,
    service_group BLOB NOT NULL,
    position INTEGER NOT NULL,
    domain TEXT NOT NULL,
    PRIMARY KEY (department, service_group, position),
    FOREIGN KEY (department, service_group) REFERENCES service_group
) STRICT, WITHOUT ROWID;

-- 服务量 of a month.
CREATE TABLE service_volume (
    department BLOB NOT NULL REFERENCES department,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    volume INTEGER NOT NULL,
    PRIMARY KEY (department, year, month)
) STRICT, WITHOUT ROWID;

-- 代码表: what people pick from. Codes are never deleted or reused, only inactive.
CREATE TABLE code_value (
    department BLOB NOT NULL REFERENCES department,
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    active INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (department, list, code)
) STRICT, WITHOUT ROWID;

-- What administrators did. `command` is the request without its secrets. Append-only.
CREATE TABLE admin_log (
    department BLOB NOT NULL REFERENCES department,
    entry INTEGER NOT NULL,
    person BLOB NOT NULL,
    device BLOB NOT NULL,
    at_utc_ms INTEGER NOT NULL,
    command TEXT NOT NULL,
    PRIMARY KEY (department, entry)
) STRICT, WITHOUT ROWID;

-- 终端. `last_seq` and `last_hash` are the end of the device's chain of events.
CREATE TABLE device (
    department BLOB NOT NULL REFERENCES department,
    device BLOB NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    public_key BLOB NOT NULL,
    enrolled_by BLOB NOT NULL,
    enrolled_at_utc_ms INTEGER NOT NULL,
    revoked_at_utc_ms INTEGER,
    cloned_at_utc_ms INTEGER,
    last_sync_at_utc_ms INTEGER NOT NULL,
    last_seq INTEGER NOT NULL DEFAULT 0,
    last_hash BLOB NOT NULL,
    PRIMARY KEY (department, device),
    UNIQUE (department, code),
    UNIQUE (department, public_key)
) STRICT, WITHOUT ROWID;

-- Who has ever signed in on a device: only they can be the actors of its events.
CREATE TABLE device_person (
    department BLOB NOT NULL,
    device BLOB NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (department, device, person),
    FOREIGN KEY (department, device) REFERENCES device
) STRICT, WITHOUT ROWID;

-- Sign-ins. Only the SHA-256 of a token is kept. The token alone finds its department.
CREATE TABLE token (
    token_hash BLOB PRIMARY KEY,
    department BLOB NOT NULL,
    device BLOB NOT NULL,
    person BLOB NOT NULL,
    created_at_utc_ms INTEGER NOT NULL,
    used_at_utc_ms INTEGER NOT NULL,
    FOREIGN KEY (department, device) REFERENCES device
) STRICT, WITHOUT ROWID;

CREATE INDEX token_by_person ON token (department, person);
CREATE INDEX token_by_device ON token (department, device);

-- The truth: every event the server took, in its order and with its verdict. Append-only.
CREATE TABLE event (
    department BLOB NOT NULL REFERENCES department,
    change INTEGER NOT NULL,
    id BLOB NOT NULL,
    complaint BLOB NOT NULL,
    device BLOB NOT NULL,
    device_seq INTEGER NOT NULL,
    seen_change INTEGER NOT NULL,
    seen_unsent INTEGER NOT NULL,
    actor BLOB NOT NULL,
    role TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    device_time_utc_ms INTEGER NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    signature BLOB NOT NULL,
    server_time_utc_ms INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    register_no INTEGER NOT NULL,
    PRIMARY KEY (department, change),
    UNIQUE (department, device, device_seq),
    UNIQUE (department, id),
    FOREIGN KEY (department, device) REFERENCES device
) STRICT;

CREATE INDEX event_by_complaint ON event (department, complaint, change);

-- Events that are not believed to be genuine: kept apart for the administrator, in no order.
CREATE TABLE quarantine (
    department BLOB NOT NULL,
    device BLOB NOT NULL,
    device_seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    reason TEXT NOT NULL,
    server_time_utc_ms INTEGER NOT NULL,
    event_json TEXT NOT NULL,
    PRIMARY KEY (department, device, device_seq, hash)
) STRICT, WITHOUT ROWID;

-- 投诉编号 in use, so that no two complaints carry the same.
CREATE TABLE complaint_number (
    department BLOB NOT NULL,
    number TEXT NOT NULL,
    complaint BLOB NOT NULL,
    PRIMARY KEY (department, number)
) STRICT, WITHOUT ROWID;

-- Under which keys a complaint can be read, and since which change. Keys that begin with
-- "identity:" show the Identify events of a 保密 complaint and nothing else.
CREATE TABLE scope (
    department BLOB NOT NULL,
    complaint BLOB NOT NULL,
    scope TEXT NOT NULL,
    since_change INTEGER NOT NULL,
    PRIMARY KEY (department, complaint, scope)
) STRICT, WITHOUT ROWID;
