// The browser's own search reaches rows of the list that are not drawn.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../support/server.mjs';
import { accounts, Tablet } from '../support/tablet.mjs';

const NODES_MAX = 150;
/** How many of them are this acceptor's hangs on the day and the hour; enough at any. */
const COMPLAINTS = 300;

let server;
let tablet;
let page;

before(async () => {
    server = await Server.start({ complaints: COMPLAINTS });
    tablet = await Tablet.make(`http://localhost:${server.port}`);
    page = tablet.page;
    await tablet.open();
    await tablet.signIn(accounts.acceptor);
    await page.getByRole('button', { name: '已同步', exact: true }).waitFor();
    await tablet.settled();
});

after(async () => {
    await tablet?.close();
    await server?.stop();
});

/** Title and number of a row somewhere in the middle of a hidden text, and the text's element. */
function hiddenRow(which) {
    return page.evaluate((at) => {
        const texts = [...document.querySelectorAll('#ui [hidden="until-found"]')];
        const text = texts.at(at);
        const lines = text.textContent.split('\n');
        return { id: text.id, texts: texts.length, number: lines.find((line) => line.startsWith('TS-')), title: lines[0] };
    }, which);
}

const row = (number) => page.getByRole('listitem').filter({ hasText: number });

for (const [where, which] of [['far below', -1], ['above again', 0]]) {
    test(`what is found ${where} is scrolled to and drawn`, async () => {
        const { id, number, title } = await hiddenRow(which);
        assert.ok(number && title.length > 3, 'number and title can be searched for');
        assert.equal(await row(number).count(), 0, 'it is not drawn yet');
        // A fragment shows hidden text by the same event as the browser's search, which a test cannot press.
        await page.evaluate((target) => { window.location.hash = target; }, id);
        await row(number).waitFor({ state: 'attached' });
        await tablet.settled();
        const box = await row(number).boundingBox();
        assert.ok(box.y > 0 && box.y + box.height < 1280, `it stands at ${box.y}`);
    });
}

test('the text is for the browser alone, and the mirror stays small', async () => {
    const { texts, number } = await hiddenRow(0);
    assert.ok(texts > 2);
    // What the browser tells screen readers, by its own word.
    const cdp = await page.context().newCDPSession(page);
    const { nodes: told } = await cdp.send('Accessibility.getFullAXTree');
    const names = told.filter(({ ignored }) => !ignored).map(({ name }) => name?.value ?? '');
    assert.ok(names.some((name) => name.includes('TS-')), 'rows that are drawn are told');
    assert.ok(!names.some((name) => name.includes(number)), 'a row that is not drawn is not');
    const nodes = await page.locator('#ui [id^=n]').count();
    assert.ok(nodes <= NODES_MAX, `${nodes} nodes`);
});
