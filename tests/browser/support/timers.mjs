// What wakes page and worker: every timer and every frame that somebody asked for, and who it was.

import { beginWorkersWith } from './worker_script.mjs';

/** For both: the same names in a window and in a worker. */
const SCRIPT = `{
    const waiting = new Map();
    let rung = [];
    const watch = (set, clear, again) => {
        const [trueSet, trueClear] = [self[set], self[clear]];
        self[set] = (callback, ...rest) => {
            const who = set + ' ' + new Error().stack.split('\\n')[2].trim();
            const id = trueSet((...all) => {
                again || waiting.delete(set + id);
                rung.push(who);
                callback(...all);
            }, ...rest);
            waiting.set(set + id, who);
            return id;
        };
        self[clear] = (id) => {
            waiting.delete(set + id);
            trueClear(id);
        };
    };
    watch('setTimeout', 'clearTimeout', false);
    watch('setInterval', 'clearInterval', true);
    watch('requestAnimationFrame', 'cancelAnimationFrame', false);
    self.takeTimers = () => {
        const taken = { rung, waiting: [...waiting.values()] };
        rung = [];
        return taken;
    };
}
`;

/** For the browser: a worker whose script was changed counts as from nowhere, and would be refused this machine's doorbell. */
export const MAY_RING = '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets';

/** Pages that the context opens from now on are watched. */
export async function watchTimers(context) {
    await context.addInitScript(SCRIPT);
    await beginWorkersWith(context, () => SCRIPT);
}

/** @returns {Promise<{rung: string[], waiting: string[]}>} since the last call: what rang; and what waits now. */
export async function takeTimers(page) {
    const take = 'self.takeTimers()';
    const [ofPage, ofWorker] = await Promise.all([page.evaluate(take), page.workers()[0].evaluate(take)]);
    return { rung: [...ofPage.rung, ...ofWorker.rung], waiting: [...ofPage.waiting, ...ofWorker.waiting] };
}
