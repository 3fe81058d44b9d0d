// What widgets of the gallery do in the browser that no native test sees: values and errors in the page's own elements,
// the far end of a long list, tables and figures as screen readers get them.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Gallery, LONG_LIST } from '../support/gallery.mjs';

const NODES_MAX = 150;

let gallery;
let page;

before(async () => {
    gallery = await Gallery.open();
    page = gallery.page;
});

// What one test leaves is nothing to the next.
beforeEach(async () => {
    await page.reload();
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
});

after(() => gallery?.close());

const goTo = (section) => page.getByRole('button', { name: section, exact: true }).click();

test('a field tells of its error until it is right', async () => {
    const phone = page.getByRole('textbox', { name: '联系方式' });
    await phone.and(page.locator('[aria-invalid=true]')).waitFor();
    await phone.fill('138 1764 5208');
    await phone.and(page.locator(':not([aria-invalid])')).waitFor();
    assert.equal(await phone.inputValue(), '138 1764 5208');
});

test('what was done in a sheet is told to screen readers', async () => {
    await page.getByRole('button', { name: '其他步骤' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '退回给周敏' }).click();
    await page.locator('#polite').getByText('已退回给周敏', { exact: true }).waitFor();
    assert.equal(await page.locator('#assertive').textContent(), '');
});

test('what is out of view can be pressed by name', async () => {
    const verified = page.getByRole('checkbox', { name: '保密' });
    await page.getByRole('button', { name: '导出', exact: true }).scrollIntoViewIfNeeded();
    await gallery.rest();
    assert.ok((await verified.boundingBox()).y < 0, 'it is in view, so the test proves nothing');
    await verified.click();
    await gallery.rest();
    assert.equal(await verified.isChecked(), true);
});

test(`the far end of ${LONG_LIST} rows is reached`, async () => {
    await gallery.openLongList();
    await page.evaluate(() => {
        const area = document.querySelector('main > .scroll');
        area.scrollTop = area.scrollHeight;
    });
    await page.locator(`[role=listitem][aria-posinset="${LONG_LIST}"]`).waitFor({ state: 'attached' });
    assert.ok(await page.locator('#ui [id^=n]').count() < NODES_MAX);
});

test('a day and a time are chosen by name', async () => {
    await page.getByRole('button', { name: '投诉时间: 11-23 09:41' }).click();
    // A sheet that is still on its way is not where it is pressed.
    await gallery.rest();
    await page.getByRole('radio', { name: '11 月 18 日 周三' }).click();
    await page.getByRole('textbox', { name: '时', exact: true }).fill('8');
    await page.getByRole('button', { name: '分: 增加' }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await page.getByRole('button', { name: '投诉时间: 11-18 08:45' }).waitFor({ state: 'attached' });
});

test('the register is a table whose rows can be pressed', async () => {
    await goTo('记录表');
    const table = page.getByRole('table', { name: '监督投诉记录表' });
    await table.waitFor({ state: 'attached' });
    // Of the columns those in view are elements, and how many there are is said.
    assert.equal(await table.getAttribute('aria-colcount'), '10');
    assert.ok(await table.getByRole('columnheader').count() >= 6);
    const row = table.getByRole('row').nth(3);
    assert.equal(await row.getByRole('cell').nth(5).textContent(), 'AFC 工作站更换后票务打印机不通');
    const open = row.getByRole('button', { name: '9998, TS-2026-F8Q-0027-T, 已并案' });
    await open.click();
    await open.and(page.locator('[aria-current=true]')).waitFor({ state: 'attached' });
});

test('a point of a chart is a button in a figure', async () => {
    await goTo('统计');
    const figure = page.getByRole('figure', { name: '投诉量' });
    await figure.waitFor({ state: 'attached' });
    assert.equal(await figure.getByRole('button').count(), 12);
    await figure.getByText('六月最多').waitFor({ state: 'attached' });
    await figure.getByRole('button', { name: '六月 70 件' }).click();
    assert.deepEqual(gallery.complaints, []);
});
