// The kept pictures.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePalettePng } from '../support/palette.mjs';
import { paths } from '../support/paths.mjs';

/** @param {string} name as `inbox.phone`. */
export function goldenFile(name) {
    return join(paths.root, 'tests', 'browser', 'screenshots', 'goldens', `${name}.png`);
}

export function golden(name) {
    return decodePalettePng(readFileSync(goldenFile(name)));
}
