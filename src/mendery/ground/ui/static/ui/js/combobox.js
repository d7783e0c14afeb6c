// A field with a list of suggestions under it: arrows choose, the chosen one is named to the screen reader.
import { $$ } from "./dom.js";

export const options = (list) => $$("[role=option]", list);
export const chosen = (list) => options(list).find((option) => option.getAttribute("aria-selected") === "true");

export function choose(input, list, index) {
  const all = options(list);
  all.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
  const option = all[index];
  if (option) {
    option.id ||= `${list.id}-${index}`;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

export function step(input, list, by) {
  const all = options(list);
  if (!all.length) return;
  const now = all.indexOf(chosen(list));
  choose(input, list, (now + by + all.length) % all.length);
}

export function show(input, list, visible) {
  if (!list) return; // the field was swapped away with its list
  list.hidden = !visible;
  input.setAttribute("aria-expanded", String(visible));
  if (!visible) input.removeAttribute("aria-activedescendant");
}
