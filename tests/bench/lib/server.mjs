// A static server on the loopback interface.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
    '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm',
    '.json': 'application/json',
};

/**
 * Serves each folder below its prefix; the longest prefix that fits wins.
 *
 * @param {Record<string, string>} folders for example {'/': '.../web', '/npm/': '.../node_modules'}
 * @returns {Promise<{url: string, close: () => void}>}
 */
export async function serve(folders) {
    const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
    const server = createServer(async (request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
        const prefix = prefixes.find((candidate) => path.startsWith(candidate));
        let file = join(folders[prefix], path.slice(prefix.length));
        if (path.endsWith('/')) {
            file = join(file, 'index.html');
        }
        const found = await stat(file).catch(() => undefined);
        if (!found?.isFile()) {
            response.writeHead(404).end();
            return;
        }
        response.writeHead(200, {
            'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
            // Isolation is what makes performance.now() precise to 5 µs instead of 100; no engine needs it else.
            'Cross-Origin-Opener-Policy': 'same-origin',
            'Cross-Origin-Embedder-Policy': 'require-corp',
            'Cross-Origin-Resource-Policy': 'same-origin',
        });
        createReadStream(file).pipe(response);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** The folders of run.mjs under the paths that web/ uses, and more if given. */
export function serveBench(folders, more = {}) {
    return serve({
        '/': join(folders.bench, 'web'), '/npm/': join(folders.bench, 'node_modules'),
        '/programs/': folders.programs, '/opfs/': folders.opfs, ...more,
    });
}
