// A proxy on loopback between browser and server that can lose an answer after the server has given it.

import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';

export class Proxy {
    #listener;
    #target;
    #loseNext = '';
    /** When the server last said something on a WebSocket, in performance.now(). */
    lastDoorbellMs = 0;
    /** Requests that reached the server, by path. */
    seen = [];

    /** @param {() => number} target gives the server's port, which may change. */
    static async start(target) {
        const proxy = new Proxy();
        proxy.#target = target;
        proxy.#listener = createServer((incoming, outgoing) => proxy.#forward(incoming, outgoing));
        proxy.#listener.on('upgrade', (incoming, socket, head) => proxy.#tunnel(incoming, socket, head));
        proxy.#listener.listen(0, '127.0.0.1');
        await once(proxy.#listener, 'listening');
        return proxy;
    }

    get port() { return this.#listener.address().port; }

    /** The next answer to a request for this path is thrown away after the server gave it. */
    loseNextAnswer(path) {
        this.#loseNext = path;
    }

    /** How many answers are still to be lost. */
    get waiting() { return this.#loseNext ? 1 : 0; }

    async stop() {
        this.#listener.closeAllConnections();
        this.#listener.close();
        await once(this.#listener, 'close');
    }

    #forward(incoming, outgoing) {
        const options = {
            host: '127.0.0.1', port: this.#target(), method: incoming.method, path: incoming.url,
            headers: incoming.headers,
        };
        const onward = request(options, (answer) => {
            this.seen.push(incoming.url);
            if (this.#loseNext && incoming.url === this.#loseNext) {
                this.#loseNext = '';
                // Read it to its end, so that the server has certainly done its work.
                answer.resume().on('end', () => incoming.socket.destroy());
                return;
            }
            outgoing.writeHead(answer.statusCode, answer.rawHeaders);
            answer.pipe(outgoing);
        });
        onward.on('error', () => incoming.socket.destroy());
        incoming.pipe(onward);
    }

    #tunnel(incoming, socket, head) {
        const onward = connect(this.#target(), '127.0.0.1', () => {
            const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
            for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
                lines.push(`${incoming.rawHeaders[i]}: ${incoming.rawHeaders[i + 1]}`);
            }
            onward.write(`${lines.join('\r\n')}\r\n\r\n`);
            onward.write(head);
            onward.on('data', () => { this.lastDoorbellMs = performance.now(); });
            onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => socket.destroy());
        socket.on('error', () => onward.destroy());
    }
}
