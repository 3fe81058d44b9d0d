-- Who may see what: the statements that read a list of keys, as PostgreSQL does it. A key that
-- shows an identity begins with "identity:".

-- name: visible_events
-- Events after a change of complaints that somebody may see, in change order.
-- Bind: scopes as a JSON array, department, change, rows at most.
-- Row: the columns of event from `change` on, then the change since when the complaint is visible
-- under any of the scopes, and since when its identity is, which keys of their own show; NULL for
-- not at all.
-- Index: the primary keys of event and of scope.
SELECT e.change, e.id, e.complaint, e.device, e.device_seq, e.seen_change, e.seen_unsent, e.actor,
    e.role, e.kind, e.payload, e.device_time_utc_ms, e.utc_offset_minutes, e.prev_hash, e.hash,
    e.signature, e.server_time_utc_ms, e.verdict, e.reason, e.register_no,
    e.redaction,
    s.visible_since, s.identity_since
FROM event AS e
CROSS JOIN LATERAL (
    SELECT min(since_change) FILTER (WHERE NOT starts_with(scope, 'identity:')) AS visible_since,
        min(since_change) FILTER (WHERE starts_with(scope, 'identity:')) AS identity_since
    FROM scope WHERE department = e.department AND complaint = e.complaint AND until_change = 0
      AND scope = ANY (ARRAY(
          SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb))))
) AS s
WHERE e.department = :department AND e.change > :change
  AND (s.visible_since IS NOT NULL OR s.identity_since IS NOT NULL)
ORDER BY e.change LIMIT :rows_max;

-- name: visible_events_by_key
-- The same rows as visible_events. Reads what somebody sees instead of what is new: for few
-- complaints among many events.
-- Index: scope_by_key, event_by_complaint.
SELECT e.change, e.id, e.complaint, e.device, e.device_seq, e.seen_change, e.seen_unsent, e.actor,
    e.role, e.kind, e.payload, e.device_time_utc_ms, e.utc_offset_minutes, e.prev_hash, e.hash,
    e.signature, e.server_time_utc_ms, e.verdict, e.reason, e.register_no,
    e.redaction,
    mine.visible_since, mine.identity_since
FROM (SELECT complaint,
          min(since_change) FILTER (WHERE NOT starts_with(scope, 'identity:')) AS visible_since,
          min(since_change) FILTER (WHERE starts_with(scope, 'identity:')) AS identity_since
      FROM scope
      WHERE scope = ANY (ARRAY(
            SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb))))
        AND department = :department AND until_change = 0
      GROUP BY complaint) AS mine
JOIN event AS e ON e.department = :department AND e.complaint = mine.complaint
WHERE e.change > :change
ORDER BY e.change LIMIT :rows_max;

-- name: visible_complaints
-- How many complaints somebody may see, counted no further than some. A complaint counts once for
-- each key that shows it.
-- Bind: scopes as a JSON array, department, most. Row: count. Index: scope_by_key.
SELECT count(*) FROM (
    SELECT 1 FROM scope
    WHERE scope = ANY (ARRAY(
          SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb))))
      AND department = :department AND until_change = 0
    LIMIT :most) AS counted;

-- name: open_complaints
-- Open complaints that somebody may see behind one, in the order of their ids.
-- Bind: scopes as a JSON array, department, the key of what is open, complaint, rows at most.
-- Row: complaint, how many keys show it, how many show its identity.
-- Index: scope_by_key, then the primary key of scope.
SELECT o.complaint, count(*) FILTER (WHERE NOT starts_with(s.scope, 'identity:')),
    count(*) FILTER (WHERE starts_with(s.scope, 'identity:'))
FROM scope AS o
JOIN scope AS s ON s.department = o.department AND s.complaint = o.complaint AND s.until_change = 0
    AND s.scope = ANY (ARRAY(
        SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb))))
WHERE o.department = :department AND o.scope = :open AND o.complaint > :after AND o.until_change = 0
GROUP BY o.complaint ORDER BY o.complaint LIMIT :rows_max;

-- name: visible_complaint
-- Whether somebody may see a complaint. Bind: department, complaint, scopes as a JSON array.
-- Row: 1. Index: the primary key of scope.
SELECT 1 FROM scope
WHERE department = :department AND complaint = :complaint AND until_change = 0
  AND NOT starts_with(scope, 'identity:')
  AND scope IN (SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb)))
LIMIT 1;

-- name: ended_complaints
-- Complaints that somebody could see and no longer may, by the change that ended it.
-- Bind: department, change behind which to begin, last change, scopes as a JSON array, rows at most.
-- Row: complaint, change. Index: scope_ended.
SELECT s.complaint, max(s.until_change) AS ended FROM scope AS s
WHERE s.department = :department AND s.until_change > 0
  AND s.until_change > :change AND s.until_change <= :change_last
  AND s.scope IN (SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb)))
  AND NOT EXISTS (
    SELECT 1 FROM scope AS o
    WHERE o.department = s.department AND o.complaint = s.complaint AND o.until_change = 0
      AND NOT starts_with(o.scope, 'identity:')
      AND o.scope IN (SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb))))
GROUP BY s.complaint ORDER BY ended LIMIT :rows_max;

-- name: end_scopes
-- The keys of a complaint that are no longer among the given ones end with a change; those of its
-- identity are another statement's. Bind: change, department, complaint, keys as a JSON array.
UPDATE scope SET until_change = :change
WHERE department = :department AND complaint = :complaint AND until_change = 0
  AND NOT starts_with(scope, 'identity:')
  AND scope NOT IN (SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb)));

-- name: retain_identity_scopes
-- Takes away the keys of an identity that are no longer among the given ones.
-- Bind: department, complaint, keys as a JSON array.
DELETE FROM scope WHERE department = :department AND complaint = :complaint
    AND starts_with(scope, 'identity:')
    AND scope NOT IN (SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb)));
