// The worker: takes the writer's lock, opens the storage, starts the program, and passes messages on.
import { Display } from './display.js';
import { closeStorage, openStorage } from './opfs.js';
import { acquireWriter, Tablet } from './tablet.js';
import createProgram from './huiyin.mjs';

const STORAGE_FOLDER = 'huiyin';

const display = new Display();
const tablet = new Tablet();
let program = null;
let storage = null;
let wasHere = false;
/** Opening the storage and starting the program, once this tab has the lock. */
let opening = null;
let givesUp = false;

/** Another tab takes over: everything is written, then the files are let go; what is just being opened too. */
async function giveUp() {
    givesUp = true;
    await opening;
    tablet.detach();
    display.detach();
    program?._tablet_close();
    program = null;
    if (storage) {
        closeStorage(storage);
    }
    self.postMessage({ type: 'stopped', code: 'storage_taken' });
}

/** @param {boolean} takeOver whether to ask the tab that has the storage to give it up. */
async function start(takeOver) {
    if (!await acquireWriter(takeOver, giveUp)) {
        self.postMessage({ type: 'stopped', code: 'storage_busy' });
        return;
    }
    givesUp = false;
    const opened = open();
    opening = opened.catch(() => {});
    await opened;
}

async function open() {
    try {
        storage = await openStorage(STORAGE_FOLDER);
    } catch (error) {
        self.postMessage({ type: 'stopped', code: error.code ?? 'storage_failed' });
        return;
    }
    if (givesUp) {
        return;
    }
    const made = await createProgram({ display, tablet, opfs: storage });
    if (givesUp) {
        return;
    }
    program = made;
    const problem = program.UTF8ToString(program._tablet_open());
    if (problem) {
        self.postMessage({ type: 'stopped', code: problem });
        return;
    }
    display.attach(program);
    tablet.attach(program, wasHere);
    self.postMessage({ type: 'ready' });
}

function failed(error) {
    console.error(error);
    self.postMessage({ type: 'stopped', code: 'crashed' });
}

self.onmessage = ({ data }) => {
    if (data.type === 'start') {
        display.setCanvas(data.canvas);
        wasHere = data.wasHere;
        start(false).catch(failed);
    } else if (data.type === 'takeOver') {
        start(true).catch(failed);
    } else if (data.type === 'storageDecided') {
        tablet.storageDecided();
    } else if (data.type === 'online') {
        tablet.setOnline(data.online);
    } else if (data.type === 'reminders') {
        tablet.setReminders(data.permission);
    } else if (data.type === 'showComplaint') {
        tablet.showReminded(data.complaint);
    } else {
        display.handle(data);
    }
};
