// WebKit, as far as its GTK port goes: it draws, mirrors and takes text; it cannot store, and says so plainly.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { PAGES } from '../../../wasm/web/plain_page.js';
import { serve } from '../../ui/gallery/serve.mjs';
import { paths } from '../support/paths.mjs';
import { coloursOf } from '../support/png.mjs';
import { Server } from '../support/server.mjs';
import { Webkit } from '../support/webkit.mjs';

/** Text on a ground alone has this many by its smooth edges. */
const COLOURS_MIN = 50;
/** Until then the control shows what the browser made of the press; after it, what the program has. */
const SHOWN_AGAIN_MS = 500;

let webkit;
let gallery;

before(async () => {
    gallery = await serve(join(paths.programs, 'display'));
    webkit = await Webkit.start();
});

after(async () => {
    await webkit?.stop();
    gallery?.close();
});

test('the gallery is drawn by WebGL in the worker', async () => {
    await webkit.open(gallery.url);
    await webkit.until('return document.querySelector("#ui main") !== null');
    await webkit.until('return window.huiyin.statistics().then(({ frames }) => frames > 0)');
    // A picture of the page is taken before the compositor has the frame at times.
    let colours = 0;
    for (let attempt = 0; attempt < 20 && colours < COLOURS_MIN; ++attempt) {
        colours = coloursOf(await webkit.screenshot());
    }
    assert.ok(colours >= COLOURS_MIN, `${colours} colours: nothing was drawn`);
});

test('a press on a mirrored control reaches the program once', async () => {
    // A switch: pressed twice, it would be as before.
    const toggle = '#ui input[role=switch][aria-label="只看本组"]';
    const isOn = `return document.querySelector('${toggle}').checked`;
    await webkit.find(toggle);
    await webkit.run(`document.querySelector('${toggle}').scrollIntoView()`);
    const was = await webkit.run(isOn);
    await webkit.run(`document.querySelector('${toggle}').click()`);
    await webkit.run(`window.shownAgainAt = performance.now() + ${SHOWN_AGAIN_MS}`);
    await webkit.until('return performance.now() > window.shownAgainAt');
    assert.equal(await webkit.run(isOn), !was);
});

test('text typed into a field is what the program has', async () => {
    const field = '#ui textarea[aria-label="投诉内容"], #ui input[aria-label="投诉人姓名"]';
    await webkit.type(field, '赵国栋 Zhao');
    await webkit.until(`return document.querySelector('${field}').value === '赵国栋 Zhao'`);
    await webkit.run('document.activeElement.blur()');
    // After the blur the mirror's own value comes back from the program.
    await webkit.until('return window.huiyin.statistics().then(({ scheduled }) => !scheduled)');
    assert.equal(await webkit.run(`return document.querySelector('${field}').value`), '赵国栋 Zhao');
});

test('where the browser cannot store, a plain page says so', async () => {
    const server = await Server.start();
    try {
        await webkit.open(`http://localhost:${server.port}`);
        await webkit.until('return !document.getElementById("plain").hidden');
        const code = await webkit.run('return document.getElementById("plain").dataset.code');
        // This port has no synchronous access handles.
        assert.equal(code, 'unsupported');
        const language = (await webkit.run('return navigator.language')).startsWith('zh') ? 'zh' : 'en';
        assert.equal(await webkit.text('#plain-title'), PAGES.unsupported[language].title);
        assert.ok((await webkit.text('#plain-other')).length > 0);
        assert.equal(await webkit.run('return document.getElementById("stage").inert'), true);
    } finally {
        await server.stop();
    }
});
