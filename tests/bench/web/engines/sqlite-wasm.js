// SQLite's own WebAssembly build on its opfs-sahpool VFS.

import sqlite3InitModule from '/npm/@sqlite.org/sqlite-wasm/dist/index.mjs';
import { INSERT, PRAGMAS, removeDirectory, SCHEMA, SELECT, valuesOf } from '../sql.js';

export async function open(storageName, options) {
    const sqlite3 = await sqlite3InitModule({ print: () => {}, printErr: () => {} });
    const pool = await sqlite3.installOpfsSAHPoolVfs({ name: storageName, directory: storageName });
    const database = new pool.OpfsSAHPoolDb('/bench.db');
    if (options.pageBytes) {
        database.exec(`PRAGMA page_size = ${options.pageBytes}`);
    }
    database.exec(PRAGMAS);
    const journal = database.selectValue('PRAGMA journal_mode');
    database.exec(SCHEMA);
    const statement = database.prepare(INSERT);
    const insert = (record) => { statement.bind(valuesOf(record)).stepReset(); };

    return {
        notes: `journal_mode=${journal}`,
        insert,
        insertMany(records) {
            database.exec('BEGIN');
            records.forEach(insert);
            database.exec('COMMIT');
        },
        lines() {
            return database.selectArrays(SELECT).map((row) => row.join('\u001f'));
        },
        async close() {
            statement.finalize();
            database.close();
            await pool.removeVfs();
        },
    };
}

export const destroy = removeDirectory;
