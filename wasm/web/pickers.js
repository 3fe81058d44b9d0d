// Files from outside: the browser's own file inputs and its microphone, at the places the program drew buttons.

const ACCEPT = { camera: 'image/*', pictures: 'image/*', files: '' };
/** The order of huiyin::widgets::FileProblem. */
export const PROBLEM = { none: 0, tooBig: 1, unreadable: 2, refused: 3 };
const VOICE_TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const VOICE_BITS_PER_SECOND = 24_000;
/** Bars of the small picture of a voice note, and the rate at which it is listened to for them. */
const VOICE_BARS = 16;
const VOICE_LOOK_HZ = 8000;
/** A picker waits so long for the draft to be kept; browsers let a press open one for at least two seconds. */
const KEEP_MS_MAX = 1000;

export class Pickers {
    #send;
    #wishes = new WeakMap();
    #recording = null;
    /** What waits for the program, by its number. */
    #asked = new Map();
    #askedLast = 0;
    #opening = false;

    constructor(send) {
        this.#send = send;
    }

    /** Makes a new element a file input, or the button of a voice note. */
    adopt(element, id, role) {
        if (role === 'file') {
            element.type = 'file';
            element.addEventListener('change', () => this.#chosen(element, id));
            element.addEventListener('click', (event) => this.#pressed(event, element, id));
        } else {
            element.type = 'button';
            element.addEventListener('click', () => this.#toggleRecording(element, id));
        }
        // Its picker is a press of the page; the program only hears of it.
        element.dataset.intent = role;
    }

    /** @param {{value: string}} node `value` as file_intake.cpp writes it. */
    update(element, node) {
        const [source, ...numbers] = node.value.split(' ');
        const [chosenBytesMax, bytesMax, edgeMax, thumbnailEdge, voiceMsMax] = numbers.map(Number);
        this.#wishes.set(element, { source, chosenBytesMax, bytesMax, edgeMax, thumbnailEdge, voiceMsMax });
        if (element.type !== 'file') {
            return;
        }
        element.accept = ACCEPT[source] ?? '';
        element.multiple = source !== 'camera';
        if (source === 'camera') {
            element.setAttribute('capture', 'environment');
        } else {
            element.removeAttribute('capture');
        }
    }

    /** The program has done what was asked. */
    performed(number) {
        this.#asked.get(number)?.();
    }

    /** Only when what was typed is kept: the camera may take the memory, and this page with it. */
    async #pressed(event, element, node) {
        if (this.#opening) {
            return;
        }
        event.preventDefault();
        if (this.#asked.size > 0) {
            return; // pressed again meanwhile
        }
        await this.#ask(node);
        if (element.isConnected) {
            this.#opening = true;
            element.click();
            this.#opening = false;
        }
    }

    /** Ends when the program has heard of the press, or has no time to. */
    #ask(node) {
        const acknowledge = ++this.#askedLast;
        return new Promise((resolve) => {
            const timer = setTimeout(resolve, KEEP_MS_MAX);
            this.#asked.set(acknowledge, () => {
                clearTimeout(timer);
                resolve();
            });
            this.#send({ type: 'perform', node, action: 'press', acknowledge });
        }).finally(() => this.#asked.delete(acknowledge));
    }

    #chosen(element, node) {
        const limits = this.#wishes.get(element);
        for (const file of element.files) {
            this.#send({ type: 'file', node, file, name: file.name, limits, picture: limits.source !== 'files' });
        }
        // So that the same file can be chosen again.
        element.value = '';
    }

    async #toggleRecording(element, node) {
        if (this.#recording) {
            this.#recording.stop();
            return;
        }
        const limits = this.#wishes.get(element);
        try {
            // A second press while the browser still asks must not ask twice.
            this.#recording = { stop() {} };
            this.#recording = await this.#record(node, limits);
        } catch {
            this.#recording = null;
            this.#send({ type: 'fileFailed', node, problem: PROBLEM.refused });
        }
    }

    async #record(node, limits) {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        const mimeType = VOICE_TYPES.find((type) => MediaRecorder.isTypeSupported(type));
        const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: VOICE_BITS_PER_SECOND });
        const parts = [];
        const begin = performance.now();
        const limit = setTimeout(() => recorder.state === 'recording' && recorder.stop(), limits.voiceMsMax);
        recorder.ondataavailable = ({ data }) => parts.push(data);
        recorder.onstop = async () => {
            clearTimeout(limit);
            stream.getTracks().forEach((track) => track.stop());
            this.#recording = null;
            const type = recorder.mimeType.split(';')[0];
            const durationMs = Math.min(limits.voiceMsMax, Math.round(performance.now() - begin));
            this.#send({ type: 'recording', node, records: false });
            const file = new Blob(parts, { type });
            this.#send({
                type: 'file', node, file, name: `voice.${type.split('/')[1]}`, limits, durationMs, picture: false,
                // A note that cannot be listened to again so soon is kept without its picture.
                loudness: await loudnessOf(file).catch(() => new Uint8Array(0)),
            });
        };
        recorder.start();
        this.#send({ type: 'recording', node, records: true });
        return recorder;
    }
}

/** The loudest moment of each part of a recording, 255 for the loudest of all. */
async function loudnessOf(file) {
    const context = new OfflineAudioContext(1, 1, VOICE_LOOK_HZ);
    const audio = await context.decodeAudioData(await file.arrayBuffer());
    const samples = audio.getChannelData(0);
    const peaks = Array.from({ length: VOICE_BARS }, (_, bar) => {
        const [begin, end] = [bar, bar + 1].map((at) => Math.floor((at * samples.length) / VOICE_BARS));
        return samples.subarray(begin, end).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    });
    const loudest = Math.max(...peaks);
    return Uint8Array.from(peaks, (peak) => (loudest > 0 ? Math.round((255 * peak) / loudest) : 0));
}
