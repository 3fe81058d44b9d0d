// A worker that has no time, as in a long search on a slow tablet.

/** Does not wait: the page goes on meanwhile. @returns {Promise<void>} when the worker is free again. */
export function keepWorkerBusy(page, ms) {
    return page.workers()[0].evaluate((busyMs) => {
        for (const end = performance.now() + busyMs; performance.now() < end;) { /* busy */ }
    }, ms);
}
