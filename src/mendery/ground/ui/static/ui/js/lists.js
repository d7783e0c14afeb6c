// Lists: the row opens on a press, J and K walk, X chooses, the bar for chosen rows counts.
import { $, $$ } from "./dom.js";

const rows = () => $$("[data-rows] tr, [data-rows] > li").filter((row) => $("a[href]", row) && row.checkVisibility?.() !== false);
const current = () => document.activeElement?.closest?.("[data-rows] tr, [data-rows] > li");

export function moveRow(by) {
  const all = rows(), at = all.indexOf(current());
  const row = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))];
  if (row) { $("a[href]", row).focus(); row.scrollIntoView({ block: "nearest" }); }
}

export function tickRow() {
  $("input[type=checkbox]", current() ?? document.createElement("i"))?.click();
}

function counted(list) {
  const ticks = $$("tbody input[type=checkbox], li input[type=checkbox]", list);
  ticks.forEach((tick) => tick.closest("tr, li").setAttribute("aria-selected", String(tick.checked)));
  const bar = $("[data-bulk]", list.closest(".card, form, main") ?? document);
  if (!bar) return;
  const n = ticks.filter((tick) => tick.checked).length;
  bar.hidden = !n;
  $("[data-bulk-n]", bar).textContent = n;
}

export function start() {
  document.addEventListener("change", (event) => {
    const list = event.target.closest?.("[data-rows]");
    if (!list || event.target.type !== "checkbox") return;
    if (event.target.matches("[data-all]")) $$("tbody input[type=checkbox]", list).forEach((tick) => { tick.checked = event.target.checked; });
    counted(list);
  });
  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("tr[data-href]");
    if (!row || event.target.closest("a, button, input, label, select, form") || String(getSelection())) return;
    if (event.ctrlKey || event.metaKey) open(row.dataset.href, "_blank"); else location.href = row.dataset.href;
  });
}
