// Chance that can be had again: a test prints its seed, and HUIYIN_SEED gives it back.

export class Random {
    seed;
    #state;

    /** @param {number} seed else HUIYIN_SEED, else one that was not here before. */
    constructor(seed = Number(process.env.HUIYIN_SEED) || Date.now() % 0x7fffffff) {
        this.seed = seed;
        this.#state = seed;
        console.log(`seed ${seed} (HUIYIN_SEED=${seed} replays it)`);
    }

    /** From 0 to below 1 (mulberry32). */
    #next() {
        this.#state = (this.#state + 0x6d2b79f5) | 0;
        let x = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
        x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
        return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
    }

    /** A whole number of `least` to `most`. */
    whole(least, most) {
        return least + Math.floor(this.#next() * (most - least + 1));
    }

    pick(list) {
        return list[this.whole(0, list.length - 1)];
    }

    /** A key of `weights`, as often as its number says. */
    weighted(weights) {
        let left = this.#next() * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
        return Object.keys(weights).find((key) => (left -= weights[key]) < 0);
    }
}
