// What a browser does to what it keeps: it promises nothing, is killed, has no more room, deletes everything. Whoever works
// there is told, and what was written is there as long as anything could keep it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Desk, fillIntake, people, record, shownNumber } from '../support/desk.mjs';
import { choosePhoto } from '../support/photos.mjs';
import { MAY_RING } from '../support/timers.mjs';

const SYNC = '/api/v1/sync';
const MONTH_MS = 30 * 24 * 3600 * 1000;
/** More fill what the log of the database has reserved for itself. */
const PHOTOS_MAX = 12;

let desk;
let acceptor;
let manager;

before(async () => {
    desk = await Desk.open();
    acceptor = await desk.seat('acceptor');
    manager = await desk.seat('manager');
});

after(() => desk?.close());

/** The browser's own knobs for the data of the app's address. */
async function storageOf(seat) {
    const client = await seat.tablet.context.newCDPSession(seat.page);
    return (method, options) => client.send(method, { origin: seat.tablet.origin, ...options });
}

test('pain 1: the browser is asked at every start to keep the data, and its answer is told', async () => {
    const { page, tablet } = acceptor;
    await tablet.context.addInitScript(() => {
        const persist = StorageManager.prototype.persist;
        window.answers = [];
        StorageManager.prototype.persist = function ask() {
            const answer = persist.call(this);
            window.answers.push(answer);
            return answer;
        };
    });
    const started = async () => {
        await page.reload();
        await page.getByRole('searchbox').waitFor();
        await acceptor.openSync();
        return page.evaluate(() => Promise.all(window.answers));
    };
    assert.deepEqual(await started(), [false]);
    await acceptor.see('浏览器没有答应长期保存，请及时同步');
    // As when the app was put on the home screen meanwhile.
    const storage = await storageOf(acceptor);
    await storage('Browser.grantPermissions', { permissions: ['durableStorage'] });
    assert.deepEqual(await started(), [true]);
    await acceptor.see('浏览器已答应长期保存');
    assert.equal(await page.getByText('浏览器没有答应长期保存').count(), 0);
});

test('pain 1: what waits is there after a kill and a month without the server, and arrives', async () => {
    // With a clock of its own the app comes from the server; what is cut is the way of its work.
    const away = await desk.seat('acceptor', { clockAheadMs: 1, args: [MAY_RING] });
    away.proxy.judge(SYNC, () => ({ after: 0 }));
    const waits = () => away.page.getByRole('button', { name: /离线.*待上传 1/ }).waitFor();
    const number = await record(away, { content: '隧道里的漏缆断了，整个区间没有无线信号。' });
    await waits();
    await away.tablet.kill();
    away.tablet.setClock(MONTH_MS);
    await away.tablet.launch();
    await away.tablet.open();
    await waits();
    away.proxy.judge(SYNC, () => undefined);
    await away.synced();
    await manager.open(number);
});

test('pain 1: when the storage is full that is said, nothing typed is lost, and with room again it is saved', async () => {
    const { page } = manager;
    const content = '售检票机房漏水，最后一页也要写得下。';
    const storage = await storageOf(manager);
    await storage('Storage.overrideQuotaForOrigin', { quotaSize: 1 });
    // What a file has got of its browser is its own until it is opened again.
    await page.reload();
    await page.getByRole('searchbox').waitFor();
    await fillIntake(manager, { content: '' });
    const full = page.getByText('附件没有保存：平板存储已满');
    for (let photos = 0; await full.count() === 0; ++photos) {
        assert.ok(photos < PHOTOS_MAX, 'everything found room, so the test proves nothing');
        const [name, width, height] = photos < 1 ? ['大屏', 2048, 1536] : [`小屏 ${photos}`, 640, 480];
        await choosePhoto(manager, name, width, height);
        await full.or(page.getByRole('button', { name: `照片 ${name}`, exact: true })).first().waitFor();
    }
    // Nor is there room for what others do.
    const other = await record(acceptor, { content: '票亭的空调漏水，纸币受潮。' });
    await manager.needsAttention();
    await manager.openSync();
    await manager.see('平板存不上，请腾出空间');
    await manager.home();
    await manager.press('登记');
    await manager.write('投诉内容', content);
    await manager.choose('合格');
    await manager.see('草稿没有存上');
    await manager.press('验证并登记');
    await manager.see('没有存上：平板存储已满。内容还在，请再试');
    const field = page.getByRole('textbox', { name: '投诉内容', exact: true });
    assert.equal(await field.inputValue(), content);
    await manager.press('关闭');
    await manager.home();
    await manager.press('登记');
    assert.equal(await field.inputValue(), content, 'after leaving the form and coming back');

    await storage('Storage.overrideQuotaForOrigin', {});
    await manager.press('验证并登记');
    const number = await shownNumber(manager);
    await manager.see(content);
    await manager.synced();
    await manager.open(other);
    await manager.open(number);
    await manager.see(/^已送达|^已读/);
});

test('pain 1: unsynced data silently gone', async () => {
    const { page, tablet } = acceptor;
    const delivered = await record(acceptor, { content: '更衣室的门禁刷不开，每天上班都要等人。' });
    await acceptor.synced();
    await acceptor.goOffline();
    const lost = await record(acceptor, { content: '只有这台平板知道的一件投诉。' });
    await page.goto('about:blank');
    await tablet.context.setOffline(false);
    // What a browser short of room does to an origin: everything under its quota goes, nobody is asked.
    const storage = await storageOf(acceptor);
    await storage('Storage.clearDataForOrigin', { storageTypes: 'file_systems,indexeddb,cache_storage,service_workers' });
    await tablet.open();
    await acceptor.see(/浏览器清除了这台平板上的数据/);
    await acceptor.see(/没有上传的找不回来了/);
    assert.equal(await page.getByText(/已同步|都已送达/).count(), 0);
    // What it said would come back does; and whoever runs the server sees that the tablet of before is silent.
    await tablet.signIn(people.acceptor.account);
    await acceptor.open(delivered);
    const { stdout } = await promisify(execFile)(desk.server.program, ['tablets', '--database', desk.server.database]);
    const code = lost.split('-')[2];
    assert.match(stdout, new RegExp(`^${code}\t${people.acceptor.name}\t\\d{4}-`, 'm'));
    const now = await record(acceptor, { content: '数据清除以后，同一台平板登记的第一件投诉。' });
    assert.notEqual(now.split('-')[2], code);
});
