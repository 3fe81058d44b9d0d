// Page sizes: what the table in wasm/opfs/README.md is made from. Ours only.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withBrowser } from '../lib/browser.mjs';
import { JOB, requireSameChecksum, runJob, summaryOf, timeRounds } from '../lib/rounds.mjs';
import { serveBench } from '../lib/server.mjs';

const ENGINES = ['huiyin-vfs', 'huiyin'];
const PAGE_KIB = [4, 8, 16];

/** CMake targets this workload needs. */
export const targets = ['storage_vfs', 'storage_huiyin'];

/** @param {import('../run.mjs').Context} context */
export async function run({ emit, note, folders, engines = ENGINES }) {
    const workFolder = join(folders.work, 'pages');
    const server = await serveBench(folders);
    const variants = engines.flatMap((engine) => PAGE_KIB.map((kib) => ({
        name: `${engine} ${kib} KiB`, engine, options: { pageBytes: kib * 1024 },
    })));
    const line = (engine, metric, value, unit) => emit({
        bench: 'pages', engine, metric, value: Number(value.toPrecision(4)), unit, better: 'lower',
    });
    try {
        await withBrowser({ workFolder, url: server.url }, async ({ page }) => {
            const results = await timeRounds({ page, variants, note });
            note(`all gave back the same: SHA-256 ${requireSameChecksum(results)}`);
            for (const variant of variants) {
                const summary = summaryOf(results.get(variant.name));
                Object.entries(summary).forEach(([metric, value]) => line(variant.name, metric, value, 'ms'));
                // Counted apart, so that counting is not timed.
                const counted = { ...variant, options: { ...variant.options, countsCalls: true } };
                const { calls } = await runJob(page, counted, { bulkRows: 0 });
                for (const [name, count] of Object.entries(calls)) {
                    line(variant.name, `${name}_per_commit`, count / JOB.commits, name);
                }
            }
        });
    } finally {
        server.close();
        await rm(workFolder, { recursive: true, force: true });
    }
}
