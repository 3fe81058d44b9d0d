// The main thread: starts the worker, gives it the canvas and all input, and keeps the mirror.
import { offerFile } from './file_bar.js';
import { forwardInput } from './input.js';
import { Mirror } from './mirror.js';
import { showPaper } from './paper.js';
import { hidePlainPage, showPlainPage } from './plain_page.js';
import { playRecording } from './player.js';
import { askForReminders, showReminder, watchReminders } from './reminders.js';
import { offerUpdate } from './update_bar.js';
import { watchUpdates } from './updates.js';
import { watchView } from './view.js';

/** How long the newest changes of the mirror took. */
const mirrorMs = [];
const MIRROR_TIMES_MAX = 500;

const stage = document.getElementById('stage');

/** Whether the page has what the program needs; the worker looks at the rest. */
function missing() {
    if (!window.isSecureContext) {
        return 'insecure';
    }
    const has = typeof WebAssembly === 'object' && 'transferControlToOffscreen' in HTMLCanvasElement.prototype
        && typeof ResizeObserver === 'function' && 'inert' in HTMLElement.prototype && Boolean(navigator.storage);
    return has ? '' : 'unsupported';
}

function start() {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    const send = (message, transfer = []) => worker.postMessage(message, transfer);
    const mirror = new Mirror(document.getElementById('ui'), send);
    worker.onmessage = ({ data }) => receive(data, mirror, send);
    worker.onerror = (event) => {
        event.preventDefault();
        showPlainPage('crashed');
    };
    worker.onmessageerror = () => showPlainPage('crashed');
    const canvas = document.getElementById('canvas').transferControlToOffscreen();
    send({ type: 'start', canvas, wasHere: rememberedTablet() }, [canvas]);
    const sendOnline = () => send({ type: 'online', online: navigator.onLine });
    sendOnline();
    window.addEventListener('online', sendOnline);
    window.addEventListener('offline', sendOnline);
    watchView(stage, send);
    forwardInput(stage, mirror, send);
    document.addEventListener('visibilitychange', () => {
        send({ type: 'visibility', visible: document.visibilityState === 'visible' });
    });
    window.addEventListener('pagehide', () => send({ type: 'visibility', visible: false }));
    window.addEventListener('popstate', () => send({ type: 'route', path: window.location.pathname }));
    watchReminders(send);
    watchUpdates(offerUpdate).catch(() => {}); // without it the app runs, only not offline
    // The browser may evict what it did not promise to keep; asking costs nothing where it is refused.
    navigator.storage.persist?.().then(() => send({ type: 'storageDecided' }), () => {});
    // For tests and measurements, which reach the worker in no other way.
    window.huiyin = { send, mirrorMs, statistics: () => askStatistics(send) };
}

const RECEIVERS = {
    mirror: ({ text }, mirror) => {
        const begin = performance.now();
        mirror.apply(JSON.parse(text));
        mirrorMs.push(performance.now() - begin);
        mirrorMs.splice(0, mirrorMs.length - MIRROR_TIMES_MAX);
    },
    moving: ({ text }) => stage.classList.toggle('moving', text === '1'),
    focus: ({ text }, mirror) => mirror.focus(Number(text)),
    performed: ({ number }, mirror) => mirror.performed(number),
    polite: ({ text }) => speak('polite', text),
    assertive: ({ text }) => speak('assertive', text),
    theme: ({ text }) => applyTheme(JSON.parse(text)),
    fontFamily: ({ text }) => document.documentElement.style.setProperty('--font', text),
    title: ({ text }) => { document.title = text; },
    language: ({ text }) => { document.documentElement.lang = text; },
    url: ({ text }) => {
        if (text !== window.location.pathname) {
            window.history.pushState(null, '', text);
        }
    },
    print: ({ text }) => showPaper(JSON.parse(text)),
    download: ({ text, bytes }) => offerFile(JSON.parse(text), bytes),
    play: ({ text, bytes }) => playRecording(JSON.parse(text), bytes),
    reminder: (message) => { showReminder(message).catch(() => {}); }, // taken back meanwhile: nothing is shown
    askForReminders: (_, __, send) => { askForReminders(send).catch(() => {}); },
    statistics: (message) => statisticsAsked.get(message.token)?.(message),
    canvasWanted: (_, __, send) => replaceCanvas(send),
    ready: () => hidePlainPage(),
    enrolled: () => rememberTablet(),
    stopped: ({ code }, _, send) => showPlainPage(code, send),
};

function receive(message, mirror, send) {
    const receiver = RECEIVERS[message.type];
    if (receiver) {
        receiver(message, mirror, send);
    } else {
        document.dispatchEvent(new CustomEvent('huiyin-message', { detail: message }));
    }
}

// The database and everything else under the browser's quota are evicted together; a cookie and local storage are
// not, so that they can tell an emptied tablet from a new one. They hold nothing but that.
const REMEMBERED = 'huiyin_tablet';
const REMEMBERED_SECONDS = 400 * 24 * 3600;

function rememberedTablet() {
    try {
        return document.cookie.includes(`${REMEMBERED}=1`) || localStorage.getItem(REMEMBERED) === '1';
    } catch {
        return false; // where both are switched off, nothing is remembered
    }
}

function rememberTablet() {
    try {
        document.cookie = `${REMEMBERED}=1; max-age=${REMEMBERED_SECONDS}; path=/; SameSite=Strict`;
        localStorage.setItem(REMEMBERED, '1');
    } catch {
        // As above.
    }
}

/** A text that is said twice must change in between, or it is not said again. */
function speak(region, text) {
    const element = document.getElementById(region);
    element.textContent = element.textContent === text ? `${text}\u00a0` : text;
}

function applyTheme({ scheme, textPercent, ...colors }) {
    const { style } = document.documentElement;
    for (const [name, color] of Object.entries(colors)) {
        style.setProperty(`--${name}`, color);
    }
    style.setProperty('--text-scale', textPercent / 100);
    style.colorScheme = scheme;
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
        meta.content = colors.surface;
    }
}

/** The old canvas cannot be taken back once its context is gone for good. */
function replaceCanvas(send) {
    const old = document.getElementById('canvas');
    const fresh = document.createElement('canvas');
    fresh.id = 'canvas';
    fresh.setAttribute('aria-hidden', 'true');
    old.replaceWith(fresh);
    const canvas = fresh.transferControlToOffscreen();
    send({ type: 'canvas', canvas }, [canvas]);
}

const statisticsAsked = new Map();

function askStatistics(send) {
    const token = statisticsAsked.size + 1;
    return new Promise((resolve) => {
        statisticsAsked.set(token, resolve);
        send({ type: 'statistics', token });
    });
}

const reason = missing();
if (reason) {
    showPlainPage(reason);
} else {
    start();
}
