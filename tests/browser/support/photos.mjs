// Photos that a person attaches.

import { randomBytes } from 'node:crypto';

/** A picture of noise, which no encoder makes small, as BMP, which needs none. */
function noise(width, height) {
    const header = Buffer.alloc(54);
    const pixels = randomBytes(width * height * 3);
    header.write('BM');
    header.writeUInt32LE(header.length + pixels.length, 2);
    header.writeUInt32LE(header.length, 10);
    header.writeUInt32LE(40, 14);
    header.writeInt32LE(width, 18);
    header.writeInt32LE(height, 22);
    header.writeUInt16LE(1, 26);
    header.writeUInt16LE(24, 28);
    return Buffer.concat([header, pixels]);
}

/** From the album, into the form or sheet that is open; it may not be taken. */
export async function choosePhoto(seat, name, width, height) {
    // A press on what is still on its way would land beside it.
    await seat.tablet.settled();
    const chooser = seat.page.waitForEvent('filechooser');
    await seat.page.getByRole('button', { name: '相册', exact: true }).click();
    await (await chooser).setFiles({ name: `${name}.bmp`, mimeType: 'image/bmp', buffer: noise(width, height) });
}

/** A large one with the name 花屏. */
export async function takePhoto(seat) {
    await choosePhoto(seat, '花屏', 2048, 1536);
    await seat.page.getByRole('button', { name: '照片 花屏', exact: true }).waitFor();
}
