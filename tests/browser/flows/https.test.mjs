// HTTPS under a name, as tablets on a network use it, with the private authority that scripts/trial-certificate makes. Under
// a name other than localhost a page without it has no service worker and no storage.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { people, record, Seat } from '../support/desk.mjs';
import { paths } from '../support/paths.mjs';
import { Server } from '../support/server.mjs';
import { Tablet } from '../support/tablet.mjs';

const NAME = 'desk.huiyin.test';
const RESOLVE = `--host-resolver-rules=MAP ${NAME} 127.0.0.1`;
const SCRIPT = join(paths.root, 'scripts', 'trial-certificate');

let folder;
let server;
let origin;

before(async () => {
    folder = await mkdtemp(join(paths.work, 'tls-'));
    await makeCertificate(NAME, '127.0.0.1');
    server = await Server.start({ tlsFolder: folder });
    server.allowHost(NAME);
    await server.kill();
    await server.resume();
    origin = `https://${NAME}:${server.port}`;
});

after(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
});

function makeCertificate(...names) {
    return promisify(execFile)(SCRIPT, [folder, ...names]);
}

const read = (name) => readFile(join(folder, name), 'utf8');

/** The status of `/` under a name, for a client that trusts `authority` alone; the error's code when there is no answer. */
function ask(name, authority) {
    return new Promise((resolve) => {
        request({ host: '127.0.0.1', port: server.port, servername: name, ca: authority, headers: { Host: `${name}:${server.port}` } },
            (answer) => resolve(answer.resume().statusCode)).on('error', (error) => resolve(error.code)).end();
    });
}

/** A tablet that takes this certificate for good, as one does that trusts its authority. */
async function tablet() {
    const key = new X509Certificate(await read('desk.pem')).publicKey.export({ type: 'spki', format: 'der' });
    const hash = createHash('sha256').update(key).digest('base64');
    return Tablet.make(origin, {
        reducedMotion: 'reduce', args: [RESOLVE, `--ignore-certificate-errors-spki-list=${hash}`],
    });
}

test('whoever trusts the authority gets an answer under its names, and nobody else does', async () => {
    const authority = await read('huiyin-ca.crt');
    assert.equal(await ask(NAME, authority), 200);
    assert.equal(await ask('another.huiyin.test', authority), 'ERR_TLS_CERT_ALTNAME_INVALID');
    assert.equal(await ask(NAME, undefined), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    // Its own key is gone: nobody can make another certificate with it. The server's is for its owner alone.
    assert.deepEqual((await readdir(folder)).sort(), ['desk.key', 'desk.pem', 'huiyin-ca.crt', 'names']);
    assert.equal((await stat(join(folder, 'desk.key'))).mode & 0o777, 0o600);
});

test('a certificate that is still good for the same names is kept, so that no tablet has to trust anew', async () => {
    const before = await read('huiyin-ca.crt');
    await makeCertificate(NAME, '127.0.0.1');
    assert.equal(await read('huiyin-ca.crt'), before);
});

test('another name has to be vouched for anew', async () => {
    const other = await mkdtemp(join(paths.work, 'tls-'));
    try {
        const authority = () => readFile(join(other, 'huiyin-ca.crt'), 'utf8');
        await promisify(execFile)(SCRIPT, [other, NAME]);
        const before = await authority();
        await promisify(execFile)(SCRIPT, [other, NAME, '10.0.0.7']);
        assert.notEqual(await authority(), before);
        const names = new X509Certificate(await readFile(join(other, 'desk.pem'))).subjectAltName;
        assert.equal(names, `DNS:${NAME}, IP Address:10.0.0.7`);
    } finally {
        await rm(other, { recursive: true, force: true });
    }
});

test('without that trust the browser opens nothing', async () => {
    const stranger = await Tablet.make(origin, { args: [RESOLVE] });
    try {
        await assert.rejects(stranger.open(), /ERR_CERT_AUTHORITY_INVALID/);
    } finally {
        await stranger.close();
    }
});

test('with it the page is there, as one that browsers let have a service worker and storage', async () => {
    const trusting = await tablet();
    try {
        await trusting.open();
        assert.equal(trusting.page.url(), `${origin}/`);
        assert.deepEqual(await trusting.page.evaluate('[isSecureContext, "serviceWorker" in navigator, "storage" in navigator]'),
            [true, true, true]);
    } finally {
        await trusting.close();
    }
});

test('and the app begins and records there without a network, and sends it over TLS', async () => {
    const seat = new Seat();
    seat.tablet = await tablet();
    try {
        await seat.tablet.open();
        await seat.tablet.signIn(people.acceptor.account);
        await seat.tablet.shellKept();
        await seat.synced();
        await seat.goOffline();
        await seat.page.reload();
        const number = await record(seat);
        await seat.goOnline();
        const register = join(folder, 'register.csv');
        const day = (fromToday) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
        await promisify(execFile)(server.program, ['export', 'register', '--database', server.database,
            '--from', day(-1), '--to', day(1), '--format', 'csv', '--output', register]);
        assert.ok((await readFile(register, 'utf8')).includes(number));
    } finally {
        await seat.leave();
    }
});
