// Puts the web app together: one small script per thread, hashed names, compressed siblings, the service worker's list,
// the size limit.
//
//   node make_dist.mjs PROGRAM_DIR OUT_DIR     PROGRAM_DIR holds huiyin.mjs and huiyin.wasm
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { iconPng } from './make_icon.mjs';

const KIB = 1024;
/** The aim, and the limit at which the build fails: everything a tablet downloads, brotli. */
const DOWNLOAD_AIM_KIB = 700;
const DOWNLOAD_LIMIT_KIB = 750;

const [programDir, outDir] = process.argv.slice(2);
const webDir = dirname(fileURLToPath(import.meta.url));
const opfsDir = join(webDir, '..', 'opfs');
/** Where the modules of a thread lie beside each other while they become one. */
const bundleDir = `${outDir}.bundle`;

/** Content of every source file by its name; names are unique over all folders. */
const sources = new Map();
/** Final name by source name. */
const emitted = new Map();
/** Final content by final name. */
const files = new Map();

const SERVICE_WORKER = 'service_worker.js';
// These keep their names: browsers ask for them again and again and must not get an old one.
const UNHASHED = new Set(['index.html', SERVICE_WORKER, 'manifest.webmanifest']);
const BUILD_TOOLS = new Set(['make_dist.mjs', 'make_icon.mjs']);
/** What the page and the worker begin with; all they import goes into them. */
const THREADS = ['shell.js', 'worker.js'];
const TEXT = new Set(['.html', '.js', '.mjs', '.css', '.webmanifest', '.svg']);

function collect(directory, wanted) {
    for (const entry of readdirSync(directory, { withFileTypes: true, recursive: false })) {
        if (entry.isFile() && wanted(entry.name)) {
            sources.set(entry.name, readFileSync(join(directory, entry.name)));
        }
    }
}

/** @param {string[]} options and files @param {string} [input] in place of a file. @returns {string} what it prints. */
function esbuild(options, input) {
    try {
        return execFileSync('esbuild', ['--minify', '--log-level=warning', ...options], { cwd: bundleDir, input, encoding: 'utf8' });
    } catch (error) {
        throw error.code === 'ENOENT' ? new Error('esbuild is missing: run scripts/deps first') : error;
    }
}

/** Each thread's modules become one without comments and long names: half of the bytes, and fewer requests. */
function bundle() {
    rmSync(bundleDir, { recursive: true, force: true });
    mkdirSync(bundleDir, { recursive: true });
    const isModule = (name) => ['.js', '.mjs'].includes(extname(name)) && name !== SERVICE_WORKER;
    const modules = [...sources.keys()].filter(isModule);
    for (const name of modules) {
        writeFileSync(join(bundleDir, name), sources.get(name));
        sources.delete(name);
    }
    for (const name of THREADS) {
        sources.set(name, Buffer.from(esbuild(['--bundle', '--format=esm', name])));
    }
    for (const name of [...sources.keys()].filter((one) => extname(one) === '.css')) {
        sources.set(name, Buffer.from(esbuild(['--loader=css'], sources.get(name))));
    }
}

function hashOf(content) {
    return createHash('sha256').update(content).digest('hex').slice(0, 10);
}

/** Replaces './name' and "name" of known files by their final names, emitting those first. */
function resolveReferences(name, content, pending) {
    if (!TEXT.has(extname(name))) {
        return content;
    }
    return content.toString('utf8').replace(/(["'`])((?:\.\.?\/|\/)?(?:[\w-]+\/)*)([\w.-]+\.\w+)\1/g, (whole, quote, path, file) => {
        const known = sources.has(file) && file !== name && !UNHASHED.has(file);
        if (!known) {
            return whole;
        }
        const prefix = extname(name) === '.html' || extname(name) === '.webmanifest' ? '/' : './';
        return `${quote}${prefix}${emit(file, pending)}${quote}`;
    });
}

function emit(name, pending = []) {
    if (emitted.has(name)) {
        return emitted.get(name);
    }
    if (pending.includes(name)) {
        throw new Error(`modules refer to each other in a circle: ${[...pending, name].join(' -> ')}`);
    }
    const content = Buffer.from(resolveReferences(name, sources.get(name), [...pending, name]));
    const extension = extname(name);
    const final = UNHASHED.has(name) ? name : `${basename(name, extension)}.${hashOf(content)}${extension}`;
    emitted.set(name, final);
    files.set(final, content);
    return final;
}

function compressed(content) {
    return {
        br: brotliCompressSync(content, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
        }),
        gz: gzipSync(content, { level: 9 }),
    };
}

function write() {
    rmSync(outDir, { recursive: true, force: true });
    mkdirSync(outDir, { recursive: true });
    let total = 0;
    for (const [name, content] of files) {
        writeFileSync(join(outDir, name), content);
        const packs = extname(name) === '.png' ? {} : compressed(content);
        for (const [ending, bytes] of Object.entries(packs)) {
            writeFileSync(join(outDir, `${name}.${ending}`), bytes);
        }
        total += (packs.br ?? content).length;
    }
    return total / KIB;
}

collect(webDir, (name) => !BUILD_TOOLS.has(name) && (TEXT.has(extname(name))));
collect(opfsDir, (name) => name.endsWith('.js'));
collect(programDir, (name) => name === 'huiyin.mjs' || name === 'huiyin.wasm');
sources.set('icon-192.png', iconPng(192, false));
sources.set('icon-512.png', iconPng(512, true));

bundle();
emit('manifest.webmanifest');
emit('index.html');
const shell = [...files.keys()].map((name) => (name === 'index.html' ? '/' : `/${name}`));
const version = hashOf([...files].map(([name, content]) => name + hashOf(content)).join('\n'));
const worker = sources.get(SERVICE_WORKER).toString('utf8')
    .replace('__VERSION__', version)
    .replace("['__FILES__']", JSON.stringify(shell));
files.set(SERVICE_WORKER, Buffer.from(esbuild([], worker)));
rmSync(bundleDir, { recursive: true });

const totalKib = write();
console.log(`web app ${version}: ${files.size} files, ${totalKib.toFixed(1)} KiB brotli (aim ${DOWNLOAD_AIM_KIB}, limit ${DOWNLOAD_LIMIT_KIB})`);
if (totalKib > DOWNLOAD_LIMIT_KIB) {
    console.error('the download is over its limit');
    process.exit(1);
}
