// Pages to print: shown over the canvas first, because window.print() must run in the press itself and the program
// in the worker cannot answer within it. What is on the screen is what comes out of the printer.
import { plainMarkup } from './plain_markup.js';

/** Width of a sheet in CSS pixels (96 to the inch), and the size for @page. */
const PAPERS = {
    'a4-portrait': { width: 794, size: 'A4 portrait' },
    'a4-landscape': { width: 1123, size: 'A4 landscape' },
    'a3-landscape': { width: 1587, size: 'A3 landscape' },
};
const DESK_MARGIN = 32;

/** A style sheet of the document's own: @page counts for nothing in a shadow tree. */
const pageSize = new CSSStyleSheet();
let close = () => {};

/**
 * Shows a document until it is closed; another one before takes its place.
 *
 * @param {{title: string, html: string, paper: string, printLabel: string, closeLabel: string}} document_
 */
export function showPaper({ title, html, paper, printLabel, closeLabel }) {
    close();
    const { width, size } = PAPERS[paper] ?? PAPERS['a4-portrait'];
    const section = document.getElementById('print');
    const stage = document.getElementById('stage');
    const focusBefore = document.activeElement;
    const titleBefore = document.title;
    pageSize.replaceSync(`@page { size: ${size}; margin: 0; }`);
    if (!document.adoptedStyleSheets.includes(pageSize)) {
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, pageSize];
    }

    const bar = element('header', 'paper-bar');
    const heading = element('h2', '', title);
    heading.id = 'print-title';
    const print = element('button', 'strong', printLabel);
    const closing = element('button', '', closeLabel);
    bar.append(heading, closing, print);
    const desk = element('div', 'paper-desk');
    desk.tabIndex = 0;
    desk.setAttribute('role', 'document');
    desk.setAttribute('aria-labelledby', heading.id);
    const sheets = makeSheets(html, paper);
    desk.append(sheets);
    section.replaceChildren(bar, desk);
    section.dataset.paper = paper;
    section.hidden = false;
    stage.inert = true;
    // A saved PDF is named after the document's title.
    document.title = title;

    const fit = new ResizeObserver(() => {
        const scale = Math.min(1, (desk.clientWidth - DESK_MARGIN) / width);
        desk.style.setProperty('--fit', scale);
        desk.style.setProperty('--spare', `${sheets.offsetHeight * (scale - 1)}px`);
    });
    fit.observe(desk);
    fit.observe(sheets);
    const onKey = (event) => {
        if (event.key === 'Escape' && !event.isComposing) {
            event.stopImmediatePropagation();
            close();
        }
    };
    window.addEventListener('keydown', onKey, true);
    close = () => {
        close = () => {};
        fit.disconnect();
        window.removeEventListener('keydown', onKey, true);
        section.hidden = true;
        section.replaceChildren();
        stage.inert = false;
        document.title = titleBefore;
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== pageSize);
        focusBefore?.focus?.({ preventScroll: true });
    };
    closing.onclick = () => close();
    print.onclick = () => window.print();
    print.focus();
}

/** In a shadow tree, so that the sheet's rules for tables and headings touch nothing else. */
function makeSheets(html, paper) {
    const host = element('div', 'sheets');
    const root = host.attachShadow({ mode: 'open' });
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = new URL('./print.css', import.meta.url);
    const body = element('div', `paper ${paper}`);
    body.append(plainMarkup(html));
    root.append(style, body);
    return host;
}

function element(tag, className, text = '') {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    if (tag === 'button') {
        made.type = 'button';
    }
    return made;
}
