// The two programs of ours, which share their exports: storage_vfs.cpp and storage_huiyin.cpp.
//
// A record goes to the program as its 22 texts, each ended by a zero byte; a line comes back as text. Records are
// staged before the clock runs, because the product's records are made in C++, where its forms live; the peers' API
// takes JavaScript values, so turning those into bytes is part of what they cost.

import { closeStorage, openStorage } from '/opfs/opfs.js';
import { FIELDS } from './../record.js';
import { removeDirectory } from '../sql.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const RECORD_BYTES_MAX = 16 * 1024;

/** Counts the calls that reach the files; the tablet's program has no such layer. */
function counting(handles) {
    const calls = { reads: 0, writes: 0, flushes: 0 };
    const wrap = (handle) => ({
        read: (...rest) => { calls.reads += 1; return handle.read(...rest); },
        write: (...rest) => { calls.writes += 1; return handle.write(...rest); },
        flush: () => { calls.flushes += 1; handle.flush(); },
        truncate: (size) => handle.truncate(size),
        getSize: () => handle.getSize(),
    });
    return { handles: handles.map(wrap), calls };
}

export async function openProgram(url, storageName, options) {
    const storage = await openStorage(storageName);
    const counted = options.countsCalls ? counting(storage.handles) : undefined;
    const opfs = counted ? { ...storage, handles: counted.handles } : storage;
    const program = await (await import(url)).default({ opfs });
    const buffer = program._malloc(RECORD_BYTES_MAX);

    function check(code, what) {
        if (code !== 0) {
            throw new Error(`${what}: code ${code}, ${opfs.failure ?? 'no exception of a file'}`);
        }
    }

    function stage(record, isBulk) {
        let at = buffer;
        for (const field of FIELDS) {
            const space = program.HEAPU8.subarray(at, buffer + RECORD_BYTES_MAX - 1);
            const { written } = encoder.encodeInto(String(record[field]), space);
            at += written;
            program.HEAPU8[at] = 0;
            at += 1;
        }
        program._bench_stage(buffer, at - buffer, isBulk);
    }

    function lineAt(pointer) {
        return decoder.decode(program.HEAPU8.subarray(pointer, program.HEAPU8.indexOf(0, pointer)));
    }

    check(program._bench_open(options.pageBytes ?? 4096), 'open');
    return {
        notes: 'journal_mode=wal',
        calls: counted?.calls,
        prepare: (records) => records.forEach((record) => stage(record, records.length > 1)),
        insert() {
            check(program._bench_commit(), 'insert');
        },
        insertMany() {
            check(program._bench_commit(), 'insertMany');
        },
        lines() {
            const lines = [];
            for (let pointer = program._bench_next_line(); pointer !== 0; pointer = program._bench_next_line()) {
                lines.push(lineAt(pointer));
            }
            return lines;
        },
        close() {
            check(program._bench_close(), 'close');
            closeStorage(storage);
        },
    };
}

export const destroy = removeDirectory;
