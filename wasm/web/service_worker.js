// Keeps the app shell on the tablet: all files of one version or none, and works with the server gone.
//
// make_dist.mjs fills in the version and the files. A new version is fetched whole, then waits until the page says
// that its user agreed to switch.

const VERSION = '__VERSION__';
const FILES = ['__FILES__'];
const CACHE_PREFIX = 'huiyin-';
const CACHE = CACHE_PREFIX + VERSION;
const PAGE = '/';

self.addEventListener('install', (event) => {
    event.waitUntil(fetchShell());
});

self.addEventListener('activate', (event) => {
    event.waitUntil(takeOver());
});

self.addEventListener('message', (event) => {
    if (event.data === 'switch') {
        self.skipWaiting();
    }
});

self.addEventListener('fetch', (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) {
        return;
    }
    const key = event.request.mode === 'navigate' ? PAGE : url.pathname;
    if (key === PAGE || FILES.includes(key)) {
        event.respondWith(fromShell(key, event.request));
    }
});

self.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(showApp(event.notification.data?.complaint ?? ''));
});

/** Brings the app to the front and to the complaint that a reminder was about. */
async function showApp(complaint) {
    const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (!page) {
        await self.clients.openWindow(PAGE);
        return;
    }
    page.postMessage({ type: 'showComplaint', complaint });
    await page.focus();
}

/** One failed file fails the installation, and the version before stays whole. */
async function fetchShell() {
    const cache = await caches.open(CACHE);
    // The page and the worker are never taken from the browser's own cache; hashed names cannot be stale.
    await cache.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' })));
}

async function takeOver() {
    for (const name of await caches.keys()) {
        if (name.startsWith(CACHE_PREFIX) && name !== CACHE) {
            await caches.delete(name);
        }
    }
    await self.clients.claim();
}

async function fromShell(key, request) {
    const cache = await caches.open(CACHE);
    return (await cache.match(key)) ?? fetch(request);
}
