// Pointers, wheels and keys of the stage, forwarded to the worker whatever element they hit.

const LINE_PIXELS = 40;
const SCROLL_KEYS = {
    PageDown: 0.9, PageUp: -0.9, ArrowDown: 0.08, ArrowUp: -0.08, End: 1e9, Home: -1e9,
};
const WHEEL_MAX = 1e7;

/**
 * @param {HTMLElement} stage the common parent of canvas and mirror.
 * @param {import('./mirror.js').Mirror} mirror
 * @param {(message: object) => void} send to the worker.
 */
export function forwardInput(stage, mirror, send) {
    const pointer = (event) => {
        if (event.pointerType === 'mouse' && event.type === 'pointerdown' && event.button !== 0) {
            return;
        }
        if (event.target.dataset?.intent === 'ink') {
            return; // a stroke scrolls nothing
        }
        if (event.type === 'pointerdown') {
            mirror.tellScrolling();
        }
        send({
            type: 'pointer', phase: event.type, id: event.pointerId, kind: event.pointerType,
            x: event.clientX, y: event.clientY, time: performance.timeOrigin + event.timeStamp,
        });
        if (event.type === 'pointerup') {
            mirror.pointerLifted();
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
