// PouchDB on IndexedDB, replicating with express-pouchdb. Everything on the page's thread, as its guide shows it.

import { PouchDB } from '../bundles/peers.js';
import { lineOf } from '../record.js';

/** Its default is 100; larger batches are what its documentation advises for speed. */
const BATCH = { batch_size: 1000, batches_limit: 10 };
const FILL_DOCUMENTS = 1000;

function documentOf(record) {
    const { id, ...rest } = record;
    return { _id: id, ...rest };
}

export function open() {
    const local = new PouchDB('bench');
    const remote = new PouchDB(`${location.origin}/db/bench`);
    let ids = [];

    async function has(place, text) {
        return (await local.get(ids[place])).info_check_note === text;
    }

    return {
        async fill(records) {
            ids = records.map(({ id }) => id);
            for (let i = 0; i < records.length; i += FILL_DOCUMENTS) {
                await local.bulkDocs(records.slice(i, i + FILL_DOCUMENTS).map(documentOf));
            }
            // The server's database is there before the clock runs.
            await remote.info();
        },
        async know(records) {
            ids = records.map(({ id }) => id);
            await remote.info();
        },
        async push() {
            const { docs_written: written } = await local.replicate.to(remote, BATCH);
            if (written !== ids.length) {
                throw new Error(`pushed ${written} documents`);
            }
        },
        async pull(onFirstRow) {
            const replication = local.replicate.from(remote, BATCH);
            replication.on('change', async () => {
                const { rows } = await local.allDocs({ limit: 1, include_docs: true });
                if (rows[0]?.doc.content) {
                    onFirstRow();
                }
            });
            await replication;
            const { doc_count: count } = await local.info();
            if (count !== ids.length) {
                throw new Error(`pulled ${count} documents`);
            }
        },
        noop: () => local.sync(remote, BATCH),
        live() {
            local.sync(remote, { live: true, retry: true, ...BATCH });
        },
        async edit(place, text) {
            const document = await local.get(ids[place]);
            await local.put({ ...document, info_check_note: text });
        },
        async seen(place, text) {
            const changes = local.changes({ since: 'now', live: true, include_docs: true });
            const arrived = new Promise((resolve) => {
                changes.on('change', ({ doc }) => {
                    if (doc._id === ids[place] && doc.info_check_note === text) {
                        resolve();
                    }
                });
            });
            if (!await has(place, text)) {
                await arrived;
            }
            changes.cancel();
        },
        async lines() {
            const { rows } = await local.allDocs({ include_docs: true });
            return rows.map(({ doc }) => lineOf({ ...doc, id: doc._id }));
        },
    };
}
