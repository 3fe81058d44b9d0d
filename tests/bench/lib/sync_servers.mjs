// The servers of the sync workload: each a process of its own with a fresh folder on the real disk.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export const ACCOUNT = 'acceptor';
export const PASSWORD = 'a long enough secret';

/** Starts a program that prints its port as the last part of the first line, like http://127.0.0.1:8080/. */
async function start(folder, command, args) {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    child.stderr.on('data', (data) => { log = (log + data).slice(-4000); });
    const ended = once(child, 'exit').then(() => { throw new Error(`${command} ended: ${log}`); });
    const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
    ended.catch(() => {});
    return {
        port: Number(new URL(line).port),
        async stop() {
            const exit = once(child, 'exit');
            child.kill('SIGKILL');
            await exit;
            await rm(folder, { recursive: true, force: true, maxRetries: 5 });
        },
    };
}

/** huiyin-server with one department and one person who records. */
export async function startHuiyin({ serverProgram, site, workFolder }) {
    const folder = await mkdtemp(join(workFolder, 'server-huiyin-'));
    const database = join(folder, 'huiyin.db');
    const run = (...args) => promisify(execFile)(serverProgram, [...args, '--database', database], {
        env: { ...process.env, HUIYIN_PASSWORD: PASSWORD },
    });
    await run('department', 'add', '--short-name', 'bench', '--name', 'Bench');
    await run('user', 'add', '--account', ACCOUNT, '--name', '李晓东', '--roles', 'ACC');
    return start(folder, serverProgram, ['serve', '--database', database, '--web', site,
        '--listen', '127.0.0.1:0', '--connections-per-address', '512']);
}

/** One of servers/*.mjs, which get the folder for data and the site to serve. */
async function startNode(name, { benchFolder, site, workFolder }) {
    const folder = await mkdtemp(join(workFolder, `server-${name}-`));
    return start(folder, process.execPath, [join(benchFolder, 'servers', `${name}.mjs`), folder, site]);
}

export const startPouchdb = (options) => startNode('pouchdb', options);
export const startRxdb = (options) => startNode('rxdb', options);
