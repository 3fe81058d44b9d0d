// Screens whose pixels are no whole part of a CSS pixel: edges stay sharp, and what a field holds is drawn once, by the
// canvas while nobody writes in it, by the field itself while somebody does.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Gallery } from '../support/gallery.mjs';
import { decodePng } from '../support/png.mjs';

/** How far into each side of an edge is looked, device pixels. */
const LOOK = 8;
const NAME = '赵国强 Zhao';
/** A frame of a field is thinner than this; the text lies further in. CSS pixels. */
const FRAME = 6;
const DARK_BELOW = 140;
/** Far more than a caret has; eight glyphs at the smallest of the ratios. */
const INK_MIN = 400;
/** The text may move so little between the two, CSS pixels. */
const SHIFT_MAX = 1.5;
const CARDS = /^(投诉量|有效投诉率|处理及时率|回访满意率|关闭率|处理时长中位数): /;

const colourAt = ({ width, channels, pixels }, x, y) => pixels.subarray((y * width + x) * channels, (y * width + x) * channels + 3).join(' ');

/** The colours across the middle of each side, from the outside to the inside, each with its width. */
function sidesOf(picture, box, ratio) {
    const [left, top, right, bottom] = [box.x, box.y, box.x + box.width, box.y + box.height].map((at) => Math.round(at * ratio));
    const [middleX, middleY] = [Math.round((left + right) / 2), Math.round((top + bottom) / 2)];
    const ways = {
        left: (i) => [left - LOOK + i, middleY], right: (i) => [right - 1 + LOOK - i, middleY],
        top: (i) => [middleX, top - LOOK + i], bottom: (i) => [middleX, bottom - 1 + LOOK - i],
    };
    return Object.entries(ways).map(([side, at]) => {
        const runs = [];
        for (let i = 0; i < 2 * LOOK; ++i) {
            const colour = colourAt(picture, ...at(i));
            if (runs.at(-1)?.colour !== colour) {
                runs.push({ colour, width: 0 });
            }
            ++runs.at(-1).width;
        }
        return { side, runs };
    });
}

/** Ground, line, ground: a column between two of them would be a fourth colour, or a line that is too thin. */
function assertCrisp(picture, box, ratio, name) {
    for (const { side, runs } of sidesOf(picture, box, ratio)) {
        const said = `${name}, ${side}: ${runs.map(({ colour, width }) => `${width} × (${colour})`).join(', ')}`;
        assert.equal(runs.length, 3, said);
        assert.equal(runs[1].width, Math.round(ratio), said);
    }
}

/** Where a field has dark pixels, in CSS pixels of it; nothing where it has none. */
async function inkOf(page, field, ratio) {
    const { x, y, width, height } = await field.boundingBox();
    const clip = { x: x + FRAME, y: y + FRAME, width: width - 2 * FRAME, height: height - 2 * FRAME };
    const picture = decodePng(await page.screenshot({ clip }));
    const ink = { count: 0, left: Infinity, top: Infinity, bottom: -Infinity };
    for (let at = 0; at < picture.width * picture.height; ++at) {
        const pixel = at * picture.channels;
        if (Math.max(...picture.pixels.subarray(pixel, pixel + 3)) < DARK_BELOW) {
            const [column, row] = [at % picture.width, Math.floor(at / picture.width)];
            ++ink.count;
            ink.left = Math.min(ink.left, column / ratio);
            ink.top = Math.min(ink.top, row / ratio);
            ink.bottom = Math.max(ink.bottom, row / ratio);
        }
    }
    return ink;
}

for (const ratio of [1.5, 2.625]) {
    let gallery;
    let page;

    before(async () => {
        gallery = await Gallery.open({ deviceScaleFactor: ratio });
        page = gallery.page;
    });

    after(() => gallery?.close());

    /** What one of the layers alone shows; the other is still there, but cannot be seen. */
    const alone = async (hidden, field) => {
        const show = (opacity) => page.evaluate(([id, value]) => { document.getElementById(id).style.opacity = value; }, [hidden, opacity]);
        await show('0');
        const ink = await inkOf(page, field, ratio);
        await show('');
        return ink;
    };

    test(`at ${ratio} pixels each, the text of a field is drawn once and stays where it is`, async () => {
        const field = page.getByRole('textbox', { name: '投诉人姓名' });
        await field.fill(NAME);
        await field.press('Home');
        await gallery.rest();
        const written = { canvas: await alone('ui', field), field: await alone('canvas', field) };
        await page.getByRole('textbox', { name: '联系方式' }).click();
        await page.locator('#ui .editing').nth(1).waitFor({ state: 'detached' });
        await gallery.rest();
        const left = { canvas: await alone('ui', field), field: await alone('canvas', field) };
        assert.equal(written.canvas.count, 0, 'the canvas draws what the field shows');
        assert.ok(written.field.count >= INK_MIN, `the field shows ${written.field.count} dark pixels of its text`);
        assert.ok(left.canvas.count >= INK_MIN, `the canvas draws ${left.canvas.count} dark pixels of the text`);
        assert.equal(left.field.count, 0, 'the field shows what the canvas draws');
        for (const side of ['left', 'top', 'bottom']) {
            const shift = Math.abs(left.canvas[side] - written.field[side]);
            assert.ok(shift <= SHIFT_MAX, `${side}: ${JSON.stringify([left.canvas, written.field])}`);
        }
    });

    test(`at ${ratio} pixels each, a field and six cards have sharp edges`, async () => {
        const field = page.getByRole('textbox', { name: '投诉人姓名' });
        assertCrisp(decodePng(await page.screenshot()), await field.boundingBox(), ratio, '投诉人姓名');
        await page.getByRole('button', { name: '统计', exact: true }).click();
        const cards = page.getByRole('button', { name: CARDS });
        await cards.nth(5).waitFor({ state: 'attached' });
        await gallery.rest();
        const picture = decodePng(await page.screenshot());
        for (const card of await cards.all()) {
            assertCrisp(picture, await card.boundingBox(), ratio, await card.getAttribute('aria-label'));
        }
        assert.deepEqual(gallery.complaints, []);
    });
}
