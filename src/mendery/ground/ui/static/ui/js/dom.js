// The few words of the DOM that all other files use.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Run now and again for every piece that htmx brings in. */
export const onContent = (work) => {
  work(document);
  document.addEventListener("htmx:after:process", (event) => work(event.target));
};

/** Everything inside the new piece that matches, the piece itself included. */
export const within = (root, selector) => {
  const found = root.querySelectorAll ? $$(selector, root) : [];
  if (root.matches?.(selector)) found.unshift(root);
  return found;
};

export const typing = (element) => element?.matches?.("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable]");
