// Sync: push, pull, an idle resync and single edits between two browsers and a server, ours beside peers in one run.

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { openBareBrowser } from '../lib/bare_browser.mjs';
import { countingProxy } from '../lib/proxy.mjs';
import { median } from '../lib/statistics.mjs';
import { ACCOUNT, PASSWORD, startHuiyin, startPouchdb, startRxdb } from '../lib/sync_servers.mjs';

const COUNT = Number(process.env.HUIYIN_BENCH_RECORDS ?? 10_000);
const ROUNDS = Number(process.env.HUIYIN_BENCH_ROUNDS ?? 3);
const TABLETS = process.env.HUIYIN_BENCH_TABLETS ?? '1000';
const EDITS = 40;
const EDITS_WARM_UP = 5;
/** Between the steps, so that one does not pay for the other. */
const REST_MS = 500;

const ENGINES = {
    huiyin: { start: startHuiyin, path: '/' },
    pouchdb: { start: startPouchdb, path: '/site/' },
    rxdb: { start: startRxdb, path: '/site/' },
};

/** CMake targets this workload needs. */
export const targets = ['sync_huiyin'];

/** The page of every engine in one folder, which each server serves. */
async function makeSite(site, { bench, programs, opfs, web }) {
    await mkdir(site, { recursive: true });
    await cp(join(bench, 'web', 'sync'), site, { recursive: true });
    await cp(join(bench, 'web', 'record.js'), join(site, 'record.js'));
    await cp(join(opfs, 'opfs.js'), join(site, 'opfs.js'));
    await cp(join(web, 'tablet.js'), join(site, 'tablet.js'));
    for (const suffix of ['mjs', 'wasm']) {
        await cp(join(programs, `sync_huiyin.${suffix}`), join(site, `sync_huiyin.${suffix}`));
    }
    await build({
        stdin: {
            contents: "export { default as PouchDB } from 'pouchdb-browser';"
                + "export { createRxDatabase } from 'rxdb/plugins/core';"
                + "export { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';"
                + "export { replicateRxCollection } from 'rxdb/plugins/replication';"
                + "export { Subject } from 'rxjs';",
            resolveDir: bench,
        },
        bundle: true, minify: true, format: 'esm', outfile: join(site, 'bundles', 'peers.js'), logLevel: 'error',
        define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    });
}

const rest = () => new Promise((resolve) => { setTimeout(resolve, REST_MS); });

/** Browsers and server of one round, with the proxy between them. */
class Round {
    #context;
    #server;
    #proxy;
    #path;
    #browsers = [];

    static async begin(engine, context) {
        const round = new Round();
        round.#context = { engine, ...context };
        round.#path = ENGINES[engine].path;
        round.#server = await ENGINES[engine].start(context);
        round.#proxy = await countingProxy(round.#server.port);
        return round;
    }

    /** A browser with a fresh profile in which the engine is open; gives how to run a step there. */
    async browser() {
        const { engine, workFolder } = this.#context;
        const url = `http://127.0.0.1:${this.#proxy.port}${this.#path}`;
        const browser = await openBareBrowser({ workFolder, url });
        this.#browsers.push(browser);
        const step = (name, values = {}) => browser.runJob({ step: name, ...values });
        await step('open', { name: engine, options: { account: ACCOUNT, password: PASSWORD } });
        return step;
    }

    /** What a step gives, and what travelled meanwhile. */
    async counted(work) {
        await rest();
        const before = this.#proxy.counts();
        const result = await work();
        const after = this.#proxy.counts();
        return {
            ...result, up: after.up - before.up, down: after.down - before.down,
            roundTrips: after.roundTrips - before.roundTrips,
        };
    }

    async end() {
        await Promise.all(this.#browsers.map((browser) => browser.close()));
        this.#proxy.close();
        await this.#server.stop();
    }
}

/** Edits on A until they are readable on B, one after the other, each on a record of its own. */
async function timeEdits(a, b) {
    await a('live');
    await b('live');
    await rest();
    const times = [];
    for (let i = 0; i < EDITS_WARM_UP + EDITS; i += 1) {
        const edit = { place: i * 7, text: `第 ${i} 次修改` };
        const seen = b('seen', edit);
        const begun = await a('edit', edit);
        times.push(await seen - begun);
    }
    return times.slice(EDITS_WARM_UP);
}

async function runRound(engine, context) {
    const round = await Round.begin(engine, context);
    try {
        const a = await round.browser();
        await a('fill', { count: COUNT });
        const push = await round.counted(() => a('push'));
        // One resync lets an engine note what it sent itself; the second has nothing left to do.
        await a('noop');
        const noop = await round.counted(() => a('noop'));
        const b = await round.browser();
        await b('know', { count: COUNT });
        const pull = await round.counted(() => b('pull'));
        const sum = await b('checksum');
        const edits = await timeEdits(a, b);
        return { push, noop, pull, sum, edits };
    } finally {
        await round.end();
    }
}

function requireSameChecksum(results) {
    const sums = new Set();
    for (const rounds of results.values()) {
        rounds.forEach(({ sum }) => sums.add(`${sum.checksum} over ${sum.rows} rows`));
    }
    if (sums.size !== 1) {
        throw new Error(`engines gave back different things: ${JSON.stringify([...sums])}`);
    }
    return [...sums][0];
}

const METRICS = {
    push_10k_ms: [({ push }) => push.ms, 'ms'],
    pull_10k_ms: [({ pull }) => pull.ms, 'ms'],
    noop_ms: [({ noop }) => noop.ms, 'ms'],
    noop_round_trips: [({ noop }) => noop.roundTrips, 'round trips'],
    noop_bytes: [({ noop }) => noop.up + noop.down, 'bytes'],
    push_bytes: [({ push }) => push.up + push.down, 'bytes'],
    pull_bytes: [({ pull }) => pull.up + pull.down, 'bytes'],
    first_row_ms: [({ pull }) => pull.firstRowMs, 'ms'],
    edit_a_to_b_p50_ms: [({ edits }) => median(edits), 'ms'],
    ui_block_max_ms: [({ push, pull }) => Math.max(push.blockMs, pull.blockMs), 'ms'],
};

function describe({ push, pull, noop, edits }) {
    return `push ${push.ms.toFixed(0)} ms, block ${push.blockMs.toFixed(0)}; pull ${pull.ms.toFixed(0)} ms, `
        + `first row ${pull.firstRowMs.toFixed(0)}, block ${pull.blockMs.toFixed(0)}; `
        + `idle ${noop.ms.toFixed(1)} ms, ${noop.roundTrips} round trips; edit p50 ${median(edits).toFixed(1)} ms`;
}

/** The server's stores, and how the storm is run on each. PostgreSQL writes to the disk as it does in use. */
const STORM_STORES = {
    huiyin: async (program, serverProgram, workFolder) => promisify(execFile)(
        program, [serverProgram, join(await mkdtemp(join(workFolder, 'storm-')), 'storm.db'), TABLETS],
    ),
    'huiyin-postgres': (program, serverProgram) => promisify(execFile)(
        'scripts/with-postgres',
        ['sh', '-c', '"$0" "$1" "$HUIYIN_TEST_POSTGRES" "$2"', program, serverProgram, TABLETS],
        { env: { ...process.env, HUIYIN_POSTGRES_FSYNC: 'on' } },
    ),
};

/** Many tablets push at once (sync_storm.cpp); it fails when anything but an honest 503 goes wrong. */
async function storm(engine, { program, serverProgram, workFolder, note }) {
    const { stdout } = await STORM_STORES[engine](program, serverProgram, workFolder);
    note(`storm of ${TABLETS} tablets on ${engine}: ${stdout.trim()}`);
    return JSON.parse(stdout).p99_ms;
}

/** @param {import('../run.mjs').Context} context */
export async function run({ emit, note, folders, engines = Object.keys(ENGINES) }) {
    const workFolder = join(folders.work, 'sync');
    const site = join(workFolder, 'site');
    const web = join(folders.opfs, '..', 'web');
    await makeSite(site, { ...folders, web });
    const native = join(folders.programs, '..', '..', '..', 'release');
    const serverProgram = join(native, 'sync-server', 'main', 'huiyin-server');
    const context = { workFolder, site, serverProgram, benchFolder: folders.bench };
    note(`${ROUNDS} rounds, ${COUNT} records`);
    const results = new Map(engines.map((engine) => [engine, []]));
    const line = (engine, metric, value, unit) => emit({
        bench: 'sync', engine, metric, value: Number(value.toPrecision(4)), unit, better: 'lower',
    });
    try {
        for (let round = 0; round < ROUNDS; round += 1) {
            for (const engine of engines) {
                const result = await runRound(engine, context);
                results.get(engine).push(result);
                note(`round ${round} ${engine}: ${describe(result)}`);
            }
        }
        if (engines.includes('huiyin') && TABLETS !== '0') {
            const program = join(native, 'tests', 'bench', 'sync_storm');
            for (const engine of Object.keys(STORM_STORES)) {
                line(engine, 'storm_push_p99_ms', await storm(engine, { program, serverProgram, workFolder, note }), 'ms');
            }
        }
    } finally {
        await rm(workFolder, { recursive: true, force: true });
    }
    note(`all engines gave back the same: SHA-256 ${requireSameChecksum(results)}`);
    for (const [engine, rounds] of results) {
        for (const [metric, [valueOf, unit]] of Object.entries(METRICS)) {
            line(engine, metric, median(rounds.map(valueOf)), unit);
        }
    }
}
