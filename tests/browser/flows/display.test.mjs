// The display by itself: lost GL contexts, the size of the text, the Chinese forms of Han characters, keys without the worker.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chooseFamily } from '../../../wasm/web/glyphs.js';
import { keepWorkerBusy } from '../support/busy.mjs';
import { Gallery } from '../support/gallery.mjs';
import { paintsOf, watchPaints } from '../support/paints.mjs';

const LOSSES_OF_EACH = 25;
const RECOVERY_MS_MAX = 300;
const KEYS = 10;
/** Far longer than the keys take. */
const BUSY_MS = 5_000;

let gallery;
let page;

before(async () => {
    gallery = await Gallery.open();
    page = gallery.page;
});

after(() => gallery?.close());

const statistics = () => page.evaluate(() => window.huiyin.statistics());

/** Runs in the page. A context that is not given back gets a new canvas. */
async function loseOften([way, count]) {
    const { send, statistics: ask } = window.huiyin;
    const until = async (condition) => {
        const end = performance.now() + 3000;
        while (!condition(await ask())) {
            if (performance.now() > end) {
                throw new Error(`${way}: stuck at ${JSON.stringify(await ask())}`);
            }
            await new Promise((resolve) => { setTimeout(resolve, 5); });
        }
    };
    for (let i = 1; i <= count; ++i) {
        send({ type: 'loseContext' });
        await until(({ lost }) => lost);
        if (way === 'restored') {
            send({ type: 'restoreContext' });
        }
        await until(({ lost, recoveries }) => !lost && recoveries[way] >= i);
    }
}

test(`${2 * LOSSES_OF_EACH} of ${2 * LOSSES_OF_EACH} lost contexts come back within ${RECOVERY_MS_MAX} ms`, async () => {
    await gallery.rest();
    const picture = await page.screenshot();
    for (const way of ['restored', 'replaced']) {
        await page.evaluate(loseOften, [way, LOSSES_OF_EACH]);
    }
    const { recoveries } = await statistics();
    console.log(`slowest of ${2 * LOSSES_OF_EACH} recoveries: ${recoveries.slowestMs.toFixed(0)} ms`);
    assert.equal(recoveries.restored, LOSSES_OF_EACH);
    assert.equal(recoveries.replaced, LOSSES_OF_EACH);
    assert.ok(recoveries.slowestMs <= RECOVERY_MS_MAX, `${recoveries.slowestMs} ms`);
    await gallery.rest();
    assert.ok(picture.equals(await page.screenshot()), 'the picture differs from the one before');
});

const textScale = () => page.evaluate(() => Number(document.documentElement.style.getPropertyValue('--text-scale')));

async function textScaleBecomes(scale) {
    await page.waitForFunction(
        (wanted) => Number(document.documentElement.style.getPropertyValue('--text-scale')) === wanted, scale);
}

test('Ctrl and + or - size the text in steps; at the ends the browser has the keys', async () => {
    await page.evaluate(() => {
        window.left = [];
        window.addEventListener('keydown', (event) => window.left.push(!event.defaultPrevented));
    });
    for (const scale of [1.25, 1.5, 2]) {
        await page.keyboard.press('Control+Equal');
        await textScaleBecomes(scale);
    }
    await page.keyboard.press('Control+Equal');
    for (const scale of [1.5, 1.25, 1]) {
        await page.keyboard.press('Control+Minus');
        await textScaleBecomes(scale);
    }
    await page.keyboard.press('Control+Minus');
    const left = await page.evaluate(() => window.left);
    // Pressing Control itself is a key of its own, which nobody takes.
    assert.deepEqual(left.filter((_, i) => i % 2 === 1), [false, false, false, true, false, false, false, true]);
    assert.equal(await textScale(), 1);
});

test('two fingers size the text and press nothing', async () => {
    const protocol = await gallery.context.newCDPSession(page);
    const radio = page.getByRole('radio', { name: '运维团队' });
    await radio.scrollIntoViewIfNeeded();
    await gallery.rest();
    const was = await radio.isChecked();
    const box = await radio.boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const touch = (type, distance) => protocol.send('Input.dispatchTouchEvent', {
        type, touchPoints: distance === null ? [] : [{ x, y, id: 1 }, { x: x + distance, y, id: 2 }],
    });
    await protocol.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y, id: 1 }] });
    await touch('touchStart', 100);
    await touch('touchMove', 130);
    await textScaleBecomes(1.25);
    await touch('touchMove', 170);
    await textScaleBecomes(1.5);
    for (const distance of [130, 100]) {
        await touch('touchMove', distance);
    }
    await textScaleBecomes(1);
    await touch('touchEnd', null);
    await gallery.rest();
    assert.equal(await radio.isChecked(), was, 'the first finger pressed what was below it');
});

test('直 has its Chinese form, and a list with the Japanese one is passed over', async () => {
    const forms = await page.evaluate(async () => {
        const { GlyphSource } = await import('./glyphs.js');
        const source = new GlyphSource();
        const context = new OffscreenCanvas(64, 64).getContext('2d', { willReadFrequently: true });
        const draw = (family, lang) => {
            context.lang = lang;
            context.font = `48px ${family}`;
            context.clearRect(0, 0, 64, 64);
            context.fillText('直', 4, 52);
            return String(context.getImageData(0, 0, 64, 64).data);
        };
        return { same: draw(source.family, 'zh-CN') === draw('sans-serif', 'ja'), knowsLanguage: 'lang' in context };
    });
    assert.equal(forms.knowsLanguage, true, 'this browser cannot tell; the test says nothing');
    assert.equal(forms.same, false);

    const shapes = { 'sans-serif ja': 'J', 'system-ui ja': 'J', 'wrong zh-CN': 'J', 'right zh-CN': 'C' };
    const draw = (family, language) => shapes[`${family} ${language}`];
    assert.equal(chooseFamily(draw, 'wrong', ['right']), 'right');
    assert.equal(chooseFamily(draw, 'right', ['wrong']), 'right');
    assert.equal(chooseFamily(draw, 'wrong', ['wrong']), undefined);
});

test('what is typed is on the screen while the worker has no time', async () => {
    const field = page.getByRole('textbox', { name: '投诉人姓名' }).first();
    await field.click();
    await gallery.rest();
    await watchPaints(page);
    let free = false;
    const busy = keepWorkerBusy(page, BUSY_MS).then(() => { free = true; });
    for (let i = 0; i < KEYS; ++i) {
        await page.keyboard.press('a');
    }
    const painted = await paintsOf(page, KEYS);
    console.log(`${KEYS} keys, at most ${Math.max(...painted).toFixed(0)} ms to the screen, the worker busy for ${BUSY_MS} ms`);
    assert.equal(free, false, 'the worker was free again before the last of them was on the screen');
    assert.match(await field.inputValue(), /a{10}$/);
    await busy;
});
