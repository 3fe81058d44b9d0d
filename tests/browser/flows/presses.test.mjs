// One press is one press, whatever a browser, a keyboard or a screen reader sends for it. On switches: what counts twice
// would leave them as they were.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Gallery } from '../support/gallery.mjs';

/** Until then a control shows what the browser made of a press; after it, what the program has. */
const SHOWN_AGAIN_MS = 400;

let gallery;
let page;
let toggle;
let other;

before(async () => {
    gallery = await Gallery.open();
    page = gallery.page;
    toggle = page.getByRole('switch', { name: '只看本组' });
    other = page.getByRole('checkbox', { name: '保密' });
    await toggle.scrollIntoViewIfNeeded();
    await gallery.rest();
});

after(() => gallery?.close());

async function shown() {
    // No waiting for something: before, the page says nothing of the program.
    await page.waitForTimeout(SHOWN_AGAIN_MS);
    await gallery.rest();
    return [await toggle.isChecked(), await other.isChecked()];
}

/** What assistive technology sends to an element; the program has drawn the pointers' press when the click comes. */
function send(locator, { pointers = true, detail }) {
    return locator.evaluate(async (element, [withPointers, clickDetail]) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const at = { bubbles: true, cancelable: true, clientX: x + width / 2, clientY: y + height / 2 };
        if (withPointers) {
            const before = await window.huiyin.statistics();
            for (const phase of ['pointerdown', 'pointerup']) {
                element.dispatchEvent(new PointerEvent(phase, { ...at, pointerId: 7, pointerType: 'touch', isPrimary: true }));
            }
            for (let now = before; now.frames === before.frames || now.scheduled; now = await window.huiyin.statistics());
        }
        element.dispatchEvent(new MouseEvent('click', { ...at, detail: clickDetail }));
    }, [pointers, detail]);
}

const ONCE = {
    'a mouse': () => toggle.click(),
    'a finger': () => toggle.tap(),
    'Space': () => toggle.press('Space'),
    'pointers and a click, as browsers send them': () => send(toggle, { detail: 1 }),
    'pointers and a click without detail, as some screen readers do': () => send(toggle, { detail: 0 }),
    'a click alone, without detail': () => send(toggle, { pointers: false, detail: 0 }),
    'a click alone, with detail': () => send(toggle, { pointers: false, detail: 1 }),
};

for (const [name, press] of Object.entries(ONCE)) {
    test(`${name}: once`, async () => {
        const [was, otherWas] = await shown();
        await press();
        assert.deepEqual(await shown(), [!was, otherWas]);
    });
}

const TWICE = {
    'two quick clicks': () => toggle.dblclick(),
    'a click and Space right after it': async () => {
        await toggle.click();
        await toggle.press('Space');
    },
    'a screen reader that presses twice': async () => {
        await send(toggle, { detail: 0 });
        await gallery.rest();
        await send(toggle, { pointers: false, detail: 0 });
    },
};

for (const [name, press] of Object.entries(TWICE)) {
    test(`${name}: twice`, async () => {
        const before = await shown();
        await press();
        assert.deepEqual(await shown(), before);
    });
}

test('a finger here and a screen reader there: each once', async () => {
    const [was, otherWas] = await shown();
    await toggle.tap();
    await send(other, { pointers: false, detail: 0 });
    assert.deepEqual(await shown(), [!was, !otherWas]);
    assert.deepEqual(gallery.complaints, []);
});
