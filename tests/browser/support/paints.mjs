// When what was typed is on the screen: the field itself shows it, so the page's own frames tell.

/** From now on. */
export function watchPaints(page) {
    return page.evaluate(() => {
        window.painted = [];
        document.addEventListener('input', ({ timeStamp }) => {
            // Behind the frame that has the text, what comes next is a message.
            requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => window.painted.push(performance.now() - timeStamp);
                port2.postMessage(null);
            });
        }, true);
    });
}

/** The next so many of them; from the event's time stamp to the end of its frame, ms. */
export async function paintsOf(page, count) {
    await page.waitForFunction((wanted) => window.painted.length >= wanted, count);
    return page.evaluate((wanted) => window.painted.splice(0, wanted), count);
}
