-- What only a database with several servers needs: its session, its locks, its doorbell, the
-- version of its schema.

-- name: begin_read
-- One snapshot for several questions.
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

-- name: begin_write
-- Every statement sees what is committed when it runs, so what is read after the department is
-- held is what the numbers follow.
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;

-- name: hold_department
-- Waits until nobody else holds the department's row, from which all its numbers come.
-- Bind: department. Row: change_last.
SELECT change_last FROM department WHERE department = :department FOR UPDATE;

-- name: hold_another_department
-- The same without waiting: who holds one department must not wait for another.
-- Bind: department. Row: change_last.
SELECT change_last FROM department WHERE department = :department FOR UPDATE NOWAIT;

-- name: notify_change
-- Delivered with the commit. Bind: the name of the store that tells it, department.
SELECT pg_notify('huiyin_change',
    concat(CAST(:store AS text), ' ', CAST(department AS text), ' ', CAST(change_last AS text)))
FROM department WHERE department = :department;

-- name: lock_schema
-- One server at a time brings the schema up to date. Held until the end of the transaction.
SELECT pg_advisory_xact_lock(7526466502348369250);

-- name: create_schema_version
CREATE TABLE IF NOT EXISTS schema_version (
    only_row BIGINT PRIMARY KEY CHECK (only_row = 1),
    version BIGINT NOT NULL
);

-- name: schema_version
-- Row: version; none in an empty database.
SELECT version FROM schema_version;

-- name: set_schema_version
-- Bind: version.
INSERT INTO schema_version VALUES (1, :version)
ON CONFLICT (only_row) DO UPDATE SET version = excluded.version;

-- name: session
-- How every session begins. A commit is answered when it is on the disk, whatever the server's
-- default is; nobody waits long for a lock, and nobody who hangs keeps one. A statement is planned
-- once: it has one good plan, and to look for another costs more than to run it.
SET synchronous_commit = on;
SET lock_timeout = '5s';
SET plan_cache_mode = force_generic_plan;
SET idle_in_transaction_session_timeout = '60s';

-- name: wait_for_schema
-- A migration may take longer than any other lock may be waited for.
SET LOCAL lock_timeout = 0;

-- name: listen
LISTEN huiyin_change;

-- name: changes
-- Row: department, change_last.
SELECT department, change_last FROM department ORDER BY department;
