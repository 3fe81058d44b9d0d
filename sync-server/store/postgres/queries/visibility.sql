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
    s.visible_since, s.identity_since
FROM event AS e
CROSS JOIN LATERAL (
    SELECT min(since_change) FILTER (WHERE NOT starts_with(scope, 'identity:')) AS visible_since,
        min(since_change) FILTER (WHERE starts_with(scope, 'identity:')) AS identity_since
    FROM scope WHERE department = e.department AND complaint = e.complaint
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
    mine.visible_since, mine.identity_since
FROM (SELECT complaint,
          min(since_change) FILTER (WHERE NOT starts_with(scope, 'identity:')) AS visible_since,
          min(since_change) FILTER (WHERE starts_with(scope, 'identity:')) AS identity_since
      FROM scope
      WHERE scope = ANY (ARRAY(
            SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb))))
        AND department = :department
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
      AND department = :department
    LIMIT :most) AS counted;

-- name: retain_identity_scopes
-- Takes away the keys of an identity that are no longer among the given ones.
-- Bind: department, complaint, keys as a JSON array.
DELETE FROM scope WHERE department = :department AND complaint = :complaint
    AND starts_with(scope, 'identity:')
    AND scope NOT IN (SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb)));
