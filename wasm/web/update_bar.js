// The line that offers a new version. It waits for a person: nobody's half-typed sentence is reloaded away.

const TEXTS = {
    zh: { text: '新版本已下载好', action: '现在更新' },
    en: { text: 'A new version is ready', action: 'Update now' },
};

/** @param {() => void} switchNow reloads into the new version. */
export function offerUpdate(switchNow) {
    const bar = document.getElementById('update');
    const { text, action } = TEXTS[document.documentElement.lang.startsWith('zh') ? 'zh' : 'en'];
    bar.querySelector('span').textContent = text;
    const button = bar.querySelector('button');
    button.textContent = action;
    button.onclick = () => {
        button.disabled = true;
        switchNow();
    };
    bar.hidden = false;
}
