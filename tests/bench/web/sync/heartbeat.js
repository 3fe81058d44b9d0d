// The longest time a thread did not get back to its events, as its timers see it.

const BEAT_MS = 4;

/** Beats from begin() to end(), which gives the longest delay of a beat in ms. */
export function watchBlocks() {
    let longestMs = 0;
    let lastMs = 0;
    let timer = 0;
    const look = () => {
        const now = performance.now();
        longestMs = Math.max(longestMs, now - lastMs - BEAT_MS);
        lastMs = now;
    };
    return {
        begin() {
            longestMs = 0;
            lastMs = performance.now();
            timer = setInterval(look, BEAT_MS);
        },
        end() {
            look();
            clearInterval(timer);
            return longestMs;
        },
    };
}
