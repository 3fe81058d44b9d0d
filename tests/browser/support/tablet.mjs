// A tablet: Chromium with a profile of its own on the real disk, worked through its accessibility mirror only.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { paths } from './paths.mjs';
import { DEMO_PASSWORD } from './server.mjs';
import { beginWorkersWith } from './worker_script.mjs';

export const FLAGS = [
    '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
];

/** The demo department's accounts by role. */
export const accounts = { acceptor: 'chenjingyi', manager: 'zhouyaqin' };

/** A browser that does not end by itself in this time is killed, so that it holds up nobody. */
const CLOSE_MS_MAX = 20_000;

export class Tablet {
    #profile;
    #options;
    origin;
    context;
    page;

    /** Of the worker's clock, when it is not the true one: an expression with `trueNow`. */
    #clock = '';

    /**
     * A tablet that nobody has used.
     *
     * @param {{clockAheadMs?: number, clockStandsMs?: number}} options how far its clock is ahead of the true time, or where
     *     it stands still (UTC ms); the rest is for the browser.
     */
    static async make(origin, { clockAheadMs = 0, clockStandsMs = 0, ...options } = {}) {
        const tablet = new Tablet();
        tablet.origin = origin;
        if (clockStandsMs || clockAheadMs) {
            tablet.#clock = clockStandsMs ? `${clockStandsMs}` : `trueNow() + ${clockAheadMs}`;
        }
        // The service worker would fetch the program past the route that sets its clock.
        options.serviceWorkers = tablet.#clock ? 'block' : options.serviceWorkers ?? 'allow';
        tablet.#profile = await mkdtemp(join(paths.work, 'profile-'));
        tablet.#options = { viewport: { width: 800, height: 1280 }, hasTouch: true, locale: 'zh-CN', ...options };
        await tablet.launch();
        return tablet;
    }

    /** Sets this tablet's clock; the page that is opened next has it. */
    setClock(aheadMs) {
        this.#clock = `trueNow() + ${aheadMs}`;
    }

    /** Starts the browser with the same profile, as after a kill. */
    async launch() {
        this.context = await chromium.launchPersistentContext(this.#profile, {
            executablePath: paths.chromium, headless: true, ...this.#options, args: [...FLAGS, ...this.#options.args ?? []],
        });
        this.page = this.context.pages()[0] ?? await this.context.newPage();
        this.#watch(this.page);
        if (this.#clock) {
            // The program asks its worker for the time.
            await beginWorkersWith(this.context, () => `const trueNow = Date.now; Date.now = () => ${this.#clock};\n`);
        }
    }

    /** What the page and its workers complained about; a test may look. */
    complaints = [];

    #watch(page) {
        page.on('console', (message) => {
            if (message.type() === 'error') {
                this.complaints.push(message.text());
            }
        });
        page.on('pageerror', (error) => this.complaints.push(String(error)));
    }

    async open() {
        await this.page.goto(this.origin);
    }

    /** @param {import('playwright-core').Locator} sign what this person's first screen has. */
    async signIn(account, sign = this.page.getByRole('searchbox')) {
        await this.page.getByRole('textbox', { name: '账号' }).fill(account);
        await this.page.getByLabel('密码').fill(DEMO_PASSWORD);
        await this.page.getByRole('button', { name: '登录', exact: true }).click();
        await sign.waitFor({ state: 'attached' });
    }

    /** Until two looks in a row see no new frame. */
    async settled() {
        for (let last = -1, same = 0; same < 2;) {
            await this.page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
            const { frames, scheduled } = await this.page.evaluate('window.huiyin.statistics()');
            same = frames === last && !scheduled ? same + 1 : 0;
            last = frames;
        }
    }

    /** Until the service worker can answer without the server. */
    async shellKept() {
        if (this.#clock) {
            return;
        }
        await this.page.evaluate(async () => {
            await navigator.serviceWorker.ready;
            if (!navigator.serviceWorker.controller) {
                await new Promise((resolve) => {
                    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
                });
            }
        });
    }

    /** SIGKILL to the whole browser: no page, worker or process gets a chance to write anything more. */
    async kill() {
        const gone = new Promise((resolve) => { this.context.once('close', resolve); });
        // The browser leads a process group of its own, so this reaches its renderers and workers too.
        process.kill(-await browserProcessOf(this.#profile), 'SIGKILL');
        await gone;
    }

    async close() {
        const closed = this.context.close().catch(() => {});
        let timer;
        const late = new Promise((resolve) => { timer = setTimeout(resolve, CLOSE_MS_MAX, true); });
        if (await Promise.race([closed, late]) === true) {
            process.kill(-await browserProcessOf(this.#profile), 'SIGKILL');
            await closed;
        }
        clearTimeout(timer);
        await rm(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}

/** The process that runs this profile: the one with its folder and without a `--type`. */
async function browserProcessOf(profile) {
    for (const entry of await readdir('/proc')) {
        const words = await readFile(`/proc/${entry}/cmdline`, 'utf8').then((text) => text.split('\0'), () => []);
        if (words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith('--type='))) {
            return Number(entry);
        }
    }
    throw new Error(`no browser runs ${profile}`);
}

/** Types Chinese as an input method does: letters in composition, then the word. */
export async function composeText(page, field, parts) {
    await field.click();
    const cdp = await page.context().newCDPSession(page);
    for (const { letters, word } of parts) {
        for (let end = 1; end <= letters.length; ++end) {
            const text = letters.slice(0, end);
            await cdp.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
        }
        await cdp.send('Input.insertText', { text: word });
    }
    await cdp.detach();
}
