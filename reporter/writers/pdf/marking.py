"""Which marked text of the PDF holds which value.

In the print page a comment announces a value: it makes no box and changes no line. Laid out,
every piece of a line is a marked text; which of its characters are the value follows by
counting from the start of the element, not by looking for digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...document.nodes import Figure
from ...document.picture_texts import chart_text
from ...document.places import Box, PlacedText, PlacedValue, announced, bare

Drawn = tuple[str, tuple[PlacedValue, ...]]
"""The texts of a drawing as one, without blanks, and the values in it."""


def announced_values(element: Any) -> tuple[PlacedValue, ...]:
    """Return the values in the own text of an element, counted without blanks.

    Own text is what stands in the element and in no other inside it.
    """
    values: list[PlacedValue] = []
    at = len(bare(element.text or ""))
    for child in element:
        if not isinstance(child.tag, str):
            value = announced(child.text or "")
            if value is not None:
                values.append((at, at + value[1], value[0]))
        at += len(bare(child.tail or ""))
    return tuple(values)


def drawn_values(figure: Figure) -> Drawn:
    """Return the texts of a drawing in the order they are drawn, and the values in them."""
    text, spans = chart_text(figure)
    places: list[PlacedValue] = []
    for span in spans:
        start, end, key = int(str(span[0])), int(str(span[1])), str(span[2])
        first = len(bare(text[:start]))
        places.append((first, first + len(bare(text[start:end])), key))
    return bare(text), tuple(places)


@dataclass(slots=True)
class Places:
    """Collects the marked texts with values; ``drawings`` holds those of pictures by address."""

    drawings: Mapping[str, Drawn]
    found: list[PlacedText] = field(default_factory=list)
    _values: dict[Any, tuple[PlacedValue, ...]] = field(default_factory=dict)
    _read: dict[Any, int] = field(default_factory=dict)

    def text(self, element: Any, text: str, page: int, mark: int, box: Box) -> None:
        """Note the next piece of the own text of ``element``."""
        values = self._values.get(element)
        if values is None:
            values = self._values[element] = announced_values(element)
        if not values:
            return
        plain = bare(text)
        start = self._read.get(element, 0)
        end = self._read[element] = start + len(plain)
        inside = tuple(
            (first - start, last - start, key)
            for first, last, key in values
            if start <= first and last <= end  # one that a line end divides has no place
        )
        if inside:
            self.found.append(PlacedText(page + 1, mark, box, plain, inside))

    def drawing(self, address: str, page: int, mark: int, box: Box) -> None:
        """Note a drawing; ``address`` is what the page calls it."""
        text, values = self.drawings.get(address, ("", ()))
        if values:
            self.found.append(PlacedText(page + 1, mark, box, text, values))
