// The worker's side of files from outside: pictures become small JPEGs without what the camera wrote into them; and
// pictures that are kept become pixels again.

const JPEG = { type: 'image/jpeg', quality: 0.8 };
const NAME_CHARACTERS_MAX = 100;
/** The order of huiyin::widgets::FileProblem. */
const PROBLEM = { none: 0, tooBig: 1, unreadable: 2 };
const NOTHING = new Uint8Array(0);

/**
 * @param {{file: Blob, name: string, picture: boolean, durationMs?: number, loudness?: Uint8Array, limits: object}} message
 *     of pickers.js.
 * @returns {Promise<object>} what display_file takes.
 */
export async function takeIn({ file, name, picture, durationMs = 0, loudness = NOTHING, limits }) {
    const taken = {
        problem: PROBLEM.none, name: plainName(name), mediaType: plainType(file.type), bytes: NOTHING,
        thumbnail: loudness, width: 0, height: 0, durationMs,
    };
    if (file.size > limits.chosenBytesMax) {
        return { ...taken, problem: PROBLEM.tooBig };
    }
    try {
        if (picture || taken.mediaType.startsWith('image/')) {
            Object.assign(taken, await pictureOf(file, limits));
        } else {
            taken.bytes = new Uint8Array(await file.arrayBuffer());
        }
    } catch {
        return { ...taken, problem: PROBLEM.unreadable };
    }
    if (taken.bytes.length > limits.bytesMax) {
        return { ...taken, bytes: NOTHING, thumbnail: NOTHING, problem: PROBLEM.tooBig };
    }
    return taken;
}

async function pictureOf(file, { edgeMax, thumbnailEdge }) {
    // Turned as the camera says, because that word of the camera is lost with the rest.
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    try {
        const { bytes, width, height } = await smaller(image, edgeMax);
        const thumbnail = await smaller(image, thumbnailEdge);
        return { mediaType: JPEG.type, bytes, thumbnail: thumbnail.bytes, width, height };
    } finally {
        image.close();
    }
}

async function smaller(image, edgeMax) {
    const scale = Math.min(1, edgeMax / Math.max(image.width, image.height));
    const width = Math.max(1, Math.round(image.width * scale));
    const height = Math.max(1, Math.round(image.height * scale));
    const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false });
    // JPEG knows no transparency: what is clear becomes paper.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    const blob = await context.canvas.convertToBlob(JPEG);
    return { bytes: new Uint8Array(await blob.arrayBuffer()), width, height };
}

/**
 * A picture to be drawn. What other devices send may be larger than what this one would keep.
 *
 * @param {Uint8Array} bytes of a file.
 * @param {number} edgeMax pixels that its longer side has at most.
 * @returns {Promise<ImageBitmap>}
 */
export async function decodePicture(bytes, edgeMax) {
    const image = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' });
    const scale = edgeMax / Math.max(image.width, image.height);
    if (scale >= 1) {
        return image;
    }
    try {
        return await createImageBitmap(image, {
            resizeWidth: Math.max(1, Math.round(image.width * scale)),
            resizeHeight: Math.max(1, Math.round(image.height * scale)), resizeQuality: 'high',
        });
    } finally {
        image.close();
    }
}

/** Without folders and control characters, and not longer than a list can show. */
function plainName(name) {
    const last = name.split(/[/\\]/).pop().replace(/[\u0000-\u001f\u007f]/g, '');
    return [...last].slice(0, NAME_CHARACTERS_MAX).join('');
}

function plainType(type) {
    return /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/i.test(type) ? type.toLowerCase() : 'application/octet-stream';
}
