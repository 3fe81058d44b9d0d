// Runs the named workloads: JSON lines on stdout, notes for people on stderr. Called by scripts/bench.
//
//   node run.mjs targets storage          prints the CMake targets that must be built before
//   node run.mjs run BUILD_FOLDER storage

import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Context what a workload's run() gets
 * @property {(line: object) => void} emit one result, as a JSON line
 * @property {(text: string) => void} note something for people
 * @property {string[] | undefined} engines a shorter list of engines, if asked for
 * @property {{bench: string, programs: string, opfs: string, work: string}} folders `work` is for files that are
 *     removed again; it lies in the build folder because that is on the real disk
 */

const bench = dirname(fileURLToPath(import.meta.url));

function load(workload) {
    return import(new URL(`workloads/${workload}.mjs`, import.meta.url));
}

async function printTargets(workloads) {
    for (const workload of workloads) {
        const { targets } = await load(workload);
        targets.forEach((target) => process.stdout.write(`${target}\n`));
    }
}

async function runWorkloads(buildFolder, workloads) {
    const folders = {
        bench,
        programs: join(resolve(buildFolder), 'tests', 'bench'),
        opfs: join(bench, '..', '..', 'wasm', 'opfs'),
        work: join(resolve(buildFolder), 'bench-work'),
    };
    const context = {
        folders,
        emit: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
        note: (text) => process.stderr.write(`bench: ${text}\n`),
        // A shorter list for work on one engine, for example HUIYIN_BENCH_ENGINES=huiyin-vfs,wa-sqlite.
        engines: process.env.HUIYIN_BENCH_ENGINES?.split(','),
    };
    for (const workload of workloads) {
        await (await load(workload)).run(context);
    }
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'targets') {
    await printTargets(rest);
} else {
    const [buildFolder, ...workloads] = rest;
    await runWorkloads(buildFolder, workloads);
}
