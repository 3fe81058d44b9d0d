// The worker's side of the app's platform: requests, the doorbell, one timer, the writer's lock.
//
// What C++ calls is `Module.tablet` (wasm/tablet/platform.cpp); what it exports is named tablet_* (wasm/tablet/tablet.cpp).

/** How long nothing may come of an answer; a request has a second more for each 16 KiB, as the server gives it. */
const SILENCE_MS_MAX = 60_000;
const REQUEST_BYTES_PER_MS = 16;
const DOORBELL_RETRY_MS_MIN = 1_000;
const DOORBELL_RETRY_MS_MAX = 60_000;
/** How often the browser is asked what room is left: it changes slowly, and asking costs it a walk over the files. */
const STORAGE_ASK_MS = 60_000;
const DOORBELL_PATH = '/api/v1/doorbell';

/** One writer for each origin: the tab that holds this lock has the database open. */
const LOCK_NAME = 'huiyin-storage';
const TABS_CHANNEL = 'huiyin-tabs';
/** How long another tab gets to close its database before the takeover is given up. */
const TAKEOVER_MS_MAX = 5_000;

/**
 * Takes the writer's lock.
 *
 * @param {boolean} takeOver asks the tab that has it to give it up, and waits for that.
 * @param {() => Promise<void>} giveUp called when another tab asks for it: closes the database.
 * @returns {Promise<boolean>} whether the lock is held now; it is held until giveUp has run or the worker ends.
 */
export function acquireWriter(takeOver, giveUp) {
    const channel = new BroadcastChannel(TABS_CHANNEL);
    if (takeOver) {
        channel.postMessage('yield');
    }
    const deadline = AbortSignal.timeout ? AbortSignal.timeout(TAKEOVER_MS_MAX) : undefined;
    const options = takeOver ? { signal: deadline } : { ifAvailable: true };
    return new Promise((resolve) => {
        const held = navigator.locks.request(LOCK_NAME, options, (lock) => {
            if (!lock) {
                resolve(false);
                return undefined;
            }
            resolve(true);
            return new Promise((release) => {
                channel.onmessage = async () => {
                    channel.onmessage = null;
                    await giveUp();
                    release();
                };
            });
        });
        // The takeover's time ran out: the other tab is frozen or busy.
        held.catch(() => resolve(false));
    });
}

/** What the C++ program calls; `attach` gives it the program once that exists. */
export class Tablet {
    #program = null;
    #online = true;
    #timer = 0;
    #doorbell = null;
    #doorbellToken = '';
    #doorbellTimer = 0;
    /** It ended without being asked to, and is not open again. */
    #doorbellLost = false;
    #doorbellDelayMs = DOORBELL_RETRY_MS_MIN;
    #idle = 0;
    /** Calls the next event's turn without the 4 ms that timers wait when they follow each other. */
    #turn = new MessageChannel();
    #turnAsked = false;
    #storageAskedAt = -STORAGE_ASK_MS;
    #enrolledTold = false;
    /** As the page said it last. */
    #reminders = 0;

    constructor() {
        this.#turn.port1.onmessage = () => {
            this.#turnAsked = false;
            this.#tick();
        };
    }

    /** @param {boolean} wasHere the page remembers a tablet here. */
    attach(program, wasHere) {
        this.#program = program;
        if (wasHere) {
            program._tablet_was_here();
        }
        if (!this.#online) {
            program._tablet_set_online(0);
        }
        program._tablet_reminders(this.#reminders);
        program._tablet_start();
        this.#workWhenIdle();
        this.#tellPage();
        this.#tellStorage();
    }

    /** The database is closed: nothing may call the program any more. */
    detach() {
        this.#program = null;
        clearTimeout(this.#timer);
        clearTimeout(this.#idle);
        this.keepDoorbell('');
    }

    /** The page's word on the network: workers are not told by every browser. */
    setOnline(online) {
        this.#online = online;
        this.#enter(() => this.#program._tablet_set_online(online ? 1 : 0));
    }

    /** The browser, or its user, has said whether the data is kept; that can be long after it was asked. */
    storageDecided() {
        this.#storageAskedAt = -STORAGE_ASK_MS;
        if (this.#program) {
            this.#tellStorage();
        }
    }

    /** Whether the browser shows reminders, in the order of app::ReminderPermission. */
    setReminders(permission) {
        this.#reminders = permission;
        this.#enter(() => this.#program._tablet_reminders(permission));
    }

    /** A reminder was pressed. */
    showReminded(complaint) {
        this.#enter(() => {
            const bytes = new TextEncoder().encode(complaint);
            const at = this.#program._malloc(bytes.length + 1);
            this.#program.HEAPU8.set(bytes, at);
            this.#program._tablet_show_reminded(at, bytes.length);
            this.#program._free(at);
        });
    }

    // Called by C++.

    showReminder(title, text, complaint) {
        self.postMessage({ type: 'reminder', title, text, complaint });
    }

    askForReminders() {
        self.postMessage({ type: 'askForReminders' });
    }

    /** `type` is that of the body; an empty one means a GET without a body. */
    send(kind, path, token, type, body) {
        const headers = type ? { 'Content-Type': type } : {};
        if (token) {
            headers.Authorization = `Bearer ${token}`;
        }
        const abort = new AbortController();
        let timeout = 0;
        const wait = (ms) => {
            clearTimeout(timeout);
            timeout = setTimeout(() => abort.abort(), ms);
        };
        wait(SILENCE_MS_MAX + (body?.length ?? 0) / REQUEST_BYTES_PER_MS);
        const what = type ? { method: 'POST', body } : { method: 'GET' };
        const options = { ...what, headers, signal: abort.signal, credentials: 'omit', cache: 'no-store' };
        fetch(path, options)
            .then(async (response) => {
                wait(SILENCE_MS_MAX);
                const seconds = Number(response.headers.get('Retry-After')) || 0;
                const pieces = await piecesOf(response, () => wait(SILENCE_MS_MAX));
                this.#answered(kind, response.status, pieces, seconds);
            })
            .catch(() => this.#answered(kind, 0, [], 0))
            .finally(() => clearTimeout(timeout));
    }

    keepDoorbell(token) {
        this.#doorbellToken = token;
        clearTimeout(this.#doorbellTimer);
        if (this.#doorbell) {
            this.#doorbell.onclose = null;
            this.#doorbell.close();
            this.#doorbell = null;
            this.#enter(() => this.#program._tablet_doorbell_open(0));
        }
        if (token) {
            this.#openDoorbell();
        }
    }

    askDoorbell() {
        if (this.#doorbell?.readyState === WebSocket.OPEN) {
            this.#doorbell.send('?');
        }
    }

    scheduleTick(at) {
        clearTimeout(this.#timer);
        const delay = at - performance.now();
        if (at >= 0 && delay <= 0) {
            if (!this.#turnAsked) {
                this.#turnAsked = true;
                this.#turn.port2.postMessage(null);
            }
        } else if (at >= 0) {
            this.#timer = setTimeout(() => this.#tick(), delay);
        }
    }

    // Own.

    /** Whether the browser keeps the data, how much there is and may be; nothing where it does not say. */
    async #tellStorage() {
        const now = performance.now();
        if (now - this.#storageAskedAt < STORAGE_ASK_MS) {
            return;
        }
        this.#storageAskedAt = now;
        try {
            const kept = await navigator.storage.persisted();
            const { usage = 0, quota = 0 } = await navigator.storage.estimate();
            this.#enter(() => this.#program._tablet_storage(kept ? 1 : 0, usage, quota));
        } catch {
            // The screen then says nothing of it.
        }
    }

    /** Once there is something to lose, the page remembers it in a place that is not evicted together with it. */
    #tellPage() {
        if (!this.#enrolledTold && this.#program && this.#program._tablet_is_enrolled()) {
            this.#enrolledTold = true;
            self.postMessage({ type: 'enrolled' });
        }
    }

    #tick() {
        this.#enter(() => this.#program._tablet_tick());
    }

    #enter(call) {
        if (this.#program) {
            call();
        }
    }

    #answered(kind, status, pieces, retryAfterSeconds) {
        this.#enter(() => {
            const program = this.#program;
            const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
            const at = program._malloc(size + 1);
            let behind = at;
            for (const piece of pieces) {
                program.HEAPU8.set(piece, behind);
                behind += piece.length;
            }
            program._tablet_answered(kind, status, at, size, retryAfterSeconds * 1000);
            program._free(at);
        });
        if (status === 200 && this.#doorbellLost && !this.#doorbell && this.#doorbellToken) {
            // The server is there again.
            clearTimeout(this.#doorbellTimer);
            this.#openDoorbell();
        }
        this.#workWhenIdle();
        this.#tellPage();
        this.#tellStorage();
    }

    /** Indexing for search goes on between other things, a slice at a time, until it is done. */
    #workWhenIdle() {
        clearTimeout(this.#idle);
        this.#idle = setTimeout(() => {
            if (this.#program && this.#program._tablet_work_some()) {
                this.#workWhenIdle();
            }
        }, 50);
    }

    #openDoorbell() {
        const scheme = self.location.protocol === 'https:' ? 'wss:' : 'ws:';
        const url = `${scheme}//${self.location.host}${DOORBELL_PATH}`;
        const socket = new WebSocket(url, ['huiyin.v1', `token.${this.#doorbellToken}`]);
        this.#doorbell = socket;
        socket.onopen = () => {
            this.#doorbellDelayMs = DOORBELL_RETRY_MS_MIN;
            this.#enter(() => this.#program._tablet_doorbell_open(1));
            if (this.#doorbellLost) {
                this.#doorbellLost = false;
                // It may have rung while nobody listened.
                this.setOnline(true);
            }
        };
        socket.onmessage = (event) => {
            const { change, ask, now } = parseMessage(event.data);
            if (Number.isSafeInteger(change)) {
                this.#enter(() => this.#program._tablet_doorbell(change, ask ? 1 : 0));
            } else if (Number.isSafeInteger(now)) {
                this.#enter(() => this.#program._tablet_doorbell_answered(now));
            }
        };
        socket.onclose = () => {
            this.#doorbell = null;
            this.#enter(() => this.#program._tablet_doorbell_open(0));
            if (!this.#doorbellLost && this.#online) {
                // The server is gone, or lets this sign-in in no more: a request tells which.
                this.setOnline(true);
            }
            this.#doorbellLost = true;
            // The doorbell only hastens what a timer does anyway, so it comes back without hurry.
            const delay = this.#doorbellDelayMs * (0.5 + Math.random() / 2);
            this.#doorbellDelayMs = Math.min(this.#doorbellDelayMs * 2, DOORBELL_RETRY_MS_MAX);
            this.#doorbellTimer = setTimeout(() => this.#openDoorbell(), delay);
        };
    }
}

/** All of an answer; `came` is called at each piece: on a slow network a page takes minutes, and still comes. */
async function piecesOf(response, came) {
    const pieces = [];
    const reader = response.body?.getReader();
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader.read()) {
        came();
        pieces.push(piece.value);
    }
    return pieces;
}

/** A doorbell message: {change, ask} when it rings, {now} when it was asked, nothing for anything else. */
function parseMessage(text) {
    try {
        return JSON.parse(text) ?? {};
    } catch {
        return {};
    }
}
