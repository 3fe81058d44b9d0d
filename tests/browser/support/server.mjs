// A real huiyin-server on a fresh demo database, which a test can stop, kill and start again.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { paths } from './paths.mjs';

export const DEMO_PASSWORD = 'correct-horse-battery';

export class Server {
    #folder;
    #process = null;
    #port = 0;
    /** The folder of the app it serves, from its next start on. */
    web = paths.dist;

    #standingAt = '';
    #tlsFolder = '';

    /**
     * A server that runs, with the demo department.
     *
     * @param {{complaints?: number, standingAt?: string}} options `standingAt`: its clock shows this local time of China,
     *     2026-11-20 10:20:30, and stands still; the demo's story ends there. `tlsFolder`: where desk.pem and desk.key are, as
     *     scripts/trial-certificate makes them; it then speaks HTTPS only.
     */
    static async start({ complaints = 50, standingAt = '', tlsFolder = '' } = {}) {
        const server = new Server();
        server.#standingAt = standingAt;
        server.#tlsFolder = tlsFolder;
        server.#folder = await mkdtemp(join(paths.work, 'server-'));
        await promisify(execFile)(paths.server, ['demo', '--database', server.#database(), '--complaints', String(complaints)], {
            env: { ...server.#environment(), HUIYIN_DEMO_PASSWORD: DEMO_PASSWORD },
        });
        await server.resume();
        return server;
    }

    get port() { return this.#port; }
    /** For commands beside the server that serves. */
    get program() { return paths.server; }
    get database() { return this.#database(); }

    /** Starts it again on the same port and database. */
    async resume() {
        const args = ['serve', '--database', this.#database(), '--web', this.web,
            '--listen', `127.0.0.1:${this.#port}`, ...this.#hosts(), ...this.#tls(), '--connections-per-address', '512'];
        const child = spawn(paths.server, args, { stdio: ['ignore', 'pipe', 'pipe'], env: this.#environment() });
        this.#process = child;
        let log = '';
        child.stderr.on('data', (data) => { log += data; });
        const ended = once(child, 'exit').then(() => { throw new Error(`the server did not start: ${log}`); });
        const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
        ended.catch(() => {});
        this.#port = Number(new URL(line).port);
    }

    /** Ends it as a power cut would; the port stays ours to start on again. */
    async kill() {
        await this.#end('SIGKILL');
    }

    async stop() {
        await this.#end('SIGTERM');
        await rm(this.#folder, { recursive: true, force: true });
    }

    /** Python over the stored data while no server runs, as somebody with the disk in hand could; gives what it prints. */
    async spoil(program) {
        const { stdout } = await promisify(execFile)('python3', ['-c', program, this.#database()]);
        return stdout.trim();
    }

    /** `huiyin-server verify`: the exit status and what it says. */
    async verify() {
        return promisify(execFile)(paths.server, ['verify', '--database', this.#database()]).then(
            ({ stdout }) => ({ status: 0, said: stdout }),
            ({ code, stdout }) => ({ status: code, said: stdout }));
    }

    /** Names under which it is reached, beside its address; a proxy in front has its own. */
    allowHost(name) {
        this.#extraHosts.push(name);
    }

    #extraHosts = [];

    #hosts() {
        return this.#extraHosts.flatMap((name) => ['--host', name]);
    }

    #tls() {
        const file = (name) => join(this.#tlsFolder, name);
        return this.#tlsFolder ? ['--tls-certificate', file('desk.pem'), '--tls-key', file('desk.key')] : [];
    }

    #environment() {
        if (!this.#standingAt) {
            return process.env;
        }
        return {
            ...process.env, TZ: 'Asia/Shanghai', FAKETIME: this.#standingAt,
            // Without its wrapper, which leaves the server behind when it is killed. $LIB is for the dynamic linker.
            LD_PRELOAD: '/usr/$LIB/faketime/libfaketime.so.1',
            // Timers go on.
            FAKETIME_DONT_FAKE_MONOTONIC: '1',
        };
    }

    #database() {
        return join(this.#folder, 'huiyin.db');
    }

    async #end(signal) {
        const child = this.#process;
        this.#process = null;
        if (child && child.exitCode === null && child.signalCode === null) {
            const ended = once(child, 'exit');
            child.kill(signal);
            await ended;
        }
    }
}
