-- Statements over events, scopes and counters. Each block is one statement with named parameters
-- in the order in which they are bound.

-- name: next_change
-- Takes the department's next change number. Bind: department. Row: change.
UPDATE department SET change_last = change_last + 1 WHERE department = :department
RETURNING change_last;

-- name: put_change_last
-- What was taken on top of next_change. Bind: change, department.
UPDATE department SET change_last = :change WHERE department = :department;

-- name: change_last
-- Bind: department. Row: change_last.
SELECT change_last FROM department WHERE department = :department;

-- name: mark
-- What the history is like up to a change. Bind: department, change.
-- Row: hash, change, server_time, verdict, reason, register_no.
SELECT hash, change, server_time_utc_ms, verdict, reason, register_no FROM event WHERE department = :department AND change <= :change ORDER BY change DESC LIMIT 1;

-- name: next_register_no
-- Takes the next 登记序号 of a year. Bind: department, year. Row: register number.
INSERT INTO register_counter (department, year, register_last) VALUES (:department, :year, 1)
ON CONFLICT (department, year) DO UPDATE SET register_last = register_counter.register_last + 1
RETURNING register_last;

-- name: put_register_last
-- What was taken on top of next_register_no. Bind: register number, department, year.
UPDATE register_counter SET register_last = :register_no
WHERE department = :department AND year = :year;

-- name: insert_event
-- Bind: every column in the order of the table.
INSERT INTO event VALUES (:department, :change, :id, :complaint, :device, :device_seq,
    :seen_change, :seen_unsent, :actor, :role, :kind, :payload, :device_time, :utc_offset,
    :prev_hash, :hash, :signature, :server_time, :verdict, :reason, :register_no, :redaction);

-- name: receipt
-- The stored answer to an event of a device. Bind: department, device, device_seq.
-- Row: hash, change, server_time, verdict, reason, register_no.
SELECT hash, change, server_time_utc_ms, verdict, reason, register_no FROM event
WHERE department = :department AND device = :device AND device_seq = :device_seq;

-- name: complaint_events
-- All events of a complaint in change order. Bind: department, complaint, change_max.
-- Row: the columns of event from `change` on. Index: event_by_complaint.
SELECT change, id, complaint, device, device_seq, seen_change, seen_unsent, actor, role, kind,
    payload, device_time_utc_ms, utc_offset_minutes, prev_hash, hash, signature,
    server_time_utc_ms, verdict, reason, register_no, redaction
FROM event WHERE department = :department AND complaint = :complaint AND change <= :change_max
ORDER BY change;

-- name: events_after
-- Bind: department, change, rows at most. Row: the columns of event from `change` on.
SELECT change, id, complaint, device, device_seq, seen_change, seen_unsent, actor, role, kind,
    payload, device_time_utc_ms, utc_offset_minutes, prev_hash, hash, signature,
    server_time_utc_ms, verdict, reason, register_no, redaction
FROM event WHERE department = :department AND change > :change
ORDER BY change LIMIT :rows_max;

-- name: insert_scope
-- Bind: department, complaint, scope, since_change. A scope that is in force keeps its number; one
-- that had ended begins anew.
INSERT INTO scope (department, complaint, scope, since_change)
VALUES (:department, :complaint, :scope, :since_change)
ON CONFLICT (department, complaint, scope)
DO UPDATE SET since_change = excluded.since_change, until_change = 0 WHERE scope.until_change > 0;

-- name: insert_number
-- Bind: department, number, complaint.
INSERT INTO complaint_number VALUES (:department, :number, :complaint) ON CONFLICT DO NOTHING;

-- name: insert_quarantine
-- Bind: every column in the order of the table. The same event is kept once.
INSERT INTO quarantine VALUES (:department, :device, :device_seq, :hash, :reason, :server_time,
    :event_json) ON CONFLICT DO NOTHING;

-- name: apart_places
-- Bind: department, device. Row: device_seq, hash, ascending.
SELECT device_seq, hash FROM quarantine WHERE department = :department AND device = :device
ORDER BY device_seq;

-- name: quarantine_count
-- Bind: department, device. Row: count.
SELECT count(*) FROM quarantine WHERE department = :department AND device = :device;
