-- The tablet's database, version 2: the bytes of attachments. Builds before this one could not attach anything, so no
-- event has to be gone through.

-- A file by its content: kept on this tablet, or asked for.
CREATE TABLE file (
    ref INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    mime TEXT NOT NULL,
    file_bytes INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,         -- UTC ms
    here INTEGER NOT NULL,            -- 1 = all its chunks are here, and they are this content
    there INTEGER NOT NULL,           -- 1 = the server said that it has it whole
    chunks_there INTEGER NOT NULL,    -- how many of its chunks the server said it has
    wanted INTEGER NOT NULL           -- 1 = somebody opened it before it was here
) STRICT;

CREATE INDEX file_to_send ON file (ref) WHERE here = 1 AND there = 0;
CREATE INDEX file_to_fetch ON file (ref) WHERE here = 0 AND wanted = 1;

-- Its content in pieces of limits::attachment_chunk_bytes, place from 0. They come in order, so those that are here are the
-- first ones.
CREATE TABLE chunk (
    file INTEGER NOT NULL REFERENCES file (ref) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (file, place)
) STRICT;

-- A small picture of it, encoded; made on this tablet.
CREATE TABLE thumbnail (
    file INTEGER PRIMARY KEY REFERENCES file (ref) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

-- Which files the attach events of a complaint name.
CREATE TABLE attachment (
    complaint INTEGER NOT NULL REFERENCES complaint (ref),
    sha256 BLOB NOT NULL,
    mime TEXT NOT NULL,
    file_bytes INTEGER NOT NULL,
    PRIMARY KEY (complaint, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_by_file ON attachment (sha256);

-- Which files a form holds that is still being filled in.
CREATE TABLE draft_file (
    draft BLOB NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    file INTEGER NOT NULL REFERENCES file (ref),
    place INTEGER NOT NULL,           -- in the order of adding
    PRIMARY KEY (draft, file)
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_file_by_file ON draft_file (file);
