// Every screen looks as its golden does, and the comparison sees what an eye would see.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { decodePng } from '../support/png.mjs';
import { decodePalettePng, encodePalettePng } from '../support/palette.mjs';
import { paths } from '../support/paths.mjs';
import { golden, goldenFile } from './goldens.mjs';
import { difference, isAlike, reduced, STEP } from './likeness.mjs';
import { MODES } from './screens.mjs';
import { Studio } from './studio.mjs';

const GOLDENS_BYTES_MAX = 1024 * 1024;
const seen = join(paths.root, 'build', 'screenshots');

let studio;

before(async () => {
    mkdirSync(seen, { recursive: true });
    studio = await Studio.open();
});

after(() => studio?.close());

for (const [mode, { golden: names }] of Object.entries(MODES)) {
    if (names.length > 0) {
        test(`screens look as kept: ${mode}`, async () => {
            const changed = [];
            for await (const { name, png } of studio.pictures(mode, names)) {
                const found = difference(reduced(png), golden(name));
                if (!isAlike(found)) {
                    writeFileSync(join(seen, `${name}.png`), png);
                    changed.push(`${name}: ${found.places} places from ${found.x}, ${found.y}`);
                }
            }
            assert.deepEqual(changed, [], 'see build/screenshots; scripts/screenshots --keep takes what is seen as right');
        });
    }
}

/** What the tests below do to a picture: three bytes a pixel, as on the screen. */
function pixelsOf(png) {
    const { width, height, channels, pixels } = decodePng(png);
    const at = (x, y) => pixels.subarray((y * width + x) * channels, (y * width + x) * channels + 3);
    return { width, height, at };
}

/** The picture with another colour at each place: `colourAt(x, y)`. */
function repainted(png, colourAt) {
    const { width, height } = pixelsOf(png);
    const [w, h] = [Math.floor(width / STEP), Math.floor(height / STEP)];
    const pixels = new Uint8Array(w * h * 3);
    for (let y = 0; y < h; ++y) {
        for (let x = 0; x < w; ++x) {
            const sum = [0, 0, 0];
            for (let i = 0; i < STEP * STEP; ++i) {
                colourAt(STEP * x + i % STEP, STEP * y + Math.floor(i / STEP)).forEach((value, c) => { sum[c] += value; });
            }
            pixels.set(sum.map((value) => Math.round(value / STEP ** 2)), 3 * (y * w + x));
        }
    }
    return { width: w, height: h, pixels };
}

test('a button that is missing is seen, also a quiet one on the page\'s ground', async () => {
    for await (const { png, page } of studio.pictures('upright', ['sync'])) {
        const box = await page.getByRole('button', { name: '现在同步' }).boundingBox();
        const { at } = pixelsOf(png);
        const ground = at(box.x - 4, box.y + box.height / 2);
        const without = repainted(png, (x, y) => (x >= box.x && x < box.x + box.width && y >= box.y
            && y < box.y + box.height ? ground : at(x, y)));
        const found = difference(without, golden('sync.upright'));
        assert.ok(!isAlike(found), `only ${found.places} places`);
        assert.ok(Math.abs(found.x - box.x) < 32 && Math.abs(found.y - box.y) < 32, 'it is told where');
    }
});

test('a card that stands 8 pixels lower is seen', async () => {
    for await (const { png } of studio.pictures('upright', ['inbox'])) {
        const { at, height } = pixelsOf(png);
        const lower = repainted(png, (x, y) => at(x, y > 200 && y < height - 100 ? y - 8 : y));
        assert.ok(!isAlike(difference(lower, golden('inbox.upright'))));
    }
});

test('an icon that is missing and a mark of another colour are seen', async () => {
    for await (const { png, page } of studio.pictures('phone', ['list'])) {
        const { at } = pixelsOf(png);
        const box = await page.getByRole('button', { name: '排序' }).boundingBox();
        const ground = at(box.x + 6, box.y + box.height / 2);
        const without = repainted(png, (x, y) => (x >= box.x + 8 && x < box.x + box.width - 8 && y >= box.y + 8
            && y < box.y + box.height - 8 ? ground : at(x, y)));
        assert.ok(!isAlike(difference(without, golden('list.phone'))));
    }
});

test('letters that are drawn with other hinting are no difference', async () => {
    const other = await Studio.open({ args: ['--font-render-hinting=full'] });
    try {
        for await (const { name, png } of other.pictures('upright', ['detail', 'new-complaint', 'me'])) {
            const found = difference(reduced(png), golden(name));
            assert.ok(isAlike(found), `${name}: ${found.places} places from ${found.x}, ${found.y}`);
        }
    } finally {
        await other.close();
    }
});

test('goldens are small, and there is none that nothing is compared with', () => {
    const kept = readdirSync(dirname(goldenFile('inbox.upright')));
    const bytes = kept.reduce((sum, file) => sum + statSync(join(dirname(goldenFile(file)), file)).size, 0);
    assert.ok(bytes < GOLDENS_BYTES_MAX, `${bytes} bytes`);
    const compared = Object.entries(MODES).flatMap(([mode, { golden: names }]) => names.map((name) => `${name}.${mode}.png`));
    assert.deepEqual(kept.sort(), compared.sort());
});

test('a palette keeps a picture of few colours exactly', () => {
    const pixels = Uint8Array.from({ length: 60 * 3 }, (_, i) => (i * 37) % 251);
    assert.deepEqual(decodePalettePng(encodePalettePng({ width: 10, height: 6, pixels })), { width: 10, height: 6, pixels });
});
