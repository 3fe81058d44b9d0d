-- The statements that read a list, as PostgreSQL does it: which of these are stored, and who may
-- see what. A key that shows an identity begins with "identity:".
--
-- In a new database, and in one that was just put back, PostgreSQL does not know yet how much there
-- is, and every index of a department looks alike to it. So nothing is left to its choice: what is
-- searched for each of a list stands behind OFFSET 0 or in a subquery that gives one value, which
-- are not turned into a join (LIMIT 1 would make reading everything look cheap), and `until_change + 0` passes the index of the keys in force where that of
-- the complaint is meant.

-- name: stored_events
-- Which of the events are stored. Bind: ids as a JSON array of hexadecimal texts, department.
-- Row: id.
SELECT CAST(listed.value AS uuid)
FROM jsonb_array_elements_text(CAST(CAST(:ids AS text) AS jsonb)) AS listed (value)
WHERE (SELECT true FROM event
       WHERE department = :department AND id = CAST(listed.value AS uuid));

-- name: stored_complaints
-- Which of the complaints have events. Bind: ids as a JSON array of hexadecimal texts, department.
-- Row: complaint. Index: event_by_complaint.
SELECT CAST(listed.value AS uuid)
FROM jsonb_array_elements_text(CAST(CAST(:ids AS text) AS jsonb)) AS listed (value)
WHERE (SELECT count(*) > 0 FROM event
       WHERE department = :department AND complaint = CAST(listed.value AS uuid));

-- name: number_owners
-- Who carries which of the numbers. Bind: numbers as a JSON array, department.
-- Row: number, complaint.
SELECT listed.value, owner.complaint
FROM jsonb_array_elements_text(CAST(CAST(:numbers AS text) AS jsonb)) AS listed (value)
CROSS JOIN LATERAL (
    SELECT complaint FROM complaint_number
    WHERE department = :department AND number = listed.value OFFSET 0) AS owner;

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
    FROM scope WHERE department = e.department AND complaint = e.complaint
      AND until_change + 0 = 0 AND scope = ANY (ARRAY(
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
      FROM jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb)) AS key (value)
      CROSS JOIN LATERAL (
          SELECT complaint, scope, since_change FROM scope
          WHERE department = :department AND scope = key.value AND until_change = 0
          OFFSET 0) AS shown
      GROUP BY complaint) AS mine
CROSS JOIN LATERAL (
    SELECT * FROM event
    WHERE department = :department AND complaint = mine.complaint AND change > :change
    OFFSET 0) AS e
ORDER BY e.change LIMIT :rows_max;

-- name: visible_complaints
-- How many complaints somebody may see, counted no further than some. A complaint counts once for
-- each key that shows it.
-- Bind: scopes as a JSON array, department, most. Row: count. Index: scope_by_key.
SELECT count(*) FROM (
    SELECT 1
    FROM jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb)) AS key (value)
    CROSS JOIN LATERAL (
        SELECT 1 FROM scope
        WHERE department = :department AND scope = key.value AND until_change = 0
        OFFSET 0) AS shown
    LIMIT :most) AS counted;

-- name: open_complaints
-- Open complaints that somebody may see behind one, in the order of their ids.
-- Bind: scopes as a JSON array, department, the key of what is open, complaint, rows at most.
-- Row: complaint, how many keys show it, how many show its identity.
-- Index: scope_by_key, then the primary key of scope.
SELECT o.complaint, count(*) FILTER (WHERE NOT starts_with(s.scope, 'identity:')),
    count(*) FILTER (WHERE starts_with(s.scope, 'identity:'))
FROM scope AS o
CROSS JOIN LATERAL (
    SELECT scope FROM scope
    WHERE department = o.department AND complaint = o.complaint AND until_change + 0 = 0
      AND scope = ANY (ARRAY(
          SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb))))
    OFFSET 0) AS s
WHERE o.department = :department AND o.scope = :open AND o.complaint > :after AND o.until_change = 0
GROUP BY o.complaint ORDER BY o.complaint LIMIT :rows_max;

-- name: visible_complaint
-- Whether somebody may see a complaint. Bind: department, complaint, scopes as a JSON array.
-- Row: 1. Index: the primary key of scope.
SELECT 1 FROM scope
WHERE department = :department AND complaint = :complaint AND until_change + 0 = 0
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
    WHERE o.department = s.department AND o.complaint = s.complaint AND o.until_change + 0 = 0
      AND NOT starts_with(o.scope, 'identity:')
      AND o.scope IN (SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb))))
GROUP BY s.complaint ORDER BY ended LIMIT :rows_max;

-- name: end_scopes
-- The keys of a complaint that are no longer among the given ones end with a change; those of its
-- identity are another statement's. Bind: change, department, complaint, keys as a JSON array.
UPDATE scope SET until_change = :change
WHERE department = :department AND complaint = :complaint AND until_change + 0 = 0
  AND NOT starts_with(scope, 'identity:')
  AND scope NOT IN (SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb)));

-- name: retain_identity_scopes
-- Takes away the keys of an identity that are no longer among the given ones.
-- Bind: department, complaint, keys as a JSON array.
DELETE FROM scope WHERE department = :department AND complaint = :complaint
    AND starts_with(scope, 'identity:')
    AND scope NOT IN (SELECT jsonb_array_elements_text(CAST(CAST(:scopes AS text) AS jsonb)));
