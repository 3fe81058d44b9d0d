// Ours: everything is in the worker, which draws too on a tablet; so its heartbeat counts.

export async function open(options) {
    const worker = new Worker(new URL('../worker.js', import.meta.url), { type: 'module' });
    const waiting = new Map();
    let last = 0;
    let onFirstRow = () => {};
    worker.onmessage = ({ data }) => {
        if (data.firstRow) {
            onFirstRow();
            return;
        }
        if (data.id === undefined) {
            // What the tablet tells its page: that there is something to lose now.
            return;
        }
        const { resolve, reject } = waiting.get(data.id);
        waiting.delete(data.id);
        data.error ? reject(new Error(data.error)) : resolve(data.result);
    };
    worker.onerror = (event) => { throw new Error(`worker: ${event.message}`); };
    const call = (name, ...args) => new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        worker.postMessage({ id: last, name, args });
    });
    await call('open', options);
    return {
        fill: (records) => call('fill', records),
        know: (records) => call('know', records),
        push: () => call('push'),
        pull(callback) {
            onFirstRow = callback;
            return call('pull');
        },
        noop: () => call('noop'),
        live: () => call('live'),
        edit: (place, text) => call('edit', place, text),
        seen: (place, text) => call('seen', place, text),
        lines: () => call('lines'),
        blocks: { begin: () => call('beginBlocks'), end: () => call('endBlocks') },
    };
}
