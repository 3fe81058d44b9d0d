// A tablet: Chromium with a profile of its own on the real disk, worked through its accessibility mirror only.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { paths } from './paths.mjs';
import { DEMO_PASSWORD } from './server.mjs';

export const FLAGS = [
    '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
];

/** The demo department's accounts by role. */
export const accounts = { acceptor: 'chenjingyi', manager: 'zhouyaqin' };

export class Tablet {
    #profile;
    #options;
    origin;
    context;
    page;

    /** How far this tablet's clock is ahead of the true time. */
    #clockAheadMs = 0;

    /** A tablet that nobody has used. */
    static async make(origin, { clockAheadMs = 0, ...options } = {}) {
        const tablet = new Tablet();
        tablet.origin = origin;
        tablet.#clockAheadMs = clockAheadMs;
        // The service worker would fetch the program past the route that sets its clock.
        options.serviceWorkers = clockAheadMs ? 'block' : 'allow';
        tablet.#profile = await mkdtemp(join(paths.work, 'profile-'));
        tablet.#options = { viewport: { width: 800, height: 1280 }, hasTouch: true, locale: 'zh-CN', ...options };
        await tablet.launch();
        return tablet;
    }

    /** Sets this tablet's clock; the page that is opened next has it. */
    setClock(aheadMs) {
        this.#clockAheadMs = aheadMs;
    }

    /** Starts the browser with the same profile, as after a kill. */
    async launch() {
        this.context = await chromium.launchPersistentContext(this.#profile, {
            executablePath: paths.chromium, headless: true, args: FLAGS, ...this.#options,
        });
        this.page = this.context.pages()[0] ?? await this.context.newPage();
        this.#watch(this.page);
        if (this.#options.serviceWorkers === 'block') {
            await this.context.route(/\/worker\.[0-9a-f]+\.js$/, (route) => this.#setClock(route));
        }
    }

    /** The program asks its worker for the time. */
    async #setClock(route) {
        const response = await route.fetch();
        const clock = `const trueNow = Date.now; Date.now = () => trueNow() + ${this.#clockAheadMs};\n`;
        await route.fulfill({ response, body: clock + await response.text() });
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

    async signIn(account) {
        await this.page.getByRole('textbox', { name: '账号' }).fill(account);
        await this.page.getByLabel('密码').fill(DEMO_PASSWORD);
        await this.page.getByRole('button', { name: '登录', exact: true }).click();
        await this.page.getByRole('searchbox').waitFor();
    }

    /** Until the service worker can answer without the server. */
    async shellKept() {
        if (this.#options.serviceWorkers === 'block') {
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
        await this.context.close().catch(() => {});
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
