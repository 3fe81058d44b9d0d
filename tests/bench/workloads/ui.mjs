// The screen: frames, taps, typing, rest, glyphs, the mirror, a warm start, and what is downloaded.
//
// Peers have no comparable screen; the goals stand in ui.md, and these rows keep us honest from commit to commit.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { displayPeriod, fling, partOnTime } from '../../browser/support/fling.mjs';
import { keepWorkerBusy } from '../../browser/support/busy.mjs';
import { Gallery } from '../../browser/support/gallery.mjs';
import { paintsOf, watchPaints } from '../../browser/support/paints.mjs';
import { Server } from '../../browser/support/server.mjs';
import { accounts, Tablet } from '../../browser/support/tablet.mjs';
import { takeTimers, watchTimers } from '../../browser/support/timers.mjs';
import { median, percentile } from '../lib/statistics.mjs';

const SCROLL_STEPS = 240;
const TAPS = 60;
const KEYS = 120;
const KEYS_WHILE_BUSY = 20;
const BUSY_MS = 500;
const IDLE_MS = 10_000;
const GLYPHS = 600;
const WARM_STARTS = 7;
const THROWS = 10;
const WALKS = 6;
/** 待办, 统计, 投诉: the list is the last, the search begins there. */
const WALKED_PLACES = [0, 3, 1];

/** CMake targets this workload needs. */
export const targets = ['huiyin_dist', 'huiyin_gallery'];

const statisticsOf = (page) => page.evaluate(() => window.huiyin.statistics());

/** What was measured since `before`, as far as it is still kept. */
async function since(gallery, before, list) {
    const now = await statisticsOf(gallery.page);
    return { ...now, values: now[list].slice(-(now.frames - before.frames)) };
}

/** Wheel steps over a page of 300 widgets, each followed by its frame. */
async function frames(gallery) {
    await gallery.page.mouse.move(400, 600);
    const before = await statisticsOf(gallery.page);
    for (let i = 0; i < SCROLL_STEPS; ++i) {
        await gallery.page.mouse.wheel(0, i % 40 < 20 ? 60 : -60);
        await gallery.page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(resolve); }));
    }
    await gallery.rest();
    const { values } = await since(gallery, before, 'frameMs');
    return { frame_p50_ms: median(values), frame_p95_ms: percentile(values, 0.95) };
}

async function taps(gallery) {
    const switches = gallery.page.getByRole('checkbox');
    await gallery.page.mouse.wheel(0, -1e6);
    await gallery.rest();
    const box = await switches.first().boundingBox();
    for (let i = 0; i < TAPS; ++i) {
        await gallery.page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
        await gallery.page.waitForTimeout(50);
    }
    const { inputMs } = await statisticsOf(gallery.page);
    return { tap_to_frame_p95_ms: percentile(inputMs.slice(-TAPS), 0.95) };
}

/** Keys into a field while the worker has no time at all, half a second at a time; and again while it has. */
async function typing(gallery, note) {
    const { page } = gallery;
    const field = page.getByRole('textbox').first();
    await field.click();
    await gallery.rest();
    await watchPaints(page);
    let free = Promise.resolve();
    for (let i = 0; i < KEYS; ++i) {
        if (i % KEYS_WHILE_BUSY === 0) {
            await free;
            free = keepWorkerBusy(page, BUSY_MS);
        }
        await page.keyboard.press('a');
        await page.waitForTimeout(20);
    }
    await free;
    const painted = await paintsOf(page, KEYS);
    await gallery.rest();
    for (let i = 0; i < KEYS; ++i) {
        await page.keyboard.press('a');
        await page.waitForTimeout(20);
    }
    const { inputMs } = await statisticsOf(page);
    note(`keys: p95 ${percentile(painted, 0.95).toFixed(0)} ms to the screen with the worker busy, `
        + `${percentile(await paintsOf(page, KEYS), 0.95).toFixed(0)} ms with it free`);
    return { typing_p95_ms: percentile(painted, 0.95), typing_to_canvas_p95_ms: percentile(inputMs.slice(-KEYS), 0.95) };
}

/** Frames of the display, and timers of page and worker that ring. */
async function idle() {
    const gallery = await Gallery.open({ section: '性能', watch: watchTimers });
    try {
        await gallery.rest();
        await takeTimers(gallery.page);
        const before = await statisticsOf(gallery.page);
        await gallery.page.waitForTimeout(IDLE_MS);
        const { rung, waiting } = await takeTimers(gallery.page);
        return {
            idle_frames_10s: (await statisticsOf(gallery.page)).frames - before.frames,
            idle_timers_10s: rung.length + waiting.length,
        };
    } finally {
        await gallery.close();
    }
}

/** A list of 100 000 complaints, thrown again and again. What the page itself misses, the machine has no time for. */
async function flings(gallery, note) {
    const { page } = gallery;
    await gallery.openLongList();
    const periodMs = await displayPeriod(page);
    const parts = [];
    const pageParts = [];
    let written = 0;
    for (let i = 0; i < THROWS; ++i) {
        await gallery.rest();
        const { frames, pageFrames, writes } = await fling(page);
        parts.push(partOnTime(frames, periodMs));
        pageParts.push(partOnTime(pageFrames, periodMs));
        written += writes;
    }
    const percent = (list) => (100 * list.reduce((sum, part) => sum + part, 0)) / list.length;
    note(`thrown lists: ${percent(parts).toFixed(1)} % of ${periodMs.toFixed(1)} ms had a frame; an idle page beside it had `
        + `${percent(pageParts).toFixed(1)} %`);
    return { scroll_on_time_percent: percent(parts), mirror_writes_in_fling: written };
}

/** Characters that were not drawn before, measured and read back as the program does it. */
async function glyphs(gallery) {
    return gallery.page.evaluate(async (count) => {
        const { GlyphSource } = await import('./glyphs.js');
        const source = new GlyphSource();
        const begin = performance.now();
        for (let i = 0; i < count; ++i) {
            const character = 0x4e00 + i * 7;
            const [, left, right, ascent, descent] = source.measure(character, 32, false);
            const [width, height] = [Math.ceil(left + right) + 3, Math.ceil(ascent + descent) + 3];
            source.raster(character, 32, false, Math.ceil(left) + 1, Math.ceil(ascent) + 1, width, height);
        }
        return { glyph_ms: (performance.now() - begin) / count };
    }, GLYPHS);
}

/** A walk through the screens of a day, each with up to so many nodes as the note says: what changes the mirror there. */
async function mirrorOfScreens(tablet, note) {
    const { page } = tablet;
    const places = page.getByRole('navigation').getByRole('button');
    await tablet.settled();
    await page.evaluate(() => { window.huiyin.mirrorMs.length = 0; });
    let most = 0;
    const look = async () => {
        await tablet.settled();
        most = Math.max(most, await page.evaluate(() => document.querySelectorAll('#ui [id^=n]').length));
    };
    for (let round = 0; round < WALKS; ++round) {
        for (const place of WALKED_PLACES) {
            await places.nth(place).click();
            await look();
            await page.mouse.move(400, 900);
            for (const down of [600, 600, -600]) {
                await page.mouse.wheel(0, down);
                await look();
            }
        }
        await page.getByRole('searchbox').fill('');
        for (const character of '青年路站') {
            await page.keyboard.insertText(character);
            await look();
        }
        await page.getByRole('listitem').first().getByRole('button').click();
        await page.getByRole('heading', { level: 1, name: /TS-/ }).last().waitFor({ state: 'attached' });
        await look();
        await page.keyboard.press('Escape');
        await look();
    }
    const times = await page.evaluate(() => window.huiyin.mirrorMs);
    note(`mirror: ${times.length} changes on screens of at most ${most} nodes, median ${median(times).toFixed(1)} ms`);
    return { mirror_update_p95_ms: percentile(times, 0.95) };
}

/**
 * The mirror of the app's screens; and from the navigation to the list of complaints, with the server killed: all of it comes
 * from the tablet.
 */
async function app(note) {
    const server = await Server.start();
    const tablet = await Tablet.make(`http://localhost:${server.port}`);
    try {
        await tablet.context.addInitScript(() => {
            new MutationObserver((_, observer) => {
                if (document.querySelector('#ui input[type=search]')) {
                    window.usableAtMs = performance.now();
                    observer.disconnect();
                }
            }).observe(document, { childList: true, subtree: true });
        });
        await tablet.open();
        await tablet.signIn(accounts.acceptor);
        await tablet.shellKept();
        const mirror = await mirrorOfScreens(tablet, note);
        await server.kill();
        const times = [];
        for (let i = 0; i < WARM_STARTS; ++i) {
            await tablet.page.reload();
            await tablet.page.getByRole('searchbox').waitFor();
            times.push(await tablet.page.evaluate(() => window.usableAtMs));
        }
        note(`warm starts: ${times.map(Math.round).join(', ')} ms`);
        return { ...mirror, warm_start_ms: median(times) };
    } finally {
        await tablet.close();
        await server.stop();
    }
}

function brotliKib(content) {
    return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length / 1024;
}

async function sizes(programs, dist) {
    let layer = 0;
    for (const file of ['huiyin_gallery.wasm', 'huiyin_gallery.mjs']) {
        layer += brotliKib(await readFile(join(programs, 'display', file)));
    }
    let app = 0;
    for (const name of await readdir(dist)) {
        const packed = name.endsWith('.br') || name.endsWith('.png');
        app += packed ? (await stat(join(dist, name))).size / 1024 : 0;
    }
    return { ui_layer_brotli_kb: layer, app_brotli_kb: app };
}

const UNITS = {
    idle_frames_10s: 'frames', idle_timers_10s: 'timers', scroll_on_time_percent: '%', mirror_writes_in_fling: 'writes',
    ui_layer_brotli_kb: 'KiB', app_brotli_kb: 'KiB',
};
const HIGHER = new Set(['scroll_on_time_percent']);

/** @param {import('../run.mjs').Context} context */
export async function run({ emit, note, folders }) {
    const wasm = join(folders.programs, '..', '..', 'wasm');
    const gallery = await Gallery.open({ section: '性能' });
    const results = {};
    try {
        await gallery.rest();
        for (const part of [frames, taps, typing, idle, glyphs, flings]) {
            Object.assign(results, await part(gallery, note));
        }
        results.mirror_300_widgets_p95_ms = percentile(await gallery.page.evaluate(() => window.huiyin.mirrorMs), 0.95);
    } finally {
        await gallery.close();
    }
    Object.assign(results, await app(note), await sizes(wasm, join(wasm, '..', 'dist')));
    for (const [metric, value] of Object.entries(results)) {
        emit({
            bench: 'ui', engine: 'huiyin', metric, value: Number(value.toPrecision(4)), unit: UNITS[metric] ?? 'ms',
            better: HIGHER.has(metric) ? 'higher' : 'lower',
        });
    }
}
