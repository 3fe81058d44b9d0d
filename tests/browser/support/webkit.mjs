// WebKitGTK by its WebDriver (W3C WebDriver 2), under the display that xvfb-run gives.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const START_MS_MAX = 20_000;
const FIND_MS_MAX = 20_000;
/** What this port has but leaves off: Safari has all three on. */
const ARGUMENTS = ['--automation', '--features=+AllowWebGLInWorkers,+StorageAPI,+FileSystem'];
const BROWSERS = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`);

export class Webkit {
    #driver;
    #base;
    #session;

    static async start() {
        const webkit = new Webkit();
        const port = await freePort();
        webkit.#driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', detached: true });
        webkit.#base = `http://127.0.0.1:${port}`;
        try {
            await webkit.#until(() => webkit.#call('GET', '/status'), START_MS_MAX);
            const binary = process.env.HUIYIN_MINIBROWSER ?? BROWSERS.find((path) => existsSync(path));
            const { sessionId } = await webkit.#call('POST', '/session', {
                capabilities: {
                    alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ARGUMENTS } },
                },
            });
            webkit.#session = sessionId;
        } catch (error) {
            await webkit.stop();
            throw error;
        }
        return webkit;
    }

    async stop() {
        if (this.#session) {
            await this.#in('DELETE', '').catch(() => {});
        }
        if (this.#driver.exitCode === null && this.#driver.signalCode === null) {
            const ended = once(this.#driver, 'exit');
            // The driver leads a group of its own: its browser ends with it.
            process.kill(-this.#driver.pid, 'SIGKILL');
            await ended;
        }
    }

    open(url) {
        return this.#in('POST', '/url', { url });
    }

    /** Runs the body of a function in the page; waits for what it promises. */
    run(script, ...args) {
        return this.#in('POST', '/execute/sync', { script, args });
    }

    async screenshot() {
        return Buffer.from(await this.#in('GET', '/screenshot'), 'base64');
    }

    /** The first element that fits; waits for it. @returns {Promise<string>} */
    async find(selector) {
        const find = async () => (await this.#in('POST', '/element', { using: 'css selector', value: selector }))[ELEMENT];
        return this.#until(find, FIND_MS_MAX);
    }

    async text(selector) {
        return this.#in('GET', `/element/${await this.find(selector)}/text`);
    }

    async click(selector) {
        await this.#in('POST', `/element/${await this.find(selector)}/click`, {});
    }

    async type(selector, text) {
        await this.#in('POST', `/element/${await this.find(selector)}/value`, { text });
    }

    /** Until the script gives something true. */
    until(script, ...args) {
        return this.#until(async () => {
            const value = await this.run(script, ...args);
            if (!value) {
                throw new Error(`never true: ${script}`);
            }
            return value;
        }, FIND_MS_MAX);
    }

    async #until(attempt, ms) {
        const end = performance.now() + ms;
        for (;;) {
            try {
                return await attempt();
            } catch (error) {
                if (performance.now() > end) {
                    throw error;
                }
            }
            await new Promise((resolve) => { setTimeout(resolve, 100); });
        }
    }

    #in(method, path, body) {
        return this.#call(method, `/session/${this.#session}${path}`, body);
    }

    async #call(method, path, body) {
        const response = await fetch(this.#base + path, {
            method, body: body && JSON.stringify(body), headers: { 'Content-Type': 'application/json' },
            signal: AbortSignal.timeout(START_MS_MAX * 2),
        });
        const { value } = await response.json();
        if (!response.ok) {
            throw new Error(`WebDriver: ${value?.error}: ${value?.message}`);
        }
        return value;
    }
}

async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    await once(server, 'close');
    return port;
}
