// What the SQL engines share: the same table, the same indexes, the same settings.

import { FIELDS, INTEGER_FIELDS } from './record.js';

const columns = FIELDS.map((field) => {
    const type = INTEGER_FIELDS.has(field) ? 'INTEGER' : 'TEXT';
    return `${field} ${type} NOT NULL${field === 'id' ? ' PRIMARY KEY' : ''}`;
});

/** Mirrored in storage_vfs.cpp. */
export const SCHEMA = `CREATE TABLE complaint (${columns.join(', ')});
CREATE INDEX complaint_by_status ON complaint (status);
CREATE INDEX complaint_by_received_at ON complaint (received_at);`;

export const INSERT = `INSERT INTO complaint VALUES (${FIELDS.map(() => '?').join(', ')})`;

export const SELECT = `SELECT ${FIELDS.join(', ')} FROM complaint`;

/** The strictest and, for these engines, fastest durable setting; page size is each engine's default. */
export const PRAGMAS = `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY;`;

export function valuesOf(record) {
    return FIELDS.map((field) => record[field]);
}

/** Removes a folder of the origin's private file system; nothing when it is not there. */
export async function removeDirectory(name) {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(name, { recursive: true }).catch(() => {});
}
