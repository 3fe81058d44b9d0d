// The gallery of the widgets in Chromium: what needs no app and no server is tried there.

import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from '../../ui/gallery/serve.mjs';
import { paths } from './paths.mjs';
import { FLAGS } from './tablet.mjs';

export const LONG_LIST = 100_000;

export class Gallery {
    #server;
    #browser;
    context;
    page;
    complaints = [];

    /**
     * Opened and drawn.
     *
     * @param {{section?: string, watch?: (context: object) => Promise<void>}} options `section` is a name in its navigation,
     *     `watch` comes before the page is opened; the rest is for the browser.
     */
    static async open({ section, watch, ...options } = {}) {
        const gallery = new Gallery();
        try {
            await gallery.#open(section, watch, options);
        } catch (error) {
            await gallery.close();
            throw error;
        }
        return gallery;
    }

    async #open(section, watch, options) {
        this.#server = await serve(join(paths.programs, 'display'));
        this.#browser = await chromium.launch({ executablePath: paths.chromium, args: [...FLAGS, '--use-fake-device-for-media-stream'] });
        this.context = await this.#browser.newContext({
            viewport: { width: 800, height: 1280 }, hasTouch: true, locale: 'zh-CN', ...options,
        });
        await watch?.(this.context);
        this.page = await this.context.newPage();
        this.page.setDefaultTimeout(8_000);
        const { page } = this;
        page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
        page.on('pageerror', (error) => this.complaints.push(String(error)));
        await page.goto(this.#server.url);
        if (section) {
            await page.getByRole('button', { name: section, exact: true }).click();
            await page.getByRole('main').waitFor({ state: 'attached' });
        }
    }

    /** The list of 100 000 complaints; other pages have rows too. */
    async openLongList() {
        await this.page.getByRole('button', { name: '投诉', exact: true }).click();
        await this.page.locator(`[role=listitem][aria-setsize="${LONG_LIST}"]`).first().waitFor({ state: 'attached' });
    }

    /** Until no frame was drawn for a while. */
    async rest() {
        for (let before = -1, i = 0; i < 60; ++i) {
            const { frames } = await this.page.evaluate(() => window.huiyin.statistics());
            if (frames === before) {
                return;
            }
            before = frames;
            await this.page.waitForTimeout(150);
        }
        throw new Error('the gallery does not come to rest');
    }

    async close() {
        await this.#browser?.close();
        this.#server?.close();
    }
}
