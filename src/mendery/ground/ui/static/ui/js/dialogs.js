// Native dialogs. data-dialog="#id" opens one of the page; whatever htmx puts into #dialog opens by itself.
import { $ } from "./dom.js";

/** Menus hang under their button; browsers without anchors are told where that is. */
function hang(event) {
  const menu = event.target;
  if (event.newState !== "open" || !menu.matches?.(".menu[popover]") || CSS.supports("position-area: bottom")) return;
  const button = $(`[popovertarget="${CSS.escape(menu.id)}"]`)?.getBoundingClientRect();
  if (!button) return;
  menu.style.top = `${Math.min(button.bottom + 4, innerHeight - menu.offsetHeight - 8)}px`;
  menu.style.left = `${Math.max(8, button.right - menu.offsetWidth)}px`;
}

export function start() {
  document.addEventListener("toggle", hang, true);
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog], [data-confirm-dialog]");
    if (opener) {
      event.preventDefault();
      $(opener.dataset.dialog ?? opener.dataset.confirmDialog)?.showModal();
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog, [popover]")?.[event.target.closest("dialog") ? "close" : "hidePopover"]();
    if (event.target.matches?.("dialog.md")) event.target.close();   // a press on the dark outside
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const dialog = $("#dialog");
    if (!dialog || event.detail.ctx?.target !== dialog) return;
    if (dialog.childElementCount && !dialog.open) dialog.showModal();
    $("[autofocus], [aria-invalid=true], input:not([type=hidden]), select, textarea", dialog)?.focus();
  });
  // a refusal belongs where the eyes are: into the open dialog, not behind it
  document.addEventListener("htmx:before:swap", (event) => {
    const notes = $("dialog[open] [data-notes]");
    if (notes) event.detail.tasks.filter((task) => task.target?.id === "notes").forEach((task) => { task.target = notes; });
  });
  document.addEventListener("dialog:close", () => $("#dialog")?.close());
}
