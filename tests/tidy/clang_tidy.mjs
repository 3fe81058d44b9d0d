// clang-tidy over files, several at a time. What was clean before is not looked at again until it, a header of it, its
// command or the rules change: node clang_tidy.mjs BUILD_FOLDER FILE...
//
// Which headers a file has is known from its build; a file that was not built is always looked at. What is known to be
// clean stands as an empty file in the cache folder (HUIYIN_CACHE), named by the hash of all that led to it.

import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';

const TIDY = 'clang-tidy-14';
const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;

const [build, ...files] = process.argv.slice(2);
const cache = join(process.env.HUIYIN_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'huiyin'), 'lint');
mkdirSync(cache, { recursive: true });

function sha256(content) {
    return createHash('sha256').update(content).digest('hex');
}

/** By source file: the command that compiles it. */
function commands() {
    const entries = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'));
    return new Map(entries.map((entry) => [resolve(entry.directory, entry.file), entry]));
}

/** By object file: every file that its build read. */
function dependencies() {
    const text = execFileSync('ninja', ['-C', build, '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1024 * OUTPUT_BYTES_MAX });
    return new Map(text.split('\n\n').map((block) => {
        const [head, ...rest] = block.split('\n');
        return [head.replace(/: #deps.*/, ''), head.endsWith('(VALID)') ? rest.map((line) => line.trim()) : []];
    }));
}

const hashes = new Map();

function hashOfFile(path) {
    if (!hashes.has(path)) {
        hashes.set(path, existsSync(path) ? sha256(readFileSync(path)) : 'gone');
    }
    return hashes.get(path);
}

const rules = sha256(readFileSync('.clang-tidy')) + execFileSync(TIDY, ['--version'], { encoding: 'utf8' });
const commandOf = commands();
const dependenciesOf = dependencies();

/** What the verdict on a file depends on; nothing when that is not known. */
function keyOf(file) {
    const entry = commandOf.get(resolve(file));
    const object = entry && / -o (\S+)/.exec(entry.command)?.[1];
    const read = dependenciesOf.get(object) ?? [];
    if (read.length === 0) {
        return undefined;
    }
    const root = process.cwd();
    const contents = read.map((path) => hashOfFile(resolve(build, path)));
    return sha256([rules, entry.command.replaceAll(root, '.'), file, hashOfFile(resolve(file)), ...contents].join('\n'));
}

function look(file) {
    const words = ['-p', build, '--quiet', '--warnings-as-errors=*', '--extra-arg=-Wno-unknown-warning-option', file];
    return new Promise((done) => {
        execFile(TIDY, words, { maxBuffer: OUTPUT_BYTES_MAX }, (error, stdout, stderr) => {
            if (error) {
                console.log(stdout.trim() || stderr.trim() || String(error));
            }
            done(!error);
        });
    });
}

const waiting = files.map((file) => ({ file, key: keyOf(file) }))
    .filter(({ key }) => key === undefined || !existsSync(join(cache, key)));
const looked = waiting.length;
let failed = 0;

async function work() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
        if (!await look(next.file)) {
            failed += 1;
        } else if (next.key) {
            writeFileSync(join(cache, next.key), '');
        }
    }
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(`${files.length} files, ${looked} looked at, ${failed} with findings`);
process.exit(failed === 0 ? 0 : 1);
