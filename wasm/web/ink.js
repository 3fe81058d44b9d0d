// Signature pads: a stroke is drawn here while it is made, without waiting for the worker, and goes there when it ends.

const FULL = 65535;
const PRESSURE_FULL = 255;
const PRESSURE_UNKNOWN = 128;
const STROKE_POINTS_MAX = 2000;
/** Nearer points than this, in CSS pixels, say nothing. */
const STEP_MIN = 0.7;
/** The program draws the stroke within this time; until then it stays here. */
const HAND_OVER_MS = 120;

export class InkPads {
    #send;

    constructor(send) {
        this.#send = send;
    }

    /** Makes a new canvas element a pad. */
    adopt(element, id) {
        element.classList.add('ink');
        element.tabIndex = 0;
        element.dataset.intent = 'ink';
        element.addEventListener('pointerdown', (event) => this.#begin(element, id, event));
    }

    #begin(element, node, event) {
        if (event.button !== 0 || element.dataset.drawing) {
            return;
        }
        element.dataset.drawing = 'true';
        element.setPointerCapture(event.pointerId);
        const box = element.getBoundingClientRect();
        const context = prepare(element, box);
        const points = [];
        const add = (sample) => {
            const point = pointOf(sample, box);
            const last = points.at(-1);
            const near = last && Math.hypot(point.x - last.x, point.y - last.y) < STEP_MIN;
            if (!near && points.length < STROKE_POINTS_MAX) {
                points.push(point);
                draw(context, last ?? point, point, box.height);
            }
        };
        const move = (sample) => {
            if (sample.pointerId === event.pointerId) {
                // All positions since the last event: without them fast strokes get corners.
                const samples = sample.getCoalescedEvents?.() ?? [];
                (samples.length > 0 ? samples : [sample]).forEach(add);
            }
        };
        const end = (sample) => {
            if (sample.pointerId !== event.pointerId) {
                return;
            }
            element.removeEventListener('pointermove', move);
            element.removeEventListener('pointerup', end);
            element.removeEventListener('pointercancel', end);
            delete element.dataset.drawing;
            if (sample.type === 'pointerup') {
                this.#send({ type: 'stroke', node, points: encode(points, box) });
            }
            setTimeout(() => {
                if (!element.dataset.drawing) {
                    context.clearRect(0, 0, element.width, element.height);
                }
            }, HAND_OVER_MS);
        };
        element.addEventListener('pointermove', move);
        element.addEventListener('pointerup', end);
        element.addEventListener('pointercancel', end);
        add(event);
    }
}

function prepare(element, box) {
    const ratio = window.devicePixelRatio;
    const width = Math.round(box.width * ratio);
    const height = Math.round(box.height * ratio);
    if (element.width !== width || element.height !== height) {
        element.width = width;
        element.height = height;
    }
    const context = element.getContext('2d', { desynchronized: true });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.lineCap = 'round';
    context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue('--text');
    return context;
}

function pointOf(sample, box) {
    const within = (value, end) => Math.min(end, Math.max(0, value));
    // A mouse says 0.5, some fingers 0.
    const pressure = sample.pressure > 0 ? Math.round(sample.pressure * PRESSURE_FULL) : PRESSURE_UNKNOWN;
    return { x: within(sample.clientX - box.x, box.width), y: within(sample.clientY - box.y, box.height), pressure };
}

/** As wide as signature.cpp draws it afterwards. */
function draw(context, from, to, height) {
    context.lineWidth = height * (0.009 + (0.018 * to.pressure) / PRESSURE_FULL);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
}

function encode(points, box) {
    const numbers = new Uint16Array(points.length * 3);
    points.forEach(({ x, y, pressure }, i) => {
        numbers.set([Math.round((x / box.width) * FULL), Math.round((y / box.height) * FULL), pressure], i * 3);
    });
    return new Uint8Array(numbers.buffer);
}
