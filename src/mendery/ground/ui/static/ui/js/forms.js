// Forms: one press is one request, a repeat does no harm, a wrong field gets the focus, an unanswered request keeps the text.
import { $, $$, onContent, within } from "./dom.js";

const keys = new WeakMap();
const TRIES = [1000, 2000, 4000];
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function keyOf(source) {
  const form = source.form ?? source.closest("form");
  const held = form?.elements._key;
  if (held) return held.value ||= crypto.randomUUID();
  if (!keys.has(source)) keys.set(source, crypto.randomUUID());
  return keys.get(source);
}

/** The server has answered: the next press is new work. */
function renew(source) {
  keys.delete(source);
  const held = (source.form ?? source.closest?.("form"))?.elements._key;
  if (held) held.value = crypto.randomUUID();
}

/** Try again when the network is gone; the key makes a second arrival harmless. */
async function persistent(url, request) {
  for (const wait of [...TRIES, 0]) {
    try { return await fetch(url, request); } catch (error) {
      if (!wait || error.name === "AbortError") throw error;
      await pause(wait);
    }
  }
}

function problem(source) {
  // a table row has no room for a sentence
  const form = source.closest?.("table") ? $("dialog[open] [data-notes]") ?? $("#notes") : source.closest?.("form, main") ?? $("main");
  $$(":scope > [data-problem]", form).forEach((old) => old.remove());
  const copy = $("#t-problem").content.firstElementChild.cloneNode(true);
  $("[data-again]", copy).addEventListener("click", () => {
    copy.remove();
    if (source.matches("form")) source.requestSubmit(); else source.click();
  });
  form.prepend(copy);
}

function focusWrong(root) {
  const refusal = "#notes .note[role=alert], [data-notes] .note[role=alert]";
  const refused = root.matches?.("#notes, [data-notes]") ? $(".note[role=alert]", root) : within(root, refusal)[0];
  (within(root, "[aria-invalid=true]")[0] ?? refused)?.focus();
}

function guardPlainForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("hx-post") || form.method === "dialog" || form.method === "get") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => $$("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    $$("[aria-busy]", form).forEach((button) => button.removeAttribute("aria-busy"));
  }));
}

function guardRequests() {
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.request.method === "GET") return;
    ctx.request.headers["Idempotency-Key"] = keyOf(ctx.sourceElement);
    ctx.fetch = persistent;
  });
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.request.method !== "GET") (ctx.request.submitter ?? ctx.sourceElement).setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    (ctx.request.submitter ?? ctx.sourceElement).removeAttribute?.("aria-busy");
    if (ctx.response && ctx.response.status < 500) renew(ctx.sourceElement);
  });
  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) problem(event.detail.ctx.sourceElement);
  });
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (ctx && !ctx.response) problem(ctx.sourceElement);
  });
}

function small() {
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-autosubmit]")) event.target.form.requestSubmit();
    const all = event.target.closest("[data-toggles]");
    if (all) $$(all.dataset.toggles).forEach((each) => { each.hidden = !all.checked; });
  });
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-choice] button");
    if (choice) {
      const group = choice.closest("[data-choice]"), held = group.dataset.choice && $(group.dataset.choice);
      $$("button", group).forEach((each) => each.setAttribute("aria-pressed", String(each === choice)));
      if (held) { held.value = choice.value; held.dispatchEvent(new Event("change", { bubbles: true })); }
    }
    const reveal = event.target.closest("[data-reveal]");
    if (reveal) { const field = $(reveal.dataset.reveal); field.type = field.type === "password" ? "text" : "password"; }
    const copy = event.target.closest("[data-copy]");
    if (copy) navigator.clipboard?.writeText(copy.dataset.copy);
  });
}

export function start() {
  guardPlainForms();
  guardRequests();
  small();
  onContent(focusWrong);
}
