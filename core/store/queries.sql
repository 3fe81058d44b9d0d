-- Statements of the tablet's store. Each begins with its name, then its parameters and rows.

-- name: tablet
-- Row: everything of the one row, in the order of the columns below.
SELECT account, person, device, device_code, secret_key, token, last_device_seq, last_hash, last_counter, epoch, cursor
FROM tablet WHERE id = 1;

-- name: put_tablet
-- Parameters: as the columns. A device that signs in again keeps its chain.
INSERT INTO tablet (id, account, person, device, device_code, secret_key, token, last_hash)
VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO UPDATE SET account = ?1, person = ?2, device = ?3, device_code = ?4, secret_key = ?5, token = ?6;

-- name: clear_token
UPDATE tablet SET token = '' WHERE id = 1;

-- name: put_chain
-- Parameters: last_device_seq, last_hash, last_counter.
UPDATE tablet SET last_device_seq = ?1, last_hash = ?2, last_counter = ?3 WHERE id = 1;

-- name: put_position
-- Parameters: epoch, cursor.
UPDATE tablet SET epoch = ?1, cursor = ?2 WHERE id = 1;

-- name: directory
SELECT json FROM directory WHERE id = 1;

-- name: put_directory
INSERT INTO directory (id, json) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET json = ?1;

-- name: complaint_ref
-- Parameter: id. Row: ref, and what search looks in. Index: the unique one on id.
SELECT ref, search_text FROM complaint WHERE id = ?1;

-- name: complaint_id
-- Parameter: ref.
SELECT id FROM complaint WHERE ref = ?1;

-- name: insert_complaint
INSERT INTO complaint (id, state, updated_at, unsent, conflicted, accepted_by, accepted_at, number, register_no, title,
    complainant, location, search_text)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: update_complaint
-- Parameters: as insert_complaint without id, then ref (?14).
UPDATE complaint SET state = ?2, updated_at = ?3, unsent = ?4, conflicted = ?5, accepted_by = ?6, accepted_at = ?7,
    number = ?8, register_no = ?9, title = ?10, complainant = ?11, location = ?12, search_text = ?13
WHERE ref = ?14;

-- name: insert_event
-- Parameters: complaint ref, then the other columns. The new row is the last of its complaint.
INSERT INTO event (sequence, change, device_seq, id, device, seen_change, seen_unsent, actor, role, kind, payload,
    device_time, utc_offset, prev_hash, hash, signature, server_time, verdict, reason, register_no)
VALUES ((SELECT coalesce(max(sequence) + 1, ?1 << 20) FROM event WHERE sequence BETWEEN ?1 << 20 AND (?1 << 20) + 1048575),
    ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20);

-- name: last_change
-- Row: the greatest change number, or NULL. Index: event_by_change.
SELECT max(change) FROM event WHERE change IS NOT NULL;

-- name: has_change
-- Parameter: change. Index: event_by_change.
SELECT 1 FROM event WHERE change = ?1;

-- name: place_event
-- Parameters: device_seq, change, server_time, verdict, reason, register_no. Index: event_unsent.
UPDATE event SET change = ?2, server_time = ?3, verdict = ?4, reason = ?5, register_no = ?6
WHERE change IS NULL AND device_seq = ?1
RETURNING sequence >> 20;

-- name: events_of
-- Parameter: complaint ref. Rows: placed events in change order, then the unsent ones. Key: sequence.
SELECT change, device_seq, id, device, seen_change, seen_unsent, actor, role, kind, payload, device_time, utc_offset,
    prev_hash, hash, signature, server_time, verdict, reason, register_no
FROM event WHERE sequence BETWEEN ?1 << 20 AND (?1 << 20) + 1048575
ORDER BY change IS NULL, change, device_seq;

-- name: unsent_events
-- Parameter: limit. Rows as events_of, then the complaint's id. Index: event_unsent.
SELECT e.change, e.device_seq, e.id, e.device, e.seen_change, e.seen_unsent, e.actor, e.role, e.kind, e.payload,
    e.device_time, e.utc_offset, e.prev_hash, e.hash, e.signature, e.server_time, e.verdict, e.reason, e.register_no,
    c.id
FROM event e JOIN complaint c ON c.ref = e.sequence >> 20
WHERE e.change IS NULL ORDER BY e.device_seq LIMIT ?1;

-- name: count_unsent
-- Index: event_unsent.
SELECT count(*) FROM event WHERE change IS NULL;

-- name: forget_places
-- Parameter: own device. The server has another history: own events are to be offered again.
UPDATE event SET change = NULL, server_time = 0, verdict = 0, reason = 0, register_no = 0
WHERE change IS NOT NULL AND device = ?1;

-- name: delete_foreign_events
DELETE FROM event WHERE change IS NOT NULL;

-- name: forget_complaints
-- A script: another person signs in.
DELETE FROM event;
DELETE FROM search_pending;
DELETE FROM complaint;
INSERT INTO search (search) VALUES ('delete-all');

-- name: forget_search
-- A script: everything is to be indexed anew.
INSERT INTO search (search) VALUES ('delete-all');
DELETE FROM search_pending;
UPDATE complaint SET search_text = '';

-- name: complaints_without_events
SELECT ref FROM complaint c WHERE NOT EXISTS (
    SELECT 1 FROM event e WHERE e.sequence BETWEEN c.ref << 20 AND (c.ref << 20) + 1048575);

-- name: all_complaints
-- Rows: ref, id, in order of ref.
SELECT ref, id FROM complaint ORDER BY ref;

-- name: delete_complaint
DELETE FROM complaint WHERE ref = ?1;

-- name: delete_pending
DELETE FROM search_pending WHERE complaint = ?1;

-- name: put_draft
INSERT INTO draft (id, saved_at, json) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET saved_at = ?2, json = ?3;

-- name: delete_draft
DELETE FROM draft WHERE id = ?1;

-- name: drafts
-- Rows: newest first.
SELECT id, saved_at, json FROM draft ORDER BY saved_at DESC;

-- name: setting
SELECT value FROM setting WHERE name = ?1;

-- name: put_setting
INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2;

-- name: list_all
-- Parameters: updated_at and ref of the last row seen (or the greatest integers), limit. Newest first.
-- Index: complaint_by_time.
SELECT ref, id, state, updated_at, unsent, conflicted, accepted_by, number, title, complainant, location
FROM complaint WHERE (updated_at, ref) < (?1, ?2) ORDER BY updated_at DESC, ref DESC LIMIT ?3;

-- name: recorded_between
-- Parameters: from, to (excluded), limit. Rows: id, in the order of 登记时间. Index: complaint_by_accepted.
SELECT id FROM complaint WHERE accepted_at >= ?1 AND accepted_at < ?2 ORDER BY accepted_at, ref LIMIT ?3;

-- name: list_state
-- Parameters: as list_all, then state. Index: complaint_by_state.
SELECT ref, id, state, updated_at, unsent, conflicted, accepted_by, number, title, complainant, location
FROM complaint WHERE state = ?4 AND (updated_at, ref) < (?1, ?2) ORDER BY updated_at DESC, ref DESC LIMIT ?3;

-- name: list_unsent
-- Parameters: as list_all. Index: complaint_unsent.
SELECT ref, id, state, updated_at, unsent, conflicted, accepted_by, number, title, complainant, location
FROM complaint WHERE unsent > 0 AND (updated_at, ref) < (?1, ?2) ORDER BY updated_at DESC, ref DESC LIMIT ?3;

-- name: count_by_state
-- Rows: state, count. Index: complaint_by_state.
SELECT state, count(*) FROM complaint GROUP BY state;

-- name: count_unsent_complaints
-- Index: complaint_unsent.
SELECT count(*) FROM complaint WHERE unsent > 0;

-- name: search_indexed
-- Parameters: match expression, ref of the last row seen, limit, and the folded query, which the text must contain
-- (the index alone may give too much). Newest arrival first.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location
FROM search s JOIN complaint c ON c.ref = s.rowid
WHERE search MATCH ?1 AND s.rowid < ?2 AND instr(c.search_text, ?4) > 0
    AND NOT EXISTS (SELECT 1 FROM search_pending p WHERE p.complaint = c.ref)
ORDER BY s.rowid DESC LIMIT ?3;

-- name: search_pending
-- Parameters: ref of the last row seen, limit, folded query. Newest arrival first.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location
FROM search_pending p JOIN complaint c ON c.ref = p.complaint
WHERE p.complaint < ?1 AND instr(c.search_text, ?3) > 0
ORDER BY p.complaint DESC LIMIT ?2;

-- name: put_pending
-- Parameters: complaint ref, whether an older text is in the index.
INSERT INTO search_pending (complaint, indexed) VALUES (?1, ?2) ON CONFLICT (complaint) DO NOTHING;

-- name: next_pending
-- Parameter: limit. Rows: ref, whether an older text is in the index, text.
SELECT p.complaint, p.indexed, c.search_text FROM search_pending p JOIN complaint c ON c.ref = p.complaint LIMIT ?1;

-- name: index_text
INSERT INTO search (rowid, text) VALUES (?1, ?2);

-- name: unindex_text
DELETE FROM search WHERE rowid = ?1;
