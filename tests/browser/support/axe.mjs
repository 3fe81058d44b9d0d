// axe-core on a page: what it finds wrong with what a screen reader and a keyboard get.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Each violation as its rule and the first element that breaks it. */
export async function violationsOf(page) {
    await page.evaluate(source);
    const { violations } = await page.evaluate('axe.run()');
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}
