// Running clocks. data-clock: seconds already gone; data-until: seconds left, with a minus when passed.
import { $$, onContent, within } from "./dom.js";

const two = (n) => String(n).padStart(2, "0");
const since = new WeakMap();

const text = (seconds) => {
  const past = Math.abs(Math.floor(seconds)), hours = Math.floor(past / 3600);
  return `${seconds < 0 ? "−" : ""}${hours ? `${hours}:` : ""}${two(Math.floor((past % 3600) / 60))}:${two(past % 60)}`;
};

function tick() {
  for (const each of $$("[data-clock], [data-until]")) {
    const gone = (Date.now() - (since.get(each) ?? Date.now())) / 1000;
    each.textContent = text("clock" in each.dataset ? +each.dataset.clock + gone : +each.dataset.until - gone);
  }
}

export function start() {
  onContent((root) => within(root, "[data-clock], [data-until]").forEach((each) => since.set(each, since.get(each) ?? Date.now())));
  tick();
  setInterval(tick, 1000);
}
