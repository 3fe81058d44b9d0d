// A file server for the gallery on loopback, with the headers the real server sends.
//
//   node serve.mjs PROGRAM_DIR [PORT]     PROGRAM_DIR holds huiyin_gallery.mjs and huiyin_gallery.wasm
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const TYPES = {
    '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css',
    '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json',
};
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    + "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    + "frame-ancestors 'none'";

function fileOf(path, programDir) {
    if (path === '/worker.js') {
        return join(root, 'wasm/display/gallery_worker.js');
    }
    if (path.startsWith('/huiyin_gallery.')) {
        return join(programDir, path.slice(1));
    }
    return join(root, 'wasm/web', path === '/' ? 'index.html' : path.replaceAll('..', ''));
}

/** @returns {Promise<{url: string, close: () => void}>} */
export function serve(programDir, port = 0) {
    const server = createServer(async (request, response) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        try {
            const content = await readFile(fileOf(pathname, resolve(programDir)));
            response.writeHead(200, {
                'Content-Type': TYPES[extname(pathname)] ?? TYPES['.html'], 'Content-Security-Policy': POLICY,
                'Cache-Control': 'no-store',
                // Only isolated pages get a clock finer than 100 µs.
                'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp',
                'Cross-Origin-Resource-Policy': 'same-origin',
            });
            response.end(content);
        } catch {
            response.writeHead(404).end();
        }
    });
    return new Promise((done) => {
        server.listen(port, '127.0.0.1', () => {
            done({ url: `http://localhost:${server.address().port}/`, close: () => server.close() });
        });
    });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    const { url } = await serve(process.argv[2], Number(process.argv[3]) || 8090);
    console.log(url);
}
