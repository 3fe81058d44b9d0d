// Pictures, files, voice notes and signatures, as they reach the program.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Gallery } from '../support/gallery.mjs';

const JPEG_BEGINS = 'begins 255 216 255 224';

let gallery;
let page;

before(async () => {
    gallery = await Gallery.open({ section: '文件', permissions: ['microphone'] });
    page = gallery.page;
});

after(() => gallery?.close());

/** A picture with the words of a camera in it: an EXIF block with a place. */
async function cameraPicture(width, height) {
    const bytes = await page.evaluate(async ([w, h]) => {
        const context = new OffscreenCanvas(w, h).getContext('2d');
        context.fillStyle = '#3a4cc0';
        context.fillRect(0, 0, w / 2, h);
        const blob = await context.canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
        return [...new Uint8Array(await blob.arrayBuffer())];
    }, [width, height]);
    const text = Buffer.from('Exif\0\0GPS-31.2304,121.4737');
    const block = Buffer.concat([Buffer.from([0xff, 0xe1, 0, text.length + 2]), text]);
    return Buffer.concat([Buffer.from(bytes.slice(0, 2)), block, Buffer.from(bytes.slice(2))]);
}

async function choose(button, files) {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: button, exact: true }).click();
    const picker = await chooser;
    await picker.setFiles(files);
    return picker;
}

test('a picture of the camera arrives small, as JPEG, and without its place', async () => {
    const buffer = await cameraPicture(4000, 3000);
    await choose('拍照', { name: 'IMG_0042.jpg', mimeType: 'image/jpeg', buffer });
    const text = await page.getByText(/^IMG_0042/).textContent();
    assert.match(text, /image\/jpeg, 2048 x 1536, /);
    assert.ok(text.includes(JPEG_BEGINS), `an EXIF block would begin 255 216 255 225: ${text}`);
    const [, bytes, thumbnail] = /, (\d+) \/ (\d+),/.exec(text).map(Number);
    assert.ok(thumbnail > 200 && thumbnail < bytes && bytes < buffer.length, text);
    const input = page.getByRole('button', { name: '拍照', exact: true });
    assert.equal(await input.getAttribute('capture'), 'environment');
    assert.equal(await input.getAttribute('accept'), 'image/*');
});

test('a small picture is not made bigger', async () => {
    await choose('选照片', { name: 'a.png', mimeType: 'image/png', buffer: await cameraPicture(300, 200) });
    await page.getByText(/^a\.png, image\/jpeg, 300 x 200/).waitFor();
});

test('a file that is no picture arrives as it is, its name without folders', async () => {
    await choose('选文件', { name: 'b.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
    await page.getByText('b.pdf, application/pdf, 0 x 0, 8 / 0, problem 0, begins 37 80 68 70').waitFor();
});

test('what is too big or broken is said, not taken', async () => {
    const kept = { name: 'c.bin', mimeType: '', buffer: Buffer.alloc(2 * 1024 * 1024 + 1) };
    await choose('选文件', kept);
    await page.getByText('c.bin, application/octet-stream, 0 x 0, 0 / 0, problem 1').waitFor();
    const chosen = { name: 'd.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(8 * 1024 * 1024 + 1) };
    await choose('选照片', chosen);
    await page.getByText('d.jpg, image/jpeg, 0 x 0, 0 / 0, problem 1').waitFor();
    await choose('选照片', { name: 'e.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
    await page.getByText('e.jpg, image/jpeg, 0 x 0, 0 / 0, problem 2').waitFor();
});

test('a voice note ends at its limit and arrives', async () => {
    await page.getByRole('button', { name: '录音' }).click();
    await page.getByRole('button', { name: /停止/, pressed: true }).waitFor();
    await page.getByText(/^voice\.webm, audio\/webm, 0 x 0, \d{3,} \/ 16, problem 0/).waitFor();
    await page.getByRole('button', { name: '录音', pressed: false }).waitFor();
});

test('a signature arrives stroke by stroke and can be taken back', async () => {
    const pad = page.getByRole('img', { name: '投诉人签名' });
    await pad.scrollIntoViewIfNeeded();
    await gallery.rest();
    const box = await pad.boundingBox();
    for (const part of [0.2, 0.5]) {
        await page.mouse.move(box.x + box.width * part, box.y + box.height * 0.3);
        await page.mouse.down();
        await page.mouse.move(box.x + box.width * (part + 0.2), box.y + box.height * 0.7, { steps: 20 });
        await page.mouse.up();
    }
    await page.getByText(/^2 笔，\d{2} 点$/).waitFor();
    await page.getByRole('button', { name: '重写' }).click();
    await page.getByText('0 笔，0 点').waitFor();
    await page.getByRole('textbox', { name: '不能手写时，打字签名' }).fill('赵国栋');
    assert.deepEqual(gallery.complaints, []);
});
