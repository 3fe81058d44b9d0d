// wa-sqlite, its synchronous build on AccessHandlePoolVFS.

import moduleFactory from '/npm/wa-sqlite/dist/wa-sqlite.mjs';
import { AccessHandlePoolVFS } from '/npm/wa-sqlite/src/examples/AccessHandlePoolVFS.js';
import * as SQLite from '/npm/wa-sqlite/src/sqlite-api.js';
import { FIELDS } from '../record.js';
import { INSERT, PRAGMAS, removeDirectory, SCHEMA, SELECT, valuesOf } from '../sql.js';

export async function open(storageName, options) {
    const api = SQLite.Factory(await moduleFactory());
    const vfs = new AccessHandlePoolVFS(storageName);
    await vfs.isReady;
    api.vfs_register(vfs, true);
    const database = await api.open_v2('bench.db');
    let journal = '';
    if (options.pageBytes) {
        await api.exec(database, `PRAGMA page_size = ${options.pageBytes}`);
    }
    await api.exec(database, PRAGMAS);
    await api.exec(database, 'PRAGMA journal_mode', (row) => { journal = row[0]; });
    await api.exec(database, SCHEMA);

    const text = api.str_new(database, INSERT);
    const insertStatement = (await api.prepare_v2(database, api.str_value(text))).stmt;
    async function insert(record) {
        api.bind_collection(insertStatement, valuesOf(record));
        await api.step(insertStatement);
        await api.reset(insertStatement);
    }

    return {
        notes: `journal_mode=${journal}`,
        insert,
        async insertMany(records) {
            await api.exec(database, 'BEGIN');
            for (const record of records) {
                await insert(record);
            }
            await api.exec(database, 'COMMIT');
        },
        async lines() {
            const lines = [];
            await api.exec(database, SELECT, (row) => { lines.push(row.slice(0, FIELDS.length).join('\u001f')); });
            return lines;
        },
        async close() {
            await api.finalize(insertStatement);
            await api.close(database);
            await vfs.close();
        },
    };
}

export const destroy = removeDirectory;
