// Opens the tablet's files before the C++ program starts, because only opening is asynchronous.
//
// The worker passes what openStorage() gives as the module's `opfs`; wasm/opfs/browser.cpp finds a
// file by its place in `names` and uses the handle at the same place, synchronously from then on.

// The first is `database_name` of wasm/opfs/vfs.h; SQLite derives the others from it.
const DATABASE = 'huiyin.db';
const NAMES = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-journal`];

// A worker that was just ended, as on reload, keeps its handles for some milliseconds more.
const BUSY_WAIT_MS_MAX = 2000;
const BUSY_RETRY_MS = 50;

/** Why the storage could not be opened. `code` is the name of a core error. */
export class StorageError extends Error {
    /** @param {'unsupported' | 'storage_busy' | 'storage_full' | 'storage_failed'} code */
    constructor(code, cause) {
        super(`${code}: ${cause?.message ?? cause}`, { cause });
        this.name = 'StorageError';
        this.code = code;
    }
}

/**
 * Opens the files below the origin's private folder `directoryName`, making what is missing.
 *
 * @returns {Promise<{names: string[], handles: FileSystemSyncAccessHandle[], isNew: boolean,
 *     failure: unknown}>} the files; `isNew` when there was no database yet; `failure` is later the
 *     last exception a handle threw.
 * @throws {StorageError} `unsupported`: this browser or mode has no sync access handles;
 *     `storage_busy`: another tab holds the files; `storage_full`; `storage_failed`.
 */
export async function openStorage(directoryName) {
    requireSupport();
    const handles = [];
    try {
        const root = await navigator.storage.getDirectory();
        const directory = await root.getDirectoryHandle(directoryName, { create: true });
        for (const name of NAMES) {
            handles.push(await openFile(directory, name));
        }
        const isNew = handles[0].getSize() === 0;
        return { names: NAMES, handles, isNew, failure: undefined };
    } catch (cause) {
        closeAll(handles);
        throw new StorageError(codeOf(cause), cause);
    }
}

/** Gives the files up, for another tab; the database must be closed before. Closing twice is fine. */
export function closeStorage(storage) {
    closeAll(storage.handles);
}

function requireSupport() {
    const hasHandles = typeof FileSystemFileHandle === 'function'
        && 'createSyncAccessHandle' in FileSystemFileHandle.prototype;
    if (!hasHandles || !navigator.storage?.getDirectory) {
        throw new StorageError('unsupported', 'this browser has no sync access handles');
    }
}

async function openFile(directory, name) {
    const file = await directory.getFileHandle(name, { create: true });
    const deadlineMs = performance.now() + BUSY_WAIT_MS_MAX;
    for (;;) {
        try {
            return await file.createSyncAccessHandle();
        } catch (cause) {
            if (codeOf(cause) !== 'storage_busy' || performance.now() > deadlineMs) {
                throw cause;
            }
            await new Promise((resolve) => setTimeout(resolve, BUSY_RETRY_MS));
        }
    }
}

function closeAll(handles) {
    for (const handle of handles) {
        handle.close();
    }
}

function codeOf(cause) {
    switch (cause?.name) {
        case 'NoModificationAllowedError': // the File System standard's answer to a taken lock
        case 'InvalidStateError': // Safari's
            return 'storage_busy';
        case 'QuotaExceededError':
            return 'storage_full';
        case 'NotSupportedError':
        case 'SecurityError': // private windows and blocked site data
            return 'unsupported';
        default:
            return 'storage_failed';
    }
}
