// What users of other field apps suffer, by the numbers of the list that this desk was designed against. Each test is the
// situation in which those apps fail, and would show it here.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { correct, Desk, people, record } from '../support/desk.mjs';
import { makeDatabaseOld } from '../support/old_database.mjs';

const SYNC = '/api/v1/sync';
const YEAR_MS = 365 * 24 * 3600 * 1000;

let desk;
let acceptor;
let manager;
let second;

before(async () => {
    desk = await Desk.open();
    acceptor = await desk.seat('acceptor');
    manager = await desk.seat('manager');
    second = await desk.seat('second');
});

// A test that failed leaves nobody offline for the next.
beforeEach(async () => {
    for (const seat of desk.seats) {
        await seat.goOnline();
    }
});

after(() => desk?.close());

/** The sync pill, while something waits to be sent. */
function pending(seat, count) {
    return seat.page.getByRole('button', { name: new RegExp(`待上传 ${count}`) }).first().waitFor({ state: 'attached' });
}

test('pain 3: the upload queue goes on by itself while the browser says "connected" all the time', async () => {
    // Errors, refusals and a server that is not there, and nobody touches the tablet in between.
    acceptor.proxy.answerNext(SYNC, { status: 502, body: 'Bad Gateway' });
    acceptor.proxy.answerNext(SYNC, { status: 503, headers: { 'Retry-After': '1' } });
    const number = await record(acceptor, { content: '隧道口摄像机的画面从早上起一直是黑的。' });
    await pending(acceptor, 1);
    await desk.server.kill();
    await acceptor.page.getByRole('button', { name: /待上传 1/ }).first().waitFor({ state: 'attached' });
    assert.equal(await acceptor.page.evaluate('navigator.onLine'), true);
    await desk.server.resume();
    await acceptor.synced();
    assert.equal(acceptor.proxy.waiting, 0, 'nothing stood in the way, so the test proves nothing');
    await manager.synced();
    await manager.open(number);
});

test('pain 5: an answer that cannot be read does not end downloading for ever', async () => {
    for (const body of ['{"protocol":1,"epoch":"', '<html>login</html>', '']) {
        manager.proxy.answerNext(SYNC, { status: 200, headers: { 'Content-Type': 'application/json' }, body });
    }
    const number = await record(acceptor, { content: '车站时钟与行车调度的时钟差了四十秒。' });
    await manager.open(number);
    assert.equal(manager.proxy.waiting, 0, 'every answer was good, so the test proves nothing');
    await manager.synced();
});

test('pain 6: both sides of a conflict are shown until a person decides, and the loser stays readable', async () => {
    const number = await record(acceptor, { content: '司机室的对讲机有杂音，换了两台还是一样。' });
    await manager.open(number);
    await second.open(number);
    await manager.goOffline();
    await second.goOffline();
    await correct(manager, number, '地点', '龙阳路停车场');
    await correct(second, number, '地点', '龙阳路站下行站台');
    await second.goOnline();
    await manager.goOnline();
    for (const seat of [manager, second]) {
        await seat.open(number);
        await seat.see('地点有两个不同的值');
        await seat.see(people.manager.name);
        await seat.see(people.second.name);
    }
    await second.press('采用: 龙阳路停车场');
    await manager.open(number);
    await manager.page.getByText('地点有两个不同的值').first().waitFor({ state: 'detached' });
    await manager.see('龙阳路停车场');
    // In the timeline, with who wrote it.
    await manager.see(/龙阳路站下行站台/);
});

test('pain 7: "200 OK" from something that is not our server is not taken for delivered', async () => {
    const good = await acceptor.page.getByRole('button', { name: '已同步', exact: true }).count();
    assert.equal(good, 1);
    const portal = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>欢迎使用车站无线网，请登录</html>' };
    const empty = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' };
    acceptor.proxy.answerNext(SYNC, portal);
    acceptor.proxy.answerNext(SYNC, empty);
    const number = await record(acceptor, { content: '换乘通道的广播和站台广播互相干扰，听不清。' });
    await pending(acceptor, 1);
    assert.equal(await manager.page.getByText(number).count(), 0, 'it arrived, so the test proves nothing');
    await acceptor.synced();
    assert.equal(acceptor.proxy.waiting, 0);
    await acceptor.open(number);
    await acceptor.see(/^已送达|^已读/);
    await manager.open(number);
});

test('pain 9: on a link that loses, doubles and cuts everything there is one record each', async () => {
    await manager.home();
    await manager.goTo(/^投诉/);
    await manager.page.getByRole('searchbox').fill('');
    const all = manager.page.getByRole('radio', { name: /^全部, / }).first();
    const before = await all.evaluate((element) => element.getAttribute('aria-label') ?? element.textContent);
    const numbers = [];
    for (const [content, ...misfortunes] of [
        ['站厅显示屏花屏，重启以后第二天又花。', 'loseNextAnswer', 'repeatNextRequest', 'cutNextRequest'],
        ['电扶梯对讲按钮按下去没有人应答。', 'cutNextRequest', 'loseNextAnswer'],
        ['机房空调告警短信每小时发一次，没有人处理。', 'repeatNextRequest', 'loseNextAnswer'],
    ]) {
        await acceptor.goOffline();
        numbers.push(await record(acceptor, { content }));
        misfortunes.forEach((misfortune) => acceptor.proxy[misfortune](SYNC));
        await acceptor.goOnline();
        assert.equal(acceptor.proxy.waiting, 0, 'nothing happened on the way, so the test proves nothing');
    }
    await manager.open(numbers.at(-1));
    await manager.home();
    await manager.goTo(/^投诉/);
    await manager.page.getByRole('searchbox').fill('');
    const expected = Number(/\d+/.exec(before)[0]) + numbers.length;
    await manager.page.getByRole('radio', { name: `全部, ${expected}` }).first().waitFor({ state: 'attached' });
    for (const number of numbers) {
        await manager.page.getByRole('searchbox').fill(number);
        await manager.page.getByRole('listitem').filter({ hasText: number }).first().waitFor({ state: 'attached' });
        assert.equal(await manager.page.getByRole('listitem').filter({ hasText: number }).count(), 1);
    }
    await manager.page.getByRole('searchbox').fill('');
});

test('pain 11: a tablet from the future stops nobody, and works on after its clock is set right', async () => {
    const lost = await desk.seat('acceptor', { clockAheadMs: 10 * YEAR_MS });
    const future = await record(lost, { content: '票亭的电话只能接不能打，已经三天。' });
    await lost.synced();
    // Everybody else's later work still moves, in both directions.
    const present = await record(acceptor, { content: '车载电台今天早上切换基站时掉线。' });
    await acceptor.synced();
    for (const number of [future, present]) {
        await manager.open(number);
    }
    lost.tablet.setClock(0);
    await lost.page.reload();
    await lost.page.getByRole('searchbox').waitFor();
    const corrected = await record(lost, { content: '时钟改正以后，同一台终端又登记了一件投诉。' });
    await lost.synced();
    await manager.open(corrected);
});

test('pain 12: three tabs of one profile: one works, the others say so, and none hangs or writes twice', async () => {
    const { context, origin } = acceptor.tablet;
    const others = [await context.newPage(), await context.newPage()];
    for (const page of others) {
        await page.goto(origin);
    }
    for (const page of others) {
        await page.getByRole('heading', { name: '回音已在另一个标签页打开' }).waitFor();
    }
    const number = await record(acceptor, { content: '一台平板上开了三个标签页时登记的投诉。' });
    await acceptor.synced();
    // The one that works goes away without a word; another takes its place when asked.
    await acceptor.page.close();
    await others[0].getByRole('button', { name: '在这里使用' }).click();
    await others[0].getByRole('searchbox').fill(number);
    const found = others[0].getByRole('listitem').filter({ hasText: number });
    await found.first().waitFor({ state: 'attached' });
    assert.equal(await found.count(), 1);
    await others[1].getByRole('heading', { name: /回音已在另一个标签页打开/ }).waitFor();
    await others[1].close();
    [acceptor.tablet.page] = others;
});

test('pain 16: a new version that changes the database keeps what was not sent, and the form half filled in', async () => {
    const content = '写到一半的投诉：站厅对讲';
    await acceptor.goOffline();
    const number = await record(acceptor, { content: '升级之前没有上传的投诉，内容不能丢。' });
    await acceptor.home();
    await acceptor.press('登记');
    await acceptor.write('投诉内容', content);
    await acceptor.home();
    // An address of the same origin that is not the app's: the app ends, and nobody holds its files.
    await acceptor.tablet.kill();
    await acceptor.tablet.launch();
    await acceptor.page.goto(acceptor.tablet.origin + SYNC);
    await acceptor.tablet.context.setOffline(true);
    const taken = await makeDatabaseOld(acceptor.page);
    assert.ok(taken.length > 0, 'the database was as before, so the test proves nothing');
    await acceptor.tablet.open();
    await acceptor.page.getByRole('searchbox').waitFor();
    await pending(acceptor, 1);
    await acceptor.open(number);
    await acceptor.home();
    await acceptor.press('登记');
    assert.equal(await acceptor.page.getByRole('textbox', { name: '投诉内容', exact: true }).inputValue(), content);
    await acceptor.goOnline();
    await manager.open(number);
});
