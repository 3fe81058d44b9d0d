// Storage: durable single commits, a bulk load and flushes per commit, ours beside peers in one run.

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { withBrowser } from '../lib/browser.mjs';
import { countFlushes } from '../lib/flushes.mjs';
import { JOB, requireSameChecksum, runJob, summaryOf, timeRounds } from '../lib/rounds.mjs';
import { serveBench } from '../lib/server.mjs';

const ENGINES = ['opfs-floor', 'huiyin-vfs', 'huiyin', 'wa-sqlite', 'sqlite-wasm', 'pouchdb'];

/** CMake targets this workload needs. */
export const targets = ['storage_vfs', 'storage_huiyin'];

/** PouchDB is published for bundlers only. */
async function bundlePeers(folder, benchFolder) {
    await mkdir(folder, { recursive: true });
    await build({
        stdin: { contents: "export { default } from 'pouchdb-browser';", resolveDir: benchFolder },
        bundle: true, format: 'esm', outfile: join(folder, 'pouchdb.js'), logLevel: 'error',
        define: { global: 'globalThis' },
    });
}

async function timeEngines({ engines, workFolder, url, note }) {
    const variants = engines.map((engine) => ({ name: engine, engine }));
    return withBrowser({ workFolder, url }, ({ page, version }) => {
        note(`Chromium ${version}`);
        return timeRounds({ page, variants, note });
    });
}

/** In a pass of its own, because strace slows every call down. One browser per engine: no other's flushes mix in. */
async function flushesPerCommit({ engine, workFolder, url }) {
    const traceFile = join(workFolder, `trace-${engine}.txt`);
    const result = await withBrowser(
        { workFolder, url, traceFile }, ({ page }) => runJob(page, { name: engine, engine }, { bulkRows: 0 }));
    return (await countFlushes(traceFile, result.commitsBeginUtcMs, result.commitsEndUtcMs)) / JOB.commits;
}

/** @param {import('../run.mjs').Context} context */
export async function run({ emit, note, folders, engines = ENGINES }) {
    const workFolder = join(folders.work, 'storage');
    const bundles = join(workFolder, 'bundles');
    await bundlePeers(bundles, folders.bench);
    const server = await serveBench(folders, { '/bundles/': bundles });
    const line = (engine, metric, value, unit) => emit({
        bench: 'storage', engine, metric, value: Number(value.toPrecision(4)), unit, better: 'lower',
    });
    try {
        const results = await timeEngines({ engines, workFolder, url: server.url, note });
        note(`all engines gave back the same: SHA-256 ${requireSameChecksum(results)}`);
        for (const [engine, rounds] of results) {
            Object.entries(summaryOf(rounds)).forEach(([metric, value]) => line(engine, metric, value, 'ms'));
        }
        for (const engine of engines) {
            const flushes = await flushesPerCommit({ engine, workFolder, url: server.url });
            note(`${engine}: ${flushes.toFixed(3)} flushes per commit${flushes < 1 ? ', not durable on commit' : ''}`);
            line(engine, 'flushes_per_commit', flushes, 'flushes');
        }
    } finally {
        server.close();
        await rm(workFolder, { recursive: true, force: true });
    }
}
