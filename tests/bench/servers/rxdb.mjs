// What RxDB's documentation of HTTP replication asks of a server, on LevelDB: node servers/rxdb.mjs FOLDER SITE
//
// POST /push takes rows of {newDocumentState, assumedMasterState} and answers with conflicts; GET /pull gives documents
// behind a checkpoint; GET /stream tells what was pushed as server-sent events. A push is answered after one batch that
// LevelDB has flushed.

import { join } from 'node:path';
import express from 'express';
import level from 'level';

const [folder, site] = process.argv.slice(2);
const documents = level(join(folder, 'documents'), { valueEncoding: 'json' });
const order = level(join(folder, 'order'));
/** The master state by id, and the ids in the order of their last change. */
const master = new Map();
const changes = new Map();
let change = 0;
const streams = new Set();

/** Rows that fit what is here; the master state of those that do not. */
function judge(rows) {
    const accepted = [];
    const conflicts = [];
    for (const { newDocumentState, assumedMasterState } of rows) {
        const known = master.get(newDocumentState.id);
        // The one field that the workload changes.
        if (known && known.info_check_note !== assumedMasterState?.info_check_note) {
            conflicts.push(known);
        } else {
            accepted.push(newDocumentState);
        }
    }
    return { accepted, conflicts };
}

async function store(accepted) {
    const places = [];
    for (const document of accepted) {
        master.set(document.id, document);
        changes.delete(document.id);
        change += 1;
        changes.set(document.id, change);
        places.push({ type: 'put', key: document.id, value: change });
    }
    await documents.batch(accepted.map((value) => ({ type: 'put', key: value.id, value })));
    await order.batch(places, { sync: true });
}

const app = express();
app.use('/site', express.static(site));
app.use(express.json({ limit: '16mb' }));

app.post('/push', async (request, response) => {
    const { accepted, conflicts } = judge(request.body);
    if (accepted.length > 0) {
        await store(accepted);
        const event = `data: ${JSON.stringify({ documents: accepted, checkpoint: { change } })}\n\n`;
        streams.forEach((stream) => stream.write(event));
    }
    response.json(conflicts);
});

app.get('/pull', (request, response) => {
    const after = Number(request.query.change);
    const limit = Number(request.query.limit);
    const found = [];
    let checkpoint = after;
    for (const [id, at] of changes) {
        if (at > after && found.length < limit) {
            found.push(master.get(id));
            checkpoint = at;
        }
    }
    response.json({ documents: found, checkpoint: { change: checkpoint } });
});

app.get('/stream', (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    response.flushHeaders();
    streams.add(response);
    request.on('close', () => streams.delete(response));
});

const server = app.listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${server.address().port}/\n`);
});
