// The acceptance scenarios in which tablets were apart: what merges, what is a conflict, clocks, numbers, lost requests.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { correct, Desk, people, record, shownNumber, upToFollowUp } from '../support/desk.mjs';

const YEAR_MS = 365 * 24 * 3600 * 1000;
const SYNC = '/api/v1/sync';

let desk;
let acceptor;
let manager;
let second;
let member;

before(async () => {
    desk = await Desk.open();
    acceptor = await desk.seat('acceptor');
    manager = await desk.seat('manager');
    second = await desk.seat('second');
    member = await desk.seat('member');
});

// A test that failed leaves nobody offline for the next.
beforeEach(async () => {
    for (const seat of desk.seats) {
        await seat.goOnline();
    }
});

after(() => desk?.close());

test('scenario 7: apart, different fields merge and the same field is a conflict that shows both', async () => {
    const number = await record(acceptor);
    await manager.open(number);
    await second.open(number);
    await manager.goOffline();
    await second.goOffline();
    await correct(manager, number, '用户诉求', '书面答复');
    await correct(manager, number, '地点', '会展中心站综控室');
    await correct(second, number, '地点', '会展中心站信号设备室');
    await manager.goOnline();
    await second.goOnline();
    await manager.open(number);
    await manager.see('书面答复');
    await manager.see('地点有两个不同的值');
    await manager.see('会展中心站综控室');
    await manager.see('会展中心站信号设备室');
    await manager.press('采用: 会展中心站信号设备室');
    await second.open(number);
    await second.page.getByText('地点有两个不同的值').first().waitFor({ state: 'detached' });
    await second.see('会展中心站信号设备室');
});

test('scenario 7: closed 满意 on one tablet and 不满意 on another ends in 关闭待裁决', async () => {
    const number = await upToFollowUp({ acceptor, manager, member }, { content: '站厅时钟比子钟慢五分钟，校过之后又慢了。' });
    await manager.open(number);
    await second.open(number);
    await manager.goOffline();
    await second.goOffline();
    const close = async (seat, result) => {
        await seat.step('关闭投诉');
        const sheet = seat.page.getByRole('dialog');
        await sheet.getByRole('radio', { name: '电话', exact: true }).click();
        await sheet.getByRole('radio', { name: result, exact: true }).first().click();
        if (result === '不满意') {
            await sheet.getByRole('radio', { name: '态度/沟通', exact: true }).click();
            await seat.write('不满意原因', '通知得太晚');
        }
        await seat.save('关闭投诉');
    };
    await close(manager, '满意');
    await close(second, '不满意');
    await manager.goOnline();
    await second.goOnline();
    for (const seat of [manager, second]) {
        await seat.open(number);
        await seat.see('关闭待裁决');
    }
});

test('scenario 8: numbers from tablets with wrong clocks never meet, and 登记序号 has no gap', async () => {
    const seats = [];
    for (const clockAheadMs of [-6 * YEAR_MS, 5 * YEAR_MS]) {
        seats.push(await desk.seat('acceptor', { clockAheadMs }));
    }
    const numbers = [];
    for (const seat of [acceptor, ...seats]) {
        await seat.goOffline();
        for (const content of ['站台广播今天下午没有声音。', '售票机纸币模块又卡币了。']) {
            numbers.push(await record(seat, { content }));
        }
    }
    assert.equal(new Set(numbers).size, numbers.length, numbers.join(' '));
    for (const seat of [acceptor, ...seats]) {
        await seat.goOnline();
    }
    for (const number of numbers) {
        await manager.open(number);
    }
    await manager.home();
    await manager.goTo('记录表');
    await manager.choose('年');
    await manager.page.getByRole('row').nth(1).waitFor({ state: 'attached' });
    // What opens a row is named by its 登记序号.
    const shown = (await manager.page.getByRole('row').getByRole('button').allTextContents()).map(Number);
    assert.ok(shown.length > numbers.length, `the register shows ${shown.length} rows`);
    assert.deepEqual(shown, shown.map((_, i) => shown[0] + i));
});

test('scenario 9: a respondent is in no picker and is offered no step', async () => {
    await acceptor.goOffline();
    await acceptor.home();
    await acceptor.press('登记');
    await acceptor.choose('服务台/现场');
    await acceptor.choose('电话');
    await acceptor.write('姓名', '刘芳');
    await acceptor.write('联系方式', '138 1764 5209');
    await acceptor.choose('运维团队（人员）');
    await acceptor.press(/^涉及的人员和小组/);
    await acceptor.page.getByRole('checkbox', { name: new RegExp(`^${people.member.name}`) }).click();
    await acceptor.pressInSheet('选好了');
    await acceptor.write('投诉内容', '到场的维修人员态度生硬，问什么都不回答。');
    await acceptor.choose('合格');
    await acceptor.press('验证并登记');
    const number = await shownNumber(acceptor);
    await acceptor.goOnline();

    await manager.open(number);
    await manager.goOffline();
    await manager.step('分派到小组');
    await manager.pressInSheet(/^责任小组/);
    await manager.pressInSheet(new RegExp(`^${people.member.group}`));
    await manager.pressInSheet(/^处理人/);
    await manager.page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${people.colleague.name}`) }).waitFor();
    assert.equal(await manager.page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${people.member.name}`) }).count(), 0);
    await manager.pressInSheet(new RegExp(`^${people.colleague.name}`));
    await manager.save('分派到小组');
    await manager.goOnline();
    await member.open(number);
    const offered = await member.offered();
    for (const step of ['接收投诉', '确认是否有效', '处理完成', '关闭投诉']) {
        assert.ok(!offered.includes(step), `${step} is offered to the respondent`);
    }
});

test('scenario 11: sent twice, lost on the way back or cut in half, there is one complaint', async () => {
    // Of different things, or the form would point out that they are likely the same.
    const stories = [
        ['repeatNextRequest', '刘芳', '站台广播今早重复播报了半小时。'],
        ['loseNextAnswer', '许倩', '票务系统的打印机连续卡纸，报修三次没有人来。'],
        ['cutNextRequest', '冯磊', '公务电话改号以后通讯录一直没有更新。'],
    ];
    for (const [misfortune, name, content] of stories) {
        await acceptor.goOffline();
        const number = await record(acceptor, { name, content });
        acceptor.proxy[misfortune](SYNC);
        await acceptor.goOnline();
        assert.equal(acceptor.proxy.waiting, 0, 'nothing happened on the way, so the test proves nothing');
        await manager.open(number);
        await manager.home();
        assert.equal(await manager.page.getByRole('listitem').filter({ hasText: number }).count(), 1);
    }
});

test('scenario 12: with the clock in 2031 the number is good, the step is marked and the limit is the server\'s', async () => {
    const years = 2031 - new Date().getFullYear();
    const lost = await desk.seat('acceptor', { clockAheadMs: years * YEAR_MS });
    await lost.goOffline();
    const number = await record(lost, { content: '办公网今天凌晨频繁掉线，票务系统无法结账。' });
    assert.match(number, /^TS-2031-/);
    await lost.goOnline();
    await manager.open(number);
    await manager.see(/时钟异常/);
    await manager.home();
    // Nor does it stand at the top of the list until 2031.
    const nameOf = (one) => one.getAttribute('aria-label') ?? one.textContent;
    const listed = manager.page.getByRole('listitem').filter({ hasText: number }).getByRole('button').first();
    assert.doesNotMatch(await listed.evaluate(nameOf), /2031-\d\d-\d\d/);
    await manager.goTo(/^待办/);
    await manager.page.getByRole('main', { name: '待办' }).waitFor({ state: 'attached' });
    const more = manager.page.getByRole('button', { name: /^再显示/ });
    for (let left = await more.count(); left > 0; --left) {
        await more.first().click();
    }
    // Due within days by the server's clock, not in five years.
    const row = manager.page.getByRole('button', { name: new RegExp(`${number}.*剩 `) }).first();
    await row.waitFor({ state: 'attached' });
    assert.match(await row.evaluate(nameOf), /剩 (\d+ 小时|[1-9] 天|\d+ 分)/);
});

test('scenario 13: the register names its watermark, and what is not synced is on it', async () => {
    await manager.goOffline();
    const number = await record(manager, { content: '机场线画面与广播报站不同步，总是报前一站。' });
    await manager.home();
    await manager.goTo('记录表');
    await manager.press('打印 A4');
    const preview = manager.page.getByRole('dialog', { name: /监督投诉记录表/ });
    await preview.getByText('数据截至：').first().waitFor({ state: 'attached' });
    const paper = (await manager.page.locator('.sheets .page').allInnerTexts()).join('\n');
    assert.match(paper, /数据截至：\s*变更号 \d+/);
    assert.match(paper, /未同步终端：/);
    assert.match(paper, /待合并记录：\s*[1-9]/);
    assert.ok(!paper.includes(number), 'a complaint that has no 登记序号 yet is in the register');
    await manager.page.keyboard.press('Escape');
    await preview.waitFor({ state: 'hidden' });
    await manager.goOnline();
});

test('recording an oral complaint takes at most twelve taps besides the typing', async () => {
    await acceptor.home();
    const { page } = acceptor;
    let taps = 0;
    let keys = 0;
    const tap = async (role, name) => {
        await page.getByRole(role, { name, exact: true }).last().tap();
        ++taps;
    };
    const type = async (text) => {
        await page.keyboard.insertText(text);
        keys += text.length;
    };
    const begin = performance.now();
    await tap('button', '登记');
    await tap('radio', '服务台/现场');
    await tap('radio', '电话');
    await tap('textbox', '姓名');
    await type('赵国栋');
    await tap('textbox', '联系方式');
    await type('13817645208');
    await tap('radio', '服务质量');
    await tap('textbox', '投诉内容');
    await type('监视画面中断十二分钟，值班电话无人接听。');
    await tap('radio', '合格');
    await tap('button', '验证并登记');
    await page.getByText(/已保存 TS-/).first().waitFor({ state: 'attached' });
    console.log(`${taps} taps, ${keys} characters, ${Math.round(performance.now() - begin)} ms without the thinking`);
    assert.ok(taps <= 12, `${taps} taps`);
});
