-- Statements over redaction orders and what they take out.

-- name: redact_event
-- Bind: payload, order, department, event id.
UPDATE event SET payload = :payload, redaction = :redaction
WHERE department = :department AND id = :id;

-- name: redaction_orders
-- Those that wait, oldest first. Bind: department.
-- Row: event, complaint, number, ordered_by, ordered_at.
SELECT event, complaint, number, ordered_by, ordered_at_utc_ms FROM redaction_order
WHERE department = :department ORDER BY ordered_at_utc_ms, event;

-- name: insert_redaction_order
-- Bind: every column in the order of the table.
INSERT INTO redaction_order VALUES (:department, :event, :complaint, :number, :ordered_by,
    :ordered_at) ON CONFLICT DO NOTHING;

-- name: delete_redaction_order
-- Bind: department, event.
DELETE FROM redaction_order WHERE department = :department AND event = :event;
