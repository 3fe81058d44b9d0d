// Draws icon.svg's mark as PNG, for platforms that take no SVG icon. Run by make_dist.mjs.
import { deflateSync } from 'node:zlib';

// The mark of icon.svg on its 44 grid.
const GRID = 44;
const GROUND = [0x3a, 0x4c, 0xc0];
const INK = [0xff, 0xff, 0xff];
const SAMPLES = 4;

/** Signed distance from a rounded square around the middle; negative inside. */
function distance(x, y, half, radius) {
    const dx = Math.max(Math.abs(x - GRID / 2) - half + radius, 0);
    const dy = Math.max(Math.abs(y - GRID / 2) - half + radius, 0);
    return Math.hypot(dx, dy) - radius;
}

function colorAt(x, y, opaqueCorners) {
    const ring = Math.abs(distance(x, y, 10.5, 4.5)) <= 1.5;
    const dot = distance(x, y, 3.5, 1.5) <= 0;
    if (ring || dot) {
        return [...INK, 255];
    }
    return [...GROUND, opaqueCorners || distance(x, y, 22, 11) <= 0 ? 255 : 0];
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

function chunk(type, data) {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(8 + body.length);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), out.length - 4);
    return out;
}

/** The icon, `size` pixels square. Corners are filled for masks that cut their own. */
export function iconPng(size, opaqueCorners) {
    const rows = Buffer.alloc(size * (size * 4 + 1));
    for (let y = 0; y < size; ++y) {
        for (let x = 0; x < size; ++x) {
            const sum = [0, 0, 0, 0];
            for (let s = 0; s < SAMPLES * SAMPLES; ++s) {
                const sx = (x + ((s % SAMPLES) + 0.5) / SAMPLES) * GRID / size;
                const sy = (y + (Math.floor(s / SAMPLES) + 0.5) / SAMPLES) * GRID / size;
                colorAt(sx, sy, opaqueCorners).forEach((value, i) => { sum[i] += value; });
            }
            sum.forEach((value, i) => {
                rows[y * (size * 4 + 1) + 1 + x * 4 + i] = Math.round(value / (SAMPLES * SAMPLES));
            });
        }
    }
    const header = Buffer.alloc(13);
    header.writeUInt32BE(size, 0);
    header.writeUInt32BE(size, 4);
    header.set([8, 6, 0, 0, 0], 8);
    return Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        chunk('IHDR', header),
        chunk('IDAT', deflateSync(rows, { level: 9 })),
        chunk('IEND', Buffer.alloc(0)),
    ]);
}
