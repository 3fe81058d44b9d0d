// The least that is durable: a record's line appended to a file by one write and one flush. No database, no index. What
// this takes is the machine's; no engine can be faster in the same run.

import { lineOf } from '../record.js';
import { removeDirectory } from '../sql.js';

const encoder = new TextEncoder();

export async function open(storageName) {
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle(storageName, { create: true });
    const file = await directory.getFileHandle('lines', { create: true });
    const handle = await file.createSyncAccessHandle();
    let end = 0;

    function append(text) {
        end += handle.write(encoder.encode(text), { at: end });
        handle.flush();
    }

    return {
        notes: 'no database',
        insert: (record) => append(`${lineOf(record)}\n`),
        insertMany: (records) => append(records.map((record) => `${lineOf(record)}\n`).join('')),
        lines() {
            const bytes = new Uint8Array(end);
            handle.read(bytes, { at: 0 });
            return new TextDecoder().decode(bytes).split('\n').slice(0, -1);
        },
        close: () => handle.close(),
    };
}

export const destroy = removeDirectory;
