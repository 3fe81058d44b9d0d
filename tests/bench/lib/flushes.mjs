// Counts flushes in a strace file (-f -ttt -y).

import { readFile } from 'node:fs/promises';

/** `123 1764000000.123456 fdatasync(42</folder/File System/…>) = 0`; a call may be split in two lines. */
const CALL = /^(?:\d+\s+)?(\d+\.\d+)\s+(fsync|fdatasync|sync_file_range|syncfs)\(\d+<([^>]*)>/;

/** Where Chromium keeps what pages store; its own files (cookies, preferences) are not counted. */
const STORAGE_FOLDERS = ['/File System/', '/IndexedDB/'];

/** How many flushes of pages' storage began between the two times. */
export async function countFlushes(traceFile, beginUtcMs, endUtcMs) {
    const lines = (await readFile(traceFile, 'utf8')).split('\n');
    return lines.filter((line) => {
        const call = CALL.exec(line);
        if (!call) {
            return false;
        }
        const atMs = Number(call[1]) * 1000;
        return atMs >= beginUtcMs && atMs <= endUtcMs && STORAGE_FOLDERS.some((folder) => call[3].includes(folder));
    }).length;
}
