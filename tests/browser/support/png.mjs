// Pixels of a screenshot: 8 bits a channel, RGB or RGBA, not interlaced, as browsers write them.

import { inflateSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
const CHANNELS = { 2: 3, 6: 4 };

/** @returns {{width: number, height: number, channels: number, pixels: Uint8Array}} */
export function decodePng(png) {
    let width = 0;
    let height = 0;
    let channels = 0;
    const parts = [];
    for (let at = SIGNATURE_BYTES; at < png.length;) {
        const bytes = png.readUInt32BE(at);
        const kind = png.toString('latin1', at + 4, at + 8);
        const content = png.subarray(at + 8, at + 8 + bytes);
        if (kind === 'IHDR') {
            [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
            channels = CHANNELS[content[9]];
            if (content[8] !== 8 || !channels || content[12] !== 0) {
                throw new Error('a kind of PNG that is not read here');
            }
        } else if (kind === 'IDAT') {
            parts.push(content);
        }
        at += bytes + 12;
    }
    return { width, height, channels, pixels: unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels) };
}

/** PNG specification, 9: filters. */
function unfilter(raw, stride, height, step) {
    const out = new Uint8Array(stride * height);
    for (let y = 0; y < height; ++y) {
        const filter = raw[y * (stride + 1)];
        for (let x = 0; x < stride; ++x) {
            const value = raw[y * (stride + 1) + 1 + x];
            const left = x >= step ? out[y * stride + x - step] : 0;
            const up = y > 0 ? out[(y - 1) * stride + x] : 0;
            const corner = x >= step && y > 0 ? out[(y - 1) * stride + x - step] : 0;
            out[y * stride + x] = value + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
        }
    }
    return out;
}

function paeth(left, up, corner) {
    const guess = left + up - corner;
    const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
    if (byLeft <= byUp && byLeft <= byCorner) {
        return left;
    }
    return byUp <= byCorner ? up : corner;
}

/** How many different colours a picture has: a blank one has one. */
export function coloursOf(png) {
    const { pixels, channels } = decodePng(png);
    const seen = new Set();
    for (let at = 0; at < pixels.length; at += channels) {
        seen.add((pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]);
    }
    return seen.size;
}
