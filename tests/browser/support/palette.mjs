// Few colours for many: a picture as one byte a pixel, and as a PNG of its own colour table.

import { deflateSync, inflateSync } from 'node:zlib';

const COLOURS_MAX = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * PNG of at most 256 colours.
 *
 * @param {{width: number, height: number, pixels: Uint8Array}} picture three bytes a pixel: red, green, blue.
 * @returns {Buffer}
 */
export function encodePalettePng({ width, height, pixels }) {
    const { table, cell, indices } = colourTable(pixels);
    const rows = Buffer.alloc(height * (width + 1));
    for (let i = 0; i < width * height; ++i) {
        rows[i + Math.floor(i / width) + 1] = indices.get(cellOf(pixels, i, cell));
    }
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([8, 3, 0, 0, 0], 8);
    return Buffer.concat([
        SIGNATURE, chunk('IHDR', header), chunk('PLTE', Buffer.from(table.flat())),
        chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
    ]);
}

/** What encodePalettePng made, again three bytes a pixel. */
export function decodePalettePng(png) {
    const parts = new Map();
    for (let at = SIGNATURE.length; at < png.length;) {
        const bytes = png.readUInt32BE(at);
        parts.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + bytes));
        at += bytes + 12;
    }
    const header = parts.get('IHDR');
    const table = parts.get('PLTE');
    if (header?.[8] !== 8 || header[9] !== 3 || !table) {
        throw new Error('not a PNG with a colour table of one byte a pixel');
    }
    const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
    const rows = inflateSync(parts.get('IDAT'));
    const pixels = new Uint8Array(width * height * 3);
    for (let i = 0; i < width * height; ++i) {
        const colour = rows[i + Math.floor(i / width) + 1];
        pixels.set(table.subarray(3 * colour, 3 * colour + 3), 3 * i);
    }
    return { width, height, pixels };
}

/** The colours in cells of the finest grid that has few enough of them, each cell's mean: no pixel is off by a cell. */
function colourTable(pixels) {
    for (let cell = 1; ; ++cell) {
        const sums = new Map();
        for (let i = 0; i < pixels.length / 3; ++i) {
            const key = cellOf(pixels, i, cell);
            const sum = sums.get(key) ?? [0, 0, 0, 0];
            sums.set(key, sum);
            sum[0] += pixels[3 * i];
            sum[1] += pixels[3 * i + 1];
            sum[2] += pixels[3 * i + 2];
            ++sum[3];
        }
        if (sums.size <= COLOURS_MAX) {
            const table = [...sums.values()].map(([red, green, blue, count]) => [red, green, blue].map((sum) => Math.round(sum / count)));
            return { table, cell, indices: new Map([...sums.keys()].map((key, index) => [key, index])) };
        }
    }
}

function cellOf(pixels, i, cell) {
    return [0, 1, 2].reduce((key, channel) => key * 256 + Math.floor(pixels[3 * i + channel] / cell), 0);
}

function chunk(kind, content) {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(content.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
}

function crc32(bytes) {
    let crc = ~0;
    for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; ++bit) {
            crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
        }
    }
    return ~crc >>> 0;
}
