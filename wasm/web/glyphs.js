// Glyphs out of the system's fonts, drawn on a small canvas and read back.

/** The same list as in shell.css, so that text does not change when its field gets the focus. */
export const FONT_FAMILY = '"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","HarmonyOS Sans SC",'
    + '"MiSans","Microsoft YaHei",-apple-system,system-ui,sans-serif';
/** What is tried, in this order, where that list gives Japanese forms. */
const OTHER_FAMILIES = [
    '"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC"', '"PingFang SC"', '"Microsoft YaHei"', 'system-ui', 'sans-serif',
];
/** Its Chinese and its Japanese form differ in every font that has both. */
const HAN_SHIBBOLETH = '直';
const SHIBBOLETH_PIXELS = 48;
const CANVAS_EDGE = 256;
const FIRST_HAN = 0x4e00;
const LAST_HAN = 0x9fff;
/** 国 stands for all Han characters: they are equally wide. */
const HAN_SAMPLE = 0x56fd;

/**
 * The first of the families whose Chinese form is not the one Japanese text has.
 *
 * @param {(family: string, language: string) => unknown} draw gives something that is the same for the same picture of a
 *     character that tells them apart.
 * @param {string} preferred a list of families as CSS writes it.
 * @param {string[]} others lists to try after it.
 * @returns {string | undefined} nothing where all give the Japanese form.
 */
export function chooseFamily(draw, preferred, others) {
    // What a Japanese reader would get here, by name or by fallback.
    const japanese = new Set([draw('sans-serif', 'ja'), draw('system-ui', 'ja')]);
    return [preferred, ...others].find((family) => !japanese.has(draw(family, 'zh-CN')));
}

export class GlyphSource {
    #context;
    #font = '';
    #hanWidths = new Map();
    /** The families that text is drawn with. */
    family = FONT_FAMILY;

    constructor() {
        // Without willReadFrequently each read-back waits for the GPU, ten times as long.
        this.#context = new OffscreenCanvas(CANVAS_EDGE, CANVAS_EDGE).getContext('2d', { willReadFrequently: true });
        this.#setUp();
        if ('lang' in this.#context) {
            const chosen = chooseFamily((family, language) => this.#shibboleth(family, language), FONT_FAMILY, OTHER_FAMILIES);
            this.family = chosen ?? FONT_FAMILY;
            this.#setUp();
        }
    }

    /** @returns {number[]} width, left, right, ascent, descent in pixels. */
    measure(character, pixels, bold) {
        this.#setFont(pixels, bold);
        const m = this.#context.measureText(String.fromCodePoint(character));
        return [
            m.width, m.actualBoundingBoxLeft, m.actualBoundingBoxRight, m.actualBoundingBoxAscent,
            m.actualBoundingBoxDescent,
        ];
    }

    /** The advance alone; for Han characters without asking the canvas each time. */
    advance(character, pixels, bold) {
        this.#setFont(pixels, bold);
        if (character < FIRST_HAN || character > LAST_HAN) {
            return this.#context.measureText(String.fromCodePoint(character)).width;
        }
        let width = this.#hanWidths.get(this.#font);
        if (width === undefined) {
            width = this.#context.measureText(String.fromCodePoint(HAN_SAMPLE)).width;
            this.#hanWidths.set(this.#font, width);
        }
        return width;
    }

    /** @returns {number[]} ascent and descent of the font itself. */
    metrics(pixels, bold) {
        this.#setFont(pixels, bold);
        const m = this.#context.measureText('国');
        return [m.fontBoundingBoxAscent ?? pixels * 0.88, m.fontBoundingBoxDescent ?? pixels * 0.12];
    }

    /** @returns {Uint8ClampedArray} RGBA of the character drawn with its origin at (x, y). */
    raster(character, pixels, bold, x, y, width, height) {
        this.#grow(Math.max(width, height));
        this.#setFont(pixels, bold);
        this.#context.clearRect(0, 0, width, height);
        this.#context.fillText(String.fromCodePoint(character), x, y);
        return this.#context.getImageData(0, 0, width, height).data;
    }

    /** A hash of the character's pixels in a family and a language, for comparison. */
    #shibboleth(family, language) {
        const context = this.#context;
        context.lang = language;
        context.font = `${SHIBBOLETH_PIXELS}px ${family}`;
        context.clearRect(0, 0, CANVAS_EDGE, CANVAS_EDGE);
        context.fillText(HAN_SHIBBOLETH, 0, SHIBBOLETH_PIXELS);
        const { data } = context.getImageData(0, 0, SHIBBOLETH_PIXELS, 2 * SHIBBOLETH_PIXELS);
        let hash = 0;
        for (let at = 3; at < data.length; at += 4) {
            hash = (Math.imul(hash, 31) + data[at]) | 0;
        }
        return hash;
    }

    #setUp() {
        const context = this.#context;
        context.textBaseline = 'alphabetic';
        context.fillStyle = '#000';
        if ('fontKerning' in context) {
            context.fontKerning = 'none';
        }
        // Otherwise the default fallback may pick Japanese forms.
        if ('lang' in context) {
            context.lang = 'zh-CN';
        }
        this.#font = '';
    }

    #grow(edge) {
        const { canvas } = this.#context;
        if (edge > canvas.width) {
            canvas.width = edge;
            canvas.height = edge;
            this.#setUp();
        }
    }

    #setFont(pixels, bold) {
        const font = `${bold ? 700 : 400} ${pixels}px ${this.family}`;
        if (font !== this.#font) {
            this.#context.font = font;
            this.#font = font;
        }
    }
}
