// What the program hands to the page: pages to print, files to save. Offline, as in a tunnel.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { Gallery } from '../support/gallery.mjs';

const SHAPE_TURNS_MAX = 120;

let gallery;
let page;

before(async () => {
    gallery = await Gallery.open({ section: '文件' });
    page = gallery.page;
    // The style sheet of the paper comes from the shell's cache in the app; the gallery has none, so it is loaded once.
    await page.evaluate(() => fetch('/print.css', { cache: 'reload' }));
});

after(() => gallery?.close());

/** Media boxes in millimetres, rounded. */
function pageSizes(pdf) {
    let text = pdf.toString('latin1');
    for (const [, stream] of text.matchAll(/stream\r?\n([\s\S]*?)endstream/g)) {
        try {
            text += inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
        } catch { /* not deflated */ }
    }
    const millimetres = (points) => Math.round((Number(points) * 25.4) / 72);
    return [...text.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)]
        .map(([, width, height]) => [millimetres(width), millimetres(height)]);
}

/** The first sheet once the paper's style and the preview's scale are on it, a moment after the preview; else as it is. */
async function sheetOfShape(ratio) {
    const first = page.locator('.sheets .page').first();
    for (let turn = 0; ; ++turn) {
        const box = await first.boundingBox();
        const fits = box.x + box.width <= 800 && Math.abs(box.height / box.width - ratio) < 0.01;
        if (turn === SHAPE_TURNS_MAX || fits) {
            return box;
        }
        await page.evaluate(() => new Promise(requestAnimationFrame));
    }
}

const PAPERS = [
    ['打印处理表', [210, 297]],
    ['打印记录表', [297, 210]],
    ['打印记录表 A3', [420, 297]],
];

for (const [button, size] of PAPERS) {
    test(`${button}: a preview with two sheets, and two printed pages of ${size.join(' by ')} mm`, async () => {
        await page.getByRole('button', { name: button, exact: true }).click();
        const preview = page.getByRole('dialog', { name: /用户投诉处理表 TS-/ });
        await preview.waitFor();
        await preview.getByRole('heading', { name: '用户投诉处理表', exact: true }).first().waitFor();
        await page.locator('.sheets .page').nth(1).waitFor();
        assert.equal(await page.locator('.sheets .page').count(), 2);
        // Nothing below can be reached.
        await page.waitForFunction(
            () => document.getElementById('stage').inert && document.activeElement.textContent === '打印');
        const sheet = await sheetOfShape(size[1] / size[0]);
        assert.ok(sheet.x >= 0 && sheet.x + sheet.width <= 800, `the sheet is cut: ${JSON.stringify(sheet)}`);
        assert.ok(Math.abs(sheet.height / sheet.width - size[1] / size[0]) < 0.01, 'the sheet has not its shape');

        const sizes = pageSizes(await page.pdf({ preferCSSPageSize: true }));
        assert.deepEqual(sizes, [size, size]);
        await page.keyboard.press('Escape');
        await preview.waitFor({ state: 'hidden' });
        await page.waitForFunction(() => !document.getElementById('stage').inert);
    });
}

test('the print button prints within its press', async () => {
    await page.evaluate(() => {
        window.printed = [];
        window.print = () => window.printed.push([navigator.userActivation.isActive, document.title]);
    });
    await page.getByRole('button', { name: '打印处理表' }).click();
    await page.getByRole('button', { name: '打印', exact: true }).click();
    assert.deepEqual(await page.evaluate(() => window.printed), [[true, '用户投诉处理表 TS-2026-A7K-0042-Q']]);
    await page.getByRole('button', { name: '关闭', exact: true }).click();
    assert.notEqual(await page.title(), '用户投诉处理表 TS-2026-A7K-0042-Q');
});

test('markup that is not on the list does not get into the page', async () => {
    await page.getByRole('button', { name: '打印处理表' }).click();
    await page.locator('.sheets .page').first().waitFor();
    assert.equal(await page.locator('.sheets :is(script, [onerror], [src])').count(), 0);
    assert.notEqual(await page.title(), 'escaped');
    assert.ok(await page.getByText('赵国栋 <1>').count() === 2, 'escaped text is shown as it is');
    await page.keyboard.press('Escape');
});

test('offline, a file is saved by a real link with its name and its bytes', async () => {
    await gallery.context.setOffline(true);
    await page.getByRole('button', { name: '导出 CSV' }).click();
    const [download] = await Promise.all([
        page.waitForEvent('download'), page.getByRole('link', { name: '保存' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), '记录表 2026-11.csv');
    const text = await readFile(await download.path(), 'utf8');
    assert.equal(text, '\ufeff编号,投诉人\r\nTS-2026-A7K-0042-Q,赵国栋\r\n');
    await page.locator('#file').waitFor({ state: 'hidden' });
    await gallery.context.setOffline(false);
    // The policy reports the inline handler of the sample, which is what it is there for.
    assert.deepEqual(gallery.complaints.filter((text) => !text.includes('inline event handler')), []);
});
