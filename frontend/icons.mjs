// One SVG sprite of the icons that pages may use: the kit's list.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export async function sprite(place) {
  const names = readFileSync(join(place.ui, "icons.txt"), "utf8").split(/\s+/).filter(Boolean).sort();
  const missing = [], symbols = [];
  for (const name of names) {
    const filled = name.endsWith("-filled");
    const path = join(place.modules, "@tabler", "icons", "icons", filled ? "filled" : "outline", `${filled ? name.slice(0, -7) : name}.svg`);
    if (!existsSync(path)) { missing.push(name); continue; }
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${drawing(readFileSync(path, "utf8"))}</symbol>`);
  }
  writeFileSync(join(place.built, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
  return missing;
}

function drawing(svg) {
  return svg.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>/, "").replace("</svg>", "").replace(/\s*\n\s*/g, "").trim();
}
