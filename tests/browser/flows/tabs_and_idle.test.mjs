// One writer for each profile, zero frames when nothing happens.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../support/server.mjs';
import { accounts, Tablet } from '../support/tablet.mjs';
import { MAY_RING, takeTimers, watchTimers } from '../support/timers.mjs';

const IDLE_MS = 10_000;
/** The function that asks for it, tablet.js. */
const SYNC_TIMER = '.scheduleTick ';

let server;
let tablet;

before(async () => {
    server = await Server.start();
    tablet = await Tablet.make(`http://localhost:${server.port}`, { serviceWorkers: 'block', args: [MAY_RING] });
    await watchTimers(tablet.context);
    await tablet.open();
    await tablet.signIn(accounts.acceptor);
});

after(async () => {
    await tablet?.close();
    await server?.stop();
});

test('in ten seconds without anything happening there is no frame, and no timer but that of the next synchronization', async (t) => {
    await tablet.settled();
    const before = await tablet.page.evaluate('window.huiyin.statistics()');
    await takeTimers(tablet.page);
    // Not a sleep to wait for something: these ten seconds are what is measured.
    await new Promise((resolve) => { setTimeout(resolve, IDLE_MS); });
    const { rung, waiting } = await takeTimers(tablet.page);
    const afterwards = await tablet.page.evaluate('window.huiyin.statistics()');
    assert.equal(afterwards.frames - before.frames, 0);
    t.diagnostic(`${rung.length} timers rang, ${waiting.length} wait: ${[...rung, ...waiting].join(', ')}`);
    // The one exception: the server is looked at now and then, should its doorbell have been missed.
    const others = [...rung, ...waiting].filter((who) => !who.includes(SYNC_TIMER));
    assert.deepEqual(others, []);
    assert.ok(waiting.length <= 1, 'more than one waits for the next synchronization');
});

test('a second tab says so, takes over when asked, and nothing is lost or doubled', async () => {
    await tablet.page.getByRole('button', { name: '登记', exact: true }).click();
    await tablet.page.getByRole('textbox', { name: '投诉内容' }).fill('第一个标签页里写到一半的内容');
    const second = await tablet.context.newPage();
    await second.goto(tablet.origin);
    await second.getByRole('heading', { name: '回音已在另一个标签页打开' }).waitFor();
    await second.getByRole('button', { name: '在这里使用' }).click();
    await tablet.page.getByRole('heading', { name: '已改在另一个标签页使用' }).waitFor();
    await second.getByRole('searchbox').waitFor();
    await second.getByRole('button', { name: '登记', exact: true }).click();
    const content = second.getByRole('textbox', { name: '投诉内容' });
    await content.waitFor();
    assert.equal(await content.inputValue(), '第一个标签页里写到一半的内容');
    // And back again, by the first tab's own button.
    await tablet.page.getByRole('button', { name: '回到这里使用' }).click();
    await tablet.page.getByRole('button', { name: '在这里使用' }).click();
    await tablet.page.getByRole('searchbox').waitFor();
    await second.getByRole('heading', { name: '已改在另一个标签页使用' }).waitFor();
    await second.close();
    const counts = await tablet.page.getByRole('radio', { name: /^全部/ }).getAttribute('aria-label');
    assert.match(counts, /全部/);
});

test('nothing was logged as an error on the way', () => {
    assert.deepEqual(tablet.complaints, []);
});
