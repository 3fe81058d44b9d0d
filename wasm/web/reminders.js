// Reminders shown by the system while the app is open but not in sight. There is no push service: what is shown came
// with the app's own sync.

/** The order of huiyin::app::ReminderPermission. */
const PERMISSIONS = ['unknown', 'unsupported', 'default', 'granted', 'denied'];
const ICON = './icon-192.png';

function permission() {
    // Without a service worker Android shows none, and a press on one would lead nowhere.
    const able = 'Notification' in window && 'serviceWorker' in navigator;
    return PERMISSIONS.indexOf(able ? Notification.permission : 'unsupported');
}

/**
 * Tells the program what the browser allows, now and whenever that changes, and brings it to what was pressed.
 *
 * @param {(message: object) => void} send
 */
export function watchReminders(send) {
    const tell = () => send({ type: 'reminders', permission: permission() });
    tell();
    navigator.permissions?.query({ name: 'notifications' })
        .then((status) => status.addEventListener('change', tell))
        .catch(() => {}); // a browser that does not tell of changes is asked at its next start
    navigator.serviceWorker?.addEventListener('message', ({ data }) => {
        if (data?.type === 'showComplaint') {
            send(data);
        }
    });
}

/** Right after a press: browsers ask nobody out of the blue. */
export async function askForReminders(send) {
    try {
        await Notification.requestPermission();
    } finally {
        send({ type: 'reminders', permission: permission() });
    }
}

/** One for each complaint; a newer one takes the place of the one before. */
export async function showReminder({ title, text, complaint }) {
    const registration = await navigator.serviceWorker.ready;
    await registration.showNotification(title, {
        body: text, tag: complaint || 'more', icon: new URL(ICON, import.meta.url).href, lang: document.documentElement.lang, data: { complaint },
    });
}
