"""Pages of both engines side by side as one picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from ..__main__ import ROOT

_DPI, _BAND, _GAP, _GREYS = 84, 34, 10, 12
_CROP = (0.09, 0.075, 0.91, 0.91)  # the margins of a page say nothing


def draw_sheet(ours: bytes, theirs: bytes, pages: Sequence[Sequence[int]], target: Path) -> None:
    """Draw pairs of pages (from 1), ours at the left."""
    names = ("reporter", "Typst")
    columns = [
        [_page(data, number) for number in numbers]
        for data, numbers in zip((ours, theirs), zip(*pages, strict=True), strict=True)
    ]
    width = max(page.width for column in columns for page in column)
    height = max(page.height for column in columns for page in column)
    sheet = Image.new("L", (2 * width + _GAP, _BAND + len(pages) * (height + _GAP)), 205)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(ROOT / "fonts" / "NotoSansSC-Bold.ttf"), 18)
    for x, (name, column) in enumerate(zip(names, columns, strict=True)):
        pen.text((x * (width + _GAP) + 12, 5), name, fill=0, font=font)
        for y, page in enumerate(column):
            sheet.paste(page, (x * (width + _GAP), _BAND + y * (height + _GAP)))
    sheet.quantize(_GREYS).save(target, optimize=True)


def _page(data: bytes, number: int) -> Image.Image:
    image = pdfium.PdfDocument(data)[number - 1].render(scale=_DPI / 72).to_pil().convert("L")
    left, top, right, bottom = _CROP
    w, h = image.size
    return image.crop((int(left * w), int(top * h), int(right * w), int(bottom * h)))
