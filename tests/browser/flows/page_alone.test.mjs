// The page without the program: what it tells of focus and scrolling, what it lets onto a printed sheet. A worker of a few
// lines stands for the program, which is what makes the moments possible at which a busy one is late.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { PAGES } from '../../../wasm/web/plain_page.js';
import { serve } from '../../ui/gallery/serve.mjs';
import { paths } from '../support/paths.mjs';
import { FLAGS } from '../support/tablet.mjs';

const DISABLED = 1;
const CHECKED = 2;
/** Says what it is asked to say, and gives what it heard. */
const WORKER = `
    let heard = [];
    self.onmessage = ({ data }) => {
        if (data.type === 'say') {
            self.postMessage(data.message);
        } else if (data.type === 'heard') {
            self.postMessage({ type: 'heardList', heard });
            heard = [];
        } else if (data.type === 'perform') {
            heard.push(data.action + ' ' + data.node + (data.amount > 0 ? ' far' : ''));
        }
    };
    self.postMessage({ type: 'ready' });`;

let server;
let browser;
let page;

before(async () => {
    server = await serve(paths.programs);
    browser = await chromium.launch({ executablePath: paths.chromium, args: FLAGS });
    page = await newPage('zh-CN');
});

after(async () => {
    await browser?.close();
    server?.close();
});

beforeEach(async () => {
    await page.goto(server.url);
    await page.waitForFunction(() => window.huiyin);
});

async function newPage(locale) {
    const made = await browser.newPage({ viewport: { width: 360, height: 740 }, locale });
    made.setDefaultTimeout(8_000);
    await made.route('**/worker.js', (route) => route.fulfill({
        contentType: 'text/javascript', body: WORKER, headers: { 'Cross-Origin-Embedder-Policy': 'require-corp' },
    }));
    return made;
}

const say = (message) => page.evaluate((told) => window.huiyin.send({ type: 'say', message: told }), message);

/** A change of the mirror; what it does not name stays. */
const change = (parts) => say({
    type: 'mirror', text: JSON.stringify({ set: [], move: [], scroll: [], gone: [], order: [], modal: 0, ...parts }),
});

/** Focus and scrolling since the last call, as the program got them. */
const heard = () => page.evaluate(() => new Promise((resolve) => {
    document.addEventListener('huiyin-message', ({ detail }) => resolve(detail.heard), { once: true });
    window.huiyin.send({ type: 'heard' });
}));

const field = (id, more = {}) => ({
    id, role: 'textbox', name: `字段 ${id}`, insets: [8, 0, 8], revision: 0, value: '', ...more,
});

async function twoFields() {
    await change({
        set: [field(1), field(2)], move: [[1, 16, 16, 200, 48], [2, 16, 80, 200, 48]], order: [[0, [1, 2]]],
    });
    await page.getByRole('textbox', { name: '字段 1' }).focus();
    assert.deepEqual(await heard(), ['focus 1']);
}

test('a field that is switched off while it has the focus loses it for the program too', async () => {
    await twoFields();
    await change({ set: [field(1, { state: DISABLED })] });
    await page.locator('#n1:disabled').waitFor();
    assert.deepEqual(await heard(), ['blur 1']);
    await change({ set: [field(1)] });
    await page.locator('#n1:enabled').waitFor();
    assert.deepEqual(await heard(), []);
    // The field lets go of its text a moment after the blur, when the canvas has drawn it.
    await page.locator('#n1:not(.editing)').waitFor();
});

test('a field that goes away, or becomes another kind of field, loses it too', async () => {
    await twoFields();
    await change({ set: [{ ...field(1), role: 'password' }], order: [[0, [1, 2]]] });
    await page.locator('#n1[type=password]').waitFor();
    assert.deepEqual(await heard(), ['blur 1']);
    await page.getByRole('textbox', { name: '字段 2' }).focus();
    await change({ gone: [2], order: [[0, [1]]] });
    await page.locator('#n2').waitFor({ state: 'detached' });
    assert.deepEqual(await heard(), ['focus 2', 'blur 2']);
});

test('what becomes another kind of element keeps its place and what it holds', async () => {
    const radios = [21, 22].map((id) => ({ id, role: 'radio', name: `选项 ${id}` }));
    await change({
        set: [{ id: 20, role: 'radiogroup', name: '改为' }, ...radios, field(1)],
        move: [[20, 16, 16, 200, 48], [21, 0, 0, 90, 48], [22, 110, 0, 90, 48], [1, 16, 80, 200, 48]],
        order: [[0, [20, 1]], [20, [21, 22]]],
    });
    const group = page.getByRole('radiogroup', { name: '改为' });
    await group.waitFor();
    const place = await group.boundingBox();
    await change({ set: [{ id: 20, role: 'group', name: '改为' }] });
    await page.getByRole('group', { name: '改为' }).getByRole('radio').nth(1).waitFor();
    await change({ set: [field(20, { name: '改为', role: 'textarea' })], gone: [21, 22], order: [[20, []]] });
    const area = page.getByRole('textbox', { name: '改为' });
    await area.waitFor();
    assert.deepEqual(await area.boundingBox(), place);
    assert.deepEqual(await page.getByRole('textbox').evaluateAll((all) => all.map(({ id }) => id)), ['n20', 'n1']);
});

test('a focus that the page cannot give is taken back from the program', async () => {
    await twoFields();
    await say({ type: 'focus', text: '2' });
    await page.waitForFunction(() => document.activeElement.id === 'n2');
    assert.deepEqual(await heard(), ['blur 1', 'focus 2']);
    await change({ set: [field(1, { state: DISABLED })] });
    await say({ type: 'focus', text: '1' });
    await say({ type: 'focus', text: '77' });
    await page.locator('#n1:disabled').waitFor();
    assert.deepEqual(await heard(), ['blur 1', 'blur 77']);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'n2');
});

test('a strip that scrolls sideways follows the focus and the browser, and tells the program', async () => {
    const chips = [11, 12, 13, 14, 15, 16, 17, 18];
    await change({
        set: [
            { id: 10, role: 'scrollarea' },
            ...chips.map((id) => ({ id, role: 'radio', name: `筛选 ${id}`, position: id - 10, count: chips.length })),
        ],
        move: [[10, 16, 16, 328, 40], ...chips.map((id, at) => [id, at * 108, 0, 100, 40])],
        scroll: [[10, 0, chips.length * 108 - 8 - 328, 1]],
        order: [[0, [10]], [10, chips]],
    });
    const last = page.getByRole('radio', { name: '筛选 18' });
    const seen = async () => {
        const box = await last.boundingBox();
        return box.x >= 16 && box.x + box.width <= 344;
    };
    await last.waitFor();
    assert.equal(await seen(), false);
    await last.focus();
    await page.waitForFunction(() => document.getElementById('n10').scrollLeft > 0);
    assert.equal(await seen(), true);
    assert.deepEqual((await heard()).sort(), ['focus 18', 'scrollTo 10 far']);
    // As far as the program says, and no other way.
    await change({ scroll: [[10, 0, chips.length * 108 - 8 - 328, 1]] });
    await page.waitForFunction(() => document.getElementById('n10').scrollLeft === 0);
    assert.deepEqual(await heard(), []);
    await page.evaluate(() => { document.getElementById('n10').scrollTop = 20; });
    assert.equal(await page.evaluate(() => document.getElementById('n10').scrollTop), 0);
});

test('tabs are one stop of the keyboard; the arrows select the next that can be, round the ends', async () => {
    const tab = (id, state = 0) => ({ id, role: 'tab', name: `分页 ${id}`, state });
    await change({
        set: [
            { id: 10, role: 'tablist', name: '管理' }, tab(11, CHECKED), tab(12), tab(13, DISABLED), tab(14),
            { id: 20, role: 'tabpanel', name: '分页 11' }, field(1), field(2),
        ],
        move: [[10, 16, 16, 328, 48], ...[11, 12, 13, 14].map((id, at) => [id, at * 80, 0, 80, 48]), [20, 16, 80, 328, 200]],
        order: [[0, [1, 10, 20]], [10, [11, 12, 13, 14]], [20, [2]]],
    });
    const focused = (id) => page.waitForFunction((wanted) => document.activeElement.id === wanted, `n${id}`);
    await page.getByRole('tab', { name: '分页 11', selected: true }).waitFor();
    assert.equal(await page.getByRole('tablist', { name: '管理' }).getByRole('tab', { selected: false }).count(), 3);
    await page.getByRole('tabpanel', { name: '分页 11' }).waitFor();
    await page.getByRole('textbox', { name: '字段 1' }).focus();
    await page.keyboard.press('Tab');
    await focused(11);
    await heard();
    await page.keyboard.press('ArrowRight');
    await focused(12);
    assert.deepEqual(await heard(), ['blur 11', 'focus 12', 'press 12']);
    await change({ set: [tab(11), tab(12, CHECKED)] });
    await page.getByRole('tab', { name: '分页 12', selected: true }).waitFor();
    for (const [key, id] of [['ArrowRight', 14], ['ArrowRight', 11], ['ArrowLeft', 14], ['Home', 11], ['End', 14]]) {
        await page.keyboard.press(key);
        await focused(id);
    }
    await heard();
    await page.getByRole('tab', { name: '分页 12' }).dispatchEvent('click');
    assert.deepEqual(await heard(), ['press 12']);
    await page.keyboard.press('Tab');
    await focused(2);
    await page.keyboard.press('Shift+Tab');
    await focused(12);
});

test('while something moves the mirror is not put into the picture, unless somebody writes', async () => {
    await twoFields();
    const opacity = () => page.evaluate(() => getComputedStyle(document.getElementById('ui')).opacity);
    const becomes = (wanted) => page.waitForFunction(
        (value) => getComputedStyle(document.getElementById('ui')).opacity === value, wanted);
    assert.equal(await opacity(), '1');
    await page.evaluate(() => document.activeElement.blur());
    await say({ type: 'moving', text: '1' });
    await becomes('0');
    // It can be pressed as before.
    await page.getByRole('textbox', { name: '字段 2' }).click();
    assert.ok((await heard()).includes('focus 2'));
    await becomes('1');
    await page.evaluate(() => document.activeElement.blur());
    await becomes('0');
    await say({ type: 'moving', text: '0' });
    await becomes('1');
});

for (const [region, manner] of [['polite', { 'aria-live': 'polite' }], ['assertive', { role: 'alert' }]]) {
    test(`what is said to ${region} is told to screen readers, also twice, also under a dialog`, async () => {
        const place = page.locator(`#${region}`);
        for (const [name, value] of Object.entries(manner)) {
            // It must be one before the words come, or they are not told.
            assert.equal(await place.getAttribute(name), value);
        }
        await change({
            set: [{ id: 1, role: 'button', name: '下面' }, { id: 2, role: 'dialog', name: '退回投诉' }],
            move: [[1, 16, 16, 200, 48], [2, 16, 80, 300, 300]], order: [[0, [1, 2]]], modal: 2,
        });
        await say({ type: region, text: '已保存到本机' });
        await page.getByText('已保存到本机', { exact: true }).waitFor();
        const first = await place.textContent();
        await say({ type: region, text: '已保存到本机' });
        await page.waitForFunction(([id, told]) => document.getElementById(id).textContent !== told, [region, first]);
        assert.equal((await place.textContent()).trim(), '已保存到本机');
        assert.equal(await place.evaluate((element) => element.closest('[inert], [hidden], [aria-hidden=true]')), null);
    });
}

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

for (const [locale, first, second] of [['zh-CN', 'zh', 'en'], ['en-GB', 'en', 'zh'], ['de-DE', 'en', 'zh']]) {
    test(`what is said where the program cannot run is in the browser's language: ${locale}`, async () => {
        const before = page;
        page = await newPage(locale);
        try {
            await page.goto(server.url);
            await page.waitForFunction(() => window.huiyin);
            for (const [code, { message, reload, ...texts }] of Object.entries(PAGES)) {
                const { title, text, action } = texts[first];
                await say({ type: 'stopped', code });
                const heading = page.getByRole('heading', { name: title, exact: true });
                await heading.waitFor();
                assert.equal(await heading.getAttribute('lang'), first);
                await page.getByText(text, { exact: true }).waitFor();
                assert.equal(await page.getByText(texts[second].text, { exact: true }).getAttribute('lang'), second);
                const button = page.getByRole('button');
                assert.deepEqual(await button.allTextContents(), action ? [action] : []);
                assert.equal(Boolean(action), Boolean(message ?? reload), `${code} has a button without use, or a use without button`);
                assert.equal(Boolean(texts[second].action), Boolean(action));
            }
        } finally {
            await page.close();
            page = before;
        }
    });
}
