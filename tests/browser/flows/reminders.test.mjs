// Reminders as the page and the service worker show them, in a browser that was allowed to: what the program would be
// told and would say stands in its place here. When the program says it is in tests/unit (reminders).

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { paths } from '../support/paths.mjs';
import { FLAGS } from '../support/tablet.mjs';

/** The order of huiyin::app::ReminderPermission. */
const NOT_ASKED = 2;
const GRANTED = 3;
const DENIED = 4;

const PAGE = `<!doctype html><html lang="zh-CN"><title>回音</title><button id="ask">提醒</button><script type="module">
import { askForReminders, showReminder, watchReminders } from './reminders.js';
window.told = [];
const send = (message) => window.told.push(message);
await navigator.serviceWorker.register('/service_worker.js');
await navigator.serviceWorker.ready;
watchReminders(send);
window.show = showReminder;
document.getElementById('ask').onclick = () => askForReminders(send);
window.begun = true;
</script></html>`;

let server;
let origin;
let browser;

before(async () => {
    const web = join(paths.root, 'wasm', 'web');
    const files = {
        '/': ['text/html', PAGE],
        '/reminders.js': ['text/javascript', await readFile(join(web, 'reminders.js'), 'utf8')],
        '/service_worker.js': ['text/javascript', (await readFile(join(web, 'service_worker.js'), 'utf8'))
            .replace("'__FILES__'", '')],
    };
    server = createServer((request, response) => {
        const [type, text] = files[request.url] ?? ['text/plain', null];
        response.writeHead(text === null ? 404 : 200, { 'Content-Type': `${type}; charset=utf-8` });
        response.end(text ?? '');
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    origin = `http://localhost:${server.address().port}`;
    browser = await chromium.launch({ executablePath: paths.chromium, args: FLAGS });
});

after(async () => {
    await browser?.close();
    server?.close();
});

async function open(permissions) {
    const context = await browser.newContext();
    if (permissions.length) {
        await context.grantPermissions(permissions, { origin });
    }
    const page = await context.newPage();
    await page.goto(origin);
    await page.waitForFunction(() => window.begun);
    return { context, page };
}

const told = (page) => page.evaluate(() => window.told);

test('what the browser allows is told at the start, and nobody is asked for it', async () => {
    const { context, page } = await open(['notifications']);
    assert.deepEqual(await told(page), [{ type: 'reminders', permission: GRANTED }]);
    await context.close();
    const other = await open([]);
    const [first, ...more] = await told(other.page);
    assert.ok([NOT_ASKED, DENIED].includes(first.permission), JSON.stringify(first));
    assert.deepEqual(more, []);
    await other.context.close();
});

test('after a press the answer of the person is told', async () => {
    const { context, page } = await open(['notifications']);
    await page.getByRole('button', { name: '提醒' }).click();
    await page.waitForFunction(() => window.told.length === 2);
    assert.deepEqual((await told(page))[1], { type: 'reminders', permission: GRANTED });
    await context.close();
});

test('one for each complaint, and a press on it brings the app to that complaint', async () => {
    const { context, page } = await open(['notifications']);
    const complaint = '0190a8b0-0000-7000-8000-000000000001';
    const show = (text, of) => page.evaluate(
        ([words, id]) => window.show({ title: '回音', text: words, complaint: id }), [text, of]);
    await show('TS-2026-A7K-0042-Q  登记了投诉', complaint);
    await show('TS-2026-A7K-0042-Q  分派给你', complaint);
    await show('还有 5 条新消息', '');
    const shown = await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
    });
    assert.deepEqual(shown.sort((a, b) => a.tag.localeCompare(b.tag)), [
        { title: '回音', body: 'TS-2026-A7K-0042-Q  分派给你', tag: complaint, data: { complaint } },
        { title: '回音', body: '还有 5 条新消息', tag: 'more', data: { complaint: '' } },
    ]);
    // No test can press what the system shows: the service worker is told as the browser would.
    const [worker] = context.serviceWorkers();
    await worker.evaluate(async (tag) => {
        const [notification] = await self.registration.getNotifications({ tag });
        self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    }, complaint);
    await page.waitForFunction(() => window.told.some((message) => message.type === 'showComplaint'));
    assert.deepEqual((await told(page)).at(-1), { type: 'showComplaint', complaint });
    // It is taken away when it was pressed.
    await page.waitForFunction(async (tag) => {
        const registration = await navigator.serviceWorker.ready;
        return (await registration.getNotifications({ tag })).length === 0;
    }, complaint);
    await context.close();
});
