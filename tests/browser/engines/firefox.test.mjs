// The first way through the app in Firefox: sign in, record, reload without a server, search.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Firefox } from '../support/firefox.mjs';
import { DEMO_PASSWORD, Server } from '../support/server.mjs';
import { accounts } from '../support/tablet.mjs';

const NUMBER = /已保存 (TS-\d{4}-[0-9A-Z]{3}-\d{4,}-[0-9A-Z])/;

let server;
let firefox;

before(async () => {
    server = await Server.start();
    firefox = await Firefox.start();
});

after(async () => {
    await firefox?.stop();
    await server?.stop();
});

test('sign in; the shell is kept', async () => {
    await firefox.page.goto(`http://localhost:${server.port}`);
    await firefox.type('input', '账号', accounts.acceptor);
    await firefox.type('input', '密码', DEMO_PASSWORD);
    await firefox.press('button', '登录');
    await firefox.page.waitForSelector('#ui input[type=search]');
    await firefox.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
});

let number;

test('record a complaint', async () => {
    await firefox.press('button', '登记');
    for (const choice of ['向更高领导投诉', '电话', '业务经理', '服务质量']) {
        await firefox.press('input[type=radio]', choice);
    }
    await firefox.type('input', '姓名', '赵国栋');
    await firefox.type('input', '联系方式', '138 1764 5208');
    await firefox.type('textarea', '投诉内容', '监视画面中断十二分钟，电话无人接听。');
    await firefox.press('input[type=radio]', '合格');
    await firefox.press('button', '验证并登记');
    await firefox.text('已保存 TS-');
    const text = await firefox.page.$eval('#ui', (ui) => ui.textContent);
    number = NUMBER.exec(text)?.[1];
    assert.ok(number, 'no number is shown');
});

test('with the server gone: reload, and find it by a word', async () => {
    await server.kill();
    await firefox.page.reload();
    await firefox.page.waitForSelector('#ui input[type=search]');
    await firefox.text(number);
    await firefox.type('input[type=search]', '编号、姓名、车站、内容', '画面');
    await firefox.text(number);
});
