// A scanner types faster than a hand: keys under 50 ms apart that end in Enter are a scan. Outside a field it opens what it names.
import { $, typing } from "./dom.js";

const GAP = 50, SHORTEST = 4;

export function start() {
  let code = "", last = 0;
  addEventListener("keydown", (event) => {
    if (event.repeat || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const now = performance.now(), fast = now - last < GAP;
    last = now;
    if (event.key === "Enter") {
      const scan = code;
      code = "";
      if (!fast || scan.length < SHORTEST) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      opened(scan);
      return;
    }
    if (event.key.length !== 1) return;
    code = fast ? code + event.key : event.key;
    if (code.length > 1) event.stopImmediatePropagation();  // the letters of a scan are not shortcuts
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-scan-focus]")) $("[data-scan-field]")?.focus() ?? $("[data-search]")?.focus();
  });
}

/** A page with its own scan field gets the code there; every other page opens the record. */
function opened(scan) {
  const field = $("[data-scan-field]");
  if (field) {
    field.value = scan;
    field.form.requestSubmit();
  } else if (document.body.dataset.scan) {
    location.href = `${document.body.dataset.scan}?scan=${encodeURIComponent(scan)}`;
  }
}
