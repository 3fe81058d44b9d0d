// Photos on a link that is cut again and again: none is lost or sent from zero, and no complaint waits for them.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { violationsOf } from '../support/axe.mjs';
import { keepWorkerBusy } from '../support/busy.mjs';
import { Desk, fillIntake, record, shownNumber } from '../support/desk.mjs';
import { takePhoto } from '../support/photos.mjs';

const OFFER = '/api/v1/files';
const CHUNK = '/api/v1/files/chunk';
const CHUNK_BYTES = 256 * 1024;
/** Less than a tablet waits before it looks at the server unasked. */
const CHUNK_MS_MAX = 20_000;
/** Less than a picker waits for the program. */
const BUSY_MS = 700;

let desk;
let acceptor;
let manager;

before(async () => {
    desk = await Desk.open();
    manager = await desk.seat('manager');
    acceptor = await desk.seat('acceptor');
});

after(() => desk?.close());

/** The photo on the page of its complaint, when it has travelled so far. */
const photo = (seat, state) => seat.page.getByRole('button', { name: `照片 花屏, ${state}`, exact: true });

/** Opens the photo and saves it; gives its bytes. */
async function save(seat, state) {
    await photo(seat, state).click();
    // Only a picture that could be drawn can be made larger.
    await seat.pressInSheet('放大');
    assert.deepEqual(await violationsOf(seat.page), []);
    await seat.pressInSheet('保存');
    const waiting = seat.page.waitForEvent('download');
    await seat.page.getByRole('link', { name: '保存', exact: true }).click();
    const bytes = await readFile(await (await waiting).path());
    await seat.save('关闭');
    return bytes;
}

const nameOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A number of bytes as the tablets say it. */
function said(bytes) {
    const [unit, name] = bytes < 1e6 ? [1e3, 'KB'] : [1e6, 'MB'];
    const tenths = Math.floor((10 * bytes) / unit);
    if (tenths === 0) {
        return `0 ${name}`;
    }
    return `${tenths < 1000 ? (tenths / 10).toFixed(1) : Math.floor(tenths / 10)} ${name}`;
}

/** Where a chunk stops on its way until the test has looked. */
class Stop {
    #came = new Promise((resolve) => { this.reach = resolve; });
    left = new Promise((resolve) => { this.leave = resolve; });

    async reached() {
        const late = setTimeout(CHUNK_MS_MAX, true, { ref: false });
        assert.ok(!await Promise.race([this.#came, late]), 'no chunk came');
    }
}

/**
 * Cuts the chunks at these places, each after so many of its bytes. Browsers send again by themselves what was cut on a
 * connection that had worked before; so the way stays shut until the tablet asks what the server lacks.
 *
 * @param {Map<number, {after: number, stop?: Stop}>} cuts
 * @returns {{place: number, bytes: number, cut: boolean}[]} the chunks that left the tablet, also those of the time to come.
 */
function cutUploads(proxy, cuts) {
    const sent = [];
    let shut;
    proxy.listen(OFFER, () => { shut = undefined; });
    proxy.judge(CHUNK, ({ query, bytes }) => {
        const place = Number(query.get('place'));
        if (cuts.has(place)) {
            shut = cuts.get(place);
            cuts.delete(place);
        }
        sent.push({ place, bytes, cut: shut !== undefined });
        shut?.stop?.reach();
        return shut && { after: shut.after, until: shut.stop?.left };
    });
    return sent;
}

/** Cuts the next answers about the chunk at this place, twice because the browser asks again by itself. */
function cutNextFetch(proxy, place, stop) {
    const fetched = [];
    let cuts = 2;
    proxy.judge(CHUNK, ({ method, query }) => {
        if (method !== 'GET') {
            return undefined;
        }
        const asked = Number(query.get('place'));
        const cut = asked === place && cuts-- > 0;
        fetched.push({ place: asked, cut });
        if (!cut) {
            return undefined;
        }
        stop.reach();
        return { after: 0, until: stop.left };
    });
    return fetched;
}

async function recordWithPhoto(seat, content) {
    await fillIntake(seat, { content });
    await takePhoto(seat);
    await seat.choose('合格');
    await seat.press('验证并登记');
    return shownNumber(seat);
}

test('pain 8: a photo travels while its form is still being filled in', async () => {
    const begun = new Stop();
    cutUploads(manager.proxy, new Map([[0, { after: CHUNK_BYTES / 2, stop: begun }]]));
    await fillIntake(manager, { content: '站台摄像机的画面花屏，看不清车门。' });
    await takePhoto(manager);
    try {
        await begun.reached();
    } finally {
        begun.leave();
    }
});

test('pain 8: attachments lost or re-sent from zero', async (t) => {
    await acceptor.goOffline();
    const number = await recordWithPhoto(acceptor, '站厅显示屏花屏，重启以后第二天又花。');
    const kept = await save(acceptor, '未上传');
    const chunks = Math.ceil(kept.length / CHUNK_BYTES);
    assert.ok(chunks >= 8, `${chunks} chunks are too few to tell going on from beginning again`);
    const ofAll = (done) => `${said(Math.floor((kept.length * done) / chunks))} / ${said(kept.length)}`;

    const [begun, halfway, killed] = [new Stop(), new Stop(), new Stop()];
    const cuts = new Map([
        [0, { after: CHUNK_BYTES / 2, stop: begun }],
        [1, { after: 1 }],
        [2, { after: CHUNK_BYTES - 1 }],
        // The server has it, and the tablet gets no answer.
        [3, { after: CHUNK_BYTES }],
        [4, { after: CHUNK_BYTES / 2, stop: halfway }],
        [5, { after: CHUNK_BYTES / 2, stop: killed }],
    ]);
    const sent = cutUploads(acceptor.proxy, cuts);
    await acceptor.tablet.context.setOffline(false);

    // Not one chunk has arrived, and the complaint is there.
    await begun.reached();
    await manager.open(number);
    await photo(manager, '等登记人的平板上传').waitFor();
    await photo(acceptor, '未上传').waitFor();
    begun.leave();

    // Both see how far it is, and half a photo is no photo.
    await halfway.reached();
    await photo(acceptor, `未上传 ${ofAll(4)}`).waitFor();
    const early = new Stop();
    cutNextFetch(manager.proxy, 0, early);
    await photo(manager, '等登记人的平板上传').click();
    await early.reached();
    await photo(manager, `正在下载 ${ofAll(0)}`).waitFor();
    early.leave();
    await photo(manager, '等登记人的平板上传').waitFor();
    halfway.leave();

    await killed.reached();
    await acceptor.tablet.kill();
    const late = new Stop();
    const fetched = cutNextFetch(manager.proxy, 2, late);
    await acceptor.tablet.launch();
    await acceptor.tablet.open();
    await acceptor.open(number);
    await photo(acceptor, '已上传').waitFor();

    // Every chunk that the server took was sent to it once; what is sent again is what was cut.
    assert.equal(cuts.size, 0, 'a cut did not happen, so the test proves nothing');
    const whole = sent.filter(({ cut }) => !cut).map(({ place }) => place);
    assert.deepEqual(whole, [...Array(chunks).keys()].filter((place) => place !== 3));
    const lost = sent.filter(({ cut }) => cut).length;
    const crossed = sent.reduce((sum, { bytes }) => sum + bytes, 0);
    t.diagnostic(`${kept.length} bytes in ${chunks} chunks, ${lost} of them cut: ${crossed} bytes sent`);
    assert.ok(crossed <= kept.length + lost * CHUNK_BYTES, `${crossed} bytes sent`);

    // The way back: it goes on where it was, too.
    await manager.press(/^照片 花屏, /);
    await late.reached();
    await photo(manager, `正在下载 ${ofAll(2)}`).waitFor();
    late.leave();
    await photo(manager, '已上传').waitFor();
    const again = fetched.filter(({ place, cut }) => place > 0 && !cut).map(({ place }) => place);
    assert.deepEqual(again, [...Array(chunks).keys()].slice(1));
    const arrived = await save(manager, '已上传');
    assert.equal(nameOf(arrived), nameOf(kept));
});

test('pain 8: "everything is delivered" is not said while a photo is not', async () => {
    await acceptor.goOffline();
    await recordWithPhoto(acceptor, '换乘通道的问询屏花屏，看不清出口。');
    const begun = new Stop();
    cutUploads(acceptor.proxy, new Map([[0, { after: CHUNK_BYTES / 2, stop: begun }]]));
    await acceptor.tablet.context.setOffline(false);
    await begun.reached();
    await acceptor.see(/^已送达|^已读/);
    await acceptor.home();
    await acceptor.press(/^(已同步|未同步|待上传|同步中|需处理)/);
    await acceptor.see('对账');
    const pill = acceptor.page.getByRole('button', { name: '已同步', exact: true });
    const claim = acceptor.page.getByRole('heading', { name: '都已送达', exact: true });
    const early = { pill: await pill.count(), claim: await claim.count() };
    begun.leave();
    await pill.waitFor();
    await claim.waitFor();
    assert.deepEqual(early, { pill: 0, claim: 0 }, 'the photo was not there');
});

test('what was typed is kept before the camera opens, because it may take the memory of everything else', async () => {
    const content = '站厅大屏花屏，拍照为证。';
    const { page, tablet } = acceptor;
    await fillIntake(acceptor, { content: '' });
    // Whoever opens the camera without asking the program has it open long before the program has heard of the text.
    const free = keepWorkerBusy(page, BUSY_MS);
    await acceptor.write('投诉内容', content);
    const camera = page.waitForEvent('filechooser');
    await acceptor.press('拍照');
    await camera;
    await tablet.kill();
    await free.catch(() => {}); // it was killed meanwhile
    await tablet.launch();
    await tablet.open();
    await acceptor.home();
    await acceptor.press('登记');
    const field = acceptor.page.getByRole('textbox', { name: '投诉内容', exact: true });
    await field.waitFor();
    assert.equal(await field.inputValue(), content);
});

test('what was begun in the sheet of a step is there after the browser was killed, with its photo', async () => {
    const { tablet } = acceptor;
    const number = await record(acceptor);
    await acceptor.step('补充附件');
    await takePhoto(acceptor);
    await acceptor.press('取消');
    await acceptor.step('补充说明');
    await acceptor.write('说明', '用户下午在岗，已约四点回拨。');
    await acceptor.press('取消');
    await acceptor.see('补充说明还没写完');
    await tablet.kill();
    await tablet.launch();
    await tablet.open();
    await acceptor.open(number);
    await acceptor.step('补充说明');
    const words = acceptor.page.getByRole('textbox', { name: '说明', exact: true });
    assert.equal(await words.inputValue(), '用户下午在岗，已约四点回拨。');
    await acceptor.save('保存说明');
    await acceptor.step('补充附件');
    await acceptor.page.getByRole('button', { name: '照片 花屏', exact: true }).waitFor();
    await acceptor.save('补充附件');
    await acceptor.page.getByRole('button', { name: /^照片 花屏, / }).waitFor();
    assert.equal(await acceptor.page.getByText('还没写完').count(), 0);
});
