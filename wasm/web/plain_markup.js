// Markup that the program made, as elements of this document: only what is listed gets in, whatever the text says.

const ELEMENTS = new Set([
    'article', 'section', 'div', 'header', 'footer', 'p', 'span', 'h1', 'h2', 'h3', 'b', 'strong', 'i', 'em', 's', 'small',
    'br', 'hr', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'figure', 'figcaption', 'time', 'table', 'caption', 'colgroup', 'col',
    'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'img', 'svg', 'g', 'path', 'polyline', 'line', 'rect', 'circle', 'title',
]);
const ATTRIBUTES = new Set([
    'class', 'lang', 'dir', 'colspan', 'rowspan', 'scope', 'span', 'width', 'height', 'alt', 'role', 'aria-label',
    'aria-hidden', 'datetime', 'viewbox', 'preserveaspectratio', 'd', 'points', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy',
    'r', 'fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'transform',
]);
/** Of a style attribute only these are taken. */
const STYLES = ['width', 'height', 'min-height'];
const PICTURE = /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=]*$/;

/**
 * @param {string} html
 * @returns {DocumentFragment} the listed elements with the listed attributes; others are left out with their content.
 */
export function plainMarkup(html) {
    // Nothing is loaded and no script runs in a document that was only parsed.
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    const fragment = document.createDocumentFragment();
    copyChildren(parsed.body, fragment);
    return fragment;
}

function copyChildren(from, to) {
    for (const child of from.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) {
            to.append(child.data);
        } else if (child.nodeType === Node.ELEMENT_NODE && ELEMENTS.has(child.localName)) {
            const copy = document.createElementNS(child.namespaceURI, child.localName);
            copyAttributes(child, copy);
            copyChildren(child, copy);
            to.append(copy);
        }
    }
}

function copyAttributes(from, to) {
    for (const { name, value } of from.attributes) {
        if (ATTRIBUTES.has(name.toLowerCase())) {
            to.setAttribute(name, value);
        } else if (name === 'style') {
            const declared = declarationsOf(value);
            STYLES.forEach((property) => to.style.setProperty(property, declared.getPropertyValue(property)));
        } else if (name === 'src' && from.localName === 'img' && PICTURE.test(value)) {
            to.src = value;
        }
    }
}

/** A policy that allows no inline style leaves the style of a parsed element empty; its text, set by a script, counts. */
function declarationsOf(text) {
    const { style } = document.createElement('i');
    style.cssText = text;
    return style;
}
