// One job: open an engine on fresh storage, time single commits and a bulk load, read everything back.
//
// An engine module exports open(storageName, options) and destroy(storageName). What open() gives:
//   insert(record)        resolves when the record is durable, as far as the engine goes
//   insertMany(records)   the same for one transaction
//   prepare(records)      optional: called before either, and not timed
//   lines()               every record as lineOf() of record.js would give it
//   notes, calls          optional: something for people; counts of the calls that reached the files
//   close()

import { checksumOf, makeRecords } from './record.js';

const BULK_TRANSACTIONS = 10;

async function timeCommits(engine, nextRecord, count) {
    const durations = [];
    for (let i = 0; i < count; i += 1) {
        const record = nextRecord();
        engine.prepare?.([record]);
        const beginMs = performance.now();
        await engine.insert(record);
        durations.push(performance.now() - beginMs);
    }
    return durations;
}

/** The records are made outside of the measured time, as they are for single commits. */
async function timeBulk(engine, nextRecord, rows) {
    let totalMs = 0;
    for (let i = 0; i < BULK_TRANSACTIONS; i += 1) {
        const records = Array.from({ length: rows / BULK_TRANSACTIONS }, nextRecord);
        engine.prepare?.(records);
        const beginMs = performance.now();
        await engine.insertMany(records);
        totalMs += performance.now() - beginMs;
    }
    return totalMs;
}

async function run({ engineModule, storageName, options, warmUpCommits, commits, bulkRows }) {
    const module = await import(engineModule);
    const nextRecord = makeRecords();
    const engine = await module.open(storageName, options ?? {});
    try {
        await timeCommits(engine, nextRecord, warmUpCommits);
        // Quiet around the commits, so that their flushes can be told by the clock.
        await new Promise((resolve) => setTimeout(resolve, 100));
        const callsBefore = { ...engine.calls };
        const commitsBeginUtcMs = performance.timeOrigin + performance.now();
        const commitMs = await timeCommits(engine, nextRecord, commits);
        const commitsEndUtcMs = performance.timeOrigin + performance.now();
        const calls = Object.entries(engine.calls ?? {}).map(([name, count]) => [name, count - callsBefore[name]]);
        await new Promise((resolve) => setTimeout(resolve, 100));
        const bulkMs = bulkRows > 0 ? await timeBulk(engine, nextRecord, bulkRows) : 0;
        const lines = await engine.lines();
        const checksum = await checksumOf(lines);
        return {
            commitMs, commitsBeginUtcMs, commitsEndUtcMs, bulkMs, rows: lines.length, checksum,
            notes: engine.notes, calls: Object.fromEntries(calls),
        };
    } finally {
        await engine.close();
        await module.destroy(storageName);
    }
}

onmessage = async ({ data }) => {
    try {
        postMessage({ result: await run(data) });
    } catch (error) {
        postMessage({ error: error?.stack ?? String(error) });
    }
};
