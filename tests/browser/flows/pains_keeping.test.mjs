// Work that is not delivered is never stuck silently and never lost: what users of other offline desks suffer from.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { Desk, record } from '../support/desk.mjs';

const SYNC = '/api/v1/sync';
const POISON = '这一句被网关拦下';

let desk;
let acceptor;
let second;

before(async () => {
    desk = await Desk.open();
    acceptor = await desk.seat('acceptor');
    second = await desk.seat('manager');
});

beforeEach(() => {
    acceptor.proxy.refuseBodiesWith('');
    acceptor.proxy.answerNonsense('');
    second.proxy.changeAnswers(SYNC, null);
});

after(() => desk?.close());

test('pain 4: one rejected record jams everything behind it', async () => {
    await acceptor.goOffline();
    const poisoned = await record(acceptor, { content: `站台广播听不清。${POISON}。` });
    const numbers = [
        await record(acceptor, { content: '闸机口令牌读不出来，排队十分钟。' }),
        await record(acceptor, { content: '站厅大屏花屏三天，没有人处理。' }),
    ];
    acceptor.proxy.refuseBodiesWith(POISON);
    await acceptor.tablet.context.setOffline(false);
    // The two behind it arrive at the other tablet.
    for (const number of numbers) {
        await second.open(number);
    }
    // The one is said to be in trouble, with its reason and what can be done.
    await acceptor.needsAttention();
    await acceptor.openSync();
    await acceptor.see('没有办成，等您处理');
    await acceptor.see('服务器或网络不接受这一条，其他记录都正常');
    await acceptor.see(poisoned);
    // Editing takes the words away that something on the way does not like.
    await acceptor.press(/^编辑重试: /);
    await acceptor.write('投诉内容', '站台广播听不清，已报修两次。');
    await acceptor.press('验证并登记');
    await acceptor.synced();
    await acceptor.openSync();
    assert.equal(await acceptor.page.getByText('没有办成，等您处理').count(), 0);
});

test('pain 5: uploads work, downloads never apply again, and nobody is told', async () => {
    acceptor.proxy.answerNonsense(SYNC);
    await acceptor.openSync();
    await acceptor.press('现在同步');
    await acceptor.see('服务器的回答读不懂，会自动再试');
    await acceptor.see(/起没有进展/);
    await acceptor.page.getByRole('button', { name: '未同步', exact: true }).waitFor();
    assert.equal(await acceptor.page.getByText('都已送达').count(), 0);
    acceptor.proxy.answerNonsense('');
    await acceptor.press('现在同步');
    await acceptor.synced();
});

test('pain 5: one page that cannot be read is told to whoever waits for it, and comes by itself when it can', async () => {
    let pages = 0;
    second.proxy.changeAnswers(SYNC, ({ events }) => {
        for (const event of events) {
            delete event.kind;
            ++pages;
        }
    });
    const number = await record(acceptor, { content: '车控室的综合后备盘按了没有反应。' });
    await acceptor.synced();
    await second.page.getByRole('button', { name: '未同步', exact: true }).waitFor();
    await second.openSync();
    await second.see('服务器的回答读不懂，会自动再试');
    await second.see(/起没有进展/);
    await second.see(/^\d\d:\d\d 再试$|^正在试$/);
    assert.equal(await second.page.getByText('都已送达').count(), 0);
    assert.ok(pages > 0, 'every page was good, so the test proves nothing');
    // The next attempt is its own.
    second.proxy.changeAnswers(SYNC, null);
    await second.synced();
    await second.open(number);
});

test('pain 17: no way to get data off a broken tablet', async () => {
    await acceptor.goOffline();
    const number = await record(acceptor, { content: '换乘通道的问询屏不亮，家属找不到出口。' });
    await acceptor.openSync();
    await acceptor.press('导出未同步');
    const link = acceptor.page.getByRole('link', { name: '保存文件' });
    const waiting = acceptor.page.waitForEvent('download');
    await link.click();
    const download = await waiting;
    assert.match(download.suggestedFilename(), /^huiyin-.*\.hyx$/);
    const path = await download.path();
    const bytes = await readFile(path);
    assert.ok(!bytes.includes(Buffer.from('问询屏')), 'the file is sealed');
    const said = await acceptor.page.getByText(/^文件内有 1 步、0 个附件。代码 /).first().textContent();
    const [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said);
    // Another tablet of the department carries it.
    await second.openSync();
    const chooser = second.page.waitForEvent('filechooser');
    await second.press('导入');
    await (await chooser).setFiles({ name: download.suggestedFilename(), mimeType: '', buffer: bytes });
    await second.write('代码', code.toLowerCase());
    await second.press('打开并上传');
    await second.synced();
    await second.open(number);
    // Its own tablet comes back after all: nothing is there twice.
    await acceptor.goOnline();
    await acceptor.open(number);
    // The server takes the file as well, and knows all of it already.
    const { stdout } = await promisify(execFile)(desk.server.program,
        ['import', '--database', desk.server.database, '--file', path]);
    assert.match(stdout, /^1 events, 0 new, 1 here before, 0 not taken$/m);
});
