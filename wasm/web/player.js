// A voice note in the browser's own player, in a bar over the screen: only a press on the page may make a sound
// everywhere, and its means to stop and wind are known to everybody.

let discard = () => {};

/**
 * @param {{mediaType: string, title: string, closeLabel: string, failedText: string}} recording
 * @param {Uint8Array} bytes
 */
export function playRecording({ mediaType, title, closeLabel, failedText }, bytes) {
    discard();
    const bar = document.getElementById('player');
    const audio = bar.querySelector('audio');
    const closing = bar.querySelector('button');
    const problem = bar.querySelector('span');
    const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    bar.querySelector('strong').textContent = title;
    problem.textContent = '';
    closing.textContent = closeLabel;
    audio.setAttribute('aria-label', title);
    audio.onerror = () => { problem.textContent = failedText; };
    audio.src = url;
    const onKey = (event) => {
        if (event.key === 'Escape') {
            event.stopImmediatePropagation();
            discard();
        }
    };
    discard = () => {
        discard = () => {};
        window.removeEventListener('keydown', onKey, true);
        bar.hidden = true;
        audio.pause();
        audio.onerror = null;
        audio.removeAttribute('src');
        audio.load();
        URL.revokeObjectURL(url);
    };
    closing.onclick = () => discard();
    window.addEventListener('keydown', onKey, true);
    bar.hidden = false;
    // Where the press that asked for it does not count as one, the person presses play in the bar.
    audio.play().catch(() => {});
    closing.focus({ preventScroll: true });
}
