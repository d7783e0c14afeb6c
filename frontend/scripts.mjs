// One module for every page, and one more for each further script of the kit, fetched by the pages that need it.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

export async function scripts(place) {
  const folder = join(place.ui, "static", "ui");
  const entryPoints = Object.fromEntries(
    readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => [name === "mendery.js" ? "app" : name.slice(0, -3), join(folder, name)]),
  );
  await build({
    entryPoints, outdir: place.built, bundle: true, minify: true, format: "esm", target: ["es2022"], nodePaths: [place.modules],
    legalComments: "none", logLevel: "error",
  });
}
