// The service worker from the page's side: registers it and tells when another version is ready.

const CHECK_EVERY_MS = 60 * 60 * 1000;

/**
 * Registers the service worker.
 *
 * @param {(switchNow: () => void) => void} onReady called when a new version waits; `switchNow` reloads into it.
 */
export async function watchUpdates(onReady) {
    if (!('serviceWorker' in navigator)) {
        return; // plain http beyond localhost: the app works, but only while the server answers
    }
    const registration = await navigator.serviceWorker.register('/service_worker.js', { updateViaCache: 'none' });
    const offer = (worker) => {
        // Without a controller this is the first installation, not an update.
        if (worker && navigator.serviceWorker.controller) {
            onReady(() => switchTo(worker));
        }
    };
    offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker.addEventListener('statechange', () => {
            if (worker.state === 'installed') {
                offer(worker);
            }
        });
    });
    document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') {
            checkAtMostEvery(registration);
        }
    });
}

let lastCheckMs = performance.now();

function checkAtMostEvery(registration) {
    if (performance.now() - lastCheckMs > CHECK_EVERY_MS) {
        lastCheckMs = performance.now();
        registration.update().catch(() => {}); // offline: the next time will do
    }
}

function switchTo(worker) {
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
    worker.postMessage('switch');
}
