// People are worked by role and name: what a test can only reach by its place in the document, a screen reader cannot reach.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { paths } from '../support/paths.mjs';

/** The other engines' drivers know no roles. */
const OTHER_DRIVERS = new Set(['firefox.mjs', 'webkit.mjs']);
const NOT_BY_ROLE = /\.(locator|getByText|getByLabel|getByTestId|getByPlaceholder|getByTitle|\$|querySelector)\(/;
const ACTION = /\.(click|dblclick|tap|fill|press|check|uncheck|type|pressSequentially|hover|selectOption|setInputFiles|dispatchEvent)\(/;
/** An action of the page that names an element by its place, or one of the document itself. */
const BY_PLACE = /\bpage\.(click|dblclick|tap|fill|check|uncheck|type|hover)\(|=>[^;]*\belement\.click\(/;
const EXCEPTIONS = [
    "getByLabel('密码')", // a field for a password has no role
];

/** What is acted upon, but not by its role. */
function wrongIn(source) {
    return source.split(/;\s*\n/).map((statement) => {
        const allowed = EXCEPTIONS.reduce((text, exception) => text.replaceAll(exception, 'getByRole()'), statement);
        const place = allowed.search(NOT_BY_ROLE);
        const acts = place >= 0 && ACTION.test(allowed.slice(place));
        return acts || BY_PLACE.test(allowed) ? statement.trim() : '';
    }).filter(Boolean);
}

test('the rule sees what it forbids', () => {
    for (const wrong of ["page.locator('#n1').click()", "await page.getByText('登记')\n    .first().click()", "page.fill('input', 'x')",
        "chip.evaluate(() => document.querySelector('a').click())", 'chip.evaluate((element) => element.click())']) {
        assert.equal(wrongIn(wrong).length, 1, wrong);
    }
    for (const right of ["page.getByRole('button', { name: '登记' }).click()", "page.getByLabel('密码').fill('x')",
        "page.locator('#n1').waitFor();\nawait field.fill('x')", "page.getByText('已保存').waitFor()"]) {
        assert.deepEqual(wrongIn(right), []);
    }
});

for (const folder of ['flows', 'support', 'screenshots']) {
    test(`in ${folder} everything is pressed and filled by its role`, () => {
        const at = join(paths.root, 'tests', 'browser', folder);
        const files = readdirSync(at).filter((name) => name.endsWith('.mjs') && !OTHER_DRIVERS.has(name));
        const wrong = files.filter((name) => name !== 'by_role.test.mjs')
            .flatMap((name) => wrongIn(readFileSync(join(at, name), 'utf8')).map((statement) => `${name}: ${statement}`));
        assert.ok(files.length > 0);
        assert.deepEqual(wrong, []);
    });
}
