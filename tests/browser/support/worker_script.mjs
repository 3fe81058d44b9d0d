// Words put before the program's worker script: a clock of a test's own, an account of its timers.

const WORKER = /\/worker(\.[0-9a-f]+)?\.js$/;

/**
 * Every worker that the context's pages start from now on; a service worker would fetch it past this.
 *
 * @param {() => string} script asked for each of them.
 */
export function beginWorkersWith(context, script) {
    return context.route(WORKER, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: script() + await response.text() });
    });
}
