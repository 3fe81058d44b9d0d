// The worker of the gallery: the display alone, without storage or network.
import { Display } from './display.js';
import createProgram from './huiyin_gallery.mjs';

const display = new Display();

self.onmessage = async ({ data }) => {
    if (data.type !== 'start') {
        display.handle(data);
        return;
    }
    display.setCanvas(data.canvas);
    display.attach(await createProgram({ display }));
    self.postMessage({ type: 'ready' });
};
