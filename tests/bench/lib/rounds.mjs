// Timing of engine variants in interleaved rounds.

import { median, percentile } from './statistics.mjs';

const WARM_UP_ROUNDS = 1;
const ROUNDS = Number(process.env.HUIYIN_BENCH_ROUNDS ?? 5);

/** What every job does unless told otherwise. */
export const JOB = { warmUpCommits: 50, commits: 300, bulkRows: 10_000 };

/**
 * @typedef {{name: string, engine: string, options?: object}} Variant an engine with its options
 */

/** Runs one job of web/worker.js. */
export function runJob(page, { name, engine, options }, overrides = {}) {
    const storageName = `bench-${name.replaceAll(/[^a-z0-9]+/gi, '-')}`;
    const job = { engineModule: `/engines/${engine}.js`, storageName, options, ...JOB, ...overrides };
    return page.evaluate((argument) => window.runJob(argument), job);
}

/**
 * Every variant once per round, so that a change of the machine's mood meets all of them.
 *
 * @returns {Promise<Map<string, object[]>>} by name, what each measured round gave
 */
export async function timeRounds({ page, variants, note }) {
    note(`${WARM_UP_ROUNDS} warm-up and ${ROUNDS} measured rounds, `
        + `${JOB.commits} commits and ${JOB.bulkRows} rows each`);
    const results = new Map(variants.map(({ name }) => [name, []]));
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
        for (const variant of variants) {
            const result = await runJob(page, variant);
            if (round >= WARM_UP_ROUNDS) {
                results.get(variant.name).push(result);
            }
            note(`round ${round} ${variant.name}: commit p50 ${median(result.commitMs).toFixed(3)} ms, `
                + `bulk ${result.bulkMs.toFixed(0)} ms (${result.notes})`);
        }
    }
    return results;
}

/** Commits of all rounds together; the bulk load as the median of the rounds. */
export function summaryOf(rounds) {
    const commitMs = rounds.flatMap((result) => result.commitMs);
    return {
        commit_p50_ms: percentile(commitMs, 0.5),
        commit_p99_ms: percentile(commitMs, 0.99),
        bulk_10k_ms: median(rounds.map((result) => result.bulkMs)),
    };
}

/** All variants must have given back the same records. */
export function requireSameChecksum(results) {
    const sums = new Map();
    for (const [name, rounds] of results) {
        rounds.forEach(({ checksum, rows }) => sums.set(`${checksum} over ${rows} rows`, name));
    }
    if (sums.size !== 1) {
        throw new Error(`engines stored different things: ${JSON.stringify([...sums])}`);
    }
    return [...sums.keys()][0];
}
