// Local: what a tablet with 100 000 complaints answers, and how fast; beside a plain SQL table with the same answers.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withBrowser } from '../lib/browser.mjs';
import { serveBench } from '../lib/server.mjs';
import { median, percentile } from '../lib/statistics.mjs';

const COMPLAINTS = Number(process.env.HUIYIN_BENCH_COMPLAINTS ?? 100_000);
const PEERS = ['sqlite-wasm'];
/** Every filter, order and word is asked some times. */
const ASKED = { warmUp: 15, asked: 120 };
const REBUILDS = 1;

/** CMake targets this workload needs. */
export const targets = ['local_huiyin'];

/** @param {import('../run.mjs').Context} context */
export async function run({ emit, note, folders, engines = ['huiyin', ...PEERS] }) {
    const workFolder = join(folders.work, 'local');
    const server = await serveBench(folders);
    const line = (engine, metric, value, unit, better = 'lower') => emit({
        bench: 'local', engine, metric, value: Number(value.toPrecision(4)), unit, better,
    });
    try {
        const job = {
            worker: 'local.js', storageName: 'bench-local', complaints: COMPLAINTS, ...ASKED, rebuilds: REBUILDS,
            peers: PEERS.filter((peer) => engines.includes(peer)),
        };
        const result = await withBrowser({ workFolder, url: server.url }, ({ page, version }) => {
            note(`Chromium ${version}, ${COMPLAINTS} complaints`);
            return page.evaluate((argument) => window.runJob(argument), job);
        });
        for (const [engine, questions] of Object.entries(result.times)) {
            note(`${engine}: loaded in ${(result.loadMs[engine] / 1000).toFixed(1)} s`);
            for (const [question, times] of Object.entries(questions)) {
                line(engine, `${question}_p50_ms`, percentile(times, 0.5), 'ms');
                line(engine, `${question}_p95_ms`, percentile(times, 0.95), 'ms');
            }
        }
        note(`${result.events} events; indexed for search in ${(result.indexMs / 1000).toFixed(1)} s`);
        const rebuildMs = median(result.rebuildMs);
        line('huiyin', 'rebuild_events_per_s', result.events / rebuildMs * 1000, 'events/s', 'higher');
    } finally {
        server.close();
        await rm(workFolder, { recursive: true, force: true });
    }
}
