"""Barcodes as SVG, drawn by zxing-cpp, with what a label needs to know of their size."""

import base64
from dataclasses import dataclass
from functools import lru_cache

import zxingcpp


@dataclass(frozen=True)
class Code:
    """A barcode: its drawing and how many modules wide it is."""

    svg: str
    modules: int


@lru_cache(maxsize=512)
def qr(text: str) -> Code:
    """A QR code without quiet zone."""
    return _draw(text, zxingcpp.BarcodeFormat.QRCode)


@lru_cache(maxsize=512)
def code128(text: str) -> Code | None:
    """A Code 128 without quiet zone; None for a text that it cannot carry (Cyrillic)."""
    return _draw(text, zxingcpp.BarcodeFormat.Code128) if text.isascii() and text else None


def _draw(text: str, kind: zxingcpp.BarcodeFormat) -> Code:
    barcode = zxingcpp.create_barcode(text, kind)
    svg: str = zxingcpp.write_barcode_to_svg(barcode, scale=1, add_hrt=False, add_quiet_zones=False)
    width = svg.split('width="', 1)[1].split('"', 1)[0]
    # The renderer reads no document type; the drawing is what follows it.
    return Code(svg[svg.index("<svg") :], int(width))


def picture(data: bytes, width: int, height: int, media_type: str) -> str:
    """A raster picture wrapped as SVG, so that it travels as text with the rest of the paper."""
    encoded = base64.b64encode(data).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:{media_type};base64,{encoded}"/></svg>'
    )
