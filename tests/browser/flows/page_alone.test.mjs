// The page without the program: what it lets onto a printed sheet. A worker of a few lines stands for the program.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from '../../ui/gallery/serve.mjs';
import { paths } from '../support/paths.mjs';
import { FLAGS } from '../support/tablet.mjs';

/** Says what it is asked to say. */
const WORKER = `
    self.onmessage = ({ data }) => {
        if (data.type === 'say') {
            self.postMessage(data.message);
        }
    };
    self.postMessage({ type: 'ready' });`;

let server;
let browser;
let page;

before(async () => {
    server = await serve(paths.programs);
    browser = await chromium.launch({ executablePath: paths.chromium, args: FLAGS });
    page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.setDefaultTimeout(8_000);
    await page.route('**/worker.js', (route) => route.fulfill({
        contentType: 'text/javascript', body: WORKER, headers: { 'Cross-Origin-Embedder-Policy': 'require-corp' },
    }));
});

after(async () => {
    await browser?.close();
    server?.close();
});

beforeEach(async () => {
    await page.goto(server.url);
    await page.waitForFunction(() => window.huiyin);
});

const say = (message) => page.evaluate((told) => window.huiyin.send({ type: 'say', message: told }), message);

test('a printed sheet keeps the widths and heights that its document gives', async () => {
    const html = '<article class="page portrait"><table><colgroup><col style="width:30mm"><col></colgroup>'
        + '<tr style="height:12mm;position:fixed"><th>投诉人</th><td>赵国栋</td></tr></table></article>';
    await say({ type: 'print', text: JSON.stringify({
        title: '处理表', html, paper: 'a4-portrait', printLabel: '打印', closeLabel: '关闭' }) });
    await page.emulateMedia({ media: 'print' });
    await page.locator('.sheets th').waitFor();
    const head = await page.locator('.sheets th').evaluate((cell) => ({
        width: cell.getBoundingClientRect().width, sheet: cell.closest('.page').getBoundingClientRect().width,
        height: cell.getBoundingClientRect().height, position: getComputedStyle(cell.parentElement).position,
    }));
    const mm = head.sheet / 210;
    assert.ok(Math.abs(head.width / mm - 30) < 0.5, JSON.stringify(head));
    assert.ok(Math.abs(head.height / mm - 12) < 0.5, JSON.stringify(head));
    assert.equal(head.position, 'static');
    await page.emulateMedia({ media: 'screen' });
});
