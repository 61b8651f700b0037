"""Page numbers outside: on the right of odd pages, on the left of even ones (GB/T 9704—2012, 7.5).

Style sheets know the sides of a sheet only. A report whose front has an odd number of pages
would have its page 1 on a left side; so the number that is printed decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..layout.labels import PageNumber

_SIDES = frozenset({"@bottom-left", "@bottom-right"})


def mirror_feet(pages: Iterable[Any], numbers: Iterable[PageNumber]) -> None:
    """Exchange left and right at the foot of laid-out pages (of WeasyPrint) of even number."""
    for page, number in zip(pages, numbers, strict=True):
        if number.kind != "none" and number.number % 2 == 0:
            _mirror(page._page_box)


def _mirror(page: Any) -> None:
    from weasyprint.formatting_structure.boxes import LineBox, MarginBox

    twice_middle = 2 * page.content_box_x() + page.width
    for foot in page.children:
        if not isinstance(foot, MarginBox) or foot.at_keyword not in _SIDES:
            continue
        for line in (box for box in foot.descendants() if isinstance(box, LineBox)):
            left = min(box.position_x for box in line.children)
            right = max(box.position_x + box.margin_width() for box in line.children)
            line.translate(dx=twice_middle - right - left)
