// Where things are. The suite builds nothing itself; scripts/test does.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const build = process.env.HUIYIN_BUILD ?? join(root, 'build');

export const paths = {
    root,
    server: process.env.HUIYIN_SERVER ?? join(build, 'release', 'sync-server', 'main', 'huiyin-server'),
    /** Folder of the built wasm programs. */
    programs: process.env.HUIYIN_PROGRAMS ?? join(build, 'wasm-release', 'wasm'),
    dist: process.env.HUIYIN_DIST ?? join(build, 'wasm-release', 'dist'),
    /** On the real disk: an off-the-record or in-memory profile would prove nothing about storage. */
    work: join(build, 'browser-tests'),
    chromium: process.env.HUIYIN_CHROMIUM ?? '/usr/bin/chromium',
};

mkdirSync(paths.work, { recursive: true });
