// SQLite's own WebAssembly build on opfs-sahpool with the usual table: one row per complaint, an index for each list.
//
// Two characters are looked for with LIKE: the tokenizer `trigram` needs three.

import sqlite3InitModule from '/npm/@sqlite.org/sqlite-wasm/dist/index.mjs';
import { FILTERS, INTEGER_COLUMNS, monthsOf, NOW_MS, ORDERS, TEXT_COLUMNS, WORDS } from '../questions.js';
import { PRAGMAS } from '../sql.js';

const COLUMNS = [...INTEGER_COLUMNS.map((name) => `${name} INTEGER NOT NULL`),
    ...TEXT_COLUMNS.map((name) => `${name} TEXT NOT NULL`)];

const SCHEMA = `CREATE TABLE complaint (id INTEGER PRIMARY KEY, ${COLUMNS.join(', ')});
CREATE INDEX by_update ON complaint (updated_at);
CREATE INDEX by_state ON complaint (state, updated_at);
CREATE INDEX by_recording ON complaint (recorded_at);
CREATE INDEX by_state_recording ON complaint (state, recorded_at);
CREATE INDEX live_ones ON complaint (updated_at) WHERE live;
CREATE INDEX by_due ON complaint (due_at) WHERE due_at > 0;`;

const INSERT = `INSERT INTO complaint VALUES (NULL, ${COLUMNS.map(() => '?').join(', ')})`;
const ROW = 'id, number, state, updated_at, recorded_at, severity, validity, due_at, conflicted, title, complainant, '
    + 'location, service_group, handler';
const page = (where, order) => `SELECT ${ROW} FROM complaint WHERE ${where} ORDER BY ${order} LIMIT 50`;
const COUNTS = 'SELECT state, count(*) FROM complaint GROUP BY state';
const LIVE_COUNTS = `SELECT sum(state BETWEEN 1 AND 5), sum(due_at > 0 AND due_at < :now),
    sum(severity = 1 AND state BETWEEN 1 AND 5), sum(conflicted), sum(task) FROM complaint WHERE live`;
const FIGURES = `SELECT count(*), coalesce(sum(validity = 1), 0), coalesce(sum(validity = 2), 0),
    coalesce(sum(closed_at > 0), 0) FROM complaint
    WHERE recorded_at >= :from AND recorded_at < :to AND state BETWEEN 1 AND 6`;
const RECORDED = `SELECT count(*) FROM complaint
    WHERE recorded_at >= :from AND recorded_at < :to AND state BETWEEN 1 AND 6`;
const PARTS = ['service_group', 'category'].map((part) => `SELECT ${part}, count(*), sum(validity = 1) FROM complaint
    WHERE recorded_at >= :from AND recorded_at < :to AND state BETWEEN 1 AND 6 GROUP BY ${part}`);

export async function open(storageName) {
    const sqlite3 = await sqlite3InitModule({ print: () => {}, printErr: () => {} });
    const pool = await sqlite3.installOpfsSAHPoolVfs({ name: storageName, directory: storageName });
    const database = new pool.OpfsSAHPoolDb('/bench.db');
    database.exec(`${PRAGMAS} PRAGMA cache_size = -16384;`);
    database.exec(SCHEMA);
    const prepared = new Map();

    function rowsOf(sql, values = {}) {
        if (!prepared.has(sql)) {
            prepared.set(sql, database.prepare(sql));
        }
        const statement = prepared.get(sql);
        const bound = Object.fromEntries(Object.entries(values).filter(([name]) => sql.includes(name)));
        if (Object.keys(bound).length > 0) {
            statement.bind(bound);
        }
        const rows = [];
        while (statement.step()) {
            rows.push(statement.get([]));
        }
        statement.reset();
        return rows;
    }

    const answerOf = (rows) => [rows.length, ...rows.map(([id]) => id)].join(' ');
    const pageOf = (where, order) => answerOf(rowsOf(page(where, order), { ':now': NOW_MS }));
    const figuresOf = ([from, to]) => rowsOf(FIGURES, { ':from': from, ':to': to })[0];

    const answers = [
        function list() {
            const counts = new Map(rowsOf(COUNTS));
            rowsOf(LIVE_COUNTS, { ':now': NOW_MS });
            const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
            return `${all} ${counts.get(6) ?? 0} ${pageOf('1', 'updated_at DESC, id DESC')}`;
        },
        (i) => pageOf(FILTERS[i % FILTERS.length], 'updated_at DESC, id DESC'),
        (i) => pageOf(...ORDERS[i % ORDERS.length]),
        (i) => answerOf(rowsOf(page('search_text LIKE :like', 'id DESC'),
            { ':like': `%${WORDS[i % WORDS.length]}%` })),
        function stats(i) {
            const { month, before, year, yearBefore } = monthsOf(i);
            PARTS.forEach((part) => [month, before].forEach(([from, to]) => rowsOf(part, { ':from': from, ':to': to })));
            const recordedIn = ([from, to]) => rowsOf(RECORDED, { ':from': from, ':to': to })[0][0];
            const recorded = [...year, ...yearBefore].map(recordedIn);
            return `${figuresOf(month).join(' ')} ${figuresOf(before).join(' ')} ${recorded[0]} ${recorded[23]}`;
        },
    ];

    return {
        insertMany(rows) {
            const insert = database.prepare(INSERT);
            database.exec('BEGIN');
            rows.forEach((row) => insert.bind(row).stepReset());
            database.exec('COMMIT');
            insert.finalize();
        },
        ask: (question, i) => answers[question](i),
        async close() {
            prepared.forEach((statement) => statement.finalize());
            database.close();
            await pool.removeVfs();
        },
    };
}
