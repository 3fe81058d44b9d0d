-- Statements of the tablet's file store. Each begins with its name, then its parameters and rows.

-- name: file
-- Parameter: sha256. Row: ref, mime, file_bytes, here, there, chunks_there, wanted, how many chunks are here.
-- Index: the unique one on sha256; the chunks are counted in their key.
SELECT ref, mime, file_bytes, here, there, chunks_there, wanted, (SELECT count(*) FROM chunk WHERE file = f.ref)
FROM file f WHERE sha256 = ?1;

-- name: attachment
-- Parameter: sha256. Row: mime, file_bytes as a complaint names it. Index: attachment_by_file.
SELECT mime, file_bytes FROM attachment WHERE sha256 = ?1 LIMIT 1;

-- name: insert_file
-- Parameters: sha256, mime, file_bytes, kept_at, here, wanted. Row: ref.
INSERT INTO file (sha256, mime, file_bytes, kept_at, here, there, chunks_there, wanted)
VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, ?6)
RETURNING ref;

-- name: touch
-- Parameters: ref, kept_at.
UPDATE file SET kept_at = ?2 WHERE ref = ?1;

-- name: set_here
-- Parameters: ref, whether it is whole here. What is here is wanted no longer; what turned out not to be is.
UPDATE file SET here = ?2, wanted = 1 - ?2 WHERE ref = ?1;

-- name: set_wanted
UPDATE file SET wanted = 1 WHERE ref = ?1 AND here = 0;

-- name: insert_chunk
-- Parameters: file, place, bytes.
INSERT INTO chunk (file, place, bytes) VALUES (?1, ?2, ?3);

-- name: chunk
-- Parameters: file, place. Row: bytes.
SELECT bytes FROM chunk WHERE file = ?1 AND place = ?2;

-- name: chunks
-- Parameter: file. Rows: bytes, in order.
SELECT bytes FROM chunk WHERE file = ?1 ORDER BY place;

-- name: delete_chunks
DELETE FROM chunk WHERE file = ?1;

-- name: thumbnail
-- Parameter: sha256. Row: bytes.
SELECT t.bytes FROM file f JOIN thumbnail t ON t.file = f.ref WHERE f.sha256 = ?1;

-- name: put_thumbnail
-- Parameters: file, bytes.
INSERT INTO thumbnail (file, bytes) VALUES (?1, ?2) ON CONFLICT (file) DO UPDATE SET bytes = ?2;

-- name: hold_for_draft
-- Parameters: draft, file. Held once.
INSERT INTO draft_file (draft, file, place)
SELECT ?1, ?2, (SELECT count(*) FROM draft_file WHERE draft = ?1)
ON CONFLICT (draft, file) DO NOTHING;

-- name: release
-- Parameters: draft, sha256.
DELETE FROM draft_file WHERE draft = ?1 AND file = (SELECT ref FROM file WHERE sha256 = ?2);

-- name: files_of_draft
-- Parameter: draft. Rows: sha256, in the order of adding.
SELECT f.sha256 FROM draft_file d JOIN file f ON f.ref = d.file WHERE d.draft = ?1 ORDER BY d.place, d.file;

-- name: count_unsent
-- Files that a complaint names or named, whole here and not known to be there. Indexes: file_to_send, attachment_by_file.
SELECT count(*) FROM file f INDEXED BY file_to_send
WHERE f.here = 1 AND f.there = 0
    AND (f.owed = 1 OR EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = f.sha256));

-- name: unsent
-- Rows: sha256 of the files that count_unsent counts, what was kept first comes first.
SELECT f.sha256 FROM file f INDEXED BY file_to_send
WHERE f.here = 1 AND f.there = 0
    AND (f.owed = 1 OR EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = f.sha256))
ORDER BY f.ref;

-- name: unsent_states
-- Rows: mime, file_bytes, chunks there of the files that count_unsent counts. Index: file_to_send.
SELECT f.mime, f.file_bytes, f.chunks_there FROM file f INDEXED BY file_to_send
WHERE f.here = 1 AND f.there = 0
    AND (f.owed = 1 OR EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = f.sha256));

-- name: stored_bytes
-- Goes through the rows of all files, which are short.
SELECT coalesce(sum(file_bytes), 0) FROM file WHERE here = 1;

-- name: owe
-- Parameter: ref of a file that is to be sent, whatever names it here.
UPDATE file SET owed = 1 WHERE ref = ?1 AND there = 0;

-- name: to_send
-- Parameter: limit. Rows: sha256, file_bytes, 0 of what is held or owed, whole here and not known to be there; what was
-- kept first comes first. Index: file_to_send.
SELECT f.sha256, f.file_bytes, 0 FROM file f INDEXED BY file_to_send
WHERE f.here = 1 AND f.there = 0
    AND (f.owed = 1 OR EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = f.sha256)
        OR EXISTS (SELECT 1 FROM draft_file d WHERE d.file = f.ref))
ORDER BY f.ref LIMIT ?1;

-- name: to_fetch_opened
-- Parameter: limit. Rows: sha256, file_bytes, how many chunks are here. Index: file_to_fetch.
SELECT f.sha256, f.file_bytes, (SELECT count(*) FROM chunk c WHERE c.file = f.ref)
FROM file f INDEXED BY file_to_fetch WHERE f.here = 0 AND f.wanted = 1 ORDER BY f.ref LIMIT ?1;

-- name: to_fetch_ahead
-- Parameter: limit. Rows: as to_fetch_opened, of the complaints that are the person's tasks.
SELECT a.sha256, a.file_bytes, (SELECT count(*) FROM chunk c WHERE c.file = f.ref)
FROM task t CROSS JOIN attachment a ON a.complaint = t.complaint LEFT JOIN file f ON f.sha256 = a.sha256
WHERE f.ref IS NULL OR (f.here = 0 AND f.wanted = 0)
GROUP BY a.sha256 LIMIT ?1;

-- name: put_there
-- Parameters: sha256, chunks there, whether it is whole there.
UPDATE file SET chunks_there = ?2, there = ?3, owed = owed * (1 - ?3) WHERE sha256 = ?1;

-- name: unused
-- Parameters: kept before, limit. Rows: ref of files that nothing holds, that the server need not get, and that no step
-- names that waits for its author. Goes through the rows of all files, which are short.
SELECT ref FROM file f
WHERE kept_at < ?1 AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = f.sha256)
    AND NOT EXISTS (SELECT 1 FROM draft_file d WHERE d.file = f.ref)
    AND (owed = 0 OR here = 0 OR there = 1)
    AND NOT EXISTS (SELECT 1 FROM kept_apart k INDEXED BY kept_apart_shown
        WHERE k.settled = 0 AND k.kind = 'attach' AND instr(k.payload, lower(hex(f.sha256))) > 0)
LIMIT ?2;

-- name: delete_file
-- With its chunks and its thumbnail.
DELETE FROM file WHERE ref = ?1;
