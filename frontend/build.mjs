// Builds the web assets: var/assets/built (served) and var/assets/fonts (for printed papers).
// Run by ./mendery; by hand: npm run build. Everything is made in a draft folder and put in place at the end.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { paperFonts, pageFonts } from "./fonts.mjs";
import { sprite } from "./icons.mjs";
import { scripts } from "./scripts.mjs";
import { stylesheet } from "./styles.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const assets = join(root, "var", "assets"), draft = join(assets, "draft");
const place = {
  modules: join(root, "node_modules"),
  source: join(root, "src"),
  ui: join(root, "src", "mendery", "ground", "ui"),
  built: join(draft, "built"),
  fonts: join(draft, "fonts"),
};

rmSync(draft, { recursive: true, force: true });
for (const folder of [place.built, join(place.built, "fonts"), place.fonts]) mkdirSync(folder, { recursive: true });

const [, missing] = await Promise.all([
  Promise.all([stylesheet(place), scripts(place), pageFonts(place)]),
  sprite(place),
]);
paperFonts(place);
cpSync(join(root, "frontend", "icon.svg"), join(place.built, "icon.svg"));

const report = {};
for (const name of readdirSync(place.built, { recursive: true }).sort()) {
  const path = join(place.built, name);
  if (!/\.\w+$/.test(name)) continue;
  const bytes = readFileSync(path);
  report[name] = { bytes: bytes.length, sent: name.endsWith(".woff2") ? bytes.length : brotliCompressSync(bytes).length };
}
writeFileSync(join(draft, "report.json"), JSON.stringify(report, null, 2));

for (const name of readdirSync(draft)) {
  const target = join(assets, name), old = target + ".old";
  rmSync(old, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, old);
  renameSync(join(draft, name), target);
  rmSync(old, { recursive: true, force: true });
}
rmSync(draft, { recursive: true, force: true });

if (missing.length) console.log(`icons that the set does not have: ${missing.join(", ")}`);
for (const [name, size] of Object.entries(report)) console.log(`${name.padEnd(28)} ${kb(size.bytes)} ${kb(size.sent)} sent`);
const first = ["app.css", "app.js", "icons.svg", "icon.svg", "fonts/inter-latin.woff2"].reduce((sum, name) => sum + report[name].sent, 0);
console.log(`first load ${(first / 1000).toFixed(1)} KB besides the page`);

function kb(bytes) { return `${(bytes / 1000).toFixed(1).padStart(7)} KB`; }
