// A proxy on loopback between browser and server that can lose an answer after the server has given it, send a request
// twice, cut it anywhere, or give an answer of its own.

import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { gunzipSync } from 'node:zlib';

export class Proxy {
    #listener;
    #target;
    #loseNext = '';
    #repeatNext = '';
    #cutNext = '';
    #instead = [];
    #listeners = new Map();
    #judges = new Map();
    /** Of WebSockets: the listener forgets a connection that was upgraded. */
    #tunnels = new Set();
    #changes = new Map();
    #poison = '';
    #garbage = '';
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

    /** The next request to this path reaches the server twice; the second answer is the one that is given. */
    repeatNextRequest(path) {
        this.#repeatNext = path;
    }

    /** Of the next request to this path the server gets half, and the tablet no answer. */
    cutNextRequest(path) {
        this.#cutNext = path;
    }

    /**
     * The next `times` requests to this path are answered here; the server hears nothing of them.
     *
     * @param {{status: number, headers?: Record<string, string>, body?: string}} answer
     */
    answerNext(path, answer, times = 1) {
        this.#instead.push(...Array(times).fill({ path, answer }));
    }

    /** Calls with the body of every request to this path before it goes on; it does not go on before a promise is kept. */
    listen(path, heard) {
        this.#listeners.set(path, heard);
    }

    /**
     * Calls with every request to this path, whatever its query, and with the length of its body. It goes on when `judge` says
     * nothing. Else so many bytes of its body go on as `after` says, and once the promise `until` is kept the connection is cut
     * at both ends; after the whole body the server has answered, and the answer is lost.
     *
     * @param {(asked: {method: string, query: URLSearchParams, bytes: number}) => ({after: number, until?: Promise} | undefined)} judge
     */
    judge(path, judge) {
        this.#judges.set(path, judge);
    }

    /**
     * Calls with every answer to a request for this path, read as JSON, which it may change before the tablet gets it; null lets
     * them through again as they are.
     */
    changeAnswers(path, change) {
        change ? this.#changes.set(path, change) : this.#changes.delete(path);
    }

    /** Like a filter that lets no body with this text through; an empty text lets all through again. */
    refuseBodiesWith(text) {
        this.#poison = text;
    }

    /** Like a portal that answers every request for this path with a page of its own, until it is empty. */
    answerNonsense(path) {
        this.#garbage = path;
    }

    /** How many of these misfortunes are still to come. */
    get waiting() {
        return [this.#loseNext, this.#repeatNext, this.#cutNext].filter(Boolean).length + this.#instead.length;
    }

    async stop() {
        this.#listener.closeAllConnections();
        this.#tunnels.forEach((socket) => socket.destroy());
        this.#listener.close();
        await once(this.#listener, 'close');
    }

    async #sift(options, incoming, outgoing) {
        const body = await bytesOf(incoming);
        if (body.includes(this.#poison)) {
            outgoing.writeHead(403, { 'Content-Type': 'text/html' }).end('<p>Blocked</p>');
            return;
        }
        this.#passOn(options, incoming, outgoing, body);
    }

    #passOn(options, incoming, outgoing, body) {
        const onward = request(options, (answer) => {
            this.seen.push(incoming.url);
            outgoing.writeHead(answer.statusCode, answer.rawHeaders);
            answer.pipe(outgoing);
        });
        onward.on('error', () => incoming.socket.destroy());
        onward.end(body);
    }

    #forward(incoming, outgoing) {
        const options = {
            host: '127.0.0.1', port: this.#target(), method: incoming.method, path: incoming.url,
            headers: incoming.headers,
        };
        if (this.#garbage && incoming.url === this.#garbage) {
            incoming.resume();
            outgoing.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Sign in to the network</p>');
            return;
        }
        if (this.#poison && incoming.method === 'POST') {
            this.#sift(options, incoming, outgoing);
            return;
        }
        if (this.#changes.has(incoming.url)) {
            this.#changed(this.#changes.get(incoming.url), options, incoming, outgoing);
            return;
        }
        if (incoming.url === this.#cutNext) {
            this.#cutNext = '';
            bytesOf(incoming).then((body) => this.#cut(options, incoming, body, { after: body.length >> 1 }));
            return;
        }
        const [path, query] = incoming.url.split('?');
        if (this.#judges.has(path)) {
            this.#judged(this.#judges.get(path), options, incoming, outgoing, new URLSearchParams(query));
            return;
        }
        if (incoming.url === this.#repeatNext) {
            this.#repeatNext = '';
            this.#repeat(options, incoming, outgoing);
            return;
        }
        const instead = this.#instead.findIndex(({ path }) => path === incoming.url);
        if (instead >= 0) {
            const [{ answer }] = this.#instead.splice(instead, 1);
            incoming.resume().on('end', () => outgoing.writeHead(answer.status, answer.headers).end(answer.body));
            return;
        }
        const onward = request(options, (answer) => {
            this.seen.push(incoming.url);
            this.#give(answer, incoming, outgoing);
        });
        onward.on('error', () => incoming.socket.destroy());
        const heard = this.#listeners.get(incoming.url);
        heard ? this.#tell(heard, incoming, onward) : incoming.pipe(onward);
    }

    /** Unless it is to be lost. */
    #give(answer, incoming, outgoing) {
        if (this.#loseNext && incoming.url === this.#loseNext) {
            this.#loseNext = '';
            // Read it to its end, so that the server has certainly done its work.
            answer.resume().on('end', () => incoming.socket.destroy());
            return;
        }
        outgoing.writeHead(answer.statusCode, answer.rawHeaders);
        answer.pipe(outgoing);
    }

    async #tell(heard, incoming, onward) {
        const body = await bytesOf(incoming);
        const isPacked = incoming.headers['content-encoding'] === 'gzip';
        await heard((isPacked ? gunzipSync(body) : body).toString('utf8'));
        onward.end(body);
    }

    async #changed(change, options, incoming, outgoing) {
        const { 'accept-encoding': _, ...headers } = options.headers;
        const answer = await answered(request({ ...options, headers }), await bytesOf(incoming));
        this.seen.push(incoming.url);
        const json = JSON.parse(await bytesOf(answer));
        change(json);
        outgoing.writeHead(answer.statusCode, { 'Content-Type': answer.headers['content-type'] }).end(JSON.stringify(json));
    }

    async #judged(judge, options, incoming, outgoing, query) {
        // A browser that is killed sends no end.
        const body = await bytesOf(incoming).catch(() => null);
        if (!body) {
            return;
        }
        const cut = judge({ method: incoming.method, query, bytes: body.length });
        if (cut) {
            await this.#cut(options, incoming, body, cut);
            return;
        }
        this.#passOn(options, incoming, outgoing, body);
    }

    async #cut(options, incoming, body, { after, until }) {
        const part = request(options);
        part.on('error', () => {});
        incoming.socket.once('close', () => part.destroy());
        if (after < body.length) {
            await new Promise((resolve) => { part.write(body.subarray(0, after), resolve); });
        } else {
            await answered(part, body).then(bytesOf).catch(() => {});
        }
        await until;
        incoming.socket.destroy();
    }

    async #repeat(options, incoming, outgoing) {
        const body = await bytesOf(incoming);
        await bytesOf(await answered(request(options), body));
        const again = await answered(request(options), body);
        this.seen.push(incoming.url, incoming.url);
        this.#give(again, incoming, outgoing);
    }

    #tunnel(incoming, socket, head) {
        this.#tunnels.add(socket);
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
        socket.on('close', () => {
            this.#tunnels.delete(socket);
            onward.destroy();
        });
    }
}

async function bytesOf(stream) {
    const parts = [];
    for await (const part of stream) {
        parts.push(part);
    }
    return Buffer.concat(parts);
}

async function answered(onward, body) {
    onward.end(body);
    const [answer] = await once(onward, 'response');
    return answer;
}
