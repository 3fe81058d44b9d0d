// The text fields: real inputs over the canvas. They are the editors; the program hears the whole text after every
// change and never writes into a field while an input method composes in it.

const INPUT_MODES = { tel: 'tel', email: 'email', numeric: 'numeric', url: 'url', search: 'search' };
const AUTOCOMPLETE = {
    username: 'username', 'current-password': 'current-password', 'new-password': 'new-password',
};
/** The canvas needs a moment to draw the text that the field stops showing. */
const SHOW_AFTER_BLUR_MS = 60;
/** An input method handles this key itself. */
const KEY_CODE_COMPOSING = 229;

export class Editors {
    #send;
    #states = new WeakMap();
    #focused = null;

    constructor(send) {
        this.#send = send;
    }

    get isEditing() {
        return this.#focused !== null;
    }

    /** Makes a new element an editor. */
    adopt(element, id, role) {
        if (role === 'password') {
            element.type = 'password';
        } else if (role === 'searchbox') {
            element.type = 'search';
        }
        element.className = 'editor';
        element.autocapitalize = 'off';
        element.setAttribute('autocorrect', 'off');
        element.spellcheck = false;
        element.enterKeyHint = role === 'searchbox' ? 'search' : role === 'textarea' ? 'enter' : 'next';
        const state = { id, revision: 0, composing: false, oneLine: role !== 'textarea', held: undefined };
        this.#states.set(element, state);
        element.addEventListener('compositionstart', () => { state.composing = true; });
        element.addEventListener('compositionend', () => {
            state.composing = false;
            this.#changed(element, state, false);
        });
        element.addEventListener('input', (event) => this.#changed(element, state, event.isComposing || state.composing));
        element.addEventListener('keydown', (event) => this.#keyPressed(event, element, state));
    }

    update(element, node, { required, readOnly }) {
        const state = this.#states.get(element);
        element.required = required;
        element.readOnly = readOnly;
        element.placeholder = node.placeholder ?? '';
        if (INPUT_MODES[node.hint]) {
            element.inputMode = INPUT_MODES[node.hint];
        }
        element.autocomplete = AUTOCOMPLETE[node.hint] ?? 'off';
        const [left, top, right] = node.insets;
        element.style.paddingLeft = `${left}px`;
        element.style.paddingRight = `${right}px`;
        if (!state.oneLine) {
            element.style.paddingTop = `${top}px`;
            element.style.paddingBottom = `${top}px`;
        }
        // An older revision would take back what was typed meanwhile. A newer one is from an element that was here
        // before this one: a form that is opened again goes on counting where it was.
        if (node.revision >= state.revision && !state.composing) {
            state.revision = node.revision;
            setText(element, node.value);
        }
    }

    focusMoved(element, action) {
        const state = this.#states.get(element);
        if (!state) {
            return;
        }
        if (action === 'focus') {
            this.#focused = element;
            element.classList.add('editing');
            return;
        }
        this.#focused = null;
        if (state.composing) {
            state.composing = false;
            this.#changed(element, state, false);
        }
        setTimeout(() => {
            if (this.#focused !== element) {
                element.classList.remove('editing');
            }
        }, SHOW_AFTER_BLUR_MS);
    }

    #changed(element, state, composing) {
        ++state.revision;
        this.#send({
            type: 'edit', node: state.id, text: element.value, revision: state.revision, composing,
            time: performance.timeOrigin + performance.now(),
        });
    }

    #keyPressed(event, element, state) {
        if (event.isComposing || event.keyCode === KEY_CODE_COMPOSING) {
            return;
        }
        if (event.key === 'Enter' && state.oneLine) {
            event.preventDefault();
            this.#send({ type: 'perform', node: state.id, action: 'submit' });
        }
    }
}

function setText(element, text) {
    if (element.value !== text) {
        element.value = text;
    }
}
