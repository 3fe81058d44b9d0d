// Ten thousand Chinese characters through an input method, with everything that people do in between: the field, the draft
// and the record have what a simple model of a text has, while the worker has no time for seconds.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keepWorkerBusy } from '../support/busy.mjs';
import { Desk, fillIntake, shownNumber } from '../support/desk.mjs';
import { Random } from '../support/random.mjs';

const ROUNDS = 4;
const COMMITTED_IN_ROUND = 2_600;
/** Room is left below the field's 4000 for the longest chunk. */
const LENGTH_MAX = 3_900;
const CHUNK_MAX = 30;
const BUSY_MS_MAX = 500;
const PAUSE_MS_MAX = 250;
/** What a person does, by how often. */
const HABITS = {
    commit: 70, abandon: 3, backspace: 8, select: 8, caret: 6, arrows: 5, line: 2, pause: 3, busy: 3, leave: 1,
};
/** Two of them have two UTF-16 units each. */
const CHARACTERS = '监视画面中断十二分钟值班电话无人接听割接没有提前告知调度，。《》“”𠮷𡃁回访申诉站台广播不清闸机排队票务';

let desk;
let acceptor;

before(async () => {
    desk = await Desk.open();
    acceptor = await desk.seat('acceptor');
});

after(() => desk?.close());

/** A text with a selection, as a plain field has it. Places never part the two units of a character. */
class Model {
    text = '';
    begin = 0;
    end = 0;

    replace(text) {
        this.text = this.text.slice(0, this.begin) + text + this.text.slice(this.end);
        this.begin += text.length;
        this.end = this.begin;
    }

    backspace() {
        if (this.begin === this.end) {
            this.begin = this.#whole(this.begin - 1);
        }
        this.replace('');
    }

    select(begin, end) {
        this.begin = this.#whole(begin);
        this.end = Math.max(this.begin, this.#whole(end));
    }

    /** One character to the left; from a selection, to its begin. */
    left() {
        const at = this.begin === this.end ? this.begin - 1 : this.begin;
        this.select(at, at);
    }

    #whole(at) {
        const within = Math.max(0, Math.min(this.text.length, at));
        return /[\udc00-\udfff]/.test(this.text[within] ?? '') ? within - 1 : within;
    }
}

/** A person with an input method at one field. */
class Writer {
    committed = 0;
    model = new Model();
    #page;
    #field;
    #cdp;
    #random;
    #busy = Promise.resolve();

    constructor(page, field, cdp, random) {
        this.#page = page;
        this.#field = field;
        this.#cdp = cdp;
        this.#random = random;
    }

    async write(characters) {
        while (this.committed < characters) {
            await this[this.#random.weighted(HABITS)]();
        }
        await this.#busy;
    }

    async commit() {
        const text = Array.from({ length: this.#random.whole(1, CHUNK_MAX) }, () => this.#random.pick([...CHARACTERS])).join('');
        if (this.model.text.length + text.length > LENGTH_MAX) {
            return this.backspaceSelection();
        }
        await this.#compose();
        await this.#cdp.send('Input.insertText', { text });
        this.model.replace(text);
        this.committed += [...text].length;
    }

    /** Letters that come to nothing; what was selected is gone all the same. */
    async abandon() {
        await this.#compose();
        await this.#cdp.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
        this.model.replace('');
    }

    async backspace() {
        for (let times = this.#random.whole(1, 5); times > 0; --times) {
            await this.#page.keyboard.press('Backspace');
            this.model.backspace();
        }
    }

    /** Some words or many, to be replaced by what comes next. */
    async select(lengthMax = 60) {
        const begin = this.#random.whole(0, this.model.text.length);
        await this.#selectFrom(begin, begin + this.#random.whole(1, lengthMax));
    }

    async backspaceSelection() {
        await this.select(LENGTH_MAX / 2);
        await this.backspace();
    }

    async caret() {
        const at = this.#random.whole(0, this.model.text.length);
        await this.#selectFrom(at, at);
    }

    async arrows() {
        for (let times = this.#random.whole(1, 6); times > 0; --times) {
            await this.#page.keyboard.press('ArrowLeft');
            this.model.left();
        }
    }

    async line() {
        await this.#page.keyboard.press('Enter');
        this.model.replace('\n');
    }

    /** The program comes to rest, and what it says of the field comes back. */
    async pause() {
        await this.#page.waitForTimeout(this.#random.whole(0, PAUSE_MS_MAX));
    }

    /** Nobody waits for it: what is typed meanwhile comes in between. */
    async busy() {
        await this.#busy;
        this.#busy = keepWorkerBusy(this.#page, this.#random.whole(1, BUSY_MS_MAX));
    }

    async leave() {
        await this.#page.keyboard.press('Tab');
        await this.#page.keyboard.press('Shift+Tab');
    }

    async #compose() {
        const letters = 'jianshihuamian'.slice(0, this.#random.whole(1, 14));
        for (let end = 1; end <= letters.length; end += this.#random.whole(1, 6)) {
            const text = letters.slice(0, end);
            await this.#cdp.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
        }
    }

    /** As a finger with the handles of a selection. */
    async #selectFrom(begin, end) {
        this.model.select(begin, end);
        await this.#field.evaluate(
            (element, places) => element.setSelectionRange(...places), [this.model.begin, this.model.end]);
    }
}

/** Both, with the place of the first difference: thousands of characters would tell nobody anything. */
function assertSame(actual, expected, where) {
    if (actual !== expected) {
        let at = 0;
        while (actual[at] === expected[at]) {
            ++at;
        }
        assert.fail(`${where}: ${actual.length} instead of ${expected.length} units, other from ${at} on: `
            + `${JSON.stringify(actual.slice(at, at + 40))} instead of ${JSON.stringify(expected.slice(at, at + 40))}`);
    }
}

const random = new Random();
let committed = 0;

for (let round = 1; round <= ROUNDS; ++round) {
    test(`composed in random chunks, nothing is lost and nothing doubled: complaint ${round} of ${ROUNDS}`, async () => {
        const { page, tablet } = acceptor;
        const content = page.getByRole('textbox', { name: '投诉内容', exact: true });
        await fillIntake(acceptor, { content: '' });
        await content.click();
        const cdp = await tablet.context.newCDPSession(page);
        const writer = new Writer(page, content, cdp, random);
        await writer.write(COMMITTED_IN_ROUND);
        committed += writer.committed;
        const { text } = writer.model;
        assertSame(await content.inputValue(), text, 'the field');

        // Leaving the field keeps the draft.
        await page.keyboard.press('Tab');
        await tablet.settled();
        assertSame(await content.inputValue(), text, 'the field that was left');
        await cdp.detach();
        await page.reload();
        await acceptor.home();
        await acceptor.press('登记');
        await content.waitFor();
        assertSame(await content.inputValue(), text, 'the draft');

        await acceptor.choose('合格');
        await acceptor.press('验证并登记');
        await shownNumber(acceptor);
        // Of the texts with these words the record's is the longest: the list's row has only its beginning.
        const kept = await page.getByText(text.trim().split('\n')[0].slice(0, 12)).evaluateAll((all) => all
            .map((one) => one.textContent).reduce((longest, one) => (one.length > longest.length ? one : longest), ''));
        assertSame(kept.trim(), text.trim(), 'the record');
    });
}

test('that were more than ten thousand characters', () => {
    console.log(`${committed} characters committed`);
    assert.ok(committed >= 10_000, `${committed}`);
});
