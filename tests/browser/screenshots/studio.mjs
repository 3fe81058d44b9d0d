// A department whose clocks stand still, and tablets that are pictured: the same picture every time.

import { Server } from '../support/server.mjs';
import { Tablet } from '../support/tablet.mjs';
import { MODES, readAll, SCREENS, SIZES } from './screens.mjs';

const STANDING_AT = '2026-11-20 10:20:30';
const STANDING_MS = Date.parse(`${STANDING_AT.replace(' ', 'T')}+08:00`);
const ACCOUNTS = { manager: 'zhouyaqin', administrator: 'luomin' };
const PERCENTS = [100, 125, 150, 200];

/** One person's tablet on its way through the screens. */
class Visit {
    tablet;
    #language = 0;
    #percent = 100;

    constructor(tablet) {
        this.tablet = tablet;
    }

    get page() { return this.tablet.page; }

    /** Until the program draws in the new size. */
    async resize(size) {
        await this.page.setViewportSize(size);
        await this.page.waitForFunction(({ width, height }) => {
            const canvas = document.getElementById('canvas');
            return canvas.width === width && canvas.height === height;
        }, size);
        await this.tablet.settled();
    }

    /** Out of every sheet and page, to where the navigation is. */
    async home() {
        const dialogs = this.page.getByRole('dialog');
        while (await dialogs.count() > 0) {
            await dialogs.last().getByRole('button', { name: /^(关闭|取消|Close|Cancel)$/ }).first().click();
            await this.tablet.settled();
        }
        if (await this.page.getByRole('navigation').count() === 0) {
            await this.page.getByRole('button', { name: /^(返回|关闭|Back|Close)$/ }).first().click();
            await this.page.getByRole('navigation').waitFor({ state: 'attached' });
        }
    }

    async goTo(place) {
        await this.page.getByRole('navigation').getByRole('button').nth(place).click();
        await this.tablet.settled();
    }

    async goToMe() {
        await this.page.getByRole('navigation').getByRole('button').last().click();
        await this.tablet.settled();
    }

    async prefer({ language = 0, percent = 100 }) {
        if (language === this.#language && percent === this.#percent) {
            return;
        }
        await this.home();
        await this.goToMe();
        await this.page.getByRole('radio').nth(language).click();
        await this.page.getByRole('radio').nth(2 + PERCENTS.indexOf(percent)).click();
        await this.tablet.settled();
        this.#language = language;
        this.#percent = percent;
    }

    /** A complaint half written down, as in the middle of a call. */
    async beginForm() {
        const { page } = this;
        await page.getByRole('button', { name: '登记', exact: true }).click();
        for (const chosen of ['向更高领导投诉', '电话', '业务经理', '服务质量', '未告知/信息不透明']) {
            await page.getByRole('radio', { name: chosen, exact: true }).first().click();
        }
        for (const [field, text] of [
            ['姓名', '赵国栋'], ['部门与岗位', '调度中心行车调度主任'], ['联系方式', '138 1764 520'],
            ['投诉内容', '今晨 06:40 运维人员对 ATS 维护终端做割接，未按约定提前一天告知调度。监视画面中断 12 分钟，打电话无人接听。'],
        ]) {
            await page.getByRole('textbox', { name: field, exact: true }).fill(text);
        }
        await this.home();
    }
}

export class Studio {
    #server;
    #visits = new Map();
    #options;

    /** @param {object} options for the browser. */
    static async open(options = {}) {
        const studio = new Studio();
        studio.#options = options;
        studio.#server = await Server.start({ standingAt: STANDING_AT });
        return studio;
    }

    /**
     * Pictures of the named screens in a mode.
     *
     * @yields {{name: string, png: Buffer, page: import('playwright-core').Page}} with the screen still open.
     */
    async* pictures(mode, names) {
        const { size, scheme = 'light', contrast = 'no-preference', ...preferences } = MODES[mode];
        for (const name of names) {
            const { who, visit: way, leave } = SCREENS[name];
            const visit = await this.#visit(who);
            const { page, tablet } = visit;
            await visit.resize(SIZES[size]);
            await page.emulateMedia({ colorScheme: scheme, contrast, reducedMotion: 'reduce' });
            if (who !== 'nobody') {
                await visit.prefer(preferences);
                await visit.home();
            } else if (preferences.language || preferences.percent) {
                continue; // both are chosen after signing in
            }
            await way(visit);
            // Neither hovered nor with a blinking caret.
            await page.mouse.move(0, 0);
            await page.evaluate('document.activeElement?.blur()');
            await tablet.settled();
            yield { name: `${name}.${mode}`, png: await page.screenshot({ animations: 'disabled', caret: 'hide' }), page };
            await leave?.(visit);
        }
    }

    async #visit(who) {
        let visit = this.#visits.get(who);
        if (!visit) {
            visit = new Visit(await Tablet.make(`http://localhost:${this.#server.port}`, {
                clockStandsMs: STANDING_MS, timezoneId: 'Asia/Shanghai', deviceScaleFactor: 1,
                env: { ...process.env, TZ: 'Asia/Shanghai' }, ...this.#options,
            }));
            this.#visits.set(who, visit);
            await visit.tablet.open();
            if (who === 'nobody') {
                await visit.page.getByRole('textbox').first().waitFor();
            } else {
                await visit.tablet.signIn(ACCOUNTS[who], visit.page.getByRole('navigation'));
                await visit.page.getByRole('button', { name: '已同步', exact: true }).first().waitFor();
            }
            if (who === 'manager') {
                await visit.beginForm();
                await readAll(visit);
            }
        }
        return visit;
    }

    async close() {
        for (const { tablet } of this.#visits.values()) {
            await tablet.close();
        }
        await this.#server?.stop();
    }
}
