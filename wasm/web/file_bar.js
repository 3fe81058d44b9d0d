// A file that the program made, behind a real link: browsers save nothing that no press on the page asked for.

/** A browser may still read the file some time after the press. */
const KEEP_MS = 60_000;
let discard = () => {};

/**
 * @param {{fileName: string, mediaType: string, title: string, saveLabel: string, closeLabel: string}} file
 * @param {Uint8Array} bytes
 */
export function offerFile({ fileName, mediaType, title, saveLabel, closeLabel }, bytes) {
    discard();
    const bar = document.getElementById('file');
    const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    const save = bar.querySelector('a');
    const closing = bar.querySelector('button');
    bar.querySelector('strong').textContent = title;
    bar.querySelector('span').textContent = `${fileName}, ${sizeOf(bytes.length)}`;
    save.textContent = saveLabel;
    save.href = url;
    save.download = fileName;
    closing.textContent = closeLabel;
    discard = () => {
        discard = () => {};
        bar.hidden = true;
        save.removeAttribute('href');
        setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
    };
    closing.onclick = () => discard();
    // Not in the click itself: the link must still lead somewhere then.
    save.onclick = () => setTimeout(() => discard(), 0);
    bar.hidden = false;
    save.focus({ preventScroll: true });
}

function sizeOf(bytes) {
    if (bytes < 1024) {
        return `${bytes} B`;
    }
    return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
