// One stylesheet: Tabler without the rules that no page uses, in its layer, and ours above it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { PurgeCSS } from "purgecss";

const TABLER = "@tabler/core/dist/css/tabler.min.css";
// Made in Python or by state, so their names stand nowhere whole.
const ALWAYS = { standard: [/^btn-/, /^form-/, /^table-/, /^is-/, /^htmx-/], greedy: [/data-bs-theme/] };

export async function stylesheet(place) {
  const tabler = await purged(place);
  const { outputFiles } = await build({
    entryPoints: [join(place.ui, "static", "ui", "mendery.css")],
    bundle: true, minify: true, write: false, logLevel: "error", target: ["chrome123", "firefox128", "safari17.5"],
    nodePaths: [place.modules], external: ["./fonts/*"],
    plugins: [{
      name: "purged-tabler",
      setup(bundle) {
        bundle.onLoad({ filter: /tabler\.min\.css$/ }, () => ({ contents: tabler, loader: "css" }));
      },
    }],
  });
  writeFileSync(join(place.built, "app.css"), outputFiles[0].contents);
}

async function purged(place) {
  const css = readFileSync(join(place.modules, TABLER), "utf8").replace(/\/\*#.*?\*\//gs, "");
  const [result] = await new PurgeCSS().purge({
    content: [`${place.source}/**/templates/**/*.html`, `${place.source}/**/*.py`, `${place.source}/**/static/**/*.js`],
    css: [{ raw: css }],
    safelist: ALWAYS,
    keyframes: true,
    variables: false,
  });
  return (await transform(result.css, { loader: "css", minify: true })).code;
}
