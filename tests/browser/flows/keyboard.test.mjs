// Tab, Shift+Tab, Enter, Space, arrows and letters are enough for a day's work, and the focus is seen all the time.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NUMBER } from '../support/desk.mjs';
import { Gallery } from '../support/gallery.mjs';
import { Keyboard } from '../support/keyboard.mjs';
import { DEMO_PASSWORD, Server } from '../support/server.mjs';
import { accounts, Tablet } from '../support/tablet.mjs';

const STOPS = 60;
const STOPS_MIN = 30;
const SHEET_STOPS = 12;

let server;
let tablet;
let page;
let keyboard;

before(async () => {
    server = await Server.start();
    tablet = await Tablet.make(`http://localhost:${server.port}`, { reducedMotion: 'reduce' });
    await tablet.open();
    ({ page } = tablet);
    keyboard = new Keyboard(page, () => tablet.settled());
});

after(async () => {
    await tablet?.close();
    await server?.stop();
});

const button = (name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const field = (name) => page.getByRole('textbox', { name, exact: true });
const radio = (name) => page.getByRole('radio', { name, exact: true });
const dialog = () => page.getByRole('dialog');

test('sign in', async () => {
    await keyboard.goAndType(field('账号'), accounts.acceptor);
    await keyboard.goAndType(page.getByLabel('密码'), DEMO_PASSWORD);
    await keyboard.goAndPress(button('登录'));
    await page.getByRole('searchbox').waitFor({ state: 'attached' });
});

let number;

test('record a complaint', async () => {
    await keyboard.goAndPress(button('登记'));
    await keyboard.choose(radio('服务台/现场'));
    await keyboard.choose(radio('电话'));
    await keyboard.goAndType(field('姓名'), '赵国强');
    await keyboard.goAndType(field('联系方式'), '138 1764 5208');
    await keyboard.choose(radio('服务质量'));
    await keyboard.goAndType(field('投诉内容'), '站台广播听不清。');
    // A mistake further up is set right on the way back.
    await keyboard.goTo(field('姓名'), 'Shift+Tab');
    await keyboard.press('End');
    await keyboard.press('Backspace');
    await keyboard.type('栋');
    await keyboard.choose(radio('合格'));
    await keyboard.goAndPress(button('验证并登记'), 'Space');
    const heading = page.getByRole('heading', { level: 1, name: NUMBER });
    await heading.waitFor({ state: 'attached' });
    number = NUMBER.exec(await heading.textContent())[0];
});

test('find it in the list and open it', async () => {
    await keyboard.press('Escape');
    await page.getByRole('navigation').first().waitFor({ state: 'attached' });
    await keyboard.goAndType(page.getByRole('searchbox'), number);
    const rows = page.getByRole('listitem');
    await rows.nth(1).waitFor({ state: 'detached' });
    await keyboard.goAndPress(rows.filter({ hasText: number }).getByRole('button'));
    await page.getByText('赵国栋').first().waitFor({ state: 'attached' });
});

test('do a step', async () => {
    await keyboard.goAndPress(button('其他步骤'));
    await keyboard.goAndPress(dialog().getByRole('button', { name: '更正登记信息' }));
    await keyboard.choose(radio('地点'));
    await keyboard.goAndType(field('改为'), '龙阳路站下行站台');
    await keyboard.goAndType(field('原因'), '回拨核对');
    await keyboard.goAndPress(dialog().getByRole('button', { name: '更正登记信息' }), 'Space');
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('龙阳路站下行站台').first().waitFor({ state: 'attached' });
    assert.deepEqual(tablet.complaints, []);
});

test('in the gallery every stop is in view, and none is a trap', async () => {
    const gallery = await Gallery.open();
    try {
        await gallery.page.getByRole('button', { name: '待办, 9' }).focus();
        const seen = new Set();
        for (let i = 0; i < STOPS; ++i) {
            await gallery.page.keyboard.press('Tab');
            const stop = await gallery.page.waitForFunction(() => {
                const { id } = document.activeElement;
                const { top, bottom } = document.activeElement.getBoundingClientRect();
                return !id || (top >= 0 && bottom <= window.innerHeight) ? { id } : undefined;
            });
            seen.add((await stop.jsonValue()).id);
        }
        assert.ok(seen.size > STOPS_MIN, `only ${seen.size} stops`);
    } finally {
        await gallery.close();
    }
});

test('a sheet takes the focus; Escape closes it and gives the focus back', async () => {
    const gallery = await Gallery.open();
    try {
        const opener = gallery.page.getByRole('button', { name: '其他步骤' });
        await opener.focus();
        await gallery.page.keyboard.press('Enter');
        const sheet = gallery.page.getByRole('dialog', { name: '退回投诉' });
        await sheet.waitFor();
        await gallery.rest();
        for (let i = 0; i < SHEET_STOPS; ++i) {
            // Past its last stop the browser's own controls come, which are no element of the page.
            const left = await sheet.evaluate((element) => (
                element.contains(document.activeElement) || document.activeElement === document.body ? '' : document.activeElement.id));
            assert.equal(left, '', 'what lies below can be reached');
            await gallery.page.keyboard.press('Tab');
        }
        await gallery.page.keyboard.press('Escape');
        await sheet.waitFor({ state: 'detached' });
        assert.equal(await opener.evaluate((element) => element === document.activeElement), true);
    } finally {
        await gallery.close();
    }
});
