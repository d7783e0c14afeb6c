// The signature pad is fetched only by pages that have one.
import { onContent, within } from "./dom.js";

export function start() {
  onContent(async (root) => {
    const canvases = within(root, "canvas[data-sign]:not([data-ready])");
    if (!canvases.length) return;
    canvases.forEach((canvas) => { canvas.dataset.ready = ""; });
    const { pad } = await import(canvases[0].dataset.src);
    canvases.forEach(pad);
  });
}
