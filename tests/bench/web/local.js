// One job of benchmark `local`: fills the tablet's store and the peers with the same complaints, then asks all of them
// the same questions, one engine after the other for each, and compares the answers.

import { closeStorage, openStorage } from '/opfs/opfs.js';
import { QUESTIONS, valuesOf } from './questions.js';
import { removeDirectory } from './sql.js';

const LOAD_STEP = 1000;
const decoder = new TextDecoder();

async function openProgram(storageName) {
    const opfs = await openStorage(storageName);
    const program = await (await import('/programs/local_huiyin.mjs')).default({ opfs });
    const check = (code, what) => {
        if (code !== 0) {
            throw new Error(`${what}: code ${code}, ${opfs.failure ?? 'no exception of a file'}`);
        }
    };
    const textAt = (pointer) => decoder.decode(program.HEAPU8.slice(pointer, program.HEAPU8.indexOf(0, pointer)));
    check(program._local_open(), 'open');
    return {
        load: (count, total, wantsRows) => check(program._local_load(count, total, wantsRows ? 1 : 0), 'load'),
        * rows() {
            for (let row = program._local_next_row(); row !== 0; row = program._local_next_row()) {
                yield valuesOf(textAt(row));
            }
        },
        index: () => check(program._local_index(), 'index'),
        rebuild: () => check(program._local_rebuild(), 'rebuild'),
        eventCount: () => program._local_event_count(),
        prepare: (question, i) => program._local_prepare(question, i),
        ask: (question, i) => textAt(program._local_ask(question, i)),
        close() {
            check(program._local_close(), 'close');
            closeStorage(opfs);
        },
    };
}

async function timed(work) {
    const beginMs = performance.now();
    const result = await work();
    return { result, ms: performance.now() - beginMs };
}

/** Milliseconds per engine and question. Answers of the warm-up are compared as well. */
async function askAll(engines, { warmUp, asked }) {
    const times = {};
    for (const [place, question] of QUESTIONS.entries()) {
        for (let i = 0; i < warmUp + asked; i += 1) {
            const answers = new Map();
            for (const [name, engine] of engines) {
                if (question.peers || name === 'huiyin') {
                    await engine.prepare?.(place, i);
                    const { result, ms } = await timed(() => engine.ask(place, i));
                    answers.set(name, result);
                    if (i >= warmUp) {
                        ((times[name] ??= {})[question.name] ??= []).push(ms);
                    }
                }
            }
            if (new Set(answers.values()).size > 1) {
                throw new Error(`${question.name} ${i}: ${JSON.stringify([...answers])}`);
            }
        }
    }
    return times;
}

async function run({ storageName, complaints, peers, warmUp, asked, rebuilds }) {
    const engines = new Map([['huiyin', await openProgram(storageName)]]);
    for (const name of peers) {
        engines.set(name, await (await import(`./engines/local-${name}.js`)).open(`${storageName}-${name}`));
    }
    const huiyin = engines.get('huiyin');
    const loadMs = {};
    const add = (name, ms) => { loadMs[name] = (loadMs[name] ?? 0) + ms; };
    for (let loaded = 0; loaded < complaints; loaded += LOAD_STEP) {
        const count = Math.min(LOAD_STEP, complaints - loaded);
        add('huiyin', (await timed(() => huiyin.load(count, complaints, peers.length > 0))).ms);
        const rows = [...huiyin.rows()];
        for (const name of peers) {
            add(name, (await timed(() => engines.get(name).insertMany(rows))).ms);
        }
    }
    const indexMs = (await timed(() => huiyin.index())).ms;
    const times = await askAll(engines, { warmUp, asked });
    const rebuildMs = [];
    for (let i = 0; i < rebuilds; i += 1) {
        rebuildMs.push((await timed(() => huiyin.rebuild())).ms);
    }
    const events = huiyin.eventCount();
    for (const [name, engine] of engines) {
        await engine.close();
        await removeDirectory(name === 'huiyin' ? storageName : `${storageName}-${name}`);
    }
    return { loadMs, indexMs, times, rebuildMs, events };
}

onmessage = async ({ data }) => {
    try {
        postMessage({ result: await run(data) });
    } catch (error) {
        postMessage({ error: error?.stack ?? String(error) });
    }
};
