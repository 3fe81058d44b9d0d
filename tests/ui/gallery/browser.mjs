// Headless Chromium for the gallery. playwright-core is looked for from the working directory.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ARGUMENTS = [
    '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
];

export function launch() {
    const { chromium } = createRequire(join(process.cwd(), 'package.json'))('playwright-core');
    return chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS });
}

/** Opens the gallery and waits until it has drawn and told its mirror. */
export async function openGallery(browser, url, options, query = '') {
    const context = await browser.newContext({ locale: 'zh-CN', ...options });
    const page = await context.newPage();
    const problems = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(url + query);
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    await rest(page);
    return { page, context, problems };
}

/** Waits until no frame was drawn for a while. */
export async function rest(page) {
    let before = -1;
    for (let i = 0; i < 60; ++i) {
        const { frames } = await page.evaluate(() => window.huiyin.statistics());
        if (frames === before) {
            return frames;
        }
        before = frames;
        await page.waitForTimeout(150);
    }
    throw new Error('the gallery does not come to rest');
}
