// Light, dark, or as the machine says. The server keeps the choice, so the next page comes in the right colours at once.
import { $$ } from "./dom.js";

const root = document.documentElement;
const machine = matchMedia("(prefers-color-scheme: dark)");
const dark = () => root.dataset.theme === "dark" || (root.dataset.theme === "auto" && machine.matches);
const paint = () => { root.dataset.bsTheme = dark() ? "dark" : "light"; };

export function start(post) {
  paint();
  machine.addEventListener("change", paint);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-toggle]");
    if (!button) return;
    root.dataset.theme = dark() ? "light" : "dark";
    paint();
    const url = button.dataset.url || $$("[data-theme-toggle][data-url]")[0]?.dataset.url;
    if (url) post(url, { theme: root.dataset.theme });
  });
}
