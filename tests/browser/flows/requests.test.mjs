// The worker's requests, without a browser: how long they wait for an answer, and for what.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tablet } from '../../../wasm/web/tablet.js';

const SECOND = 1000;

/** A program that keeps what was answered. */
function program() {
    const answers = [];
    return {
        answers,
        HEAPU8: new Uint8Array(1 << 20),
        _malloc: () => 0,
        _free: () => {},
        _tablet_answered: (kind, status, at, bytes) => answers.push({ status, bytes }),
        _tablet_work_some: () => 0,
        _tablet_is_enrolled: () => 0,
        _tablet_reminders: () => {},
        _tablet_start: () => {},
        _tablet_storage: () => {},
    };
}

/** What waits in promises has its turn. */
async function settled() {
    for (let i = 0; i < 20; ++i) {
        await Promise.resolve();
    }
}

/** A network that answers with what `pieces` gives, and nothing after it was aborted. */
function network(t, pieces) {
    t.mock.method(globalThis, 'fetch', (path, { signal }) => new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        pieces.answer = () => resolve({
            status: 200,
            headers: { get: () => null },
            body: { getReader: () => ({ read: () => new Promise((give, fail) => {
                signal.addEventListener('abort', () => fail(signal.reason));
                pieces.next = (value) => give(value ? { value, done: false } : { done: true });
            }) }) },
        });
    }));
}

function begin(t) {
    globalThis.self ??= globalThis;
    globalThis.postMessage ??= () => {};
    // A real one would keep this process alive.
    globalThis.MessageChannel = class { port1 = {}; port2 = { postMessage() {} }; };
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const tablet = new Tablet();
    const made = program();
    tablet.attach(made, false);
    t.after(() => tablet.detach());
    return { tablet, answers: made.answers };
}

test('an answer may come slowly for as long as something comes', async (t) => {
    const pieces = {};
    network(t, pieces);
    const { tablet, answers } = begin(t);
    tablet.send(0, '/api/v1/sync', 'token', 'application/json', new Uint8Array(10));
    t.mock.timers.tick(50 * SECOND);
    pieces.answer();
    for (let i = 0; i < 10; ++i) {
        await settled();
        t.mock.timers.tick(50 * SECOND);
        pieces.next(new Uint8Array(1000));
    }
    await settled();
    pieces.next(null);
    await settled();
    assert.deepEqual(answers, [{ status: 200, bytes: 10_000 }]);
});

test('a minute without a byte ends a request', async (t) => {
    const pieces = {};
    network(t, pieces);
    const { tablet, answers } = begin(t);
    tablet.send(0, '/api/v1/sync', 'token', 'application/json', new Uint8Array(10));
    pieces.answer();
    await settled();
    pieces.next(new Uint8Array(1000));
    await settled();
    t.mock.timers.tick(60 * SECOND - 1);
    await settled();
    assert.deepEqual(answers, []);
    t.mock.timers.tick(1);
    await settled();
    assert.deepEqual(answers, [{ status: 0, bytes: 0 }]);
});

test('a long request is waited for as the server waits: a second for each 16 KiB', async (t) => {
    network(t, {});
    const { tablet, answers } = begin(t);
    tablet.send(0, '/api/v1/sync', 'token', 'application/json', new Uint8Array(64 * 16_000));
    t.mock.timers.tick((60 + 64) * SECOND - 1);
    await settled();
    assert.deepEqual(answers, []);
    t.mock.timers.tick(1);
    await settled();
    assert.deepEqual(answers, [{ status: 0, bytes: 0 }]);
});
