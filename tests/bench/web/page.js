// Runs one job in a fresh worker, which ends with it: every engine starts cold and leaves nothing behind.

/** @returns {Promise<object>} what the worker answers (job.worker, else worker.js); rejects with its error. */
window.runJob = (job) => new Promise((resolve, reject) => {
    const worker = new Worker(new URL(job.worker ?? 'worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => {
        worker.terminate();
        data.error ? reject(new Error(data.error)) : resolve(data.result);
    };
    worker.onerror = (event) => {
        worker.terminate();
        reject(new Error(`worker: ${event.message}`));
    };
    worker.postMessage(job);
});
