// Pointers, wheels and keys of the stage, forwarded to the worker whatever element they hit.

const LINE_PIXELS = 40;
const SCROLL_KEYS = {
    PageDown: 0.9, PageUp: -0.9, ArrowDown: 0.08, ArrowUp: -0.08, End: 1e9, Home: -1e9,
};
const WHEEL_MAX = 1e7;

/** How far two fingers go apart, or together, for a step of the text's size. */
const PINCH_STEP = 1.25;
/** Of the text, as App::text_percent() knows it; beyond them the browser's own zoom begins. */
const TEXT_SCALE_MIN = 1;
const TEXT_SCALE_MAX = 2;

/**
 * @param {HTMLElement} stage the common parent of canvas and mirror.
 * @param {import('./mirror.js').Mirror} mirror
 * @param {(message: object) => void} send to the worker.
 */
export function forwardInput(stage, mirror, send) {
    const pinch = new Pinch(send);
    const pointer = (event) => {
        if (event.pointerType === 'mouse' && event.type === 'pointerdown' && event.button !== 0) {
            return;
        }
        if (event.target.dataset?.intent === 'ink') {
            return; // a stroke scrolls nothing
        }
        if (pinch.takes(event)) {
            return;
        }
        if (event.type === 'pointerdown') {
            mirror.tellScrolling();
        }
        send({
            type: 'pointer', phase: event.type, id: event.pointerId, kind: event.pointerType,
            x: event.clientX, y: event.clientY, time: performance.timeOrigin + event.timeStamp,
        });
        if (event.type === 'pointerup') {
            mirror.pointerLifted(event);
        }
    };
    const options = { capture: true, passive: true };
    stage.addEventListener('pointerdown', pointer, options);
    // On the window: what begins on the stage may end outside of it.
    for (const type of ['pointermove', 'pointerup', 'pointercancel']) {
        window.addEventListener(type, pointer, options);
    }
    // Safari heeds touch-action too late for elements that were just made.
    stage.addEventListener('touchmove', (event) => event.cancelable && event.preventDefault(), { passive: false });
    stage.addEventListener('touchstart', () => {}, { passive: true });
    stage.addEventListener('contextmenu', (event) => {
        if (!event.target.classList?.contains('editor')) {
            event.preventDefault();
        }
    });
    stage.addEventListener('wheel', (event) => forwardWheel(event, send), { passive: false });
    window.addEventListener('keydown', (event) => forwardKey(event, mirror, send));
}

/** Two fingers set the size of the text; the first of them lets go of what it held. */
class Pinch {
    #send;
    #fingers = new Map();
    #distance = 0;

    constructor(send) {
        this.#send = send;
    }

    /** @returns {boolean} whether the event is part of it and means nothing else. */
    takes(event) {
        if (event.pointerType !== 'touch') {
            return false;
        }
        if (event.type === 'pointerup' || event.type === 'pointercancel') {
            const pinching = this.#distance > 0;
            this.#fingers.delete(event.pointerId);
            this.#distance = this.#fingers.size > 0 ? this.#distance : 0;
            return pinching;
        }
        if (event.type === 'pointerdown' || this.#fingers.has(event.pointerId)) {
            this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
        }
        if (this.#fingers.size !== 2) {
            return this.#distance > 0;
        }
        const [[firstId, a], [, b]] = this.#fingers;
        const distance = Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
        if (this.#distance === 0) {
            this.#distance = distance;
            this.#send({
                type: 'pointer', phase: 'pointercancel', id: firstId, kind: 'touch', x: a.x, y: a.y,
                time: performance.timeOrigin + event.timeStamp,
            });
        } else if (distance > this.#distance * PINCH_STEP || distance * PINCH_STEP < this.#distance) {
            this.#send({ type: 'textStep', step: distance > this.#distance ? 1 : -1 });
            this.#distance = distance;
        }
        return true;
    }
}

/** Ctrl and + or -: the text first, and at its ends the browser's own zoom, which nothing here prevents. */
function forwardTextStep(event, send) {
    const step = { '+': 1, '=': 1, '-': -1 }[event.key];
    const scale = Number(document.documentElement.style.getPropertyValue('--text-scale')) || 1;
    if (step === undefined || (step > 0 ? scale >= TEXT_SCALE_MAX : scale <= TEXT_SCALE_MIN)) {
        return;
    }
    event.preventDefault();
    send({ type: 'textStep', step });
}

function forwardWheel(event, send) {
    if (event.ctrlKey || scrollsItself(event.target, event.deltaY)) {
        return; // the browser's own zoom, or a long text in its field
    }
    event.preventDefault();
    const unit = event.deltaMode === 1 ? LINE_PIXELS : event.deltaMode === 2 ? window.innerHeight : 1;
    send({
        type: 'wheel', x: event.clientX, y: event.clientY, across: event.deltaX * unit, down: event.deltaY * unit,
    });
}

function scrollsItself(element, delta) {
    if (element.tagName !== 'TEXTAREA' || element !== document.activeElement) {
        return false;
    }
    const end = element.scrollHeight - element.clientHeight;
    return delta < 0 ? element.scrollTop > 0 : element.scrollTop < end - 1;
}

function forwardKey(event, mirror, send) {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.defaultPrevented) {
        forwardTextStep(event, send);
        return;
    }
    if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
        return;
    }
    if (event.key === 'Escape') {
        send({ type: 'perform', node: 0, action: 'dismiss' });
        return;
    }
    const part = SCROLL_KEYS[event.key];
    const onRadio = document.activeElement?.type === 'radio' && event.key.startsWith('Arrow');
    if (part === undefined || mirror.isEditing || onRadio) {
        return;
    }
    event.preventDefault();
    const down = Math.max(-WHEEL_MAX, Math.min(WHEEL_MAX, part * window.innerHeight));
    const at = document.activeElement?.getBoundingClientRect();
    const x = at?.width ? at.x + at.width / 2 : window.innerWidth / 2;
    send({ type: 'wheel', x, y: window.innerHeight / 2, across: 0, down });
}
