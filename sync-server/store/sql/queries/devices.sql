-- Statements over devices and tokens.

-- name: device
-- Bind: department, device.
-- Row: device, code, name, public_key, enrolled_by, enrolled_at, revoked_at, cloned_at,
-- last_sync_at, last_seq, last_hash, app_version, outbox_since, clock_ahead, storage_left, person
-- who is signed in there (index: token_by_device), else who enrolled it.
SELECT device, code, name, public_key, enrolled_by, enrolled_at_utc_ms, revoked_at_utc_ms,
    cloned_at_utc_ms, last_sync_at_utc_ms, last_seq, last_hash, app_version, outbox_since_utc_ms,
    clock_ahead_ms, storage_left_bytes,
    coalesce((SELECT t.person FROM token AS t
        WHERE t.department = device.department AND t.device = device.device LIMIT 1), enrolled_by)
FROM device WHERE department = :department AND device = :device;

-- name: device_by_key
-- Bind: department, public_key. Row: as of `device`.
SELECT device, code, name, public_key, enrolled_by, enrolled_at_utc_ms, revoked_at_utc_ms,
    cloned_at_utc_ms, last_sync_at_utc_ms, last_seq, last_hash, app_version, outbox_since_utc_ms,
    clock_ahead_ms, storage_left_bytes,
    coalesce((SELECT t.person FROM token AS t
        WHERE t.department = device.department AND t.device = device.device LIMIT 1), enrolled_by)
FROM device WHERE department = :department AND public_key = :public_key;

-- name: devices
-- All devices in the order of enrolment. Bind: department. Row: as of `device`.
SELECT device, code, name, public_key, enrolled_by, enrolled_at_utc_ms, revoked_at_utc_ms,
    cloned_at_utc_ms, last_sync_at_utc_ms, last_seq, last_hash, app_version, outbox_since_utc_ms,
    clock_ahead_ms, storage_left_bytes,
    coalesce((SELECT t.person FROM token AS t
        WHERE t.department = device.department AND t.device = device.device LIMIT 1), enrolled_by)
FROM device WHERE department = :department ORDER BY enrolled_at_utc_ms, device;

-- name: next_device_code
-- Bind: department. Row: how many codes were ever issued, this one included.
UPDATE department SET device_codes_issued = device_codes_issued + 1 WHERE department = :department
RETURNING device_codes_issued;

-- name: leave_out_lost_numbers
-- In every department: as many device codes and change numbers as may have been given out since a
-- restored copy was made. A change number that came again would stand for something that an author
-- of the lost history had not seen.
UPDATE department SET change_last = change_last + 1000000, device_codes_issued =
    CASE WHEN device_codes_issued < 32512 THEN device_codes_issued + 256 ELSE 32768 END;

-- name: insert_device
-- Bind: department, device, code, name, public_key, enrolled_by, enrolled_at, last_hash.
INSERT INTO device (department, device, code, name, public_key, enrolled_by, enrolled_at_utc_ms,
    last_sync_at_utc_ms, last_hash)
VALUES (:department, :device, :code, :name, :public_key, :enrolled_by, :enrolled_at, 0,
    :last_hash);

-- name: advance_device
-- Bind: last_seq, last_hash, department, device.
UPDATE device SET last_seq = :last_seq, last_hash = :last_hash
WHERE department = :department AND device = :device;

-- name: touch_device
-- Bind: last_sync_at, department, device.
UPDATE device SET last_sync_at_utc_ms = :last_sync_at
WHERE department = :department AND device = :device;

-- name: put_device_status
-- Bind: app_version, outbox_since, clock_ahead, storage_left, department, device.
UPDATE device SET app_version = :app_version, outbox_since_utc_ms = :outbox_since,
    clock_ahead_ms = :clock_ahead, storage_left_bytes = :storage_left
WHERE department = :department AND device = :device;

-- name: mark_device_cloned
-- Bind: cloned_at, department, device. The first time is kept.
UPDATE device SET cloned_at_utc_ms = coalesce(cloned_at_utc_ms, :cloned_at)
WHERE department = :department AND device = :device;

-- name: revoke_device
-- Bind: revoked_at, department, device.
UPDATE device SET revoked_at_utc_ms = :revoked_at
WHERE department = :department AND device = :device AND revoked_at_utc_ms IS NULL;

-- name: insert_device_person
-- Bind: department, device, person.
INSERT INTO device_person VALUES (:department, :device, :person) ON CONFLICT DO NOTHING;

-- name: device_person_known
-- Bind: department, device, person. Row: 1 when the person has signed in there.
SELECT 1 FROM device_person
WHERE department = :department AND device = :device AND person = :person;

-- name: insert_token
-- Bind: token_hash, department, device, person, created_at, used_at.
INSERT INTO token VALUES (:token_hash, :department, :device, :person, :created_at, :used_at);

-- name: token
-- Bind: token_hash.
-- Row: token_hash, department, device, person, created_at, used_at, whether revoked or inactive,
-- grants_version.
SELECT t.token_hash, t.department, t.device, t.person, t.created_at_utc_ms, t.used_at_utc_ms,
    CASE WHEN d.revoked_at_utc_ms IS NOT NULL OR p.active = 0 THEN 1 ELSE 0 END, p.grants_version
FROM token AS t
JOIN device AS d ON d.department = t.department AND d.device = t.device
JOIN person AS p ON p.department = t.department AND p.person = t.person
WHERE t.token_hash = :token_hash;

-- name: touch_token
-- Bind: used_at, token_hash.
UPDATE token SET used_at_utc_ms = :used_at WHERE token_hash = :token_hash;

-- name: delete_tokens
-- Bind: department, device. Index: token_by_device.
DELETE FROM token WHERE department = :department AND device = :device;

-- name: delete_tokens_of_person
-- Bind: department, person. Index: token_by_person.
DELETE FROM token WHERE department = :department AND person = :person;

-- name: delete_all_tokens
-- Ends every sign-in of all departments; for a restored database.
DELETE FROM token;
