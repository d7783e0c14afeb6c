// Inline edit: a value at rest becomes a field. Enter saves and moves down, Tab saves and moves right, Esc puts the old value back.
import { $, $$ } from "./dom.js";

const before = new WeakMap();          // cell → its content at rest
const next = new WeakMap();            // cell → where to go after saving

const editable = (row) => $$("[data-edit]", row);

function neighbour(cell, how) {
  const row = cell.parentElement;
  if (how === "right" || how === "left") {
    const all = $$("[data-edit], form[data-cell]", row).map((each) => each.closest("td"));
    return all[all.indexOf(cell) + (how === "right" ? 1 : -1)] ?? null;
  }
  const at = [...row.children].indexOf(cell);
  let below = row.nextElementSibling ?? row.parentElement.nextElementSibling?.rows?.[0];
  while (below && !(below.children[at] && editable(below.children[at]).length)) below = below.nextElementSibling;
  return below?.children[at] ?? null;
}

function save(form, how) {
  const cell = form.closest("td"), input = form.elements[0];
  next.set(cell, how);
  if (input.value === input.defaultValue && input.getAttribute("aria-invalid") !== "true") rest(cell, how);
  else form.requestSubmit();
}

function rest(cell, how) {
  next.set(cell, how);                 // leaving the field now is not a second save
  if (before.has(cell)) {
    cell.innerHTML = before.get(cell);
    window.htmx.process(cell);
  }
  moveOn(cell, how);
}

function moveOn(cell, how) {
  next.delete(cell);
  if (how === "stay") { $("[data-edit]", cell)?.focus(); return; }
  const target = how && neighbour(cell, how);
  if (target) $("[data-edit]", target)?.click();
}

export function start() {
  document.addEventListener("htmx:before:request", (event) => {
    const source = event.detail.ctx.sourceElement;
    if (source.matches?.("[data-edit]")) before.set(source.closest("td"), source.closest("td").innerHTML);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail.ctx?.target;
    if (!target?.matches?.("td")) return;
    const form = $("form[data-cell]", target);
    if (form) { form.elements[0].focus(); form.elements[0].select?.(); return; }
    const cell = $("[data-edit]", target);
    if (!cell || !next.has(target)) return;
    cell.classList.add("s");
    setTimeout(() => cell.classList.remove("s"), 1000);
    moveOn(target, next.get(target));
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-cell]");
    if (!form) return;
    const how = { Enter: "down", Tab: event.shiftKey ? "left" : "right" }[event.key];
    if (how) { event.preventDefault(); save(form, how); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); rest(form.closest("td"), "stay"); }
  });
  document.addEventListener("focusout", (event) => {
    const form = event.target.closest?.("form[data-cell]");
    if (form && !form.contains(event.relatedTarget) && form.isConnected && !next.has(form.closest("td"))) save(form, "");
  });
}
