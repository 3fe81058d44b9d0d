// The acceptance scenarios of the procedure, by number, at real tablets with real networks that are really cut.
// Those about a server that is attacked (forged events, changed bytes) are in tests/server, under the same numbers.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
    Desk, dispatch, feedBack, fillIntake, finish, judge, people, receive, record, upToFollowUp,
} from '../support/desk.mjs';

let desk;
let acceptor;
let manager;
let member;
let leader;

before(async () => {
    desk = await Desk.open();
    acceptor = await desk.seat('acceptor');
    manager = await desk.seat('manager');
    member = await desk.seat('member');
    leader = await desk.seat('leader');
});

// A test that failed leaves nobody offline for the next.
beforeEach(async () => {
    for (const seat of desk.seats) {
        await seat.goOnline();
    }
});

after(() => desk?.close());

/** The text of the form's print preview, which is closed again. */
async function printedForm(seat, number) {
    await seat.open(number);
    await seat.press('打印处理表');
    const preview = seat.page.getByRole('dialog', { name: /用户投诉处理表/ });
    await preview.getByRole('heading', { name: '用户投诉处理表', exact: true }).first().waitFor();
    const text = (await seat.page.locator('.sheets .page').allInnerTexts()).join('\n');
    await seat.page.keyboard.press('Escape');
    await preview.waitFor({ state: 'hidden' });
    return text;
}

test('scenario 1: an oral complaint in airplane mode, printed with 未同步, arrives and is 已送达', async () => {
    await acceptor.goOffline();
    const number = await record(acceptor);
    const paper = await printedForm(acceptor, number);
    assert.ok(paper.includes(number), `the number is not on the form: ${paper.slice(0, 300)}`);
    assert.match(paper, /未同步/);
    await acceptor.goOnline();
    await manager.open(number);
    await manager.see('待分派');
    await acceptor.open(number);
    await acceptor.see(/^已送达|^已读/);
    assert.doesNotMatch(await printedForm(acceptor, number), /条记录未上传/);
});

test('scenario 2: 不合格 is refused as a record, kept with its reason and not in the register', async () => {
    await acceptor.goOffline();
    await fillIntake(acceptor, { content: '来电人自称乘客，报称站厅广播刺耳，回拨号码不存在。' });
    await acceptor.choose('不合格');
    await acceptor.press('保存为受理不通过');
    assert.equal(await acceptor.page.getByRole('button', { name: '验证并登记', exact: true }).count(), 0);
    await acceptor.see(/请填写/);
    await acceptor.write('不合格的原因', '回拨号码不存在，身份无法核实');
    await acceptor.press('保存为受理不通过');
    await acceptor.see('受理不通过');
    await acceptor.see('回拨号码不存在，身份无法核实');
    await acceptor.goOnline();
    await manager.home();
    await manager.goTo('记录表');
    await manager.see(/受理不通过另计/);
    assert.equal(await manager.page.getByText('回拨号码不存在').count(), 0);
});

test('scenario 3: 重大 offers team leaders only, with the network off, and goes to one', async () => {
    const number = await record(acceptor, { source: '向更高领导投诉' });
    await manager.open(number);
    await manager.goOffline();
    await manager.step('升级重大投诉');
    await manager.pressInSheet(/^团队负责人/);
    await manager.page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${people.leader.name}`) }).waitFor();
    assert.equal(await manager.page.getByRole('dialog').getByRole('button', { name: new RegExp(people.member.name) }).count(), 0);
    await manager.pressInSheet(new RegExp(`^${people.leader.name}`));
    await manager.write('重大的理由', '影响行车监视');
    await manager.save('升级重大投诉');
    await manager.goOnline();
    await receive(leader, number);
});

test('scenario 4: not finished while 待核实; 无效 with its explanation goes through to closing', async () => {
    const number = await record(acceptor, { kind: '匿名', content: '站厅的网络昨天夜里断了三次，没有人来处理。' });
    await dispatch(manager, number);
    await member.open(number);
    await member.goOffline();
    await receive(member, number);
    assert.match(await member.obstacle('处理完成'), /待核实/);
    await judge(member, number, '无效', '当日没有割接，监控记录正常');
    await finish(member, number, { 处理结果与说明: '查无此事，说明了监控记录' });
    await member.goOnline();
    await feedBack(acceptor, number);
    await manager.open(number);
    await manager.step('未能验证关闭');
    await manager.write('原因', '匿名投诉，无法验证');
    await manager.save('未能验证关闭');
    await manager.see('已关闭');
    await manager.see('无效');
});

test('scenario 5: nobody but the relationship manager closes, and not without a follow-up that reached', async () => {
    const number = await upToFollowUp({ acceptor, manager, member }, { content: '无线调度台昨晚掉线两次，报修一小时才有人到场。' });
    for (const seat of [acceptor, member, leader]) {
        await seat.open(number);
        const offered = await seat.offered();
        for (const step of ['关闭投诉', '未能验证关闭']) {
            assert.ok(!offered.includes(step), `${step} is offered to somebody who may not`);
        }
    }
    await manager.open(number);
    await manager.goOffline();
    await manager.step('关闭投诉');
    await manager.pressInSheet('关闭投诉');
    await manager.see(/请/);
    await manager.page.keyboard.press('Escape');
    await manager.page.getByRole('dialog').waitFor({ state: 'detached' });
    await manager.see('待回访');
    await manager.goOnline();
});

test('scenario 6: 不满意 without a reason is refused; with it the reason stands in both prints', async () => {
    const number = await upToFollowUp({ acceptor, manager, member }, { content: '站台屏从周一起显示的到站时间一直不更新。' });
    const reason = '通知得太晚，不接受这个解释';
    await manager.open(number);
    await manager.goOffline();
    await manager.step('关闭投诉');
    await manager.choose('不满意');
    await manager.page.getByRole('dialog').getByRole('radio', { name: '电话', exact: true }).click();
    await manager.page.getByRole('dialog').getByRole('radio', { name: '态度/沟通', exact: true }).click();
    const refused = manager.page.getByRole('textbox', { name: '不满意原因', exact: true }).and(
        manager.page.locator('[aria-invalid="true"]'));
    await manager.pressInSheet('关闭投诉');
    await refused.waitFor();
    await manager.write('不满意原因', '暂');
    await refused.waitFor({ state: 'detached' });
    await manager.write('不满意原因', '   ');
    await refused.waitFor();
    await manager.pressInSheet('关闭投诉');
    // Pressing it has an end before the reason is written: the sheet answers to the next thing.
    await manager.page.getByRole('dialog').getByRole('radio', { name: '当面', exact: true }).click();
    await manager.page.getByRole('dialog').getByRole('radio', { name: '当面', exact: true, checked: true }).waitFor();
    await manager.write('不满意原因', reason);
    await manager.save('关闭投诉');
    await manager.see('已关闭');
    assert.ok((await printedForm(manager, number)).includes(reason), 'the form lacks the reason');
    await manager.home();
    await manager.goTo('记录表');
    await manager.press('打印 A4');
    const preview = manager.page.getByRole('dialog', { name: /监督投诉记录表/ });
    await preview.getByText(reason).first().waitFor({ state: 'attached' });
    await manager.page.keyboard.press('Escape');
    await preview.waitFor({ state: 'hidden' });
    await manager.goOnline();
});
