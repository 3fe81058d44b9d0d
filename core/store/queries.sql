-- Statements of the tablet's store. Each begins with its name, then its parameters and rows.

-- name: tablet
-- Row: everything of the one row, in the order of the columns below.
SELECT account, person, device, device_code, secret_key, token, last_device_seq, last_hash, last_counter, epoch, cursor,
    copied, mark, acknowledged, mark_change, silent_tablets
FROM tablet WHERE id = 1;

-- name: put_tablet
-- Parameters: as the columns. A device that signs in again keeps its chain; another one is its own.
INSERT INTO tablet (id, account, person, device, device_code, secret_key, token, last_hash)
VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO UPDATE SET account = ?1, person = ?2, device = ?3, device_code = ?4, secret_key = ?5, token = ?6,
    copied = CASE WHEN device = ?3 THEN copied ELSE 0 END;

-- name: clear_token
UPDATE tablet SET token = '' WHERE id = 1;

-- name: put_copied
UPDATE tablet SET copied = 1 WHERE id = 1;

-- name: put_chain
-- Parameters: last_device_seq, last_hash, last_counter.
UPDATE tablet SET last_device_seq = ?1, last_hash = ?2, last_counter = ?3 WHERE id = 1;

-- name: put_position
-- Parameters: epoch, cursor, mark, acknowledged, mark_change.
UPDATE tablet SET epoch = ?1, cursor = ?2, mark = ?3, acknowledged = ?4, mark_change = ?5 WHERE id = 1;

-- name: put_silent_tablets
UPDATE tablet SET silent_tablets = ?1 WHERE id = 1;

-- name: directory
SELECT json FROM directory WHERE id = 1;

-- name: put_directory
INSERT INTO directory (id, json) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET json = ?1;

-- name: complaint_ref
-- Parameter: id. Row: ref, state, updated_at, accepted_at, validity, due_at, live. Index: the unique one on id.
SELECT ref, state, updated_at, accepted_at, validity, due_at, live FROM complaint WHERE id = ?1;

-- name: complaint_id
-- Parameter: ref.
SELECT id FROM complaint WHERE ref = ?1;

-- name: insert_complaint
-- Parameters: 1 id, 2 state, 3 updated_at, 4 unsent, 5 conflicted, 6 accepted_by, 7 accepted_at, 8 number,
-- 9 register_no, 10 title, 11 complainant, 12 location, 14 ref (update only), 15 system, 16 round,
-- 17 severity, 18 validity, 19 category, 20 channel, 21 service_group, 22 handler, 23 handled_at, 24 fed_back_at,
-- 25 closed_at, 26 close_code, 27 verify_result, 28 attempts, 29 marks, 30 sync_delay, 31 due_at, 32 due_kind,
-- 33 live, 34 targets.
INSERT INTO complaint (id, state, updated_at, unsent, conflicted, accepted_by, accepted_at, number, register_no, title,
    complainant, location, system, round, severity, validity, category, channel, service_group, handler,
    handled_at, fed_back_at, closed_at, close_code, verify_result, attempts, marks, sync_delay, due_at, due_kind,
    live, targets)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25,
    ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34);

-- name: update_complaint
-- Parameters: as insert_complaint; the id is not looked at.
UPDATE complaint SET state = ?2, updated_at = ?3, unsent = ?4, conflicted = ?5, accepted_by = ?6, accepted_at = ?7,
    number = ?8, register_no = ?9, title = ?10, complainant = ?11, location = ?12, system = ?15,
    round = ?16, severity = ?17, validity = ?18, category = ?19, channel = ?20, service_group = ?21, handler = ?22,
    handled_at = ?23, fed_back_at = ?24, closed_at = ?25, close_code = ?26, verify_result = ?27, attempts = ?28,
    marks = ?29, sync_delay = ?30, due_at = ?31, due_kind = ?32, live = ?33, targets = ?34
WHERE ref = ?14;

-- name: update_complaint_in_place
-- The same where no list has it at another place: an index costs as much to write as the row, whether it differs or not.
UPDATE complaint SET unsent = ?4, conflicted = ?5, accepted_by = ?6, number = ?8, register_no = ?9, title = ?10,
    complainant = ?11, location = ?12, system = ?15,
    round = ?16, severity = ?17, category = ?19, channel = ?20, service_group = ?21, handler = ?22,
    handled_at = ?23, fed_back_at = ?24, closed_at = ?25, close_code = ?26, verify_result = ?27, attempts = ?28,
    marks = ?29, sync_delay = ?30, due_kind = ?32, targets = ?34
WHERE ref = ?14;

-- name: forget_tasks
DELETE FROM task WHERE complaint = ?1;

-- name: put_task
-- Parameters: complaint ref, kind, due_at, since.
INSERT INTO task (complaint, kind, due_at, since) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (complaint, kind) DO UPDATE SET due_at = min(due_at, ?3);

-- name: put_link
-- Parameters: id of the complaint that is named, ref of the one that names it.
INSERT INTO link (other, complaint) VALUES (?1, ?2) ON CONFLICT DO NOTHING;

-- name: forget_links
-- Parameter: complaint ref, which goes. Index: link_by_complaint.
DELETE FROM link WHERE complaint = ?1;

-- name: links_to
-- Parameters: id of the complaint that is named, limit. Rows: id of one that names it. Key: link; newest arrival first.
SELECT c.id FROM link l CROSS JOIN complaint c ON c.ref = l.complaint WHERE l.other = ?1
ORDER BY l.complaint DESC LIMIT ?2;

-- name: forget_notices
DELETE FROM notice WHERE complaint = ?1;

-- name: put_notice
-- Parameters: complaint ref, place, kind, by, at, read.
INSERT INTO notice (complaint, place, kind, by, at, read) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: complaint_text
SELECT text FROM complaint_text WHERE ref = ?1;

-- name: put_complaint_text
INSERT INTO complaint_text (ref, text) VALUES (?1, ?2) ON CONFLICT (ref) DO UPDATE SET text = ?2;

-- name: want_refold
-- A script: what people work on, what they have to do, and what they have not read depends on the directory.
-- Indexes: complaint_live, the key of task, notice_unread.
INSERT INTO refold (complaint)
SELECT ref FROM complaint INDEXED BY complaint_live WHERE live = 1 UNION SELECT complaint FROM task
UNION SELECT complaint FROM notice INDEXED BY notice_unread WHERE read = 0
ON CONFLICT DO NOTHING;

-- name: want_refold_of_all
-- A script: what the person may see is something else now.
INSERT INTO refold (complaint) SELECT ref FROM complaint WHERE true ON CONFLICT DO NOTHING;

-- name: want_refold_of
-- Parameter: complaint ref.
INSERT INTO refold (complaint) VALUES (?1) ON CONFLICT DO NOTHING;

-- name: next_refold
-- Parameter: limit. Rows: ref, id of complaints to be made anew.
SELECT r.complaint, c.id FROM refold r CROSS JOIN complaint c ON c.ref = r.complaint LIMIT ?1;

-- name: delete_refold
DELETE FROM refold WHERE complaint = ?1;

-- name: insert_event
-- Parameters: complaint ref, then the other columns. The new row is the last of its complaint.
INSERT INTO event (sequence, change, device_seq, id, device, seen_change, seen_unsent, actor, role, kind, payload,
    device_time, utc_offset, prev_hash, hash, signature, server_time, verdict, reason, register_no, redaction)
VALUES ((SELECT coalesce(max(sequence) + 1, ?1 << 20) FROM event WHERE sequence BETWEEN ?1 << 20 AND (?1 << 20) + 1048575),
    ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21);

-- name: redact_event
-- Parameters: complaint ref, event id, redacted payload, order. Key: sequence.
UPDATE event SET payload = ?3, redaction = ?4
WHERE sequence BETWEEN ?1 << 20 AND (?1 << 20) + 1048575 AND id = ?2;

-- name: forget_event
-- Parameters: complaint ref, event id. Key: sequence.
DELETE FROM event WHERE sequence BETWEEN ?1 << 20 AND (?1 << 20) + 1048575 AND id = ?2;

-- name: redact_kept_apart
-- The copy that waits for its author. Parameters: device, device_seq, event id, redacted payload, order.
UPDATE kept_apart SET payload = ?4, redaction = ?5 WHERE device = ?1 AND device_seq = ?2 AND id = ?3;

-- name: last_change
-- Row: the greatest change number, or NULL. Index: event_by_change.
SELECT max(change) FROM event WHERE change IS NOT NULL;

-- name: has_change
-- Parameter: change. Index: event_by_change.
SELECT 1 FROM event WHERE change = ?1;

-- name: place_event
-- Parameters: device_seq, change, server_time, verdict, reason, register_no, device. Row: sequence, complaint, kind, the
-- payload of an attachment.
-- Index: event_unsent.
UPDATE event SET change = ?2, server_time = ?3, verdict = ?4, reason = ?5, register_no = ?6
WHERE change IS NULL AND device = ?7 AND device_seq = ?1
RETURNING sequence, (SELECT id FROM complaint WHERE ref = sequence >> 20), kind, CASE kind WHEN 'attach' THEN payload END;

-- name: unsent_hash
-- Parameters: device_seq, device. Index: event_unsent.
SELECT hash FROM event WHERE change IS NULL AND device = ?2 AND device_seq = ?1;

-- name: events_of
-- Parameter: complaint ref. Rows: placed events in change order, then the unsent ones. Key: sequence.
SELECT change, device_seq, id, device, seen_change, seen_unsent, actor, role, kind, payload, device_time, utc_offset,
    prev_hash, hash, signature, server_time, verdict, reason, register_no, redaction
FROM event WHERE sequence BETWEEN ?1 << 20 AND (?1 << 20) + 1048575
ORDER BY change IS NULL, change, device_seq;

-- name: unsent_events
-- Parameters: limit, device_seq behind which to begin, device. Rows as events_of, then the complaint's id.
-- Index: event_unsent.
SELECT e.change, e.device_seq, e.id, e.device, e.seen_change, e.seen_unsent, e.actor, e.role, e.kind, e.payload,
    e.device_time, e.utc_offset, e.prev_hash, e.hash, e.signature, e.server_time, e.verdict, e.reason, e.register_no,
    e.redaction, c.id
FROM event e JOIN complaint c ON c.ref = e.sequence >> 20
WHERE e.change IS NULL AND e.device = ?3 AND e.device_seq > ?2 ORDER BY e.device_seq LIMIT ?1;

-- name: carried_events
-- Events of other devices that wait. Parameters: limit, own device. Rows as unsent_events. Index: event_unsent.
SELECT e.change, e.device_seq, e.id, e.device, e.seen_change, e.seen_unsent, e.actor, e.role, e.kind, e.payload,
    e.device_time, e.utc_offset, e.prev_hash, e.hash, e.signature, e.server_time, e.verdict, e.reason, e.register_no,
    e.redaction, c.id
FROM event e JOIN complaint c ON c.ref = e.sequence >> 20
WHERE e.change IS NULL AND e.device <> ?2 ORDER BY e.device, e.device_seq LIMIT ?1;

-- name: is_carrying
-- Whether events of other devices wait. Parameter: own device. Index: event_unsent, whose own part is passed over.
SELECT EXISTS (SELECT 1 FROM event WHERE change IS NULL AND device < ?1)
    OR EXISTS (SELECT 1 FROM event WHERE change IS NULL AND device > ?1);

-- name: waiting_event
-- Parameters: device, device_seq. Row: sequence of the event, if it waits. Index: event_unsent.
SELECT sequence FROM event WHERE change IS NULL AND device = ?1 AND device_seq = ?2;

-- name: keep_apart
-- Parameters: sequence of the event, reason, now, passed.
INSERT INTO kept_apart (device, device_seq, complaint, id, seen_change, seen_unsent, actor, role, kind, payload,
    device_time, utc_offset, prev_hash, hash, signature, reason, kept_at, settled, passed, number, title, redaction)
SELECT e.device, e.device_seq, c.id, e.id, e.seen_change, e.seen_unsent, e.actor, e.role, e.kind, e.payload,
    e.device_time, e.utc_offset, e.prev_hash, e.hash, e.signature, ?2, ?3, 0, ?4, c.number, c.title, e.redaction
FROM event e JOIN complaint c ON c.ref = e.sequence >> 20 WHERE e.sequence = ?1
ON CONFLICT DO NOTHING;

-- name: delete_event
-- Parameter: sequence.
DELETE FROM event WHERE sequence = ?1;

-- name: kept_apart_shown
-- Parameters: limit, actor. Rows as events_of (change, server_time, verdict, reason and register_no are of no meaning), then
-- complaint, reason, kept_at, number, title, passed. Oldest first. Index: kept_apart_shown.
SELECT 0, device_seq, id, device, seen_change, seen_unsent, actor, role, kind, payload, device_time, utc_offset,
    prev_hash, hash, signature, 0, 0, 0, 0, redaction, complaint, reason, kept_at, number, title, passed
FROM kept_apart WHERE settled = 0 AND actor = ?2 ORDER BY kept_at LIMIT ?1;

-- name: count_kept_apart
-- Parameter: actor. Index: kept_apart_shown.
SELECT count(*) FROM kept_apart WHERE settled = 0 AND actor = ?1;

-- name: pass_kept_apart
-- Parameters: device, device_seq of what the server has taken, or will next.
UPDATE kept_apart SET passed = 1 WHERE device = ?1 AND device_seq < ?2 AND passed = 0;

-- name: unpass_kept_apart
-- The server has another history. A refused event whose complaint went is only here now. Index: event_unsent.
UPDATE kept_apart SET passed = 0
WHERE passed <> 0 AND NOT EXISTS (SELECT 1 FROM event AS e
    WHERE e.change IS NULL AND e.device = kept_apart.device AND e.device_seq = kept_apart.device_seq);

-- name: judge_kept_apart_anew
-- The server has another history, and is offered these once more. What a person has settled stays so.
DELETE FROM kept_apart WHERE settled = 0 AND passed = 2;

-- name: kept_apart_waiting
-- Rows as kept_apart_shown: what only this tablet has.
SELECT 0, device_seq, id, device, seen_change, seen_unsent, actor, role, kind, payload, device_time, utc_offset,
    prev_hash, hash, signature, 0, 0, 0, 0, redaction, complaint, reason, kept_at, number, title, passed
FROM kept_apart WHERE settled = 0 AND passed < 2 ORDER BY kept_at;

-- name: is_kept_apart
-- Parameters: device, device_seq.
SELECT 1 FROM kept_apart WHERE device = ?1 AND device_seq = ?2;

-- name: settle_kept_apart
-- Parameters: device, device_seq.
UPDATE kept_apart SET settled = 1 WHERE device = ?1 AND device_seq = ?2;

-- name: apart_places
-- Parameters: device, limit. Rows: device_seq, hash, behind the newest event that the server has taken.
-- Indexes: the key of kept_apart, left_place_ahead.
SELECT device_seq, hash FROM kept_apart WHERE device = ?1 AND passed = 0
UNION ALL
SELECT device_seq, hash FROM left_place INDEXED BY left_place_ahead WHERE device = ?1 AND passed = 0
ORDER BY device_seq LIMIT ?2;

-- name: leave_places
-- Parameter: complaint ref, whose events go. A place that is kept apart is named there.
INSERT INTO left_place (device, device_seq, hash, passed)
SELECT device, device_seq, hash, 1 FROM event
WHERE sequence BETWEEN ?1 << 20 AND (?1 << 20) + 1048575 AND change IS NOT NULL
    AND device = (SELECT device FROM tablet WHERE id = 1)
    AND NOT EXISTS (SELECT 1 FROM kept_apart AS k WHERE k.device = event.device AND k.device_seq = event.device_seq)
ON CONFLICT DO NOTHING;

-- name: pass_left_places
-- Parameters: device, device_seq of what the server has taken, or will next. Index: left_place_ahead.
UPDATE left_place INDEXED BY left_place_ahead SET passed = 1 WHERE device = ?1 AND device_seq < ?2 AND passed = 0;

-- name: unpass_left_places
-- The server has another history.
UPDATE left_place SET passed = 0 WHERE passed = 1;

-- name: count_unsent
-- Index: event_unsent.
SELECT count(*) FROM event WHERE change IS NULL;

-- name: forget_places
-- Parameter: own device. The server has another history: own events are to be offered again.
UPDATE event SET change = NULL, server_time = 0, verdict = 0, reason = 0, register_no = 0
WHERE change IS NOT NULL AND device = ?1;

-- name: has_former_events
-- Row: whether there are any.
SELECT EXISTS (SELECT 1 FROM former_event);

-- name: age_former_events
UPDATE former_event SET older = 1 WHERE older = 0;

-- name: keep_former_events
-- What is redacted is no longer what its device signed.
INSERT INTO former_event (change, older, complaint, device_seq, id, device, seen_change, seen_unsent, actor, role, kind,
    payload, device_time, utc_offset, prev_hash, hash, signature)
SELECT e.change, 0, c.id, e.device_seq, e.id, e.device, e.seen_change, e.seen_unsent, e.actor, e.role, e.kind,
    e.payload, e.device_time, e.utc_offset, e.prev_hash, e.hash, e.signature
FROM event e JOIN complaint c ON c.ref = e.sequence >> 20
WHERE e.change IS NOT NULL AND e.redaction IS NULL
ON CONFLICT DO NOTHING;

-- name: is_former_event
-- Parameters: change, event id. Key: change.
SELECT 1 FROM former_event WHERE change = ?1 AND id = ?2 AND older = 0;

-- name: pass_former_events
-- Parameter: the newest change that the lost history and the present one have in common. Key: change.
DELETE FROM former_event WHERE change <= ?1 AND older = 0;

-- name: delete_former_event
-- Parameters: device, device_seq. Index: former_event_by_device.
DELETE FROM former_event WHERE device = ?1 AND device_seq = ?2;

-- name: former_events
-- Rows as unsent_events, in the order of the lost history.
SELECT NULL, device_seq, id, device, seen_change, seen_unsent, actor, role, kind, payload, device_time, utc_offset,
    prev_hash, hash, signature, 0, 0, 0, 0, NULL, complaint
FROM former_event ORDER BY change;

-- name: delete_foreign_events
DELETE FROM event WHERE change IS NOT NULL;

-- name: forget_complaints
-- A script: another person signs in.
INSERT INTO left_place (device, device_seq, hash, passed)
SELECT device, device_seq, hash, 1 FROM event
WHERE change IS NOT NULL AND device = (SELECT device FROM tablet WHERE id = 1)
    AND NOT EXISTS (SELECT 1 FROM kept_apart AS k WHERE k.device = event.device AND k.device_seq = event.device_seq)
ON CONFLICT DO NOTHING;
DELETE FROM event;
DELETE FROM search_pending;
DELETE FROM task;
DELETE FROM notice;
DELETE FROM refold;
DELETE FROM complaint_text;
DELETE FROM attachment;
DELETE FROM file WHERE NOT EXISTS (SELECT 1 FROM draft_file d WHERE d.file = file.ref);
DELETE FROM complaint;
INSERT INTO search (search) VALUES ('delete-all');

-- name: forget_projections
-- A script: everything is to be indexed and noted anew.
INSERT INTO search (search) VALUES ('delete-all');
DELETE FROM search_pending;
DELETE FROM complaint_text;
DELETE FROM attachment;

-- name: complaints_without_events
SELECT ref FROM complaint c WHERE NOT EXISTS (
    SELECT 1 FROM event e WHERE e.sequence BETWEEN c.ref << 20 AND (c.ref << 20) + 1048575);

-- name: all_complaints
-- Rows: ref, id, in order of ref.
SELECT ref, id FROM complaint ORDER BY ref;

-- name: delete_events
-- Parameter: complaint ref. Key: sequence.
DELETE FROM event WHERE sequence BETWEEN ?1 << 20 AND (?1 << 20) + 1048575;

-- name: delete_complaint_text
DELETE FROM complaint_text WHERE ref = ?1;

-- name: put_attachment
-- Parameters: complaint ref, sha256, mime, file_bytes. The first event that names a file counts.
INSERT INTO attachment (complaint, sha256, mime, file_bytes) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (complaint, sha256) DO NOTHING;

-- name: delete_attachments
DELETE FROM attachment WHERE complaint = ?1;

-- name: forget_file_there
UPDATE file SET there = 0 WHERE sha256 = ?1;

-- name: owe_files
-- Parameter: complaint ref, which goes; its files are still to be sent. Index: file_to_send.
UPDATE file SET owed = 1
WHERE here = 1 AND there = 0 AND sha256 IN (SELECT sha256 FROM attachment WHERE complaint = ?1);

-- name: forget_files_there
-- The server has another history, and perhaps not the files: those that it had are owed to it.
UPDATE file SET owed = max(owed, here * there), there = 0, chunks_there = 0;

-- name: delete_complaint
-- After all that refers to it.
DELETE FROM complaint WHERE ref = ?1;

-- name: delete_pending
DELETE FROM search_pending WHERE complaint = ?1;

-- name: put_draft
-- Parameters: id, saved_at, json, person or NULL, complaint or NULL, kind or NULL.
INSERT INTO draft (id, saved_at, json, person, complaint, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO UPDATE SET saved_at = ?2, json = ?3;

-- name: delete_draft
DELETE FROM draft WHERE id = ?1;

-- name: drafts
-- Parameter: person. Rows: id, saved_at, json; newest first.
SELECT id, saved_at, json FROM draft
WHERE complaint IS NULL AND (person = ?1 OR person IS NULL) ORDER BY saved_at DESC;

-- name: count_drafts
-- Parameter: person.
SELECT count(*) FROM draft WHERE person = ?1 OR person IS NULL;

-- name: step_drafts
-- Parameters: complaint, person. Rows: id, saved_at, json, kind; newest first. Index: draft_of_step.
SELECT id, saved_at, json, kind FROM draft WHERE complaint = ?1 AND person = ?2 ORDER BY saved_at DESC;

-- name: delete_step_drafts
-- Parameter: ref. Index: draft_of_step.
DELETE FROM draft WHERE complaint = (SELECT id FROM complaint WHERE ref = ?1);

-- name: setting
SELECT value FROM setting WHERE name = ?1;

-- name: put_setting
INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2;

-- name: list_all
-- Parameters: updated_at and ref of the last row seen (or the greatest integers), limit. Newest first.
-- Index: complaint_by_time.
SELECT ref, id, state, updated_at, unsent, conflicted, accepted_by, number, title, complainant, location,
    accepted_at, severity, validity, due_at, service_group, handler, marks, round
FROM complaint WHERE (updated_at, ref) < (?1, ?2) ORDER BY updated_at DESC, ref DESC LIMIT ?3;

-- name: recorded_between
-- Parameters: from, to (excluded), limit. Rows: id, in the order of 登记时间. Index: complaint_by_accepted.
SELECT id FROM complaint WHERE accepted_at >= ?1 AND accepted_at < ?2 ORDER BY accepted_at, ref LIMIT ?3;

-- name: list_state
-- Parameters: as list_all, then state. Index: complaint_by_state.
SELECT ref, id, state, updated_at, unsent, conflicted, accepted_by, number, title, complainant, location,
    accepted_at, severity, validity, due_at, service_group, handler, marks, round
FROM complaint WHERE state = ?4 AND (updated_at, ref) < (?1, ?2) ORDER BY updated_at DESC, ref DESC LIMIT ?3;

-- name: list_state_recorded
-- Parameters: accepted_at and ref of the last row seen (or the greatest integers), limit, state. Newest 登记时间 first.
-- Index: complaint_by_state_accepted.
SELECT ref, id, state, updated_at, unsent, conflicted, accepted_by, number, title, complainant, location,
    accepted_at, severity, validity, due_at, service_group, handler, marks, round
FROM complaint WHERE state = ?4 AND (accepted_at, ref) < (?1, ?2) ORDER BY accepted_at DESC, ref DESC LIMIT ?3;

-- name: list_unsent
-- Parameters: as list_all. Index: complaint_unsent.
SELECT ref, id, state, updated_at, unsent, conflicted, accepted_by, number, title, complainant, location,
    accepted_at, severity, validity, due_at, service_group, handler, marks, round
FROM complaint WHERE unsent > 0 AND (updated_at, ref) < (?1, ?2) ORDER BY updated_at DESC, ref DESC LIMIT ?3;

-- name: list_live
-- Parameters: as list_all, then least severity, least conflicted, due_at from and before, 1 = only what is open.
-- Index: complaint_live.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM complaint c WHERE live = 1 AND (updated_at, ref) < (?1, ?2) AND severity >= ?4 AND conflicted >= ?5
    AND due_at >= ?6 AND due_at < ?7 AND (?8 = 0 OR state BETWEEN 1 AND 5)
ORDER BY updated_at DESC, ref DESC LIMIT ?3;

-- name: list_mine
-- Parameters: as list_all. What the person has to do; the tasks come from the index of task, so nothing else is read.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM (SELECT DISTINCT complaint FROM task) t JOIN complaint c ON c.ref = t.complaint
WHERE (c.updated_at, c.ref) < (?1, ?2) ORDER BY c.updated_at DESC, c.ref DESC LIMIT ?3;

-- name: list_due
-- Parameters: due_at and ref of the last row seen (or 0), limit, then as list_live from ?4, then the only state or -1,
-- 1 = only what is a task.
-- The most urgent first. Index: complaint_due.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM complaint c WHERE due_at > 0 AND (due_at, ref) > (?1, ?2) AND severity >= ?4 AND conflicted >= ?5
    AND due_at >= ?6 AND due_at < ?7 AND (?8 = 0 OR state BETWEEN 1 AND 5) AND (?9 < 0 OR state = ?9)
    AND (?10 = 0 OR EXISTS (SELECT 1 FROM task t WHERE t.complaint = c.ref))
ORDER BY due_at, ref LIMIT ?3;

-- name: list_recorded
-- Parameters: accepted_at and ref of the last row seen (or the greatest integers), limit, from, then, each -1 (or an
-- empty blob) when it does not matter: group, category, validity, close code, severity, state (-2: any open), due before.
-- Newest 登记时间 first. Index: complaint_by_accepted.
SELECT ref, id, state, updated_at, unsent, conflicted, accepted_by, number, title, complainant, location,
    accepted_at, severity, validity, due_at, service_group, handler, marks, round
FROM complaint WHERE (accepted_at, ref) < (?1, ?2) AND accepted_at >= ?4
    AND (length(?5) = 0 OR service_group = ?5) AND (?6 < 0 OR category = ?6) AND (?7 < 0 OR validity = ?7)
    AND (?8 < 0 OR close_code = ?8) AND (?9 < 0 OR severity = ?9)
    AND (?10 = -1 OR state = ?10 OR (?10 = -2 AND state BETWEEN 1 AND 5))
    AND (?11 < 0 OR (due_at > 0 AND due_at < ?11))
ORDER BY accepted_at DESC, ref DESC LIMIT ?3;

-- name: count_live
-- Parameter: now. Row: open, overdue, major, in conflict. Index: complaint_live.
SELECT coalesce(sum(state BETWEEN 1 AND 5), 0), coalesce(sum(due_at > 0 AND due_at < ?1), 0),
    coalesce(sum(severity = 1 AND state BETWEEN 1 AND 5), 0), coalesce(sum(conflicted), 0)
FROM complaint WHERE live = 1;

-- name: count_tasks
-- Complaints with a task.
SELECT count(DISTINCT complaint) FROM task;

-- name: count_task_rows
SELECT count(*) FROM task;

-- name: tasks
-- Parameter: limit. Rows: kind, due_at, since, then as the lists. By kind, what is due first before.
SELECT t.kind, t.due_at, t.since, c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM task t JOIN complaint c ON c.ref = t.complaint ORDER BY t.kind, t.due_at = 0, t.due_at, t.since LIMIT ?1;

-- name: supervised
-- Parameters: due before, limit. As the lists, of what is no task of this person. Index: complaint_due.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM complaint c WHERE due_at > 0 AND due_at < ?1 AND NOT EXISTS (SELECT 1 FROM task t WHERE t.complaint = c.ref)
ORDER BY due_at LIMIT ?2;

-- name: notices
-- Parameter: limit. Rows: kind, by, at, read, then as the lists. Newest first. Index: notice_by_time.
SELECT n.kind, n.by, n.at, n.read, c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM notice n JOIN complaint c ON c.ref = n.complaint ORDER BY n.at DESC LIMIT ?1;

-- name: count_unread
-- Index: notice_unread.
SELECT count(*) FROM notice WHERE read = 0;

-- name: facts
-- Parameters: from, to (excluded). Index: complaint_by_accepted.
SELECT id, state, round, severity, validity, category, channel, service_group, handler, accepted_at, handled_at,
    fed_back_at, closed_at, close_code, verify_result, attempts, marks, sync_delay, due_at, due_kind, targets
FROM complaint WHERE accepted_at >= ?1 AND accepted_at < ?2;

-- name: count_recorded
-- Parameters: from, to (excluded). Row: how many were recorded, cancelled and rejected ones left out, and how many of them
-- are valid. Index: complaint_by_accepted alone.
SELECT count(*), coalesce(sum(validity = 1), 0) FROM complaint
WHERE accepted_at >= ?1 AND accepted_at < ?2 AND state BETWEEN 1 AND 6;

-- name: unsent_major
-- Rows: ids, newest first. Index: complaint_unsent.
SELECT id FROM complaint WHERE unsent > 0 AND severity = 1 ORDER BY updated_at DESC, ref DESC;

-- name: similar
-- Parameters: since, complainant, system, limit. Rows: ids of complaints that may be the same matter, newest first.
-- Index: complaint_by_accepted.
SELECT id FROM complaint WHERE accepted_at >= ?1 AND state <> 0
    AND ((?2 <> '' AND complainant = ?2) OR (?3 <> '' AND system = ?3))
ORDER BY accepted_at DESC LIMIT ?4;

-- name: count_by_state
-- Rows: state, count. Index: complaint_by_state.
SELECT state, count(*) FROM complaint GROUP BY state;

-- name: count_unsent_complaints
-- Index: complaint_unsent.
SELECT count(*) FROM complaint WHERE unsent > 0;

-- name: search_indexed
-- Parameters: match expression, ref of the last row seen, limit, the folded query, which the text must contain (the
-- index alone may give too much), and the only state or -1. Newest arrival first.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM search s JOIN complaint c ON c.ref = s.rowid JOIN complaint_text x ON x.ref = s.rowid
WHERE search MATCH ?1 AND s.rowid < ?2 AND (?5 < 0 OR c.state = ?5) AND instr(x.text, ?4) > 0
    AND NOT EXISTS (SELECT 1 FROM search_pending p WHERE p.complaint = c.ref)
ORDER BY s.rowid DESC LIMIT ?3;

-- name: search_pending
-- Parameters: ref of the last row seen, limit, folded query, the only state or -1. Newest arrival first.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM search_pending p JOIN complaint c ON c.ref = p.complaint JOIN complaint_text x ON x.ref = p.complaint
WHERE p.complaint < ?1 AND (?4 < 0 OR c.state = ?4) AND instr(x.text, ?3) > 0
ORDER BY p.complaint DESC LIMIT ?2;

-- name: search_state
-- Parameters: ref of the last row seen, limit, folded query, state. For a state of few complaints: looks through all their
-- texts. Newest arrival first. Index: complaint_by_state.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM complaint c INDEXED BY complaint_by_state JOIN complaint_text x ON x.ref = c.ref
WHERE c.state = ?4 AND c.ref < ?1 AND instr(x.text, ?3) > 0
ORDER BY c.ref DESC LIMIT ?2;

-- name: search_live
-- Parameters: ref of the last row seen, limit, folded query, then as list_live from ?4. Newest arrival first.
-- Index: complaint_live.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM complaint c INDEXED BY complaint_live JOIN complaint_text x ON x.ref = c.ref
WHERE c.live = 1 AND c.ref < ?1 AND c.severity >= ?4 AND c.conflicted >= ?5 AND c.due_at >= ?6 AND c.due_at < ?7
    AND (?8 = 0 OR c.state BETWEEN 1 AND 5) AND instr(x.text, ?3) > 0
ORDER BY c.ref DESC LIMIT ?2;

-- name: search_mine
-- Parameters: ref of the last row seen, limit, folded query. Newest arrival first. Key: that of task.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM (SELECT DISTINCT complaint FROM task WHERE complaint < ?1) t JOIN complaint c ON c.ref = t.complaint
    JOIN complaint_text x ON x.ref = t.complaint
WHERE instr(x.text, ?3) > 0
ORDER BY c.ref DESC LIMIT ?2;

-- name: search_drill
-- Parameters: to (excluded), ref of the last row seen, limit, then as list_recorded from ?4, then the folded query. Newest
-- arrival first. Index: complaint_by_accepted.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM complaint c JOIN complaint_text x ON x.ref = c.ref
WHERE c.accepted_at < ?1 AND c.ref < ?2 AND c.accepted_at >= ?4
    AND (length(?5) = 0 OR c.service_group = ?5) AND (?6 < 0 OR c.category = ?6) AND (?7 < 0 OR c.validity = ?7)
    AND (?8 < 0 OR c.close_code = ?8) AND (?9 < 0 OR c.severity = ?9)
    AND (?10 = -1 OR c.state = ?10 OR (?10 = -2 AND c.state BETWEEN 1 AND 5))
    AND (?11 < 0 OR (c.due_at > 0 AND c.due_at < ?11)) AND instr(x.text, ?12) > 0
ORDER BY c.ref DESC LIMIT ?3;

-- name: search_unsent
-- Parameters: ref of the last row seen, limit, folded query. Newest arrival first. Index: complaint_unsent.
SELECT c.ref, c.id, c.state, c.updated_at, c.unsent, c.conflicted, c.accepted_by, c.number, c.title, c.complainant,
    c.location, c.accepted_at, c.severity, c.validity, c.due_at, c.service_group, c.handler, c.marks, c.round
FROM complaint c INDEXED BY complaint_unsent JOIN complaint_text x ON x.ref = c.ref
WHERE c.unsent > 0 AND c.ref < ?1 AND instr(x.text, ?3) > 0
ORDER BY c.ref DESC LIMIT ?2;

-- name: put_pending
-- Parameters: complaint ref, whether an older text is in the index.
INSERT INTO search_pending (complaint, indexed) VALUES (?1, ?2) ON CONFLICT (complaint) DO NOTHING;

-- name: next_pending
-- Parameter: limit. Rows: ref, whether an older text is in the index, text.
SELECT p.complaint, p.indexed, x.text FROM search_pending p JOIN complaint_text x ON x.ref = p.complaint LIMIT ?1;

-- name: index_text
INSERT INTO search (rowid, text) VALUES (?1, ?2);

-- name: unindex_text
DELETE FROM search WHERE rowid = ?1;
