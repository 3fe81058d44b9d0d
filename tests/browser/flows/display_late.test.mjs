// A display that has not enough time: more new glyphs than fit into a frame, and a browser that calls for no frames.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gallery } from '../support/gallery.mjs';
import { beginWorkersWith } from '../support/worker_script.mjs';

/** As in wasm/display/host.cpp: the time for new glyphs in a frame, and the first frames, which have more. */
const GLYPH_BUDGET_MS = 8;
const FIRST_FRAMES = 3;
/** What a glyph takes by the worker's clock, however fast the machine is. */
const GLYPH_MS = 3;
/** The last of them begins before the time is over. */
const GLYPHS_MAX = Math.ceil(GLYPH_BUDGET_MS / GLYPH_MS);
/** As many frames as the display keeps the times of. */
const FRAMES_MAX = 1000;
/** What Dear ImGui draws where it has nothing else is made at once. */
const ESSENTIAL = ['?', '\ufffd', '…', '.'];
const SECTION = '投诉';

/** The worker's clock goes on with each glyph that is read back, and it is noted which were drawn when. */
const SLOW_GLYPHS = `{
    const now = performance.now.bind(performance);
    let lost = 0;
    performance.now = () => now() + lost;
    self.drawnGlyphs = [];
    const context = OffscreenCanvasRenderingContext2D.prototype;
    const { fillText, getImageData } = context;
    context.fillText = function (text, ...rest) {
        self.drawnGlyphs.push({ text, at: performance.timeOrigin + performance.now() });
        return fillText.call(this, text, ...rest);
    };
    context.getImageData = function (...all) {
        lost += ${GLYPH_MS};
        return getImageData.apply(this, all);
    };
}
`;

/** Notes every place that an element of the mirror was ever given with the same words. */
const WATCH_PLACES = () => {
    window.places = new Map();
    document.addEventListener('DOMContentLoaded', () => {
        const note = (element) => {
            const { left, top, width, height } = element.style;
            if (left) {
                const what = `${element.id} ${element.ariaLabel ?? element.textContent}`;
                const places = window.places.get(what) ?? new Set();
                window.places.set(what, places.add(`${left} ${top} ${width} ${height}`));
            }
        };
        new MutationObserver((changes) => {
            for (const { target, addedNodes } of changes) {
                [target, ...addedNodes].filter((node) => node instanceof HTMLElement).forEach(note);
            }
        }).observe(document.getElementById('ui'), { subtree: true, childList: true, attributeFilter: ['style'] });
    });
};

async function pictureOf(gallery) {
    await gallery.rest();
    return gallery.page.screenshot();
}

test('glyphs over the budget of a frame are left empty, as wide as they will be, and made in the next frames', async () => {
    const usual = await Gallery.open({ section: SECTION });
    const picture = await pictureOf(usual).finally(() => usual.close());
    const gallery = await Gallery.open({
        section: SECTION,
        watch: async (context) => {
            await context.addInitScript(WATCH_PLACES);
            await beginWorkersWith(context, () => SLOW_GLYPHS);
        },
    });
    try {
        assert.ok(picture.equals(await pictureOf(gallery)), 'the picture at rest is another one than with time enough');
        const { frames, frameBeginMs } = await gallery.page.evaluate(() => window.huiyin.statistics());
        assert.ok(frames <= FRAMES_MAX, `${frames} frames, of which the first are forgotten`);
        const drawn = await gallery.page.workers()[0].evaluate(() => self.drawnGlyphs);
        const counts = frameBeginMs.map((begin, i) => drawn.filter(
            ({ text, at }) => at >= begin && at < (frameBeginMs[i + 1] ?? Infinity) && !ESSENTIAL.includes(text)).length);
        const later = counts.slice(FIRST_FRAMES);
        console.log(`glyphs in the first frames: ${counts.slice(0, FIRST_FRAMES)}; then at most ${Math.max(...later)} in one, `
            + `${later.filter((count) => count > 0).length} of ${later.length} frames had any`);
        assert.ok(Math.max(...later) <= GLYPHS_MAX, `${Math.max(...later)} glyphs in a frame`);
        // There was more to draw than fits, or this tells nothing.
        assert.ok(later.filter((count) => count === GLYPHS_MAX).length > 1);
        const moved = await gallery.page.evaluate(() => [...window.places].filter(([, places]) => places.size > 1)
            .map(([what, places]) => [what, ...places]));
        assert.deepEqual(moved, [], 'an empty glyph had another width than the drawn one');
        assert.deepEqual(gallery.complaints, []);
    } finally {
        await gallery.close();
    }
});

test('a browser that calls for no frame gets its pictures by a timer', async () => {
    const gallery = await Gallery.open({
        section: SECTION,
        // As after a long time without a picture that somebody sees.
        watch: (context) => beginWorkersWith(context, () => 'self.requestAnimationFrame = () => 0;\n'),
    });
    try {
        const { page } = gallery;
        await gallery.rest();
        const row = page.getByRole('listitem').nth(1).getByRole('button').first();
        const before = await page.evaluate(() => window.huiyin.statistics());
        const picture = await page.screenshot();
        await row.tap();
        await page.getByRole('button', { current: true }).or(page.locator('[aria-current=true]')).first().waitFor();
        await gallery.rest();
        const after = await page.evaluate(() => window.huiyin.statistics());
        assert.ok(after.frames > before.frames);
        assert.equal(after.scheduled, false);
        assert.ok(!picture.equals(await page.screenshot()), 'nothing of it is to be seen');
    } finally {
        await gallery.close();
    }
});
