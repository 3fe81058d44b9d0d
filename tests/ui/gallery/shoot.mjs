// Pictures of the gallery in all sizes and themes.
//
//   node shoot.mjs PROGRAM_DIR OUT_DIR [NAME...]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openGallery, rest } from './browser.mjs';
import { serve } from './serve.mjs';

const [programDir, outDir, ...wanted] = process.argv.slice(2);
const touch = { hasTouch: true, isMobile: false };
const desk = { width: 1280, height: 800 };
const tablet = { width: 800, height: 1280 };
const phone = { width: 360, height: 740 };
const SHOTS = [
    { name: 'components-1280', viewport: { width: 1280, height: 1600 }, scale: 2 },
    { name: 'components-1280-dark', viewport: { width: 1280, height: 1600 }, scale: 2, scheme: 'dark' },
    { name: 'components-phone', viewport: { width: 360, height: 1400 }, scale: 2, ...touch },
    { name: 'list-1280', viewport: desk, scale: 2, press: '投诉' },
    { name: 'list-1280-dpr1', viewport: desk, scale: 1, press: '投诉' },
    { name: 'list-800-dark', viewport: tablet, scale: 2, scheme: 'dark', press: '投诉', ...touch },
    { name: 'list-phone', viewport: phone, scale: 2, press: '投诉', ...touch },
    { name: 'form-800', viewport: tablet, scale: 2, press: '登记', ...touch },
    { name: 'form-800-dpr1.5', viewport: tablet, scale: 1.5, press: '登记', ...touch },
    { name: 'form-phone', viewport: phone, scale: 3, press: '登记', ...touch },
    { name: 'form-800-text200', viewport: tablet, scale: 1, press: '登记', query: '?textScale=2', ...touch },
    { name: 'list-800-text200', viewport: tablet, scale: 1, press: '投诉', query: '?textScale=2', ...touch },
    { name: 'sheet-800', viewport: tablet, scale: 2, press: '其他步骤', ...touch },
    { name: 'sheet-phone-dark', viewport: phone, scale: 2, scheme: 'dark', press: '其他步骤', ...touch },
    { name: 'sheet-1280', viewport: desk, scale: 1, press: '其他步骤' },
    { name: 'dashboard-1280', viewport: desk, scale: 2, press: '统计' },
    { name: 'dashboard-800-dark', viewport: tablet, scale: 1, scheme: 'dark', press: '统计', ...touch },
    { name: 'dashboard-phone', viewport: { width: 360, height: 2400 }, scale: 1, press: '统计', ...touch },
    { name: 'dashboard-phone-text200', viewport: { width: 360, height: 4000 }, scale: 1, press: '统计',
        query: '?textScale=2', ...touch },
    { name: 'inbox-800-dark', viewport: tablet, scale: 2, scheme: 'dark', press: '我', ...touch },
    { name: 'inbox-1280', viewport: desk, scale: 1, press: '我' },
    { name: 'inbox-phone', viewport: { width: 360, height: 1400 }, scale: 2, press: '我', ...touch },
    { name: 'inbox-phone-text200', viewport: { width: 360, height: 3200 }, scale: 1, press: '我',
        query: '?textScale=2', ...touch },
    { name: 'register-1280', viewport: desk, scale: 1, press: '记录表' },
    { name: 'register-800-dark', viewport: tablet, scale: 1, scheme: 'dark', press: '记录表', ...touch },
    { name: 'register-phone-text200', viewport: phone, scale: 1, press: '记录表', query: '?textScale=2', ...touch },
    { name: 'groups-800', viewport: tablet, scale: 1, press: ['记录表', '分派'], ...touch },
    { name: 'groups-phone-dark', viewport: phone, scale: 2, scheme: 'dark', press: ['记录表', '分派'], ...touch },
    { name: 'steps-phone', viewport: phone, scale: 2, press: ['记录表', '更多步骤'], ...touch },
    { name: 'date-phone', viewport: { width: 360, height: 800 }, scale: 2, press: '投诉时间: 11-23 09:41', ...touch },
    { name: 'date-1280-dark', viewport: desk, scale: 1, scheme: 'dark', press: '投诉时间: 11-23 09:41' },
    { name: 'date-phone-text200', viewport: phone, scale: 1, press: '投诉时间: 11-23 09:41', query: '?textScale=2',
        ...touch },
    { name: 'toast-800', viewport: tablet, scale: 1, press: '验证并登记', ...touch },
];

mkdirSync(outDir, { recursive: true });
const server = await serve(programDir);
const browser = await launch();
for (const shot of SHOTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const { viewport, scale, scheme = 'light', press, query, hasTouch = false } = shot;
    const { page, context, problems } = await openGallery(
        browser, server.url, { viewport, deviceScaleFactor: scale, colorScheme: scheme, hasTouch }, query);
    for (const name of press ? [press].flat() : []) {
        await page.getByRole('button', { name, exact: true }).first().click();
        if (!shot.name.startsWith('toast')) {
            await rest(page);
        }
        await page.waitForTimeout(300);
    }
    await page.screenshot({ path: join(outDir, `${shot.name}.png`) });
    console.log(shot.name, JSON.stringify(await page.evaluate(() => window.huiyin.statistics())), problems.join('\n'));
    await context.close();
}
await browser.close();
server.close();
