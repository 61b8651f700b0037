"""Headers and footers that come with the base of a file, in place of the report's own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """References for ``w:sectPr``, of upright and turned pages.

    A kind (header, footer) that the base lacks is made by the report. ``first`` are the
    references of a first page that differs, shown on the first part after the cover.
    """

    upright: str = ""
    turned: str = ""
    first: str = ""
    has_header: bool = False
    has_footer: bool = False
    has_first: bool = False
