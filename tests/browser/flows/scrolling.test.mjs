// A list of a hundred thousand under a finger: what lies over the canvas is left alone until the list is at rest.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { displayPeriod, fling, partOnTime } from '../support/fling.mjs';
import { Gallery } from '../support/gallery.mjs';

const THROWS = 3;
/** That it moved at all: how evenly is for scripts/bench to tell, on a machine with nothing else to do. */
const FRAMES_MIN = 3;
const ROWS_MIN = 10;
/** Where frames are rare, a throw takes longer. */
const REST_MS_MAX = 30_000;

let gallery;
let page;

before(async () => {
    gallery = await Gallery.open();
    page = gallery.page;
    await gallery.openLongList();
});

after(() => gallery?.close());

const firstRow = async () => Number(await page.getByRole('listitem').first().getAttribute('aria-posinset'));

test('nothing is written into the mirror while a list is thrown, and then it is where the list is', async () => {
    const periodMs = await displayPeriod(page);
    for (let i = 0; i < THROWS; ++i) {
        const before = await firstRow();
        const { frames, writes } = await fling(page);
        console.log(`${frames.length} frames, ${(100 * partOnTime(frames, periodMs)).toFixed(1)} % of the periods of `
            + `${periodMs.toFixed(1)} ms had one`);
        assert.ok(frames.length >= FRAMES_MIN, `${frames.length} frames: nothing was thrown`);
        assert.equal(writes, 0);
        await page.waitForFunction(
            (row) => Number(document.querySelector('#ui [role=listitem]').getAttribute('aria-posinset')) >= row,
            before + ROWS_MIN, { timeout: REST_MS_MAX });
    }
    assert.deepEqual(gallery.complaints, []);
});
