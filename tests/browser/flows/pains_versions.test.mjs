// What users of other field apps suffer when an app is new on a tablet, or a new version of it comes: the first
// download, and a shell that is half old and half new.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accounts, Tablet } from '../support/tablet.mjs';
import { DEMO_PASSWORD, Server } from '../support/server.mjs';
import { paths } from '../support/paths.mjs';
import { Proxy } from '../support/proxy.mjs';

const SYNC = '/api/v1/sync';
/** So many that the first download takes several pages. */
const COMPLAINTS = 400;

let server;
let proxy;
let tablet;

before(async () => {
    server = await Server.start({ complaints: COMPLAINTS });
    proxy = await Proxy.start(() => server.port);
    server.allowHost(`localhost:${proxy.port}`);
    await server.kill();
    await server.resume();
    tablet = await Tablet.make(`http://localhost:${proxy.port}`, { reducedMotion: 'reduce' });
});

after(async () => {
    await tablet?.close();
    await proxy?.stop();
    await server?.stop();
});

test('pain 10: the first download can be used while it runs, and goes on where it was when the browser is killed', async () => {
    const cursors = [];
    let held;
    const third = new Promise((resolve) => { held = resolve; });
    let release;
    // The third page waits until the test has looked, so that there is a middle to look at on any machine.
    proxy.listen(SYNC, (body) => {
        cursors.push(JSON.parse(body).cursor ?? 0);
        return cursors.length === 3 ? new Promise((resolve) => { release = resolve; held(); }) : undefined;
    });
    await tablet.open();
    await tablet.page.getByRole('textbox', { name: '账号' }).fill(accounts.manager);
    await tablet.page.getByLabel('密码').fill(DEMO_PASSWORD);
    await tablet.page.getByRole('button', { name: '登录', exact: true }).click();
    await third;
    // Reads are answered in the middle of it: the list has rows, and a row opens.
    await tablet.page.getByRole('listitem').first().getByRole('button').first().click();
    await tablet.page.getByRole('heading', { level: 1, name: /TS-/ }).waitFor({ state: 'attached' });
    assert.ok(cursors.at(-1) > 0);
    await tablet.kill();
    release();
    const reached = cursors.at(-1);
    cursors.length = 0;
    proxy.listen(SYNC, (body) => { cursors.push(JSON.parse(body).cursor ?? 0); });
    await tablet.launch();
    await tablet.open();
    await tablet.page.getByRole('button', { name: '已同步', exact: true }).waitFor();
    assert.ok(cursors[0] >= reached, `began again at ${cursors[0]} of ${reached}`);
    await tablet.page.getByRole('radio', { name: `全部, ${COMPLAINTS}` }).waitFor({ state: 'attached' });
});

/** The app as a later build would be: another page, and a service worker that names another version. */
async function laterVersion() {
    const folder = await mkdtemp(join(paths.work, 'later-'));
    await cp(paths.dist, folder, { recursive: true });
    for (const name of ['index.html', 'service_worker.js']) {
        await rm(join(folder, `${name}.br`));
        await rm(join(folder, `${name}.gz`));
    }
    const page = join(folder, 'index.html');
    await writeFile(page, (await readFile(page, 'utf8')).replace('<head>', '<head><meta name="version" content="later">'));
    const worker = join(folder, 'service_worker.js');
    const text = (await readFile(worker, 'utf8')).replace(/VERSION = '[^']*'/, "VERSION = 'later'");
    assert.match(text, /VERSION = 'later'/);
    await writeFile(worker, text);
    return folder;
}

const isLater = () => tablet.page.locator('meta[name="version"]').count();

test('pain 15: a new version that comes only in part is not used; whole, it waits for its user', async () => {
    await tablet.shellKept();
    const folder = await laterVersion();
    try {
        server.web = folder;
        await server.kill();
        await server.resume();
        const style = `/${(await readdir(folder)).find((name) => /^print\.\w+\.css$/.test(name))}`;
        proxy.answerNext(style, { status: 500 });
        await tablet.page.evaluate(async () => {
            const registration = await navigator.serviceWorker.ready;
            const failed = new Promise((resolve) => {
                registration.addEventListener('updatefound', () => {
                    const worker = registration.installing;
                    worker.addEventListener('statechange', () => { if (worker.state === 'redundant') { resolve(); } });
                }, { once: true });
            });
            await registration.update();
            await failed;
        });
        assert.equal(proxy.waiting, 0, 'every file arrived, so the test proves nothing');
        await server.kill();
        await tablet.page.reload();
        await tablet.page.getByRole('searchbox').waitFor();
        assert.equal(await isLater(), 0, 'half of a new version is in use');

        await server.resume();
        await tablet.page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
        await tablet.page.getByText('新版本已下载好').waitFor();
        // Nobody is thrown out of a sentence: even a reload stays in the old version until the button is pressed.
        await tablet.page.reload();
        await tablet.page.getByRole('searchbox').waitFor();
        assert.equal(await isLater(), 0);
        await tablet.page.getByRole('button', { name: '现在更新' }).click();
        await tablet.page.locator('meta[name="version"]').waitFor({ state: 'attached' });
        await tablet.page.getByRole('searchbox').waitFor();
        await server.kill();
        await tablet.page.reload();
        await tablet.page.getByRole('searchbox').waitFor();
        assert.equal(await isLater(), 1);
        await server.resume();
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
});
