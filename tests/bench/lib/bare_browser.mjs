// Chromium without Playwright, where requests are measured: Playwright listens to the network of every page and worker, and
// is handed each request's body as a text by the thread that makes it.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EXECUTABLE, FLAGS } from './browser.mjs';

/** The DevTools protocol over the browser's pipe: JSON, each message ended by a zero byte. */
class Devtools {
    #out;
    #rest = '';
    #last = 0;
    /** What waits for an answer: id to {resolve, reject}. */
    #asked = new Map();

    constructor(out, into) {
        this.#out = out;
        into.setEncoding('utf8');
        into.on('data', (text) => {
            const messages = (this.#rest + text).split('\0');
            this.#rest = messages.pop();
            messages.forEach((message) => this.#take(JSON.parse(message)));
        });
        into.on('close', () => {
            this.#asked.forEach(({ reject }) => reject(new Error('the browser ended')));
            this.#asked.clear();
        });
    }

    ask(method, params = {}, sessionId = undefined) {
        this.#last += 1;
        const id = this.#last;
        return new Promise((resolve, reject) => {
            this.#asked.set(id, { resolve, reject });
            this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
        });
    }

    #take({ id, result, error, method, params }) {
        if (method === 'Runtime.exceptionThrown') {
            const { exception, text } = params.exceptionDetails;
            process.stderr.write(`page: ${exception?.description ?? text}\n`);
        }
        const asked = this.#asked.get(id);
        this.#asked.delete(id);
        if (error) {
            asked?.reject(new Error(error.message));
        } else {
            asked?.resolve(result);
        }
    }
}

/** What an expression gives in the page, its promise awaited. */
async function valueIn(devtools, session, expression) {
    const { result, exceptionDetails } = await devtools.ask(
        'Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, session,
    );
    if (exceptionDetails) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
}

/**
 * A browser with a fresh profile on the real disk, at a page that sets `window.runJob`.
 *
 * @param {{workFolder: string, url: string}} options
 * @returns {Promise<{runJob: (job: object) => Promise<unknown>, close: () => Promise<void>}>}
 */
export async function openBareBrowser({ workFolder, url }) {
    await mkdir(workFolder, { recursive: true });
    const profile = await mkdtemp(join(workFolder, 'profile-'));
    const browser = spawn(
        EXECUTABLE,
        ['--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`, ...FLAGS, 'about:blank'],
        { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    const ended = new Promise((resolve) => { browser.once('exit', resolve); });
    const devtools = new Devtools(browser.stdio[3], browser.stdio[4]);
    const { targetInfos } = await devtools.ask('Target.getTargets');
    const { targetId } = targetInfos.find(({ type }) => type === 'page');
    const { sessionId } = await devtools.ask('Target.attachToTarget', { targetId, flatten: true });
    // For what goes wrong there outside of any call.
    await devtools.ask('Runtime.enable', {}, sessionId);
    await devtools.ask('Page.navigate', { url }, sessionId);
    await valueIn(devtools, sessionId, `new Promise((resolve) => {
        const look = () => (window.runJob ? resolve() : setTimeout(look, 20));
        look();
    })`);
    return {
        runJob: (job) => valueIn(devtools, sessionId, `window.runJob(${JSON.stringify(job)})`),
        async close() {
            await devtools.ask('Browser.close').catch(() => {});
            await ended;
            await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        },
    };
}
