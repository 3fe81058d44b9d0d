// What is pictured: every screen with the way to it, every mode with the screens pictured in it.
//
// The ways use roles and places only, so that they are the same in both languages.

/** Sizes in CSS pixels. */
export const SIZES = {
    upright: { width: 800, height: 1280 }, wide: { width: 1280, height: 800 }, phone: { width: 360, height: 740 },
};

/** Places in a person's navigation. */
const PLACE = { inbox: 0, complaints: 1, form: 2, dashboard: 3, register: 4 };
/** Places among the list's filters. */
const FILTER = { all: 2, conflicted: 6, toDispatch: 7, handled: 10 };
const ADMIN_SECTIONS = ['people', 'teams', 'devices', 'codes', 'policy', 'volumes', 'log', 'redactions'];

const goTo = (place) => (visit) => visit.goTo(place);

async function list(visit, filter) {
    await visit.goTo(PLACE.complaints);
    // Where there is one pane, the complaint that was open beside the list covers it.
    await visit.home();
    const chip = visit.page.getByRole('radio').nth(filter);
    // As a screen reader presses: the chip may be far to the right.
    await chip.dispatchEvent('click');
    const count = /\d+$/.exec(await chip.getAttribute('aria-label'))[0];
    await visit.page.locator(`[role=listitem][aria-setsize="${count}"]`).first().waitFor({ state: 'attached' });
}

async function firstOf(visit, filter) {
    await list(visit, filter);
    await visit.page.getByRole('listitem').first().getByRole('button').click();
    await visit.page.getByRole('heading', { level: 1, name: /TS-/ }).last().waitFor({ state: 'attached' });
}

/** Who opens a complaint has read it, which its row shows: done before the first picture, so that no picture changes another. */
export async function readAll(visit) {
    for (const filter of [FILTER.conflicted, FILTER.toDispatch, FILTER.handled]) {
        await firstOf(visit, filter);
        await visit.home();
    }
    await visit.page.getByRole('button', { name: '已同步', exact: true }).waitFor();
}

/** The bar below a complaint: the other steps, and the one that is next. */
async function fromStepBar(visit, which) {
    await visit.page.getByRole('toolbar').last().getByRole('button')[which]().click();
    await visit.page.getByRole('dialog').waitFor({ state: 'attached' });
}

async function paper(visit) {
    await visit.page.locator('#print .page').first().waitFor();
}

/** Every screen by its name: who sees it, and how. */
export const SCREENS = {
    'sign-in': { who: 'nobody', visit: async () => {} },
    'inbox': { who: 'manager', visit: goTo(PLACE.inbox) },
    'list': { who: 'manager', visit: (visit) => list(visit, FILTER.all) },
    'list-search': { who: 'manager', visit: async (visit) => {
        await list(visit, FILTER.all);
        await visit.page.getByRole('searchbox').fill('青年路站');
    }, leave: (visit) => visit.page.getByRole('searchbox').fill('') },
    'detail': { who: 'manager', visit: (visit) => firstOf(visit, FILTER.handled) },
    'detail-conflict': { who: 'manager', visit: (visit) => firstOf(visit, FILTER.conflicted) },
    'other-steps': { who: 'manager', visit: async (visit) => {
        await firstOf(visit, FILTER.toDispatch);
        await fromStepBar(visit, 'first');
    } },
    'more': { who: 'manager', visit: async (visit) => {
        await firstOf(visit, FILTER.handled);
        await visit.page.getByRole('button', { name: /^(更多|More)$/ }).click();
        await visit.page.getByRole('dialog').waitFor({ state: 'attached' });
    } },
    'step': { who: 'manager', visit: async (visit) => {
        await firstOf(visit, FILTER.toDispatch);
        await fromStepBar(visit, 'last');
    } },
    'new-complaint': { who: 'manager', visit: goTo(PLACE.form) },
    'dashboard': { who: 'manager', visit: goTo(PLACE.dashboard) },
    'register': { who: 'manager', visit: goTo(PLACE.register) },
    'me': { who: 'manager', visit: (visit) => visit.goToMe() },
    'sync': { who: 'manager', visit: async (visit) => {
        await visit.goToMe();
        await visit.page.getByRole('button', { name: /^(已同步|Synced)$/ }).click();
    } },
    'paper-form': { who: 'manager', visit: async (visit) => {
        await firstOf(visit, FILTER.handled);
        const print = visit.page.getByRole('button', { name: /^(打印处理表|Print the form)/ });
        if (await print.count() === 0) {
            await visit.page.getByRole('button', { name: /^(更多|More)$/ }).click(); // a phone has it there
            await visit.page.getByRole('dialog').waitFor({ state: 'attached' });
        }
        await print.first().click();
        await paper(visit);
    }, leave: (visit) => visit.page.keyboard.press('Escape') },
    'paper-register': { who: 'manager', visit: async (visit) => {
        await visit.goTo(PLACE.register);
        await visit.page.getByRole('button', { name: /A4/ }).click();
        await paper(visit);
    }, leave: (visit) => visit.page.keyboard.press('Escape') },
    ...Object.fromEntries(ADMIN_SECTIONS.map((name, index) => [`admin-${name}`, {
        who: 'administrator', visit: async (visit) => {
            await visit.goTo(0);
            await visit.page.getByRole('tab').nth(index).dispatchEvent('click');
        },
    }])),
    'admin-form': { who: 'administrator', visit: async (visit) => {
        await visit.goTo(0);
        await visit.page.getByRole('tab').first().click();
        await visit.tablet.settled();
        await visit.page.getByRole('main').getByRole('button', { name: /^(添加人员|新增人员|Add)/ }).first().click();
        await visit.page.getByRole('dialog').waitFor({ state: 'attached' });
    } },
};

const all = Object.keys(SCREENS);
/** Neither language nor size of text can be chosen before somebody signs in. */
const own = all.filter((name) => name !== 'sign-in');

/** In every mode the screens of which goldens are kept; others can be pictured by hand. */
export const MODES = {
    'upright': { size: 'upright', golden: all },
    'wide': { size: 'wide', golden: all },
    'phone': { size: 'phone', golden: all },
    'dark': { size: 'upright', scheme: 'dark', golden: all },
    'contrast': { size: 'upright', contrast: 'more', golden: ['sign-in', 'inbox', 'detail-conflict', 'new-complaint', 'dashboard'] },
    'dark-contrast': { size: 'upright', scheme: 'dark', contrast: 'more', golden: ['inbox', 'detail-conflict', 'dashboard'] },
    'large': { size: 'upright', percent: 200, golden: own },
    'large-phone': { size: 'phone', percent: 200, golden: ['inbox', 'list', 'detail', 'step', 'register', 'admin-people', 'admin-form'] },
    'english': { size: 'upright', language: 1, golden: own },
    'english-phone': { size: 'phone', language: 1, golden: ['inbox', 'detail', 'step', 'new-complaint', 'admin-form'] },
    'english-wide': { size: 'wide', language: 1, golden: [] },
    'english-large-phone': { size: 'phone', language: 1, percent: 200, golden: [] },
    'dark-wide': { size: 'wide', scheme: 'dark', golden: [] },
};
