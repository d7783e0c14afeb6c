// Inter for pages, cut to the letters its own stylesheet promises; Noto Sans for papers, whole.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";

export async function pageFonts(place) {
  const css = readFileSync(join(place.ui, "static", "ui", "css", "fonts.css"), "utf8");
  const faces = [...css.matchAll(/url\("\.\/fonts\/inter-([a-z-]+)\.woff2"\)[\s\S]*?unicode-range:\s*([^;]+);/g)];
  await Promise.all(faces.map(async ([, subset, ranges]) => {
    const whole = readFileSync(join(place.modules, "@fontsource-variable", "inter", "files", `inter-${subset}-wght-normal.woff2`));
    writeFileSync(join(place.built, "fonts", `inter-${subset}.woff2`), await subsetFont(whole, letters(ranges), { targetFormat: "woff2" }));
  }));
}

function letters(ranges) {
  return ranges.split(",").flatMap((range) => {
    const [from, to] = range.trim().slice(2).split("-").map((hex) => Number.parseInt(hex, 16));
    return Array.from({ length: (to ?? from) - from + 1 }, (_, step) => String.fromCodePoint(from + step));
  }).join("");
}

export function paperFonts(place) {
  for (const [folder, name] of [["400Regular", "NotoSans_400Regular"], ["700Bold", "NotoSans_700Bold"], ["400Regular_Italic", "NotoSans_400Regular_Italic"]]) {
    cpSync(join(place.modules, "@expo-google-fonts", "noto-sans", folder, `${name}.ttf`), join(place.fonts, `${name}.ttf`));
  }
}
