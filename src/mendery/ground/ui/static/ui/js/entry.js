// Line entry: type two letters or scan, arrows choose, Enter adds one, Tab goes to the quantity, `3*code` adds three.
// <form data-entry><input data-suggest="#list" name="q"><input name="pick" type=hidden><input name="quantity"></form>
import { $ } from "./dom.js";
import { choose, chosen, options, show, step } from "./combobox.js";

const TIMES = /^\s*(\d+(?:[.,]\d+)?)\s*[*x×]\s*/i;
const field = (form, name) => form.elements[name];
const listOf = (input) => $(input.dataset.suggest);

/** Take the suggestion into the form; `quantity` from `3*` when it was typed. */
function take(input, option) {
  const form = input.form, times = input.value.match(TIMES);
  if (times && field(form, "quantity")) field(form, "quantity").value = times[1].replace(",", ".");
  if (field(form, "pick")) field(form, "pick").value = option?.dataset.pick ?? "";
  if (option?.dataset.text) input.value = option.dataset.text;
  show(input, listOf(input), false);
}

function clear(form) {
  const input = $("[data-suggest]", form);
  for (const name of ["pick", "quantity"]) if (field(form, name)) field(form, name).value = field(form, name).defaultValue;
  input.value = "";
  input.focus();
}

/** Enter in the quantity adds too, although the form has no button. */
function sent(event) {
  const form = event.key === "Enter" && event.target.form;
  if (!form || !form.matches("[data-entry]") || event.target.tagName !== "INPUT") return;
  event.preventDefault();
  form.requestSubmit();
}

function pressed(event) {
  const input = event.target.closest?.("[data-suggest]");
  if (!input) { sent(event); return; }
  const list = listOf(input), visible = !list.hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    show(input, list, options(list).length > 0);
    step(input, list, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    if (visible) show(input, list, false); else { input.value = ""; input.blur(); }
  } else if (event.key === "Tab" && !event.shiftKey && visible && chosen(list) && field(input.form, "quantity")) {
    event.preventDefault();
    take(input, chosen(list));
    field(input.form, "quantity").focus();
    field(input.form, "quantity").select();
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (!input.value.trim()) return;
    const option = visible ? chosen(list) : null;
    take(input, option);
    if (!option || input.form.matches("[data-entry]")) input.form.requestSubmit();
  }
}

export function start() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("[role=option][data-pick]");
    const input = option && $(`[data-suggest="#${option.closest("[role=listbox]").id}"]`);
    if (!input) return;
    event.preventDefault();
    take(input, option);
    if (input.form.matches("[data-entry]")) input.form.requestSubmit();
  });
  document.addEventListener("focusout", (event) => {
    const input = event.target.closest?.("[data-suggest]");
    if (input) setTimeout(() => show(input, listOf(input), false), 150);
  });
  document.addEventListener("input", (event) => {
    const input = event.target.closest?.("[data-suggest]");
    if (!input) return;
    if (field(input.form, "pick")) field(input.form, "pick").value = "";
    if (input.value.replace(TIMES, "").trim().length < 2) show(input, listOf(input), false);
  });
  // `3*gdb` asks for `gdb`
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (!ctx.sourceElement.matches("[data-suggest]")) return;
    const name = ctx.sourceElement.name;
    if (ctx.request.body?.has?.(name)) ctx.request.body.set(name, ctx.request.body.get(name).replace(TIMES, ""));
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const source = event.detail.ctx?.sourceElement;
    if (source?.matches?.("[data-suggest]")) {
      const list = listOf(source), found = options(list).length > 0 && document.activeElement === source;
      show(source, list, found);
      if (found) choose(source, list, 0);
    }
  });
  // what had the focus was swapped away by its own act: go on with the next field that waits ([data-next])
  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.request?.method === "POST" && document.activeElement === document.body) $("[data-next]")?.focus();
  });
  // after a line is added the field stays open for the next one
  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail, form = ctx.sourceElement;
    if (form?.matches?.("form[data-entry]") && form.isConnected && ctx.response?.status < 400) clear(form);
  });
}
