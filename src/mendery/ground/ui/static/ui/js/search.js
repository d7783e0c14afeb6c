// The command bar: one box that finds everything. Suggestions come from the server; Enter opens, Ctrl+Enter in a new tab.
import { $ } from "./dom.js";
import { chosen, options, choose, show, step } from "./combobox.js";

export function start() {
  const input = $("[data-search]"), list = $("#palette");
  if (!input || !list) return;
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx?.sourceElement !== input) return;
    const found = input.value.trim().length > 1 && document.activeElement === input;
    show(input, list, found);
    if (found && options(list).length) choose(input, list, 0);
  });
  input.addEventListener("input", () => { if (input.value.trim().length < 2) show(input, list, false); });
  input.addEventListener("blur", () => setTimeout(() => { if (!list.contains(document.activeElement)) show(input, list, false); }, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      show(input, list, options(list).length > 0);
      step(input, list, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(input, list, false);
    } else if (event.key === "Enter" && !list.hidden && chosen(list)) {
      event.preventDefault();
      const url = chosen(list).href;
      if (event.ctrlKey || event.metaKey) open(url, "_blank"); else location.href = url;
    }
  });
}
