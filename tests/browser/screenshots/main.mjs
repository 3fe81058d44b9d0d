// Pictures of the screens: `scripts/screenshots` tells the words.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePalettePng } from '../support/palette.mjs';
import { paths } from '../support/paths.mjs';
import { goldenFile } from './goldens.mjs';
import { reduced } from './likeness.mjs';
import { MODES, SCREENS } from './screens.mjs';
import { Studio } from './studio.mjs';

const words = process.argv.slice(2);
const keep = words.includes('--keep');
const [mode, ...wanted] = words.filter((word) => word !== '--keep');
const problem = problemOf();
if (problem) {
    console.error(problem);
    process.exit(2);
}
const out = join(paths.root, 'build', 'screenshots');
mkdirSync(out, { recursive: true });
const studio = await Studio.open();
let bytes = 0;
try {
    for (const one of mode ? [mode] : Object.keys(MODES)) {
        for await (const { name, png } of studio.pictures(one, wanted.length > 0 ? wanted : namesOf(one))) {
            writeFileSync(join(out, `${name}.png`), png);
            if (keep) {
                const golden = encodePalettePng(reduced(png));
                bytes += golden.length;
                writeFileSync(goldenFile(name), golden);
            }
        }
    }
} finally {
    await studio.close();
}
console.log(keep ? `goldens: ${(bytes / 1024).toFixed(0)} KiB` : `pictures in ${out}`);

function problemOf() {
    if (mode && !MODES[mode]) {
        return `there is no mode '${mode}'; the modes are: ${Object.keys(MODES).join(' ')}`;
    }
    const unknown = wanted.find((name) => !SCREENS[name]);
    return unknown && `there is no screen '${unknown}'; the screens are: ${Object.keys(SCREENS).join(' ')}`;
}

/** One mode by name is looked at whole; of all modes only what goldens are kept of. */
function namesOf(one) {
    return mode && !keep ? Object.keys(SCREENS) : MODES[one].golden;
}
