-- The statements that read a list, as SQLite does it: which of these are stored, and who may see
-- what.

-- name: stored_events
-- Which of the events are stored. Bind: ids as a JSON array of hexadecimal texts, department.
-- Row: id.
SELECT unhex(json_each.value) FROM json_each(:ids)
WHERE EXISTS (SELECT 1 FROM event WHERE department = :department AND id = unhex(json_each.value));

-- name: stored_complaints
-- Which of the complaints have events. Bind: ids as a JSON array of hexadecimal texts, department.
-- Row: complaint. Index: event_by_complaint.
SELECT unhex(json_each.value) FROM json_each(:ids)
WHERE EXISTS (
    SELECT 1 FROM event WHERE department = :department AND complaint = unhex(json_each.value));

-- name: number_owners
-- Who carries which of the numbers. Bind: numbers as a JSON array, department.
-- Row: number, complaint.
SELECT number, complaint FROM json_each(:numbers)
CROSS JOIN complaint_number ON department = :department AND number = json_each.value;

-- name: visible_events
-- Events after a change of complaints that somebody may see, in change order.
-- Bind: scopes as a JSON array, department, change, rows at most.
-- Row: the columns of event from `change` on, then the change since when the complaint is visible
-- under any of the scopes, and since when its identity is, which keys of their own show; NULL for
-- not at all.
-- Index: the primary keys of event and of scope. A puller may have to pass tens of thousands of
-- events that it does not see, so each costs one search: a complaint has few keys and they lie
-- together, and the + keeps the search from being made for each of somebody's keys.
SELECT e.change, e.id, e.complaint, e.device, e.device_seq, e.seen_change, e.seen_unsent, e.actor,
    e.role, e.kind, e.payload, e.device_time_utc_ms, e.utc_offset_minutes, e.prev_hash, e.hash,
    e.signature, e.server_time_utc_ms, e.verdict, e.reason, e.register_no,
    e.redaction,
    min(s.since_change) FILTER (WHERE s.scope NOT GLOB 'identity:*') AS visible_since,
    min(s.since_change) FILTER (WHERE s.scope GLOB 'identity:*') AS identity_since
FROM event AS e
CROSS JOIN scope AS s ON s.department = e.department AND s.complaint = e.complaint
    AND s.until_change = 0 AND +s.scope IN (SELECT value FROM json_each(:scopes))
WHERE e.department = :department AND e.change > :change
GROUP BY e.change ORDER BY e.change LIMIT :rows_max;

-- name: visible_events_by_key
-- The same rows as visible_events. Reads what somebody sees instead of what is new: for few
-- complaints among many events.
-- Index: scope_by_key, then event_by_complaint alone until the first rows are known.
SELECT e.change, e.id, e.complaint, e.device, e.device_seq, e.seen_change, e.seen_unsent, e.actor,
    e.role, e.kind, e.payload, e.device_time_utc_ms, e.utc_offset_minutes, e.prev_hash, e.hash,
    e.signature, e.server_time_utc_ms, e.verdict, e.reason, e.register_no,
    e.redaction,
    near.visible_since, near.identity_since
FROM (SELECT n.change, mine.visible_since, mine.identity_since
      FROM (SELECT complaint,
                min(since_change) FILTER (WHERE scope NOT GLOB 'identity:*') AS visible_since,
                min(since_change) FILTER (WHERE scope GLOB 'identity:*') AS identity_since
            FROM scope INDEXED BY scope_by_key
            WHERE scope IN (SELECT value FROM json_each(:scopes)) AND department = :department
              AND until_change = 0
            GROUP BY complaint) AS mine
      CROSS JOIN event AS n INDEXED BY event_by_complaint
          ON n.department = :department AND n.complaint = mine.complaint AND n.change > :change
      ORDER BY n.change LIMIT :rows_max) AS near
CROSS JOIN event AS e ON e.department = :department AND e.change = near.change
ORDER BY e.change;

-- name: visible_complaints
-- How many complaints somebody may see, counted no further than some. A complaint counts once for
-- each key that shows it.
-- Bind: scopes as a JSON array, department, most. Row: count. Index: scope_by_key.
SELECT count(*) FROM (
    SELECT 1 FROM scope INDEXED BY scope_by_key
    WHERE scope IN (SELECT value FROM json_each(:scopes)) AND department = :department
      AND until_change = 0
    LIMIT :most) AS counted;

-- name: open_complaints
-- Open complaints that somebody may see behind one, in the order of their ids.
-- Bind: scopes as a JSON array, department, the key of what is open, complaint, rows at most.
-- Row: complaint, how many keys show it, how many show its identity.
-- Index: scope_by_key, then the primary key of scope.
SELECT o.complaint, count(*) FILTER (WHERE s.scope NOT GLOB 'identity:*'),
    count(*) FILTER (WHERE s.scope GLOB 'identity:*')
FROM scope AS o INDEXED BY scope_by_key
CROSS JOIN scope AS s ON s.department = o.department AND s.complaint = o.complaint
    AND s.until_change = 0 AND +s.scope IN (SELECT value FROM json_each(:scopes))
WHERE o.department = :department AND o.scope = :open AND o.complaint > :after AND o.until_change = 0
GROUP BY o.complaint ORDER BY o.complaint LIMIT :rows_max;

-- name: visible_complaint
-- Whether somebody may see a complaint. Bind: department, complaint, scopes as a JSON array.
-- Row: 1. Index: the primary key of scope.
SELECT 1 FROM scope
WHERE department = :department AND complaint = :complaint AND until_change = 0
  AND scope NOT GLOB 'identity:*'
  AND scope IN (SELECT value FROM json_each(:scopes))
LIMIT 1;

-- name: ended_complaints
-- Complaints that somebody could see and no longer may, by the change that ended it.
-- Bind: department, change behind which to begin, last change, scopes as a JSON array, rows at most.
-- Row: complaint, change. Index: scope_ended.
SELECT s.complaint, max(s.until_change) AS ended FROM scope AS s
WHERE s.department = :department AND s.until_change > 0
  AND s.until_change > :change AND s.until_change <= :change_last
  AND s.scope IN (SELECT value FROM json_each(:scopes))
  AND NOT EXISTS (
    SELECT 1 FROM scope AS o
    WHERE o.department = s.department AND o.complaint = s.complaint AND o.until_change = 0
      AND o.scope NOT GLOB 'identity:*'
      AND o.scope IN (SELECT value FROM json_each(:scopes)))
GROUP BY s.complaint ORDER BY ended LIMIT :rows_max;

-- name: end_scopes
-- The keys of a complaint that are no longer among the given ones end with a change; those of its
-- identity are another statement's. Bind: change, department, complaint, keys as a JSON array.
UPDATE scope SET until_change = :change
WHERE department = :department AND complaint = :complaint AND until_change = 0
  AND scope NOT GLOB 'identity:*'
  AND scope NOT IN (SELECT value FROM json_each(:scopes));

-- name: retain_identity_scopes
-- Takes away the keys of an identity that are no longer among the given ones.
-- Bind: department, complaint, keys as a JSON array.
DELETE FROM scope WHERE department = :department AND complaint = :complaint
    AND scope GLOB 'identity:*' AND scope NOT IN (SELECT value FROM json_each(:scopes));
