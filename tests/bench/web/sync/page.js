// Runs the steps of workloads/sync.mjs on one engine, in one profile.
//
// An engine module exports open(options) and gives an object with
//   fill(records)            stores them locally, as a tablet that was offline; not timed
//   know(records)            names records that will come from elsewhere; not timed
//   push()                   resolves when the server has acknowledged everything
//   pull(onFirstRow)         resolves when everything is readable here; calls back at the first readable row
//   noop()                   one resync when there is nothing new
//   live()                   from now on changes travel by themselves, both ways
//   edit(place, text)        changes record number `place` here
//   seen(place, text)        resolves when that edit is readable here
//   lines()                  every record as lineOf() of record.js gives it
//   blocks()                 optional: heartbeat of the thread that draws, when that is not the page's

import { watchBlocks } from './heartbeat.js';
import { checksumOf, FIELDS, makeRecords } from './record.js';

let engine = null;
let heartbeat = null;

/**
 * The records of the seed. Nobody is 保密 here: such a complaint is two events of ours, not one. Numbers are minted by
 * the device, so they are left out of the comparison.
 */
function recordsOf(count) {
    const nextRecord = makeRecords();
    return Array.from({ length: count }, () => ({ ...nextRecord(), confidential: 0 }));
}

function withoutNumber(line) {
    const fields = line.split('\u001f');
    fields[FIELDS.indexOf('number')] = '';
    return fields.join('\u001f');
}

/** Now, comparable between processes. */
const nowMs = () => performance.timeOrigin + performance.now();

async function timed(work) {
    const blocks = engine.blocks ?? heartbeat;
    await blocks.begin();
    const beginMs = nowMs();
    const extra = await work(beginMs);
    return { ms: nowMs() - beginMs, blockMs: await blocks.end(), ...extra };
}

const steps = {
    async open({ name, options }) {
        const module = await import(`./engines/${name}.js`);
        heartbeat = watchBlocks();
        engine = await module.open(options);
    },
    fill: async ({ count }) => engine.fill(recordsOf(count)),
    know: async ({ count }) => engine.know(recordsOf(count)),
    push: () => timed(() => engine.push()),
    pull: () => timed(async (beginMs) => {
        let firstRowMs;
        await engine.pull(() => { firstRowMs ??= nowMs() - beginMs; });
        return { firstRowMs };
    }),
    noop: () => timed(() => engine.noop()),
    live: async () => { await engine.live(); },
    async edit({ place, text }) {
        const beginMs = nowMs();
        await engine.edit(place, text);
        return beginMs;
    },
    async seen({ place, text }) {
        await engine.seen(place, text);
        return nowMs();
    },
    async checksum() {
        const lines = await engine.lines();
        return { rows: lines.length, checksum: await checksumOf(lines.map(withoutNumber)) };
    },
};

/** @returns {Promise<unknown>} what the step gives */
window.runJob = ({ step, ...rest }) => steps[step](rest);
