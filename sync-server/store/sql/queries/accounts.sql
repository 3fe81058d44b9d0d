-- Statements over accounts.

-- name: account
-- Bind: department, account. Row: person, password_hash, active.
SELECT a.person, a.password_hash, p.active
FROM account AS a JOIN person AS p ON p.department = a.department AND p.person = a.person
WHERE a.department = :department AND a.account = :account;

-- name: accounts
-- Bind: department. Row: account, person, active.
SELECT a.account, a.person, p.active
FROM account AS a JOIN person AS p ON p.department = a.department AND p.person = a.person
WHERE a.department = :department ORDER BY a.account;

-- name: insert_account
-- Bind: department, account, person, password_hash.
INSERT INTO account VALUES (:department, :account, :person, :password_hash);

-- name: set_password
-- Bind: password_hash, department, account.
UPDATE account SET password_hash = :password_hash
WHERE department = :department AND account = :account;

-- name: insert_admin_log
-- Bind: department, person, device, at, command.
INSERT INTO admin_log
SELECT :department, coalesce(max(entry), 0) + 1, :person, :device, :at_utc_ms, :command
FROM admin_log WHERE department = :department;

-- name: admin_log
-- Oldest first. Bind: department. Row: entry, person, device, at, command.
SELECT entry, person, device, at_utc_ms, command FROM admin_log WHERE department = :department
ORDER BY entry;

-- name: admin_log_before
-- Newest first. Bind: department, before, rows. Row: entry, person, device, at, command.
SELECT entry, person, device, at_utc_ms, command FROM admin_log
WHERE department = :department AND entry < :before
ORDER BY entry DESC LIMIT :rows;
