// PouchDB on IndexedDB. It has no flush to wait for: its durability is the browser's relaxed default.
// It keeps no index on the two fields here, which spares it that work.

import PouchDB from '/bundles/pouchdb.js';
import { lineOf } from '../record.js';

function documentOf(record) {
    const { id, ...rest } = record;
    return { _id: id, ...rest };
}

export function open(storageName) {
    const database = new PouchDB(storageName, { adapter: 'idb', auto_compaction: false });
    return {
        notes: 'IndexedDB, relaxed durability',
        insert: (record) => database.put(documentOf(record)),
        async insertMany(records) {
            const results = await database.bulkDocs(records.map(documentOf));
            const failed = results.find((result) => !result.ok);
            if (failed) {
                throw new Error(`bulkDocs: ${failed.message}`);
            }
        },
        async lines() {
            const { rows } = await database.allDocs({ include_docs: true });
            return rows.map(({ doc }) => lineOf({ ...doc, id: doc._id }));
        },
        close: () => database.close(),
    };
}

export async function destroy(storageName) {
    await new PouchDB(storageName, { adapter: 'idb' }).destroy();
}
