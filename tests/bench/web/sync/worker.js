// Drives the program sync_huiyin through the tablet's own JavaScript, and looks after each of its events.

import { watchBlocks } from './heartbeat.js';
import { openStorage } from './opfs.js';
import { FIELDS } from './record.js';
import createProgram from './sync_huiyin.mjs';
import { Tablet } from './tablet.js';

const RECORD_BYTES_MAX = 16 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const heartbeat = watchBlocks();
const tablet = new Tablet();
let program = null;
let options = null;
let buffer = 0;
let expected = 0;
/** Conditions that are looked at after every event: [isTrue, resolve]. */
let waiting = [];

function look() {
    const met = waiting.filter(([isTrue]) => isTrue());
    waiting = waiting.filter((one) => !met.includes(one));
    met.forEach(([, resolve]) => resolve());
}

function until(isTrue) {
    return new Promise((resolve) => {
        waiting.push([isTrue, resolve]);
        look();
    });
}

function check(code, what) {
    if (code !== 0) {
        throw new Error(`${what}: code ${code}`);
    }
}

/** Puts texts into the program, each ended by a zero byte. */
function put(texts) {
    let at = buffer;
    const places = [];
    for (const text of texts) {
        places.push(at);
        at += encoder.encodeInto(text, program.HEAPU8.subarray(at, buffer + RECORD_BYTES_MAX - 1)).written;
        program.HEAPU8[at] = 0;
        at += 1;
    }
    return places;
}

function stage(records, isOwn) {
    for (const record of records) {
        const [first] = put(FIELDS.map((field) => String(record[field])));
        program._bench_stage(first, isOwn);
    }
    expected += records.length;
}

/** Without a network for the engine, so that nothing but the sign-in travels yet. */
async function signIn() {
    tablet.setOnline(false);
    program._bench_sign_in(...put([options.account, options.password]));
    await until(() => program._bench_signed_in() === 1);
}

const isDone = () => program._bench_is_synced() === 1 && program._bench_unsent() === 0
    && program._bench_counted() === expected;

/** The program with a look after every call of the tablet's JavaScript: each can bring something. */
function watched() {
    const properties = { HEAPU8: { get: () => program.HEAPU8 } };
    for (const name of Object.keys(program).filter((key) => key.startsWith('_tablet_'))) {
        properties[name] = {
            value(...rest) {
                const result = program[name](...rest);
                look();
                return result;
            },
        };
    }
    return Object.create(program, properties);
}

const calls = {
    async open(given) {
        options = given;
        const opfs = await openStorage('bench');
        program = await createProgram({ opfs, tablet });
        buffer = program._malloc(RECORD_BYTES_MAX);
        check(program._bench_open(), 'open');
        tablet.attach(watched());
    },
    async fill(records) {
        await signIn();
        stage(records, 1);
        check(program._bench_record(), 'record');
    },
    async know(records) {
        await signIn();
        stage(records, 0);
    },
    async push() {
        tablet.setOnline(true);
        await until(isDone);
    },
    async pull() {
        const begun = until(() => program._bench_rows() > 0).then(() => postMessage({ firstRow: true }));
        tablet.setOnline(true);
        await until(isDone);
        await begun;
    },
    async noop() {
        program._bench_sync_now();
        // Until the answer it counts as synced, as before.
        await until(() => program._bench_is_talking() === 0 && isDone());
    },
    live() {},
    edit(place, text) {
        check(program._bench_edit(place, ...put([text])), 'edit');
    },
    /** No record is edited twice: the step that records it is the first, the note the second. */
    seen(place) {
        return until(() => program._bench_steps(place) >= 2);
    },
    lines() {
        const lines = [];
        for (let at = program._bench_next_line(); at !== 0; at = program._bench_next_line()) {
            lines.push(decoder.decode(program.HEAPU8.subarray(at, program.HEAPU8.indexOf(0, at))));
        }
        return lines;
    },
    beginBlocks: () => heartbeat.begin(),
    endBlocks: () => heartbeat.end(),
};

onmessage = async ({ data: { id, name, args } }) => {
    try {
        postMessage({ id, result: await calls[name](...args) });
    } catch (error) {
        postMessage({ id, error: error?.stack ?? String(error) });
    }
};
