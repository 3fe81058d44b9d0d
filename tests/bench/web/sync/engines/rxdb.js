// RxDB on its free storage (Dexie), with its HTTP replication as its documentation writes it, on the page's thread.

import { createRxDatabase, getRxStorageDexie, replicateRxCollection, Subject } from '../bundles/peers.js';
import { FIELDS, INTEGER_FIELDS, lineOf } from '../record.js';

const PUSH_DOCUMENTS = 1000;
const PULL_DOCUMENTS = 1000;

/** A text that is indexed or is the key has a greatest length. */
const LENGTHS = { id: 36, status: 40 };

function schema() {
    const properties = Object.fromEntries(FIELDS.map((field) => [field, INTEGER_FIELDS.has(field)
        ? { type: 'integer', minimum: 0, maximum: 9_000_000_000_000, multipleOf: 1 }
        : { type: 'string', ...(LENGTHS[field] && { maxLength: LENGTHS[field] }) }]));
    return {
        version: 0, primaryKey: 'id', type: 'object', properties, required: ['id', 'status', 'received_at'],
        indexes: ['status', 'received_at'],
    };
}

async function getJson(path) {
    return (await fetch(path)).json();
}

async function postJson(path, value) {
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(value) })).json();
}

export async function open() {
    const database = await createRxDatabase({ name: 'bench', storage: getRxStorageDexie() });
    const { complaints } = await database.addCollections({ complaints: { schema: schema() } });
    const stream$ = new Subject();
    let replication = null;
    let ids = [];

    function replicate(live) {
        replication = replicateRxCollection({
            collection: complaints,
            replicationIdentifier: 'bench',
            live,
            retryTime: 1000,
            push: { batchSize: PUSH_DOCUMENTS, handler: (rows) => postJson('/push', rows) },
            pull: {
                batchSize: PULL_DOCUMENTS,
                handler: (checkpoint, limit) => getJson(`/pull?change=${checkpoint?.change ?? 0}&limit=${limit}`),
                stream$: stream$.asObservable(),
            },
        });
        replication.error$.subscribe((error) => console.error('rxdb', error));
        return replication.awaitInitialReplication();
    }

    return {
        async fill(records) {
            ids = records.map(({ id }) => id);
            await complaints.bulkInsert(records);
        },
        know(records) {
            ids = records.map(({ id }) => id);
        },
        push: () => replicate(false),
        async pull(onFirstRow) {
            const subscription = complaints.find({ limit: 1 }).$.subscribe((rows) => {
                if (rows.length > 0 && rows[0].content) {
                    onFirstRow();
                }
            });
            await replicate(false);
            subscription.unsubscribe();
            const count = await complaints.count().exec();
            if (count !== ids.length) {
                throw new Error(`pulled ${count} documents`);
            }
        },
        noop: () => replicate(false),
        async live() {
            await replicate(true);
            const source = new EventSource('/stream');
            source.onmessage = ({ data }) => stream$.next(JSON.parse(data));
            source.onopen = () => stream$.next('RESYNC');
        },
        async edit(place, text) {
            const document = await complaints.findOne(ids[place]).exec();
            await document.patch({ info_check_note: text });
        },
        seen: (place, text) => new Promise((resolve) => {
            const subscription = complaints.findOne(ids[place]).$.subscribe((document) => {
                if (document?.info_check_note === text) {
                    setTimeout(() => subscription.unsubscribe());
                    resolve();
                }
            });
        }),
        async lines() {
            return (await complaints.find().exec()).map((document) => lineOf(document.toJSON()));
        },
    };
}
