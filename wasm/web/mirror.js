// The accessibility mirror: for every node the program publishes, one real element lies over the canvas, see-through,
// with its native role, name, state, focus and place. Tests and screen readers use these elements.
import { Editors } from './editors.js';
import { InkPads } from './ink.js';
import { Pickers } from './pickers.js';

/** The bits of huiyin::widgets::State. */
const STATE = {
    disabled: 1 << 0, checked: 1 << 1, current: 1 << 2, pressed: 1 << 3, toggle: 1 << 4, expanded: 1 << 5,
    expandable: 1 << 6, invalid: 1 << 7, required: 1 << 8, modal: 1 << 9, readOnly: 1 << 10, hasPopup: 1 << 11,
    busy: 1 << 13,
};
const TAGS = {
    banner: 'header', navigation: 'nav', main: 'main', complementary: 'aside', form: 'form', button: 'button',
    link: 'a', checkbox: 'input', switch: 'input', radio: 'input', textbox: 'input', password: 'input',
    searchbox: 'input', tab: 'button', textarea: 'textarea', file: 'input', voice: 'button', ink: 'canvas',
};
const EDITORS = new Set(['textbox', 'textarea', 'password', 'searchbox']);
/** Roles of ours, beside the editors, that ARIA lets be required; a group of switches is not among them. */
const REQUIRABLE = new Set(['radiogroup', 'combobox', 'checkbox']);
const CHOICES = new Set(['checkbox', 'switch', 'radio']);
const PRESSABLE = new Set(['button', 'link', 'tab', ...CHOICES]);
const WORDS = new Set(['text', 'findtext', 'heading', 'status', 'alert', 'listitem', 'cell', 'columnheader', 'button', 'link', 'tab']);
/** Elements without a role of their own. */
const PLAIN = new Set(['text', 'heading', 'scrollarea', 'findtext']);
/** Controls that act by themselves, within the press. */
const INTENTS = new Set(['file', 'voice', 'ink']);
/** From one tab to another, round the ends. */
const TAB_KEYS = {
    ArrowRight: (at) => at + 1, ArrowLeft: (at) => at - 1, Home: () => 0, End: () => -1,
};
/** A click this soon after a pointer that went to the program is the same press, unless a key was pressed in between. */
const SAME_PRESS_MS = 700;
/** After this time a native control shows again what the program says. */
const RESYNC_MS = 300;

export class Mirror {
    #root;
    #send;
    #entries = new Map();
    #ids = new WeakMap();
    #editors;
    #pickers;
    #pads;
    /** The areas that the program has scrolled since the last frame, and where to. */
    #toScroll = new Map();
    #modal = 0;
    #focusBefore = null;
    /** Where and when a pointer was lifted that the program got, until its click has come. */
    #lifted = null;

    /**
     * @param {HTMLElement} root over the canvas.
     * @param {(message: object) => void} send to the worker.
     */
    constructor(root, send) {
        this.#root = root;
        this.#send = send;
        this.#editors = new Editors(send);
        this.#pickers = new Pickers(send);
        this.#pads = new InkPads(send);
        root.addEventListener('click', (event) => this.#clicked(event));
        root.addEventListener('keydown', (event) => {
            this.#lifted = null;
            this.#keyOnTab(event);
        });
        root.addEventListener('focusin', (event) => this.#focusMoved(event, 'focus'));
        root.addEventListener('focusout', (event) => this.#focusMoved(event, 'blur'));
        root.addEventListener('scroll', (event) => this.#scrolled(event.target), true);
        root.addEventListener('beforematch', (event) => this.#found(event.target));
        root.addEventListener('submit', (event) => event.preventDefault());
    }

    /** A pointer that the program got was lifted: the click that follows is not a second press. */
    pointerLifted({ target }) {
        this.#lifted = { entry: this.#entryOf(target), atMs: performance.now() };
    }

    /** The program has drawn what followed from an action that asked to hear of it. */
    performed(number) {
        this.#pickers.performed(number);
    }

    /** The browser tells of its own scrolling late; a press must not come before it. */
    tellScrolling() {
        for (const entry of this.#entries.values()) {
            if (entry.node.role === 'scrollarea') {
                this.#scrolled(entry.element);
            }
        }
    }

    /** Whether an editor has the focus, which then gets the keys. */
    get isEditing() {
        return this.#editors.isEditing;
    }

    apply(change) {
        this.#remove(change.gone);
        for (const node of change.set) {
            this.#set(node);
        }
        for (const [parent, children] of change.order) {
            this.#arrange(parent === 0 ? this.#root : this.#entries.get(parent)?.element, children);
        }
        for (const place of change.move) {
            this.#place(...place);
        }
        for (const place of change.scroll) {
            this.#setScroll(...place);
        }
        this.#setModal(change.modal);
    }

    focus(id) {
        const element = this.#entries.get(id)?.element;
        element?.focus({ preventScroll: true });
        if (document.activeElement !== element) {
            // It cannot have the focus now, under a dialog of the page for one: the program shall not think it has.
            this.#send({ type: 'perform', node: id, action: 'blur' });
        }
    }

    #set(node) {
        const before = this.#entries.get(node.id);
        let entry = before;
        if (!before || before.node.role !== node.role || before.node.level !== node.level) {
            before?.description?.remove();
            entry = { element: this.#create(node), node, place: before?.place, scroll: 0, across: false, shown: 0 };
            this.#replace(before?.element, entry);
        }
        entry.node = node;
        this.#update(entry);
    }

    /** The program tells of places and orders when they change, so another kind of element has those of the one before. */
    #replace(before, entry) {
        const { element, node, place } = entry;
        if (before) {
            letGoOfFocus(before);
        }
        this.#entries.set(node.id, entry);
        this.#ids.set(element, node.id);
        if (before) {
            element.append(...[...before.children].filter((child) => this.#ids.has(child)));
            before.replaceWith(element);
            joinGroup(element);
        }
        if (place) {
            this.#place(node.id, ...place);
        }
    }

    #create({ id, role, level }) {
        const element = document.createElement(TAGS[role] ?? (role === 'heading' ? `h${level ?? 2}` : 'div'));
        element.id = `n${id}`;
        if (EDITORS.has(role)) {
            this.#editors.adopt(element, id, role);
        } else if (role === 'ink') {
            this.#pads.adopt(element, id);
        } else if (INTENTS.has(role)) {
            this.#pickers.adopt(element, id, role);
        } else if (CHOICES.has(role)) {
            element.type = role === 'radio' ? 'radio' : 'checkbox';
        } else if (role === 'button' || role === 'tab') {
            element.type = 'button';
        } else if (role === 'scrollarea') {
            element.className = 'scroll';
            const extent = document.createElement('div');
            extent.className = 'extent';
            element.append(extent);
        } else if (role === 'form') {
            element.noValidate = true;
        }
        if (role === 'switch' || role === 'tab') {
            element.setAttribute('role', role);
        } else if (role === 'ink') {
            element.setAttribute('role', 'img');
        } else if (!TAGS[role] && !PLAIN.has(role)) {
            element.setAttribute('role', role);
        }
        if (role === 'dialog') {
            element.tabIndex = -1;
        } else if (role === 'findtext') {
            element.className = 'words';
            element.hidden = 'until-found';
        }
        if (role === 'text' || role === 'status' || role === 'alert') {
            element.classList.add('words');
        }
        if (role === 'alert') {
            // The program has it read itself; twice would be too often.
            element.setAttribute('aria-live', 'off');
        }
        return element;
    }

    #update(entry) {
        const { element, node } = entry;
        const { role } = node;
        const state = node.state ?? 0;
        if (WORDS.has(role) && node.name !== undefined) {
            if (element.firstChild?.nodeType === Node.TEXT_NODE) {
                element.firstChild.data = node.name;
            } else {
                element.prepend(node.name);
            }
        } else {
            setAttribute(element, 'aria-label', node.name);
        }
        setAttribute(element, 'lang', node.lang);
        this.#describe(entry);
        if (state !== entry.shown) {
            entry.shown = state;
            showState(element, role, state);
        }
        if (role === 'listitem') {
            setAttribute(element, 'aria-posinset', node.position);
            setAttribute(element, 'aria-setsize', node.count);
        }
        if (role === 'table') {
            // Its header is the first row.
            setAttribute(element, 'aria-rowcount', (node.count ?? 0) + 1);
            setAttribute(element, 'aria-colcount', node.columns);
        } else if (role === 'row') {
            setAttribute(element, 'aria-rowindex', (node.position ?? 0) + 1);
        } else if (role === 'cell' || role === 'columnheader') {
            setAttribute(element, 'aria-colindex', node.position);
        }
        if (PRESSABLE.has(role) && role !== 'link') {
            // aria-disabled keeps the reason reachable by the keyboard; nothing acts on it.
            setFlag(element, 'aria-disabled', state & STATE.disabled);
            if (role === 'tab' || CHOICES.has(role) || role === 'button') {
                setDisabled(element, state & STATE.disabled);
            }
        }
        if (role === 'file' || role === 'voice') {
            setDisabled(element, state & STATE.disabled);
            this.#pickers.update(element, node);
        }
        if (role === 'tab') {
            setAttribute(element, 'aria-selected', String((state & STATE.checked) !== 0));
            element.tabIndex = state & STATE.checked ? 0 : -1;
        } else if (CHOICES.has(role)) {
            element.checked = (state & STATE.checked) !== 0;
        } else if (role === 'link') {
            setAttribute(element, 'href', node.value);
        } else if (role === 'progressbar') {
            setAttribute(element, 'aria-valuenow', node.value);
            setAttribute(element, 'aria-valuemin', 0);
            setAttribute(element, 'aria-valuemax', 100);
        } else if (EDITORS.has(role)) {
            setDisabled(element, state & STATE.disabled);
            this.#editors.update(element, node, {
                required: (state & STATE.required) !== 0, readOnly: (state & STATE.readOnly) !== 0,
            });
        }
    }

    /** Errors and hints are an element of their own, so that aria-describedby can point at it. */
    #describe(entry) {
        const { element, node } = entry;
        if (!node.description) {
            if (entry.description) {
                entry.description.remove();
                entry.description = undefined;
                element.removeAttribute('aria-describedby');
            }
            return;
        }
        if (!entry.description) {
            entry.description = document.createElement('span');
            entry.description.id = `d${node.id}`;
            entry.description.hidden = true;
            descriptions(this.#root).append(entry.description);
            element.setAttribute('aria-describedby', entry.description.id);
        }
        entry.description.textContent = node.description;
    }

    /** What goes with its parent is not taken out of it before. */
    #remove(ids) {
        const gone = new Set(ids);
        for (const id of ids) {
            const { element, description } = this.#entries.get(id) ?? {};
            if (!element) {
                continue;
            }
            description?.remove();
            if (!gone.has(this.#ids.get(element.parentElement))) {
                letGoOfFocus(element);
                element.remove();
            }
        }
        for (const id of ids) {
            this.#entries.delete(id);
        }
    }

    /** Brings the children into order, moving as few as possible: a moved element loses the focus. */
    #arrange(parent, ids) {
        if (!parent) {
            return;
        }
        let cursor = parent.firstChild;
        while (cursor && (cursor.nodeType === Node.TEXT_NODE || cursor.classList.contains('extent'))) {
            cursor = cursor.nextSibling;
        }
        for (const id of ids) {
            const element = this.#entries.get(id)?.element;
            if (!element) {
                continue;
            }
            if (element === cursor) {
                cursor = cursor.nextSibling;
            } else {
                parent.insertBefore(element, cursor);
            }
            joinGroup(element);
        }
    }

    #place(id, x, y, width, height) {
        const entry = this.#entries.get(id);
        if (!entry) {
            return;
        }
        const { element } = entry;
        entry.place = [x, y, width, height];
        element.classList.add('placed');
        const { style } = element;
        style.left = `${x}px`;
        style.top = `${y}px`;
        style.width = `${width}px`;
        style.height = `${height}px`;
        if (element.tagName === 'INPUT') {
            style.lineHeight = `${height}px`;
        }
    }

    /** The area scrolls for real, so that focus, tests and find-in-page can scroll it by themselves. */
    #setScroll(id, offset, maximum, across) {
        const entry = this.#entries.get(id);
        if (!entry) {
            return;
        }
        const { element, place } = entry;
        const extent = element.querySelector(':scope > .extent').style;
        entry.across = across === 1;
        if (entry.across) {
            extent.width = `${maximum + place[2]}px`;
        } else {
            extent.height = `${maximum + place[3]}px`;
        }
        if (offset === entry.scroll) {
            this.#toScroll.delete(entry);
            return;
        }
        if (this.#toScroll.size === 0) {
            requestAnimationFrame(() => this.#scrollNow());
        }
        this.#toScroll.set(entry, offset);
    }

    /** Scrolling has the browser lay out the whole page: once, and with all that comes before the next frame. */
    #scrollNow() {
        for (const [entry, offset] of this.#toScroll) {
            entry.scroll = offset;
            entry.element[offsetOf(entry)] = offset;
            entry.scroll = entry.element[offsetOf(entry)];
        }
        this.#toScroll.clear();
    }

    #scrolled(element) {
        if (element === this.#root) {
            element.scrollTop = 0;
            element.scrollLeft = 0;
            return;
        }
        this.#scrollNow();
        const entry = this.#entries.get(this.#ids.get(element));
        if (!entry || entry.node.role !== 'scrollarea') {
            element.scrollLeft = 0;
            return;
        }
        element[entry.across ? 'scrollTop' : 'scrollLeft'] = 0;
        const offset = element[offsetOf(entry)];
        if (Math.abs(offset - entry.scroll) >= 1) {
            entry.scroll = offset;
            this.#send({ type: 'perform', node: entry.node.id, action: 'scrollTo', amount: offset });
        }
    }

    /** The browser's search shows a text that was hidden for it: the program goes there, and then draws the rows themselves. */
    #found(element) {
        const entry = this.#entries.get(this.#ids.get(element));
        if (entry?.node.role === 'findtext') {
            this.#send({ type: 'perform', node: entry.node.id, action: 'scrollIntoView' });
            setTimeout(() => { element.hidden = 'until-found'; }, RESYNC_MS);
        }
    }

    /** Everything below the dialog can neither be reached nor read. */
    #setModal(id) {
        const modal = this.#entries.get(id)?.element;
        let below = modal !== undefined;
        for (const child of this.#root.children) {
            below &&= child !== modal;
            child.inert = below;
        }
        if (id === this.#modal) {
            return;
        }
        if (modal) {
            this.#focusBefore ??= document.activeElement;
            modal.focus({ preventScroll: true });
        } else if (this.#focusBefore) {
            if (this.#focusBefore.isConnected && document.activeElement === document.body) {
                this.#focusBefore.focus({ preventScroll: true });
            }
            this.#focusBefore = null;
        }
        this.#modal = id;
    }

    #entryOf(target) {
        const element = target instanceof Element ? target.closest('[id^=n]') : null;
        return element ? this.#entries.get(this.#ids.get(element)) : undefined;
    }

    #clicked(event) {
        const lifted = this.#lifted;
        this.#lifted = null;
        const entry = this.#entryOf(event.target);
        if (!entry || !PRESSABLE.has(entry.node.role)) {
            return;
        }
        const { element, node } = entry;
        if (CHOICES.has(node.role)) {
            setTimeout(() => { element.checked = ((entry.node.state ?? 0) & STATE.checked) !== 0; }, RESYNC_MS);
        }
        // Screen readers that send pointers too may give their click no detail.
        const isSamePress = lifted && performance.now() - lifted.atMs < SAME_PRESS_MS
            && (event.detail > 0 || lifted.entry === entry);
        if (!isSamePress) {
            this.#send({ type: 'perform', node: node.id, action: 'press' });
        }
    }

    /** A list of tabs is one stop of the keyboard; the arrows go on within it and select. */
    #keyOnTab(event) {
        const next = TAB_KEYS[event.key];
        if (!next || event.ctrlKey || event.metaKey || event.altKey || this.#entryOf(event.target)?.node.role !== 'tab') {
            return;
        }
        event.preventDefault();
        const tabs = [...event.target.closest('[role=tablist]').querySelectorAll('[role=tab]:enabled')];
        const tab = tabs.at(next(tabs.indexOf(event.target)) % tabs.length);
        tab.focus({ preventScroll: true });
        this.#send({ type: 'perform', node: this.#ids.get(tab), action: 'press' });
    }

    #focusMoved(event, action) {
        const entry = this.#entryOf(event.target);
        if (!entry) {
            return;
        }
        this.#editors.focusMoved(entry.element, action);
        const focusVisible = action === 'focus' ? matchesFocusVisible(entry.element) : undefined;
        this.#send({ type: 'perform', node: entry.node.id, action, focusVisible });
    }
}

function showState(element, role, state) {
    setFlag(element, 'aria-current', state & STATE.current);
    setFlag(element, 'aria-required', REQUIRABLE.has(role) && state & STATE.required);
    setFlag(element, 'aria-invalid', state & STATE.invalid);
    setFlag(element, 'aria-modal', state & STATE.modal);
    setFlag(element, 'aria-busy', state & STATE.busy);
    setAttribute(element, 'aria-haspopup', state & STATE.hasPopup ? 'dialog' : undefined);
    setAttribute(element, 'aria-pressed', state & STATE.toggle ? String((state & STATE.pressed) !== 0) : undefined);
    setAttribute(element, 'aria-expanded', state & STATE.expandable ? String((state & STATE.expanded) !== 0) : undefined);
}

/** The element's property that says how far an area is scrolled. */
function offsetOf(entry) {
    return entry.across ? 'scrollLeft' : 'scrollTop';
}

/** Radio buttons with the same parent are one stop of the keyboard. */
function joinGroup(element) {
    if (element.type === 'radio') {
        element.name = `g${element.parentElement.id}`;
    }
}

function matchesFocusVisible(element) {
    return element.matches(':focus-visible');
}

function descriptions(root) {
    let holder = document.getElementById('descriptions');
    if (!holder) {
        holder = document.createElement('div');
        holder.id = 'descriptions';
        holder.hidden = true;
        root.after(holder);
    }
    return holder;
}

function setDisabled(element, on) {
    if (on) {
        letGoOfFocus(element);
    }
    element.disabled = on !== 0;
}

/** Where the browser takes the focus by itself, it may tell nobody: the program would go on showing a focused field. */
function letGoOfFocus(element) {
    if (element.contains(document.activeElement)) {
        document.activeElement.blur();
    }
}

function setAttribute(element, name, value) {
    if (value === undefined || value === '') {
        element.removeAttribute(name);
    } else if (element.getAttribute(name) !== String(value)) {
        element.setAttribute(name, value);
    }
}

function setFlag(element, name, on) {
    setAttribute(element, name, on ? 'true' : undefined);
}
