// Glyphs out of the system's fonts, drawn on a small canvas and read back.

/** The same list as in shell.css, so that text does not change when its field gets the focus. */
export const FONT_FAMILY = '"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","HarmonyOS Sans SC",'
    + '"MiSans","Microsoft YaHei",-apple-system,system-ui,sans-serif';
const CANVAS_EDGE = 256;
const FIRST_HAN = 0x4e00;
const LAST_HAN = 0x9fff;
/** 国 stands for all Han characters: they are equally wide. */
const HAN_SAMPLE = 0x56fd;

export class GlyphSource {
    #context;
    #font = '';
    #hanWidths = new Map();

    constructor() {
        // Without willReadFrequently each read-back waits for the GPU, ten times as long.
        this.#context = new OffscreenCanvas(CANVAS_EDGE, CANVAS_EDGE).getContext('2d', { willReadFrequently: true });
        this.#setUp();
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
        const font = `${bold ? 700 : 400} ${pixels}px ${FONT_FAMILY}`;
        if (font !== this.#font) {
            this.#context.font = font;
            this.#font = font;
        }
    }
}
