// Signature: ink on a canvas, kept as picture and as strokes in two hidden fields.
import SignaturePad from "signature_pad";

export function pad(canvas) {
  const box = canvas.closest("[data-signature]"), ratio = devicePixelRatio || 1;
  canvas.width = canvas.offsetWidth * ratio;
  canvas.height = canvas.offsetHeight * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  const dark = document.documentElement.dataset.bsTheme === "dark";
  const ink = new SignaturePad(canvas, { penColor: dark ? "#e9ecf1" : "#16224f", minWidth: 0.9, maxWidth: 2.4 });
  const keep = () => {
    box.querySelector("[data-sign-png]").value = ink.isEmpty() ? "" : ink.toDataURL("image/png");
    box.querySelector("[data-sign-ink]").value = ink.isEmpty() ? "" : JSON.stringify(ink.toData());
  };
  ink.addEventListener("endStroke", keep);
  box.querySelector("[data-sign-clear]").addEventListener("click", () => { ink.clear(); keep(); });
}
