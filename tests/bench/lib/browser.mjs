// Chromium with a fresh profile on the real disk, if wanted under strace.

import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const EXECUTABLE = process.env.HUIYIN_CHROMIUM ?? '/usr/bin/chromium';
export const FLAGS = [
    '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
];

/** Every call that can make bytes durable, with the path of its file. */
const STRACE = 'strace -f -ttt -y -e trace=fsync,fdatasync,sync_file_range,syncfs,msync';

/**
 * A persistent context: an off-the-record one answers the private file system from memory.
 *
 * @param {{workFolder: string, url: string, traceFile?: string}} options `workFolder` must be on the real disk
 * @returns {Promise<{page: import('playwright-core').Page, version: string, close: () => Promise<void>}>}
 */
export async function openBrowser({ workFolder, url, traceFile }) {
    await mkdir(workFolder, { recursive: true });
    const profile = await mkdtemp(join(workFolder, 'profile-'));
    let executablePath = EXECUTABLE;
    if (traceFile) {
        executablePath = join(profile, '..', 'chromium-under-strace');
        await writeFile(executablePath, `#!/bin/sh\nexec ${STRACE} -o '${traceFile}' ${EXECUTABLE} "$@"\n`);
        await chmod(executablePath, 0o755);
    }
    const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: FLAGS });
    const page = context.pages()[0] ?? await context.newPage();
    page.on('console', (message) => process.stderr.write(`page: ${message.text()}\n`));
    await page.goto(url);
    await page.waitForFunction('window.runJob !== undefined');
    return {
        page,
        version: context.browser()?.version() ?? await page.evaluate('navigator.userAgent'),
        async close() {
            await context.close();
            await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        },
    };
}

/** What `work` gives with an open browser, which is closed whatever comes of it: what went wrong there is told. */
export async function withBrowser(options, work) {
    const browser = await openBrowser(options);
    try {
        return await work(browser);
    } finally {
        await browser.close();
    }
}
