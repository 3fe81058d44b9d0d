// What is said when the program cannot run or has stopped: plain text that needs nothing.

const PAGES = {
    unsupported: {
        title: '这个浏览器打不开回音',
        text: '请更新系统和浏览器：Chrome 109、Safari 17、Firefox 114 或更新的版本，并且不要用无痕窗口。',
        english: 'This browser cannot run Huiyin. Please update it (Chrome 109, Safari 17, Firefox 114 or newer) and do '
            + 'not use a private window.',
    },
    insecure: {
        title: '需要安全连接',
        text: '请用 https 开头的地址打开回音。没有安全连接，浏览器不允许在本机保存记录。',
        english: 'Please open Huiyin by an address that begins with https. Without it the browser keeps no records here.',
    },
    storage_busy: {
        title: '回音已在另一个标签页打开',
        text: '同一台设备一次只能在一个标签页里使用。您可以回到那个标签页，或者改在这里使用。',
        english: 'Huiyin is open in another tab. Go back to it, or use Huiyin here instead.',
        action: '在这里使用',
        message: 'takeOver',
    },
    storage_taken: {
        title: '已改在另一个标签页使用',
        text: '记录都已保存。要回到这里使用，请按下面的按钮。',
        english: 'Huiyin is now used in another tab. Everything is saved.',
        action: '回到这里使用',
        reload: true,
    },
    storage_full: {
        title: '存储空间已满',
        text: '请删除这台设备上不用的文件，然后重新打开。已保存的记录没有丢失。',
        english: 'The storage of this device is full. Please free some space and open Huiyin again. Nothing saved is lost.',
        action: '重新打开',
        reload: true,
    },
    storage_failed: {
        title: '打不开本机的记录',
        text: '浏览器没有给出存储空间。请重新打开；如果还是这样，请把这页给管理员看。',
        english: 'The records on this device could not be opened. Please try again.',
        action: '重新打开',
        reload: true,
    },
    crashed: {
        title: '程序停止了',
        text: '已保存的记录都在本机。请重新打开。',
        english: 'The program has stopped. What was saved is safe on this device.',
        action: '重新打开',
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
    document.getElementById('plain-title').textContent = page.title;
    document.getElementById('plain-text').textContent = page.text;
    document.getElementById('plain-text-en').textContent = page.english;
    const button = document.getElementById('plain-action');
    button.hidden = !page.action;
    button.textContent = page.action ?? '';
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

export function hidePlainPage() {
    document.getElementById('plain').hidden = true;
    document.getElementById('stage').inert = false;
}
