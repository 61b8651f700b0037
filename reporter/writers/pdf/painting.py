"""What is read in order is drawn in order.

Marks of lists and what is positioned are drawn after all other text of a page, as CSS has it.
Nothing of a report lies above anything else, so they can be drawn where they stand: readers
that follow the content of a page, not its tags, then meet 1. before its item.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def draw_in_order(pages: Iterable[Any]) -> None:
    """Let laid-out pages (of WeasyPrint) be drawn in the order of their boxes."""
    for page in pages:
        _settle(page._page_box)


def _settle(box: Any) -> None:
    from weasyprint.formatting_structure.boxes import BlockBox, LineBox

    children = getattr(box, "children", ())
    if not children:
        return
    # Beside lines the engine draws nothing but texts.
    settled = not isinstance(children[-1], LineBox)
    for child in children:
        inner = getattr(child, "_box", child)  # a placeholder of what is out of the flow
        if settled and isinstance(inner, BlockBox) and _is_in_place(inner):
            inner.style["position"] = "static"
        _settle(inner)


def _is_in_place(box: Any) -> bool:
    relative = box.style["position"] == "relative" and box.style["z_index"] == "auto"
    return relative or getattr(box, "is_outside_marker", False)
