// Short messages after a success. They come as the header event `toast`, or in the page after a redirect; never errors.
import { $, $$ } from "./dom.js";

const SHORT = 4000, WITH_UNDO = 8000;

function leave(toast) {
  const button = $("button:not([hidden])", toast);
  const timer = setTimeout(() => toast.remove(), button ? WITH_UNDO : SHORT);
  button?.addEventListener("click", () => { clearTimeout(timer); setTimeout(() => toast.remove(), 300); });
}

export function toast({ text, undo }) {
  const box = $("#toasts"), copy = $("#t-toast").content.firstElementChild.cloneNode(true);
  $("span", copy).textContent = text;
  const button = $("button", copy);
  if (undo) { button.setAttribute("hx-post", undo); button.hidden = false; } else button.remove();
  box.append(copy);
  window.htmx.process(copy);
  leave(copy);
}

export function start() {
  document.addEventListener("toast", (event) => toast(event.detail));
  $$("#toasts [data-toast]").forEach(leave);
}
