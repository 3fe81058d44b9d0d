// The place the canvas has: size, pixel ratio, preferences, notches, on-screen keyboard.

/** Less than this is a browser bar moving, not a keyboard. */
const KEYBOARD_MIN = 100;
const SAFE_AREA_SIDES = ['left', 'top', 'right', 'bottom'];

/**
 * Tells `send` the view now and whenever it changes.
 *
 * @param {HTMLElement} stage
 * @param {(view: object) => void} send
 */
export function watchView(stage, send) {
    let device = null;
    const probe = makeSafeAreaProbe();
    const textScale = Number(new URLSearchParams(window.location.search).get('textScale')) || 1;
    const queries = {
        dark: window.matchMedia('(prefers-color-scheme: dark)'),
        reducedMotion: window.matchMedia('(prefers-reduced-motion: reduce)'),
        moreContrast: window.matchMedia('(prefers-contrast: more)'),
    };
    const tell = () => {
        const width = stage.clientWidth;
        const height = stage.clientHeight;
        const ratio = window.devicePixelRatio;
        send({
            type: 'view', width, height,
            deviceWidth: device?.width ?? Math.round(width * ratio),
            deviceHeight: device?.height ?? Math.round(height * ratio),
            textScale, dark: queries.dark.matches, reducedMotion: queries.reducedMotion.matches,
            moreContrast: queries.moreContrast.matches, safeArea: readSafeArea(probe),
            keyboardHeight: keyboardHeight(),
        });
    };
    const observer = new ResizeObserver(([entry]) => {
        const box = entry.devicePixelContentBoxSize?.[0];
        device = box && agrees(box, stage) ? { width: box.inlineSize, height: box.blockSize } : null;
        tell();
    });
    try {
        observer.observe(stage, { box: 'device-pixel-content-box' });
    } catch {
        observer.observe(stage); // Safari has no such box
    }
    for (const query of Object.values(queries)) {
        query.addEventListener('change', tell);
    }
    window.visualViewport?.addEventListener('resize', tell);
    watchPixelRatio(tell);
    tell();
}

/** Emulated pixel ratios are not in the box; it may differ from the product by rounding only. */
function agrees(box, stage) {
    const ratio = window.devicePixelRatio;
    return Math.abs(box.inlineSize - stage.clientWidth * ratio) < 2
        && Math.abs(box.blockSize - stage.clientHeight * ratio) < 2;
}

/** A resolution query matches one ratio only, so it is made anew after each change. */
function watchPixelRatio(tell) {
    const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', () => {
        tell();
        watchPixelRatio(tell);
    }, { once: true });
}

/** The layout keeps its size under the keyboard; the program only leaves room for it. */
function keyboardHeight() {
    const viewport = window.visualViewport;
    if (!viewport || viewport.scale > 1.01) {
        return 0;
    }
    const covered = window.innerHeight - viewport.height - viewport.offsetTop;
    return covered > KEYBOARD_MIN ? covered : 0;
}

function makeSafeAreaProbe() {
    const probe = document.createElement('div');
    probe.style.position = 'fixed';
    probe.style.visibility = 'hidden';
    for (const side of SAFE_AREA_SIDES) {
        probe.style.setProperty(`padding-${side}`, `env(safe-area-inset-${side})`);
    }
    document.body.append(probe);
    return probe;
}

function readSafeArea(probe) {
    const style = getComputedStyle(probe);
    return SAFE_AREA_SIDES.map((side) => parseFloat(style.getPropertyValue(`padding-${side}`)) || 0);
}
