// A department at work: people at their tablets, each worked by role and name only, each with a network of its own to cut.

import assert from 'node:assert/strict';
import { Proxy } from './proxy.mjs';
import { Server } from './server.mjs';
import { Tablet } from './tablet.mjs';

export const NUMBER = /TS-\d{4}-[0-9A-HJKMNP-TV-Z]{3}-\d{4,}-[0-9A-Z]/;

const ESCAPES_MAX = 8;

/** People of the demo department, by what they do in a story. */
export const people = {
    acceptor: { account: 'chenjingyi', name: '陈静怡' },
    manager: { account: 'zhouyaqin', name: '周雅琴' },
    leader: { account: 'zhaoguodong', name: '赵国栋' },
    member: { account: 'wuxiaodong', name: '吴晓东', group: '信号系统组' },
    second: { account: 'fangyuting', name: '方玉婷' },
    colleague: { account: 'sunzhiqiang', name: '孙志强', group: '信号系统组' },
    administrator: { account: 'luomin', name: '罗敏' },
};

/** The sync pill, whatever it says. */
const PILL = /^(已同步|未同步|待上传|同步中|离线|需处理)/;

/** One person at a tablet. */
export class Seat {
    tablet;
    #proxy;

    static async take(server, account, options = {}) {
        const seat = new Seat();
        // A proxy of its own, so that this tablet's network can be cut without the others'.
        seat.#proxy = await Proxy.start(() => server.port);
        server.allowHost(`localhost:${seat.#proxy.port}`);
        await server.kill();
        await server.resume();
        // A click goes where the mirror says a thing will be, so nothing may still be sliding there.
        seat.tablet = await Tablet.make(`http://localhost:${seat.#proxy.port}`, { reducedMotion: 'reduce', ...options });
        await seat.tablet.open();
        await seat.tablet.signIn(account);
        await seat.tablet.shellKept();
        await seat.synced();
        return seat;
    }

    get page() { return this.tablet.page; }
    get proxy() { return this.#proxy; }

    /** No packet leaves or reaches the tablet. */
    async goOffline() {
        await this.tablet.context.setOffline(true);
        await this.page.getByRole('button', { name: /^离线/ }).waitFor();
    }

    async goOnline() {
        await this.tablet.context.setOffline(false);
        await this.synced();
    }

    synced() {
        return this.page.getByRole('button', { name: '已同步', exact: true }).waitFor();
    }

    /** The sync pill says that something waits for this person. */
    needsAttention() {
        return this.page.getByRole('button', { name: '需处理', exact: true }).waitFor();
    }

    /** The page 同步, by the pill on whatever page is open. */
    async openSync() {
        await this.home();
        await this.page.getByRole('button', { name: PILL }).first().click();
        await this.page.getByRole('heading', { name: '同步', exact: true }).first().waitFor({ state: 'attached' });
    }

    press(name) {
        return this.page.getByRole('button', { name, exact: typeof name === 'string' }).last().click();
    }

    /** In the sheet that is open; it need not close. */
    pressInSheet(name) {
        return this.page.getByRole('dialog').getByRole('button', { name, exact: typeof name === 'string' }).last().click();
    }

    /** Presses the sheet's own button until the sheet is gone. */
    async save(name) {
        await this.pressInSheet(name);
        await this.page.getByRole('dialog').waitFor({ state: 'detached' });
    }

    async choose(name, index = 0) {
        const radio = await this.page.getByRole('radio', { name, exact: true }).nth(index).elementHandle();
        await radio.click();
        // A hint that came in meanwhile can have moved it from under the finger: they see that, and press again.
        await this.tablet.settled();
        if (await radio.evaluate((element) => element.isConnected && !element.checked)) {
            await radio.click();
        }
    }

    write(name, text) {
        return this.page.getByRole('textbox', { name, exact: true }).fill(text);
    }

    see(text) {
        return this.page.getByText(text).first().waitFor({ state: 'attached' });
    }

    async goTo(place) {
        await this.page.getByRole('navigation').getByRole('button', { name: place }).first().click();
    }

    /** Back to where the navigation is, whatever is open. */
    async home() {
        const sheets = this.page.getByRole('dialog');
        // The first Escape may only leave a field.
        for (let left = ESCAPES_MAX, open = await sheets.count(); open > 0 && left > 0; --left, open = await sheets.count()) {
            await this.page.keyboard.press('Escape');
            await sheets.nth(open - 1).waitFor({ state: 'detached', timeout: 1000 }).catch(() => {});
        }
        const navigation = this.page.getByRole('navigation').first();
        const back = this.page.getByRole('button', { name: /^(返回|关闭)$/ }).first();
        await navigation.or(back).first().waitFor({ state: 'attached' });
        if (await navigation.count() === 0) {
            // An Escape that was meant for a sheet on its way out may have gone back already.
            await back.click({ timeout: 5000 }).catch(() => {});
            await navigation.waitFor({ state: 'attached' });
        }
    }

    /** Finds a complaint by its number and opens it. */
    async open(number) {
        await this.home();
        await this.goTo(/^投诉/);
        await this.page.getByRole('searchbox').fill(number);
        // A list that is not filtered yet can still move under the click.
        const rows = this.page.getByRole('listitem');
        await rows.nth(1).waitFor({ state: 'detached' });
        await rows.filter({ hasText: number }).first().click();
        await this.page.getByRole('heading', { name: number }).first().waitFor({ state: 'attached' });
    }

    /** A step from 其他步骤, or its button on the bar. */
    async step(name) {
        const direct = this.page.getByRole('button', { name, exact: true });
        if (await direct.count() > 0) {
            await this.press(name);
            return;
        }
        await this.press('其他步骤');
        const steps = this.page.getByRole('dialog', { name: '其他步骤', exact: true });
        await steps.getByRole('button', { name, exact: true }).click();
        // The step's own sheet may have a button of that name.
        await steps.waitFor({ state: 'detached' });
    }

    /** Why a step cannot be done now, as 其他步骤 says it. */
    async obstacle(step) {
        await this.press('其他步骤');
        const button = this.page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${step}, `) });
        await button.waitFor({ state: 'attached' });
        assert.ok(await button.isDisabled(), `${step} can be pressed`);
        const said = await button.evaluate((element) => element.getAttribute('aria-label') ?? element.textContent);
        await this.page.keyboard.press('Escape');
        await this.page.getByRole('dialog').waitFor({ state: 'detached' });
        return said.slice(step.length + 2);
    }

    /** The steps that this person is offered, done or not. */
    async offered() {
        await this.press('其他步骤');
        const names = await this.page.getByRole('dialog').getByRole('button').evaluateAll(
            (all) => all.map((one) => (one.getAttribute('aria-label') ?? one.textContent).split(', ')[0]));
        await this.page.keyboard.press('Escape');
        await this.page.getByRole('dialog').waitFor({ state: 'detached' });
        return names;
    }

    async leave() {
        await this.tablet?.close();
        await this.#proxy?.stop();
    }
}

/** Answers of a typical oral complaint; a test changes what it is about. */
export const ORAL = {
    source: '服务台/现场', channel: '电话', name: '赵国强', contact: '138 1764 5208', category: '服务质量',
    content: '今晨割接没有提前告知调度，监视画面中断十二分钟，值班电话无人接听。',
};

export async function fillIntake(seat, intake = {}) {
    const { source, channel, name, contact, category, content, kind } = { ...ORAL, ...intake };
    await seat.home();
    await seat.press('登记');
    await seat.choose(source);
    await seat.choose(channel);
    if (kind === '匿名') {
        await seat.choose(kind);
    } else {
        await seat.write('姓名', name);
        await seat.write('联系方式', contact);
    }
    await seat.choose(category);
    await seat.write('投诉内容', content);
}

/** The number of the complaint that is open. */
export async function shownNumber(seat) {
    const heading = seat.page.getByRole('heading', { level: 1, name: NUMBER });
    await heading.waitFor({ state: 'attached' });
    return NUMBER.exec(await heading.textContent())[0];
}

/** Records a complaint; gives its number. */
export async function record(seat, intake = {}) {
    await fillIntake(seat, intake);
    await seat.choose('合格');
    await seat.press('验证并登记');
    return shownNumber(seat);
}

/** A member of the intake, set right with its reason. */
export async function correct(seat, number, member, value) {
    await seat.open(number);
    await seat.step('更正登记信息');
    await seat.choose(member);
    await seat.write('改为', value);
    await seat.write('原因', '回拨核对');
    await seat.save('更正登记信息');
}

/** The department with these people seated. */
export class Desk {
    server;
    seats = [];

    static async open(options) {
        const desk = new Desk();
        desk.server = await Server.start(options);
        return desk;
    }

    async seat(who, options) {
        const seat = await Seat.take(this.server, people[who].account, options);
        this.seats.push(seat);
        return seat;
    }

    async close() {
        for (const seat of this.seats) {
            await seat.leave();
        }
        await this.server?.stop();
    }
}

export async function dispatch(manager, number, group = people.member.group) {
    await manager.open(number);
    await manager.step('分派到小组');
    await manager.pressInSheet(/^责任小组/);
    await manager.pressInSheet(new RegExp(`^${group}`));
    await manager.save('分派到小组');
}

export async function receive(member, number) {
    await member.open(number);
    await member.step('接收投诉');
    await member.see('处理中');
}

export async function judge(member, number, validity, basis) {
    await member.open(number);
    await member.step('确认是否有效');
    await member.choose(validity);
    await member.write('查证情况与依据', basis);
    await member.save('确认是否有效');
}

export async function finish(member, number, texts) {
    await member.open(number);
    await member.step('处理完成');
    for (const [name, text] of Object.entries(texts)) {
        await member.write(name, text);
    }
    await member.save('处理完成');
}

export async function feedBack(acceptor, number, content) {
    await acceptor.open(number);
    await acceptor.step('反馈用户');
    if (content) {
        await acceptor.choose('电话');
        await acceptor.write('反馈内容', content);
    }
    await acceptor.save('反馈用户');
}

/** The complaint of a story, up to 待回访. */
export async function upToFollowUp({ acceptor, manager, member }, intake) {
    const number = await record(acceptor, intake);
    await dispatch(manager, number);
    await receive(member, number);
    await judge(member, number, '有效', '工单与通话记录相符');
    await finish(member, number, { 处理结果: '割接方案补充双向确认', 原因分析: '未按约定告知' });
    await feedBack(acceptor, number, '已说明原因和改进办法');
    return number;
}
