// Firefox by WebDriver BiDi, worked through the mirror by role and name. Headless it has no WebGL, so it needs a
// display: xvfb-run gives one.

import { launch } from 'puppeteer-core';

const FIND_MS_MAX = 30_000;

export class Firefox {
    #browser;
    page;

    static async start() {
        const firefox = new Firefox();
        firefox.#browser = await launch({
            browser: 'firefox', executablePath: process.env.HUIYIN_FIREFOX ?? '/usr/bin/firefox-esr', headless: false,
            defaultViewport: { width: 800, height: 1000 },
            extraPrefsFirefox: {
                'webgl.force-enabled': true, 'intl.accept_languages': 'zh-CN', 'network.captive-portal-service.enabled': false,
                'network.connectivity-service.enabled': false,
            },
        });
        firefox.page = await firefox.#browser.newPage();
        firefox.page.setDefaultTimeout(FIND_MS_MAX);
        return firefox;
    }

    /** The element of the mirror with this name, which ends at a comma or at its end. */
    async find(selector, name) {
        const handle = await this.page.waitForFunction((wanted, text) => {
            const nameOf = (element) => element.getAttribute('aria-label') ?? element.textContent;
            return [...document.querySelectorAll(`#ui ${wanted}`)].find((element) => nameOf(element).split(',')[0] === text);
        }, {}, selector, name);
        return handle.asElement();
    }

    async press(selector, name) {
        await (await this.find(selector, name)).click();
    }

    async type(selector, name, text) {
        const field = await this.find(selector, name);
        await field.click();
        await field.type(text);
    }

    /** Until the text stands anywhere in the mirror. */
    text(part) {
        return this.page.waitForFunction(
            (wanted) => document.getElementById('ui').textContent.includes(wanted), {}, part);
    }

    async stop() {
        await this.#browser?.close();
    }
}
