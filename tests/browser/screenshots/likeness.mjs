// Whether two pictures are the same to the eye: seen from so far that letters become grey, as goldens are kept.

import { decodePng } from '../support/png.mjs';

/** Screen pixels to one of a golden, in both directions. */
export const STEP = 4;
/** Golden pixels around each that are seen together, so that a letter drawn a little otherwise makes no difference. */
const REACH = 1;
/** How far a colour may be from the golden's, of 255; kept colours are rounded, letters drawn otherwise by another version. */
const COLOUR_MAX = 10;
/** So many such places side by side are a difference: 24 × 24 screen pixels, less than the smallest button. */
const PLACES_MAX = 24;

/** A screenshot as a golden shows it: each pixel the mean of STEP × STEP. */
export function reduced(png) {
    const { width, height, channels, pixels } = decodePng(png);
    const out = { width: Math.floor(width / STEP), height: Math.floor(height / STEP), pixels: null };
    out.pixels = new Uint8Array(out.width * out.height * 3);
    for (let y = 0; y < out.height; ++y) {
        for (let x = 0; x < out.width; ++x) {
            for (let channel = 0; channel < 3; ++channel) {
                let sum = 0;
                for (let i = 0; i < STEP * STEP; ++i) {
                    const at = (STEP * y + Math.floor(i / STEP)) * width + STEP * x + i % STEP;
                    sum += pixels[at * channels + channel];
                }
                out.pixels[3 * (y * out.width + x) + channel] = Math.round(sum / STEP ** 2);
            }
        }
    }
    return out;
}

/**
 * Where a picture differs from its golden.
 *
 * @returns {{places: number, most: number, x: number, y: number}} the largest patch of places that differ, how far the
 *     colour is off at most, and where in screen pixels the patch begins.
 */
export function difference(picture, golden) {
    if (picture.width !== golden.width || picture.height !== golden.height) {
        throw new Error(`the picture is ${picture.width} × ${picture.height}, its golden ${golden.width} × ${golden.height}`);
    }
    const { width, height } = picture;
    const off = distances(softened(picture), softened(golden));
    const most = off.reduce((a, b) => Math.max(a, b), 0);
    return { ...largestPatch(off, width, height), most };
}

export function isAlike({ places }) {
    return places < PLACES_MAX;
}

function distances(a, b) {
    return Float32Array.from({ length: a.length / 3 }, (_, i) => Math.max(
        Math.abs(a[3 * i] - b[3 * i]), Math.abs(a[3 * i + 1] - b[3 * i + 1]), Math.abs(a[3 * i + 2] - b[3 * i + 2])));
}

/** Each pixel the mean of those around it; at an edge, of those there are. */
function softened({ width, height, pixels }) {
    const out = new Float32Array(pixels.length);
    for (let y = 0; y < height; ++y) {
        for (let x = 0; x < width; ++x) {
            const sums = [0, 0, 0, 0];
            for (let v = Math.max(0, y - REACH); v <= Math.min(height - 1, y + REACH); ++v) {
                for (let u = Math.max(0, x - REACH); u <= Math.min(width - 1, x + REACH); ++u) {
                    const at = 3 * (v * width + u);
                    sums[0] += pixels[at];
                    sums[1] += pixels[at + 1];
                    sums[2] += pixels[at + 2];
                    ++sums[3];
                }
            }
            out.set([sums[0] / sums[3], sums[1] / sums[3], sums[2] / sums[3]], 3 * (y * width + x));
        }
    }
    return out;
}

function largestPatch(off, width, height) {
    const seen = new Uint8Array(off.length);
    let largest = { places: 0, x: 0, y: 0 };
    for (let start = 0; start < off.length; ++start) {
        if (seen[start] || off[start] <= COLOUR_MAX) {
            continue;
        }
        let [places, left, top] = [0, width, height];
        const waiting = [start];
        seen[start] = 1;
        while (waiting.length > 0) {
            const at = waiting.pop();
            const [x, y] = [at % width, Math.floor(at / width)];
            ++places;
            [left, top] = [Math.min(left, x), Math.min(top, y)];
            for (const [u, v] of [[x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]]) {
                const next = v * width + u;
                if (u >= 0 && u < width && v >= 0 && v < height && !seen[next] && off[next] > COLOUR_MAX) {
                    seen[next] = 1;
                    waiting.push(next);
                }
            }
        }
        if (places > largest.places) {
            largest = { places, x: left * STEP, y: top * STEP };
        }
    }
    return largest;
}
