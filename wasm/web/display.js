// The worker's side of the display: calls the C++ program's exported display_* functions, owns the canvas, its GL
// context and the frames, and makes glyphs. C++ finds it as `Module.display`.
import { GlyphSource } from './glyphs.js';
import { decodePicture, takeIn } from './intake.js';

const GL_OPTIONS = {
    alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power', desynchronized: false,
};
/** A frame that the browser does not call for in this time is drawn by a timer; seen after long pauses. */
const FRAME_WATCHDOG_MS = 120;
/** WebKit loses the first picture of a canvas that the page has not shown yet, so it is drawn once more. */
const FIRST_PICTURE_AGAIN_MS = 150;
/** A context that does not come back in this time gets a new canvas; the picture shall be there within 300 ms. */
const CONTEXT_RESTORE_WAIT_MS = 100;
/** Where the browser gives no new context at once, as after a crash of its GPU process. */
const CONTEXT_RETRY_MS = 250;
const TIMES_MAX = 1000;
const FLAG_DARK = 1;
const FLAG_REDUCED_MOTION = 2;
const FLAG_MORE_CONTRAST = 4;
/** The order of huiyin::widgets::Action. */
const ACTIONS = ['press', 'focus', 'blur', 'setValue', 'submit', 'scrollTo', 'scrollIntoView', 'dismiss'];
const POINTER_KINDS = { mouse: 0, touch: 1, pen: 2 };
const POINTER_PHASES = { pointerdown: 0, pointermove: 1, pointerup: 2, pointercancel: 3 };

export class Display {
    glyphs = new GlyphSource();

    #program = null;
    #canvas = null;
    #gl = null;
    #size = { width: 0, height: 0 };
    #scheduled = false;
    #watchdog = 0;
    #timer = 0;
    #visible = true;
    #lost = false;
    #lostAtMs = 0;
    #loss = null;
    #swap = 0;
    /** Actions of the page that the next frame acts upon and that ask to hear of it. */
    #acknowledge = [];
    /** The newest measured times, for tests and benchmarks. */
    #times = { begin: new Times(), frame: new Times(), input: new Times() };
    #inputAtMs = 0;
    /** How often and how fast the picture came back, for tests and measurements. */
    #recoveries = { restored: 0, replaced: 0, slowestMs: 0 };
    #waiting = [];
    /** The picture that the program takes just now. */
    #image = null;
    #encoder = new TextEncoder();
    #post;

    /** @param {(message: object) => void} post sends to the page. */
    constructor(post = (message) => self.postMessage(message)) {
        this.#post = post;
    }

    /** Before the program runs: C++ draws into this canvas. */
    setCanvas(canvas) {
        this.#canvas = canvas;
        // A canvas that was replaced has no say any more.
        canvas.addEventListener('webglcontextlost', (event) => {
            event.preventDefault();
            if (canvas === this.#canvas) {
                this.#contextLost();
            }
        });
        canvas.addEventListener('webglcontextrestored', () => {
            if (canvas === this.#canvas) {
                this.#contextBack('restored');
            }
        });
    }

    /** The program has run its main(): what came before is given to it now. */
    attach(program) {
        this.#program = program;
        this.#gl = this.#canvas.getContext('webgl2', GL_OPTIONS);
        if (!this.#gl) {
            throw new Error('no WebGL2 in the worker');
        }
        this.#makeCurrent();
        // Fields show their text in the family of the canvas.
        this.#post({ type: 'fontFamily', text: this.glyphs.family });
        for (const message of this.#waiting.splice(0)) {
            this.handle(message);
        }
        this.requestFrame();
    }

    /** The program ends; nothing is drawn any more. */
    detach() {
        this.#program = null;
        clearTimeout(this.#timer);
        clearTimeout(this.#watchdog);
    }

    /** A message of the page; others than the display's are not used up. @returns {boolean} whether it was one. */
    handle(message) {
        const handler = HANDLERS[message.type];
        if (!handler) {
            return false;
        }
        if (this.#program) {
            handler.call(this, message);
        } else {
            this.#waiting.push(message);
        }
        return true;
    }

    // Called by C++.

    requestFrame() {
        if (this.#scheduled || !this.#program || !this.#visible || this.#lost) {
            return;
        }
        this.#scheduled = true;
        self.requestAnimationFrame(() => this.#draw());
        this.#watchdog = setTimeout(() => this.#draw(), FRAME_WATCHDOG_MS);
    }

    send(type, text, bytes) {
        this.#post({ type, text, bytes });
    }

    decodePicture(id, edgeMax, bytes) {
        decodePicture(bytes, edgeMax).then((image) => this.#givePicture(id, image), () => this.#givePicture(id, null));
    }

    /** Into the texture that C++ has bound. */
    uploadPicture() {
        this.#gl.texImage2D(this.#gl.TEXTURE_2D, 0, this.#gl.RGBA, this.#gl.RGBA, this.#gl.UNSIGNED_BYTE, this.#image);
    }

    // Messages.

    onView(view) {
        this.#size = { width: view.deviceWidth, height: view.deviceHeight };
        const flags = (view.dark ? FLAG_DARK : 0) | (view.reducedMotion ? FLAG_REDUCED_MOTION : 0)
            | (view.moreContrast ? FLAG_MORE_CONTRAST : 0);
        const [left, top, right, bottom] = view.safeArea;
        this.#program._display_safe_area(left, top, right, bottom);
        this.#program._display_view(
            view.width, view.height, view.deviceWidth / view.width, view.textScale, flags, view.keyboardHeight);
        this.requestFrame();
    }

    onPointer({ id, kind, phase, x, y, time }) {
        if (phase === 'pointerdown' && this.#scheduled) {
            // What is pressed is looked up in the last picture, so it must not be an old one.
            this.#draw();
        }
        this.#program._display_pointer(
            id, POINTER_KINDS[kind] ?? 0, POINTER_PHASES[phase], x, y, time - performance.timeOrigin);
        if (phase === 'pointerup') {
            this.#inputAtMs = time - performance.timeOrigin;
        }
        this.#followUp();
    }

    onWheel({ x, y, across, down }) {
        this.#program._display_wheel(x, y, across, down);
        this.#followUp();
    }

    onPerform({ node, action, text = '', amount = 0, focusVisible, acknowledge }) {
        if (acknowledge !== undefined) {
            this.#acknowledge.push(acknowledge);
        }
        if (focusVisible !== undefined) {
            this.#program._display_focus_visible(focusVisible ? 1 : 0);
        }
        this.#giveText(text);
        this.#program._display_perform(node, ACTIONS.indexOf(action), amount);
        this.#followUp();
    }

    onEdit({ node, text, revision, composing, time }) {
        this.#inputAtMs = time - performance.timeOrigin;
        this.#giveText(text);
        this.#program._display_edit(node, revision, composing ? 1 : 0);
        this.#followUp();
    }

    onFile(message) {
        takeIn(message).then((taken) => this.#giveFile(message.node, taken));
    }

    onFileFailed({ node, problem }) {
        const nothing = new Uint8Array(0);
        this.#giveFile(node, {
            problem, name: '', mediaType: '', bytes: nothing, thumbnail: nothing, width: 0, height: 0, durationMs: 0,
        });
    }

    onRecording({ node, records }) {
        this.#program._display_recording(node, records ? 1 : 0);
        this.#followUp();
    }

    onStroke({ node, points }) {
        this.#giveBytes([points]);
        this.#program._display_stroke(node);
        this.#followUp();
    }

    onTextStep({ step }) {
        this.#program._display_text_step(step);
        this.#followUp();
    }

    onVisibility({ visible }) {
        this.#visible = visible;
        if (visible && this.#gl.isContextLost()) {
            this.#contextLost();
        }
        this.#program._display_visibility(visible ? 1 : 0);
        if (visible) {
            this.requestFrame();
        }
    }

    /** The page made a new canvas, because the old one's context did not come back. */
    onCanvas({ canvas }) {
        const gl = canvas.getContext('webgl2', GL_OPTIONS);
        if (!gl) {
            setTimeout(() => this.#post({ type: 'canvasWanted' }), CONTEXT_RETRY_MS);
            return;
        }
        this.#program._display_context_lost();
        this.setCanvas(canvas);
        this.#gl = gl;
        this.#makeCurrent();
        this.#contextBack('replaced');
    }

    onStatistics({ token }) {
        this.#post({
            type: 'statistics', token, frames: this.#program._display_frames(),
            lastFrameMs: this.#program._display_last_frame_ms(),
            slowestFrameMs: this.#program._display_slowest_frame_ms(),
            recoveries: { ...this.#recoveries }, lost: this.#lost, frameBeginMs: this.#times.begin.list(),
            frameMs: this.#times.frame.list(), inputMs: this.#times.input.list(),
            heapBytes: this.#program.HEAPU8?.length ?? 0, scheduled: this.#scheduled, timer: this.#timer !== 0,
        });
    }

    onLoseContext() {
        // Kept, because a lost context gives no extensions.
        this.#loss = this.#gl.getExtension('WEBGL_lose_context');
        this.#loss?.loseContext();
    }

    onRestoreContext() {
        this.#loss?.restoreContext();
    }

    #makeCurrent() {
        const { GL } = this.#program;
        const handle = GL.registerContext(
            this.#gl, { majorVersion: 2, minorVersion: 0, enableExtensionsByDefault: false });
        GL.makeContextCurrent(handle);
    }

    #giveText(text) {
        this.#giveBytes([this.#encoder.encode(text)]);
    }

    /** Puts the parts one behind the other where the next call looks for them. */
    #giveBytes(parts) {
        let at = this.#program._display_buffer(parts.reduce((sum, part) => sum + part.length, 0));
        for (const part of parts) {
            // The heap is looked up now: making room may have moved it.
            this.#program.HEAPU8.set(part, at);
            at += part.length;
        }
    }

    #giveFile(node, { problem, name, mediaType, thumbnail, bytes, width, height, durationMs }) {
        if (!this.#program) {
            return; // the program ended while the picture was made smaller
        }
        const nameBytes = this.#encoder.encode(name);
        const typeBytes = this.#encoder.encode(mediaType);
        this.#giveBytes([nameBytes, typeBytes, thumbnail, bytes]);
        this.#program._display_file(
            node, problem, nameBytes.length, typeBytes.length, thumbnail.length, width, height, durationMs);
        this.#followUp();
    }

    #givePicture(id, image) {
        this.#image = image;
        // A context that is lost meanwhile has asked for nothing: everything is asked for again.
        if (this.#program && !this.#lost && !this.#gl.isContextLost()) {
            this.#program._display_picture(id, image?.width ?? 0, image?.height ?? 0);
            this.#followUp();
        }
        image?.close();
        this.#image = null;
    }

    #draw() {
        if (!this.#scheduled || !this.#program) {
            return;
        }
        this.#scheduled = false;
        clearTimeout(this.#watchdog);
        if (!this.#visible || this.#lost || this.#size.width === 0) {
            return;
        }
        if (this.#gl.isContextLost()) {
            // Some browsers do not tell workers of it.
            this.#contextLost();
            return;
        }
        // In the task that draws, so that no stretched picture is shown.
        if (this.#canvas.width !== this.#size.width || this.#canvas.height !== this.#size.height) {
            this.#canvas.width = this.#size.width;
            this.#canvas.height = this.#size.height;
            setTimeout(() => this.requestFrame(), FIRST_PICTURE_AGAIN_MS);
        }
        const begin = performance.now();
        const due = this.#program._display_frame(begin);
        for (const number of this.#acknowledge.splice(0)) {
            this.#post({ type: 'performed', number });
        }
        const end = performance.now();
        this.#times.begin.add(performance.timeOrigin + begin);
        this.#times.frame.add(end - begin);
        if (this.#inputAtMs > 0) {
            this.#times.input.add(end - this.#inputAtMs);
            this.#inputAtMs = 0;
        }
        this.#plan(due);
    }

    /** Whether what just came wants a frame is for the program to say. */
    #followUp() {
        this.#plan(this.#program._display_next_frame_at());
    }

    #plan(dueMs) {
        clearTimeout(this.#timer);
        this.#timer = 0;
        if (dueMs < 0) {
            return;
        }
        const waitMs = dueMs - performance.now();
        if (waitMs <= 0) {
            this.requestFrame();
            return;
        }
        this.#timer = setTimeout(() => {
            this.#timer = 0;
            this.requestFrame();
        }, waitMs);
    }

    #contextLost() {
        if (this.#lost) {
            return;
        }
        this.#lost = true;
        this.#lostAtMs = performance.now();
        this.#program?._display_context_lost();
        this.#swap = setTimeout(() => this.#post({ type: 'canvasWanted' }), CONTEXT_RESTORE_WAIT_MS);
    }

    /** Everything is uploaded again from memory; drawn at once, because nobody can see anything now. */
    #contextBack(way) {
        clearTimeout(this.#swap);
        this.#lost = false;
        this.#scheduled = true;
        this.#draw();
        ++this.#recoveries[way];
        this.#recoveries.slowestMs = Math.max(this.#recoveries.slowestMs, performance.now() - this.#lostAtMs);
    }
}

/** The last so many numbers. */
class Times {
    #numbers = [];

    add(number) {
        this.#numbers.push(number);
        if (this.#numbers.length > TIMES_MAX) {
            this.#numbers.shift();
        }
    }

    list() {
        return [...this.#numbers];
    }
}

const HANDLERS = {
    view: Display.prototype.onView,
    pointer: Display.prototype.onPointer,
    wheel: Display.prototype.onWheel,
    perform: Display.prototype.onPerform,
    edit: Display.prototype.onEdit,
    file: Display.prototype.onFile,
    fileFailed: Display.prototype.onFileFailed,
    recording: Display.prototype.onRecording,
    stroke: Display.prototype.onStroke,
    textStep: Display.prototype.onTextStep,
    visibility: Display.prototype.onVisibility,
    canvas: Display.prototype.onCanvas,
    statistics: Display.prototype.onStatistics,
    loseContext: Display.prototype.onLoseContext,
    restoreContext: Display.prototype.onRestoreContext,
};
