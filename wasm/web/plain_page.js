// What is said when the program cannot run or has stopped: plain text that needs nothing.

const OPEN_AGAIN = { zh: '重新打开', en: 'Open again' };
/** What each page says in both languages, and what its button does. */
export const PAGES = {
    unsupported: {
        zh: {
            title: '这个浏览器打不开回音',
            text: '请更新系统和浏览器：Chrome 109、Safari 17、Firefox 114 或更新的版本，并且不要用无痕窗口。',
        },
        en: {
            title: 'This browser cannot run Huiyin',
            text: 'Please update the system and the browser (Chrome 109, Safari 17, Firefox 114 or newer), and do not use a '
                + 'private window.',
        },
    },
    insecure: {
        zh: {
            title: '需要安全连接',
            text: '请用 https 开头的地址打开回音。没有安全连接，浏览器不允许在本机保存记录。',
        },
        en: {
            title: 'A secure connection is needed',
            text: 'Please open Huiyin by an address that begins with https. Without it the browser keeps no records here.',
        },
    },
    storage_busy: {
        zh: {
            title: '回音已在另一个标签页打开',
            text: '同一台设备一次只能在一个标签页里使用。您可以回到那个标签页，或者改在这里使用。',
            action: '在这里使用',
        },
        en: {
            title: 'Huiyin is open in another tab',
            text: 'It can be used in one tab of a device at a time. Go back to that tab, or use Huiyin here instead.',
            action: 'Use it here',
        },
        message: 'takeOver',
    },
    storage_taken: {
        zh: {
            title: '已改在另一个标签页使用', text: '记录都已保存。要回到这里使用，请按下面的按钮。', action: '回到这里使用',
        },
        en: {
            title: 'Huiyin is now used in another tab', text: 'Everything is saved. To use it here again, press the button.',
            action: 'Use it here again',
        },
        reload: true,
    },
    storage_full: {
        zh: {
            title: '存储空间已满', text: '请删除这台设备上不用的文件，然后重新打开。已保存的记录没有丢失。',
            action: OPEN_AGAIN.zh,
        },
        en: {
            title: 'The storage is full',
            text: 'Please free some space on this device and open Huiyin again. Nothing saved is lost.', action: OPEN_AGAIN.en,
        },
        reload: true,
    },
    storage_failed: {
        zh: {
            title: '打不开本机的记录', text: '浏览器没有给出存储空间。请重新打开；如果还是这样，请把这页给管理员看。',
            action: OPEN_AGAIN.zh,
        },
        en: {
            title: 'The records on this device do not open',
            text: 'The browser gave no storage. Please open Huiyin again; if that does not help, show this page to your '
                + 'administrator.',
            action: OPEN_AGAIN.en,
        },
        reload: true,
    },
    crashed: {
        zh: { title: '程序停止了', text: '已保存的记录都在本机。请重新打开。', action: OPEN_AGAIN.zh },
        en: {
            title: 'The program has stopped', text: 'What was saved is safe on this device. Please open Huiyin again.',
            action: OPEN_AGAIN.en,
        },
        reload: true,
    },
};

/**
 * Shows the page for `code`, or the one of an unknown failure.
 *
 * @param {string} code a key of PAGES.
 * @param {(message: object) => void} send to the worker, for pages whose button asks it something.
 */
export function showPlainPage(code, send = () => {}) {
    const page = PAGES[code] ?? PAGES.crashed;
    const section = document.getElementById('plain');
    // The program, which knows what was chosen, may not run at all.
    const [first, second] = navigator.language.startsWith('zh') ? ['zh', 'en'] : ['en', 'zh'];
    write('plain-title', page[first].title, first);
    write('plain-text', page[first].text, first);
    // Another person may read the other language, as a colleague who is asked for help.
    write('plain-other', page[second].text, second);
    const button = write('plain-action', page[first].action ?? '', first);
    button.hidden = !page[first].action;
    button.onclick = () => {
        if (page.reload) {
            window.location.reload();
            return;
        }
        hidePlainPage();
        send({ type: page.message });
    };
    section.dataset.code = code;
    section.hidden = false;
    document.getElementById('stage').inert = true;
}

function write(id, text, language) {
    const element = document.getElementById(id);
    element.textContent = text;
    element.lang = language;
    return element;
}

export function hidePlainPage() {
    document.getElementById('plain').hidden = true;
    document.getElementById('stage').inert = false;
}
