// A tablet's database as an older version of the app left it.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { paths } from './paths.mjs';

const FOLDER = 'huiyin';
const FILES = ['huiyin.db', 'huiyin.db-wal'];

/** On a page of the app's origin that does not run the app: nobody else may hold the files. */
async function readFiles(page) {
    return page.evaluate(async ([folder, names]) => {
        const directory = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder);
        return Promise.all(names.map(async (name) => {
            const bytes = new Uint8Array(await (await (await directory.getFileHandle(name)).getFile()).arrayBuffer());
            return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
        }));
    }, [FOLDER, FILES]);
}

async function writeFiles(page, contents) {
    await page.evaluate(async ([folder, files]) => {
        const directory = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder);
        const opened = async (handle) => {
            for (let tries = 0; ; ++tries) {
                try {
                    return await handle.createWritable();
                } catch (error) {
                    // A worker that was just ended keeps its handles for some milliseconds more.
                    if (error.name !== 'NoModificationAllowedError' || tries === 100) {
                        throw error;
                    }
                    await new Promise((resolve) => { setTimeout(resolve, 20); });
                }
            }
        };
        for (const [name, text] of files) {
            const out = await opened(await directory.getFileHandle(name));
            await out.write(Uint8Array.from(text, (character) => character.charCodeAt(0)));
            await out.close();
        }
    }, [FOLDER, FILES.map((name, i) => [name, contents[i]])]);
}

/**
 * Takes away from the tablet's database what came after its first version.
 *
 * @returns {Promise<string[]>} what was taken away
 */
export async function makeDatabaseOld(page) {
    const folder = await mkdtemp(join(paths.work, 'old-database-'));
    try {
        const files = FILES.map((name) => join(folder, name));
        const contents = await readFiles(page);
        await Promise.all(files.map((file, i) => writeFile(file, contents[i], 'latin1')));
        const schema = join(paths.root, 'core', 'store', 'schema', '0001_init.sql');
        const script = join(paths.root, 'tests', 'browser', 'support', 'old_database.py');
        const { stdout } = await promisify(execFile)('python3', [script, files[0], schema, '1']);
        const log = await stat(files[1]).then(() => readFile(files[1], 'latin1'), () => '');
        await writeFiles(page, [await readFile(files[0], 'latin1'), log]);
        return stdout.split('\n').filter(Boolean);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
