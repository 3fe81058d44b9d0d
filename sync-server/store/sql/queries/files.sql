-- Statements over the bytes of attachments.

-- name: file
-- What is whole, whoever sent it; else what this device has begun to send.
-- Bind: department, file (its SHA-256), device. Row: device, file_bytes, complete.
SELECT device, file_bytes, complete FROM file
WHERE department = :department AND sha256 = :file AND (complete = 1 OR device = :device)
ORDER BY complete DESC LIMIT 1;

-- name: file_places
-- Bind: department, file, device. Row: place, rising.
SELECT place FROM file_chunk
WHERE department = :department AND sha256 = :file AND device = :device ORDER BY place;

-- name: file_chunk
-- Bind: department, file, device, place. Row: bytes.
SELECT bytes FROM file_chunk
WHERE department = :department AND sha256 = :file AND device = :device AND place = :place;

-- name: file_scopes
-- Under which keys the complaints that name a file can be read; no row when none names it.
-- Bind: department, file. Row: scope. Index: the primary keys.
SELECT s.scope FROM attachment AS a
JOIN scope AS s ON s.department = a.department AND s.complaint = a.complaint
WHERE a.department = :department AND a.sha256 = :file;

-- name: unheld_file_bytes
-- What a device has sent or begun to send that no complaint names. Bind: department, device.
-- Row: bytes. Index: file_unheld.
SELECT CAST(coalesce(sum(file_bytes), 0) AS BIGINT) FROM file
WHERE department = :department AND device = :device AND held = 0;

-- name: insert_file
-- Bind: department, file, device, file_bytes, touched_at.
INSERT INTO file VALUES (:department, :file, :device, :file_bytes, :touched_at, 0,
    CASE WHEN EXISTS (SELECT 1 FROM attachment AS a
        WHERE a.department = :department AND a.sha256 = :file) THEN 1 ELSE 0 END);

-- name: touch_file
-- Bind: touched_at, department, file, device.
UPDATE file SET touched_at_utc_ms = :touched_at
WHERE department = :department AND sha256 = :file AND device = :device;

-- name: insert_file_chunk
-- Bind: department, file, device, place, bytes. One that is there stays.
INSERT INTO file_chunk VALUES (:department, :file, :device, :place, :bytes) ON CONFLICT DO NOTHING;

-- name: complete_file
-- Bind: department, file, device.
UPDATE file SET complete = 1
WHERE department = :department AND sha256 = :file AND device = :device;

-- name: delete_other_files
-- The same file as other devices have sent it. Bind: department, file, device.
DELETE FROM file WHERE department = :department AND sha256 = :file AND device <> :device;

-- name: delete_file
-- Bind: department, file, device.
DELETE FROM file WHERE department = :department AND sha256 = :file AND device = :device;

-- name: delete_unheld_files
-- What a device sent and no complaint named for long. Bind: department, device, touched_before.
-- Index: file_unheld.
DELETE FROM file WHERE department = :department AND device = :device AND held = 0
    AND touched_at_utc_ms < :touched_before;

-- name: insert_attachment
-- Bind: department, file, complaint.
INSERT INTO attachment VALUES (:department, :file, :complaint) ON CONFLICT DO NOTHING;

-- name: hold_file
-- Bind: department, file.
UPDATE file SET held = 1 WHERE department = :department AND sha256 = :file AND held = 0;
