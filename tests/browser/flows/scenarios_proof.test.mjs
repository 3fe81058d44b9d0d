// The acceptance scenarios about proof and about what was heard elsewhere: bytes that were changed, events that are gone,
// a survey item that becomes a draft.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Desk, dispatch, record } from '../support/desk.mjs';

/** Changes one byte of the content that an event recorded: another character, still text. Prints the complaint's number. */
const CHANGE_ONE_BYTE = `
import json, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
change, payload = database.execute(
    "SELECT change, payload FROM event WHERE kind = 'record' AND payload LIKE ?", ('%MARK%',)).fetchone()
bytes_ = bytearray(payload.encode())
at = bytes_.index('MARK'.encode()) + 2
bytes_[at] ^= 1
database.execute('UPDATE event SET payload = ? WHERE change = ?', (bytes_.decode(), change))
database.commit()
print(json.loads(payload)['number'])
`;

/** Takes away the newest two events of the device that minted a number. Prints how many are left. */
const DROP_NEWEST = `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
device, last = database.execute("SELECT device, last_seq FROM device WHERE code = 'CODE'").fetchone()
database.execute('DELETE FROM event WHERE device = ? AND device_seq > ?', (device, last - 2))
database.commit()
print(last - 2)
`;

let desk;
let acceptor;
let manager;

before(async () => {
    desk = await Desk.open();
    acceptor = await desk.seat('acceptor');
    manager = await desk.seat('manager');
});

after(() => desk?.close());

/** While the server is down. */
async function spoil(program) {
    await desk.server.kill();
    const said = await desk.server.spoil(program);
    await desk.server.resume();
    return said;
}

test('scenario 10: one byte of a stored event is changed, and 验证记录 on a tablet names the step', async () => {
    const number = await record(acceptor, { content: '滨江路站票务终端昨晚结账时死机三次。' });
    await dispatch(manager, number);
    await manager.open(number);
    await manager.press('更多');
    await manager.press('验证记录');
    await manager.see(/^\d+ 步都有平板的签名，前后相连，没有被改过$/);
    assert.equal((await desk.server.verify()).status, 0);

    assert.equal(await spoil(CHANGE_ONE_BYTE.replaceAll('MARK', '滨江路站票务终端')), number);

    // Whoever has the true events keeps them; a tablet that comes new is given the changed one.
    const second = await desk.seat('second');
    await second.open(number);
    await second.press('更多');
    await second.press('验证记录');
    await second.see(/^这一步有问题：/);
    const fault = second.page.getByRole('alert').filter({ hasText: '与平板的签名不符，可能被改过' });
    await fault.first().waitFor({ state: 'attached' });
    assert.match(await fault.first().innerText(), /登记/);
    await manager.open(number);
    await manager.press('更多');
    await manager.press('验证记录');
    await manager.see(/^\d+ 步都有平板的签名/);

    const { status, said } = await desk.server.verify();
    assert.notEqual(status, 0);
    assert.match(said, /event [0-9a-f-]{36} \(change \d+\) is not what its device signed/);
});

test('scenario 10: the newest events of one device are dropped, and it is missed', async () => {
    const number = await record(acceptor, { name: '林海', content: '会展中心站时刻表显示屏整屏偏色。' });
    await acceptor.synced();
    const code = number.split('-')[2];
    const left = await spoil(DROP_NEWEST.replace('CODE', code));
    const { status, said } = await desk.server.verify();
    assert.notEqual(status, 0);
    assert.ok(said.includes(`device ${code} ends at event ${left}, but ${Number(left) + 2} were taken`), said);
});

test('scenario 14: a 非常不满意 survey item becomes a draft with its source and case filled in', async () => {
    await acceptor.home();
    await acceptor.goTo(/^待办/);
    await acceptor.press(/^满意度调查项/);
    const sheet = acceptor.page.getByRole('dialog');
    await acceptor.write('哪次调查、哪一项', '2026 年第四季度调查，第 7 项');
    // Any other answer is no complaint.
    await sheet.getByRole('radio', { name: '不满意', exact: true }).click();
    const draft = sheet.getByRole('button', { name: '起草投诉', exact: true });
    await draft.and(acceptor.page.locator(':disabled')).waitFor({ state: 'attached' });
    await sheet.getByRole('radio', { name: '非常不满意', exact: true }).click();
    await acceptor.write('姓名', '沈一鸣');
    await acceptor.write('联系方式', '138 1764 5230');
    await acceptor.write('用户怎么说', '报修之后一个星期没有任何答复。');
    await acceptor.pressInSheet('起草投诉');

    const chosen = (name) => acceptor.page.getByRole('radio', { name, exact: true, checked: true }).waitFor({ state: 'attached' });
    await chosen('调查非常不满意');
    await chosen('调查问卷');
    await chosen('满意度非常不满意');
    // Nothing was typed into this form, and what it opens with must stand in its editors, not in the picture alone.
    const holds = (name, text) => acceptor.page.waitForFunction(
        ([label, wanted]) => [...document.querySelectorAll('input, textarea')].some((field) => field.ariaLabel === label && field.value === wanted),
        [name, text],
    );
    await acceptor.page.getByRole('dialog').waitFor({ state: 'detached' });
    await holds('姓名', '沈一鸣');
    await holds('联系方式', '138 1764 5230');
    await holds('投诉内容', '报修之后一个星期没有任何答复。');
    await acceptor.choose('服务质量');
    await acceptor.choose('合格');
    await acceptor.press('验证并登记');
    await acceptor.see('2026 年第四季度调查，第 7 项');
    await acceptor.see('调查非常不满意');
});
