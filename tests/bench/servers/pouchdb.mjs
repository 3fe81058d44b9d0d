// express-pouchdb on LevelDB, as its README starts it: node servers/pouchdb.mjs FOLDER SITE

import { join, sep } from 'node:path';
import express from 'express';
import expressPouchdb from 'express-pouchdb';
import PouchDB from 'pouchdb-node';

const [folder, site] = process.argv.slice(2);
const app = express();
app.use('/site', express.static(site));
const Database = PouchDB.defaults({ prefix: folder + sep });
app.use('/db', expressPouchdb(Database, {
    mode: 'minimumForPouchDB', configPath: join(folder, 'config.json'), logPath: join(folder, 'log.txt'),
}));
const server = app.listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${server.address().port}/\n`);
});
