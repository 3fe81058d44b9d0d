// Every screen, by the same ways as the screenshots: axe finds nothing wrong with it in either colour scheme.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SCREENS } from '../screenshots/screens.mjs';
import { Studio } from '../screenshots/studio.mjs';
import { violationsOf } from '../support/axe.mjs';

let studio;

before(async () => { studio = await Studio.open(); });

after(() => studio?.close());

for (const mode of ['upright', 'dark']) {
    for (const screen of Object.keys(SCREENS)) {
        test(`axe finds nothing wrong with ${screen}, ${mode}`, async () => {
            let pictured = 0;
            for await (const { page } of studio.pictures(mode, [screen])) {
                assert.deepEqual(await violationsOf(page), []);
                ++pictured;
            }
            assert.equal(pictured, 1);
        });
    }
}
