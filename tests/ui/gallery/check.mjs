// What the gallery must do in a real browser: presses, text, input methods, focus, scrolling, idling, context loss.
//
//   node check.mjs PROGRAM_DIR
import assert from 'node:assert/strict';
import { launch, openGallery, rest } from './browser.mjs';
import { serve } from './serve.mjs';

const server = await serve(process.argv[2]);
const browser = await launch();
const tablet = { viewport: { width: 800, height: 1280 }, hasTouch: true };
const statistics = (page) => page.evaluate(() => window.huiyin.statistics());

const descriptionOf = (field) => field.evaluate(
    (element) => document.getElementById(element.getAttribute('aria-describedby'))?.textContent);

const CHECKS = {
    async 'a click presses once'({ page }) {
        await page.getByRole('radio', { name: '运维团队' }).click();
        await rest(page);
        assert.equal(await page.getByRole('radio', { name: '运维团队' }).isChecked(), true);
        assert.equal(await page.getByRole('radio', { name: '服务质量' }).isChecked(), false);
        await page.getByRole('checkbox', { name: '保密' }).check();
        await page.waitForTimeout(500);
        assert.equal(await page.getByRole('checkbox', { name: '保密' }).isChecked(), true);
    },
    async 'a tap presses once'({ page }) {
        await page.getByRole('switch', { name: '只看本组' }).tap();
        await page.waitForTimeout(500);
        assert.equal(await page.getByRole('switch', { name: '只看本组' }).isChecked(), false);
    },
    async 'a press of a screen reader, without pointer, presses once'({ page }) {
        await page.getByRole('checkbox', { name: '保密' }).evaluate((element) => element.click());
        await page.waitForTimeout(500);
        assert.equal(await page.getByRole('checkbox', { name: '保密' }).isChecked(), true);
    },
    async 'fill changes the value and its error'({ page }) {
        const phone = page.getByRole('textbox', { name: '联系方式' });
        assert.equal(await phone.getAttribute('aria-invalid'), 'true');
        await phone.fill('138 1764 5208');
        await rest(page);
        assert.equal(await phone.getAttribute('aria-invalid'), null);
        assert.equal(await phone.inputValue(), '138 1764 5208');
    },
    async 'an input method composes and commits without loss'({ page }) {
        const content = page.getByRole('textbox', { name: '投诉内容' });
        await content.click();
        const protocol = await page.context().newCDPSession(page);
        for (let i = 0; i < 20; ++i) {
            for (const text of ['n', 'ni', 'ni hao']) {
                await protocol.send('Input.imeSetComposition', {
                    text, selectionStart: text.length, selectionEnd: text.length,
                });
            }
            await protocol.send('Input.insertText', { text: '你好' });
        }
        await rest(page);
        assert.equal(await content.inputValue(), '你好'.repeat(20));
        await page.keyboard.press('Tab');
        await rest(page);
        assert.equal(await content.inputValue(), '你好'.repeat(20));
        assert.equal(await descriptionOf(content), '40 / 4000');
    },
    async 'the keyboard reaches everything and the focused is in view'({ page }) {
        await page.getByRole('button', { name: '待办, 9' }).focus();
        const seen = new Set();
        for (let i = 0; i < 60; ++i) {
            await page.keyboard.press('Tab');
            await page.waitForTimeout(30);
            const focused = await page.evaluate(() => {
                const box = document.activeElement.getBoundingClientRect();
                return { id: document.activeElement.id, top: box.top, bottom: box.bottom };
            });
            seen.add(focused.id);
        }
        assert.ok(seen.size > 30, `only ${seen.size} stops`);
    },
    async 'a sheet takes the focus, Escape closes it and gives it back'({ page }) {
        const opener = page.getByRole('button', { name: '其他步骤' });
        await opener.focus();
        await page.keyboard.press('Enter');
        await page.getByRole('dialog', { name: '退回投诉' }).waitFor();
        await rest(page);
        assert.equal(await page.evaluate(() => document.querySelector('nav').inert), true);
        await page.keyboard.press('Escape');
        await rest(page);
        assert.equal(await page.getByRole('dialog').count(), 0);
        assert.equal(await opener.evaluate((element) => element === document.activeElement), true);
    },
    async 'a finger scrolls'({ page }) {
        const protocol = await page.context().newCDPSession(page);
        const touch = (type, y) => protocol.send('Input.dispatchTouchEvent', {
            type, touchPoints: y === undefined ? [] : [{ x: 400, y }],
        });
        const top = () => page.evaluate(() => document.querySelector('main .scroll').scrollTop);
        assert.equal(await top(), 0);
        await touch('touchStart', 1000);
        for (let y = 980; y >= 600; y -= 20) {
            await touch('touchMove', y);
            await page.waitForTimeout(8);
        }
        await touch('touchEnd');
        await rest(page);
        assert.ok(await top() >= 380, `scrolled ${await top()}`);
    },
    async 'what is out of view can be pressed by name'({ page }) {
        const action = page.getByRole('button', { name: '导出', exact: true });
        await action.scrollIntoViewIfNeeded();
        assert.ok(await page.evaluate(() => document.querySelector('main .scroll').scrollTop) > 200);
        await page.getByRole('checkbox', { name: '保密' }).click();
        await page.waitForTimeout(500);
        assert.equal(await page.getByRole('checkbox', { name: '保密' }).isChecked(), true);
    },
    async 'the far end of 100 000 rows is reached'({ page }) {
        await page.getByRole('button', { name: '投诉', exact: true }).click();
        await rest(page);
        await page.evaluate(() => {
            const area = document.querySelector('main > .scroll');
            area.scrollTop = area.scrollHeight;
        });
        await rest(page);
        await page.getByRole('listitem').last().waitFor({ state: 'attached' });
        assert.equal(await page.getByRole('listitem').last().getAttribute('aria-posinset'), '100000');
        assert.ok(await page.locator('#ui [id^=n]').count() < 150);
    },
    async 'a day and a time are chosen by name and keyboard'({ page }) {
        await page.getByRole('button', { name: '投诉时间: 11-23 09:41' }).click();
        await rest(page);
        await page.getByRole('radio', { name: '11 月 18 日 周三' }).click();
        await page.getByRole('textbox', { name: '时', exact: true }).fill('8');
        await page.getByRole('button', { name: '分: 增加' }).click();
        await page.getByRole('button', { name: '确定' }).click();
        await rest(page);
        assert.equal(await page.getByRole('button', { name: '投诉时间: 11-18 08:45' }).count(), 1);
    },
    async 'the register is a table whose cells can be found and rows pressed'({ page }) {
        await page.getByRole('button', { name: '记录表', exact: true }).click();
        await rest(page);
        const table = page.getByRole('table', { name: '监督投诉记录表' });
        assert.equal(await table.getByRole('columnheader').count(), 10);
        const row = table.getByRole('row').nth(3);
        assert.equal(await row.getByRole('cell').nth(5).textContent(), 'AFC 工作站更换后票务打印机不通');
        const open = row.getByRole('button', { name: '9998, TS-2026-F8Q-0027-T, 已并案' });
        await open.click();
        await rest(page);
        assert.equal(await open.getAttribute('aria-current'), 'true');
    },
    async 'a point of a chart is a button in a figure'({ page }) {
        await page.getByRole('button', { name: '统计', exact: true }).click();
        await rest(page);
        const figure = page.getByRole('figure', { name: '投诉量' });
        assert.equal(await figure.getByRole('button').count(), 12);
        assert.equal(await figure.getByText('六月最多').count(), 1);
        await figure.getByRole('button', { name: '六月 70 件' }).click();
    },
    async 'at rest there is no frame'({ page }) {
        const before = await statistics(page);
        await page.waitForTimeout(4000);
        const after = await statistics(page);
        assert.equal(after.frames, before.frames);
        assert.equal(after.timer || after.scheduled, false);
    },
    async 'a lost context comes back'({ page }) {
        const before = await page.screenshot();
        await page.evaluate(() => window.huiyin.send({ type: 'loseContext' }));
        await page.waitForTimeout(200);
        await page.evaluate(() => window.huiyin.send({ type: 'restoreContext' }));
        await page.waitForTimeout(800);
        await rest(page);
        assert.ok(before.equals(await page.screenshot()), 'the picture differs after the context came back');
    },
    async 'a context that stays lost is replaced'({ page }) {
        const before = await page.screenshot();
        await page.evaluate(() => window.huiyin.send({ type: 'loseContext' }));
        await page.waitForTimeout(2500);
        await rest(page);
        assert.ok(before.equals(await page.screenshot()), 'the picture differs on the new canvas');
    },
};

let failures = 0;
for (const [name, check] of Object.entries(CHECKS)) {
    const gallery = await openGallery(browser, server.url, tablet);
    try {
        await check(gallery);
        assert.deepEqual(gallery.problems, []);
        console.log(`ok      ${name}`);
    } catch (error) {
        ++failures;
        console.log(`FAILED  ${name}\n${error.message}`);
    }
    await gallery.context.close();
}
await browser.close();
server.close();
process.exit(failures === 0 ? 0 : 1);
