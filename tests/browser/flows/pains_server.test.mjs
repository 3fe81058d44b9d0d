// What the server does not accept, and what it acknowledged and lost: whose work it is is told, and nothing is gone.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Desk, dispatch, people, receive, record } from '../support/desk.mjs';
import { DEMO_PASSWORD } from '../support/server.mjs';

let desk;
let manager;
let member;
let colleague;
let second;

before(async () => {
    desk = await Desk.open();
    manager = await desk.seat('manager');
    member = await desk.seat('member');
    colleague = await desk.seat('colleague');
    second = await desk.seat('second');
});

after(() => desk?.close());

/** A complaint that waits for somebody of the group to receive it. */
async function dispatched(content) {
    const number = await record(manager, { content });
    await dispatch(manager, number);
    return number;
}

test('pain 7: who was second with a step is told so with the reason, and finds it again later', async () => {
    const number = await dispatched('道岔在早高峰两次失去表示，每次都要人工钩锁。');
    for (const seat of [member, colleague]) {
        await seat.open(number);
        await seat.goOffline();
        await receive(seat, number);
    }
    await member.goOnline();
    await colleague.tablet.context.setOffline(false);
    const told = async () => {
        await colleague.needsAttention();
        await colleague.openSync();
        await colleague.see('没有办成，等您处理');
        await colleague.see('接收投诉  道岔在早高峰两次失去表示');
        await colleague.see(number);
        await colleague.see(`已由${people.member.name}接收`);
        await colleague.see('服务器保存了它，但没有采用');
    };
    await told();
    await colleague.page.reload();
    await told();
    // From the complaint, too.
    await colleague.open(number);
    await colleague.see('这件投诉有 1 步没有办成');
    await colleague.press('查看');
    await colleague.press(/^知道了: /);
    await colleague.synced();
    await colleague.press('返回');
});

test('pain 7: what somebody did whose role was taken away meanwhile is told so, though nothing else is shown any more', async () => {
    const number = await dispatched('联锁机柜的风扇一直在响，夜里更响。');
    await colleague.open(number);
    await colleague.goOffline();
    const administrator = await desk.seat('administrator');
    await administrator.press(new RegExp(`^${people.colleague.name}`));
    await administrator.pressInSheet(/收回角色$/);
    await administrator.pressInSheet('收回角色');
    await administrator.see(/^已保存：/);
    // The tablet has not heard of it, and lets it be done.
    await receive(colleague, number);
    await colleague.tablet.context.setOffline(false);
    await colleague.needsAttention();
    await colleague.openSync();
    await colleague.see('没有办成，等您处理');
    await colleague.see('接收投诉  联锁机柜的风扇一直在响，夜里更响');
    await colleague.see(number);
    await colleague.see('操作人没有所用的角色');
    // Nor does anybody see it as done.
    await manager.open(number);
    await manager.see('待接收');
});

const run = (...args) => promisify(execFile)(desk.server.program, args);

/** A copy of the server's database as it is now. */
async function copyOfServer() {
    const copy = `${desk.server.database}.copy`;
    await rm(copy, { force: true });
    await run('backup', '--database', desk.server.database, '--to', copy);
    return copy;
}

/** A complaint of which its tablet knows that the server has it, and the other one nothing at all. */
async function acknowledged(content) {
    await second.goOffline();
    const number = await record(manager, { content });
    await manager.see(/^已送达|^已读/);
    await manager.synced();
    return number;
}

test('pain 7: what the server acknowledged and lost, by a copy put back by hand, is offered again and arrives', async () => {
    const { database } = desk.server;
    const copy = await copyOfServer();
    const number = await acknowledged('时刻表服务器昨晚切换失败，今早全部列车晚点。');
    await desk.server.kill();
    for (const ending of ['-wal', '-shm']) {
        await rm(database + ending, { force: true });
    }
    await copyFile(copy, database);
    await desk.server.resume();
    await second.goOnline();
    await second.open(number);
});

async function signInAgain(seat) {
    await seat.needsAttention();
    await seat.openSync();
    await seat.press('重新登录');
    await seat.page.getByLabel('密码').fill(DEMO_PASSWORD);
    await seat.press('登录');
    await seat.synced();
}

test('pain 7: what the server acknowledged and lost, by a restore, is offered again and arrives', async () => {
    const { database } = desk.server;
    const copy = await copyOfServer();
    const number = await acknowledged('综合监控的历史曲线缺了整整一个夜班。');
    await desk.server.kill();
    await run('restore', '--database', database, '--from', copy, '--replace');
    await desk.server.resume();
    // All sign-ins have ended, and that is said before anybody asks.
    await manager.needsAttention();
    await manager.openSync();
    await manager.see('登录已过期，请重新登录');
    assert.equal(await manager.page.getByText('都已送达').count(), 0);
    await signInAgain(manager);
    await second.tablet.context.setOffline(false);
    await signInAgain(second);
    await second.open(number);
});

test('a tablet that is revoked says so at once, also while nobody touches it', async () => {
    const number = await record(second, { content: '检修天窗结束后有两台转辙机没有恢复。' });
    await second.synced();
    await run('device', 'revoke', '--database', desk.server.database, '--code', number.split('-')[2]);
    await second.needsAttention();
    await second.openSync();
    await second.see('登录已过期，请重新登录');
});
