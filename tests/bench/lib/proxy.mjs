// A TCP proxy that counts, whatever is spoken through it: bytes both ways, and how often the answering side took turns.

import { createServer, connect } from 'node:net';

/**
 * @param {number} targetPort on the loopback interface
 * @returns {Promise<{port: number, counts: () => {up: number, down: number, roundTrips: number}, close: () => void}>}
 *     totals since the start; `up` is what clients sent. A round trip is a turn from sending to receiving on one
 *     connection: a request with its answer, however many packets either takes.
 */
export async function countingProxy(targetPort) {
    const totals = { up: 0, down: 0, roundTrips: 0 };
    const sockets = new Set();
    const server = createServer((client) => {
        const target = connect(targetPort, '127.0.0.1');
        let sending = false;
        client.setNoDelay(true);
        target.setNoDelay(true);
        client.on('data', (bytes) => {
            totals.up += bytes.length;
            sending = true;
        });
        target.on('data', (bytes) => {
            totals.down += bytes.length;
            totals.roundTrips += sending ? 1 : 0;
            sending = false;
        });
        for (const [from, to] of [[client, target], [target, client]]) {
            sockets.add(from);
            from.on('error', () => to.destroy());
            from.on('close', () => sockets.delete(from));
            from.pipe(to);
        }
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return {
        port: server.address().port,
        counts: () => ({ ...totals }),
        close() {
            server.close();
            sockets.forEach((socket) => socket.destroy());
        },
    };
}
