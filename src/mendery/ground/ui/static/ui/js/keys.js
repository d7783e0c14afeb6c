// Keys of the whole page. An element with data-key="alt+s" is pressed by that key; single letters work only outside fields.
import { $, $$, typing } from "./dom.js";
import { moveRow, tickRow } from "./lists.js";

const name = (event) => {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  const letter = event.code?.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  if (event.shiftKey && (letter.length > 1 || /[a-z]/.test(letter))) parts.push("shift");
  parts.push(letter);
  return parts.join("+");
};

const open = () => $("dialog[open]");
const shown = (element) => element.checkVisibility?.() ?? true;

function press(key) {
  const scope = open() ?? document;
  const target = $$(`[data-key="${CSS.escape(key)}"]`, scope).find(shown);
  if (!target) return false;
  if (typing(target)) { target.focus(); target.select?.(); } else target.click();
  return true;
}

function go(letter) {
  const link = $(`[data-go="${CSS.escape(letter)}"]`);
  if (link) location.href = link.href;
}

export function start() {
  let g = 0;
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = name(event);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const field = typing(event.target);
    if (key === "escape" && field && !open()) { event.target.blur(); return; }
    if (field && plain && !/^f\d+$/.test(key)) return;
    if (plain && key.length === 1 && document.body.dataset.keys === "off") return;
    if (plain && !open()) {
      if (g && Date.now() - g < 900) { g = 0; go(key); event.preventDefault(); return; }
      g = key === "g" ? Date.now() : 0;
      if (event.key === "/") { event.preventDefault(); $("[data-search]")?.focus(); return; }
      if (event.key === "?") { event.preventDefault(); $("#keys")?.showModal(); return; }
      if (key === "j" || key === "k") { event.preventDefault(); moveRow(key === "j" ? 1 : -1); return; }
      if (key === "x") { tickRow(); return; }
    }
    if (key === "mod+k") { event.preventDefault(); $("[data-search]")?.focus(); return; }
    if (press(key)) event.preventDefault();
  });
}
