// Photos: made smaller on the phone before they travel (1600 px, JPEG), shown at once.
import { $ } from "./dom.js";

const LONGEST = 1600, QUALITY = 0.82;

async function smaller(file) {
  if (!file.type.startsWith("image/")) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) return file;
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size < 400_000) return file;
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg", lastModified: file.lastModified });
}

function preview(box, file) {
  if (!file.type.startsWith("image/")) return;
  const frame = document.createElement("span"), image = new Image(160, 120);
  frame.className = "img";
  frame.dataset.preview = "";
  image.alt = file.name;
  image.src = URL.createObjectURL(file);
  image.onload = () => URL.revokeObjectURL(image.src);
  frame.append(image);
  box.append(frame);
}

/** A second press adds to what was taken before: a file field alone would forget it. */
async function taken(input) {
  const box = input.closest("[data-photos]"), all = new DataTransfer();
  for (const file of input.held ?? []) all.items.add(file);
  for (const file of input.files) {
    const ready = await smaller(file);
    all.items.add(ready);
    if (box) preview(box, ready);
  }
  input.held = [...all.files];
  input.files = all.files;
  input.dispatchEvent(new CustomEvent("photos:ready", { bubbles: true }));
}

export function start() {
  document.addEventListener("change", (event) => {
    if (event.isTrusted && event.target.matches?.("[data-photo-input]")) taken(event.target);
  });
  document.addEventListener("reset", (event) => {
    const input = $("[data-photo-input]", event.target);
    if (input) input.held = [];
  });
}
