// A finger that throws a list, and what page and display do until the list has come to rest by itself.

const STEPS = 8;
const STEP_PIXELS = 70;
const STEP_MS = 16;
/** A throw of this speed goes on for more than two seconds. */
const WATCHED_MS = 1500;
const PERIODS = 60;

/** The display's period in milliseconds: the median of so many frames of a page at rest. */
export function displayPeriod(page) {
    return page.evaluate(async (count) => {
        const at = [];
        while (at.length <= count) {
            at.push(await new Promise(requestAnimationFrame));
        }
        return at.slice(1).map((time, i) => time - at[i]).sort((a, b) => a - b)[count >> 1];
    }, PERIODS);
}

/**
 * Throws what is in the middle of the page upwards, and watches it while it goes on without the finger.
 *
 * @returns {Promise<{frames: number[], pageFrames: number[], writes: number}>} when the frames began that were drawn
 *     meanwhile, and those of the page itself, ms; and how often the mirror was written into, under the finger and after it.
 */
export async function fling(page) {
    const cdp = await page.context().newCDPSession(page);
    const { width, height } = page.viewportSize();
    // With times of their own: how fast the finger is shall not hang on the machine.
    const beginMs = Date.now() - STEPS * STEP_MS;
    const touch = (type, step) => cdp.send('Input.dispatchTouchEvent', {
        type, touchPoints: type === 'touchEnd' ? [] : [{ x: width / 2, y: height * 0.75 - step * STEP_PIXELS }],
        timestamp: (beginMs + step * STEP_MS) / 1000,
    });
    await page.evaluate(() => {
        window.writes = 0;
        window.watching = new MutationObserver(() => { ++window.writes; });
        window.watching.observe(
            document.getElementById('ui'), { subtree: true, childList: true, attributes: true, characterData: true });
    });
    await touch('touchStart', 0);
    for (let step = 1; step <= STEPS; ++step) {
        await touch('touchMove', step);
    }
    await touch('touchEnd', STEPS);
    await cdp.detach();
    return page.evaluate(async (watchedMs) => {
        const begin = performance.timeOrigin + performance.now();
        const pageFrames = [];
        for (let now = 0; now < begin + watchedMs; pageFrames.push(now)) {
            now = performance.timeOrigin + await new Promise(requestAnimationFrame);
        }
        const { writes } = window;
        window.watching.disconnect();
        const { frameBeginMs } = await window.huiyin.statistics();
        const frames = frameBeginMs.filter((time) => time >= begin && time <= begin + watchedMs);
        return { frames, pageFrames, writes };
    }, WATCHED_MS);
}

/** Of the display's periods between the first of the frames and the last, the part that had one. */
export function partOnTime(frames, periodMs) {
    const periods = frames.slice(1).reduce((sum, time, i) => sum + Math.max(1, Math.round((time - frames[i]) / periodMs)), 0);
    return (frames.length - 1) / periods;
}
