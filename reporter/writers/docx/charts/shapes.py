"""Small print inside a chart: text boxes that travel with it."""

from __future__ import annotations

from collections.abc import Sequence

from ....document.colours import MUTED
from ..markup import EMU_PER_MM, escape, fill
from .draft import Words
from .text import SMALL, run_look


def shapes_xml(words: Sequence[Words], width: float, height: float) -> str:
    """Return the part with the boxes of a chart of that size in millimetres."""
    boxes = (_box(number, one, width, height) for number, one in enumerate(words, start=2))
    return fill("chartShapes.xml", {"shapes": "".join(boxes)})


def _box(number: int, words: Words, width: float, height: float) -> str:
    left, top, right, bottom = words.box
    values = {
        "left": f"{left / width:.5f}",
        "top": f"{top / height:.5f}",
        "right": f"{right / width:.5f}",
        "bottom": f"{bottom / height:.5f}",
        "number": str(number),
        "x": str(round(left * EMU_PER_MM)),
        "y": str(round(top * EMU_PER_MM)),
        "cx": str(round((right - left) * EMU_PER_MM)),
        "cy": str(round((bottom - top) * EMU_PER_MM)),
        "align": words.align,
        "look": run_look("rPr", SMALL, MUTED),
        "words": escape(words.text),
    }
    return fill("chartShape.xml", values).strip()
