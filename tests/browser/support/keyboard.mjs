// A person with a keyboard and nothing else, who has to see where the focus is.

import assert from 'node:assert/strict';
import { decodePng } from './png.mjs';

const STOPS_MAX = 120;
const CHOICES_MAX = 30;
/** The ring lies around most controls; CSS pixels. */
const OUTSIDE = 7;
/** On the edge of fields, and within what fills its row or its bar. */
const INSIDE = 8;
/** A ring is two pixels wide; more is the ground of a button in the same colour. */
const RING_MAX = 3;
/** Corners are round, and neighbours may lie over a piece of it. */
const SEEN_MIN = 0.6;
const COLOUR_DISTANCE_MAX = 24;

export class Keyboard {
    #page;
    #settled;

    /** @param {() => Promise<void>} settled until the picture shows what the page has. */
    constructor(page, settled) {
        this.#page = page;
        this.#settled = settled;
    }

    press(key) {
        return this.#page.keyboard.press(key);
    }

    type(text) {
        return this.#page.keyboard.type(text);
    }

    /** @param {'Tab' | 'Shift+Tab'} key until it has the focus; the ring must be there then. */
    async goTo(target, key = 'Tab') {
        await target.first().waitFor({ state: 'attached' });
        await this.#until(target, key, STOPS_MAX, isFocused);
        await this.#settled();
        await this.#assertRing();
    }

    async goAndPress(target, key = 'Enter') {
        await this.goTo(target);
        await this.press(key);
    }

    async goAndType(target, text) {
        await this.goTo(target);
        await this.type(text);
    }

    /** A group of radio buttons is one stop; within it the arrows go on. */
    async choose(radio) {
        await radio.first().waitFor({ state: 'attached' });
        await this.#until(radio, 'Tab', STOPS_MAX, isFocusInGroup);
        await this.#until(radio, 'ArrowRight', CHOICES_MAX, isFocused);
        await this.#settled();
        await this.#assertRing();
        if (!await radio.first().isChecked()) {
            await this.press('Space');
        }
    }

    async #until(target, key, times, arrived) {
        const passed = [];
        for (let left = times; left > 0; --left) {
            if (await target.evaluateAll(arrived)) {
                return;
            }
            passed.push(await this.#page.evaluate(nameOfFocus));
            await this.press(key);
        }
        assert.fail(`${target} is not among what ${key} reaches: ${passed.join(' | ')}`);
    }

    /** In the colour of the theme on all four sides of what has the focus, in view. */
    async #assertRing() {
        const { box, view, colour, name, isChoice } = await this.#page.evaluate(focusedPlace);
        const clip = {
            x: box.x - OUTSIDE, y: box.y - OUTSIDE, width: box.width + 2 * OUTSIDE, height: box.height + 2 * OUTSIDE,
        };
        assert.ok(clip.x + clip.width > 0 && box.y >= 0 && box.y + Math.min(box.height, view.height / 2) <= view.height,
            `${name} has the focus out of view: ${JSON.stringify(box)}`);
        const picture = decodePng(await this.#page.screenshot({ clip }));
        // A choice that was made has an edge in the ring's colour.
        const sides = ringSides(picture, colour, OUTSIDE + (isChoice ? 0 : INSIDE));
        const seen = Object.entries(sides).filter(([, part]) => part >= SEEN_MIN).map(([side]) => side);
        assert.equal(seen.length, 4, `${name} has the focus, but its ring is seen only ${JSON.stringify(sides)}`);
    }
}

/** How much of each side has a line of the colour, so deep into the picture. */
function ringSides({ width, height, channels, pixels }, colour, depthMax) {
    const has = (x, y) => colour.every(
        (value, channel) => Math.abs(pixels[(y * width + x) * channels + channel] - value) <= COLOUR_DISTANCE_MAX);
    const part = (length, at) => {
        let seen = 0;
        for (let i = OUTSIDE; i < length - OUTSIDE; ++i) {
            const across = Array.from({ length: depthMax }, (_, deep) => (has(...at(i, deep)) ? 'x' : ' ')).join('');
            seen += across.split(' ').some((run) => run.length > 0 && run.length <= RING_MAX) ? 1 : 0;
        }
        return seen / (length - 2 * OUTSIDE);
    };
    return {
        left: part(height, (i, deep) => [deep, i]), right: part(height, (i, deep) => [width - 1 - deep, i]),
        top: part(width, (i, deep) => [i, deep]), bottom: part(width, (i, deep) => [i, height - 1 - deep]),
    };
}

// These run in the page.

function isFocused(elements) {
    return elements.includes(document.activeElement);
}

function isFocusInGroup(elements) {
    const { activeElement } = document;
    return elements.some((one) => one.type === activeElement.type && one.name === activeElement.name && one.name !== '');
}

function nameOfFocus() {
    const { activeElement } = document;
    return activeElement.getAttribute('aria-label') ?? (activeElement.textContent || activeElement.tagName).slice(0, 30);
}

function focusedPlace() {
    const { activeElement } = document;
    const { x, y, width, height } = activeElement.getBoundingClientRect();
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--accent');
    context.fillRect(0, 0, 1, 1);
    return {
        box: { x, y, width, height }, view: { width: window.innerWidth, height: window.innerHeight },
        colour: [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)],
        name: activeElement.getAttribute('aria-label') ?? activeElement.textContent.slice(0, 30),
        isChoice: activeElement.type === 'radio',
    };
}
