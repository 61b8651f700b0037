"""Page numbers as LibreOffice lays the DOCX itself out: the exact pass.

The contents of a DOCX take their numbers from the PDF's layout, which has the same
geometry. Where LibreOffice is installed, the file itself can be laid out and asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ....document.nodes import Document
from ...layout.labels import page_numbers, part_anchor, target_pages
from ..reference import ClientBase
from ..targets import find_targets
from ..writer import part_mark, write_docx
from .libreoffice import Office, office
from .pages import bookmark_sheets

__all__ = ["ExactPages", "Office", "exact_pages", "laid_out", "office"]

_PASSES = 3


@dataclass(frozen=True, slots=True)
class ExactPages:
    """Printed page numbers by id, as ``PdfResult.pages`` has them.

    ``last`` is the number on the last page, ``sheets`` counts all pages; ``stable`` tells
    whether a second layout with these numbers in the contents gave the same ones.
    """

    pages: Mapping[str, int]
    last: int
    sheets: int
    stable: bool = True


def exact_pages(
    document: Document, pages: Mapping[str, int], last: int = 0, base: ClientBase | None = None
) -> ExactPages:
    """Lay the DOCX of ``document`` out until its contents say what the layout says.

    Args:
        document: the tree with all numbers filled in.
        pages: what is known so far; where it is right already, one layout is enough.
        last: the number on the last page as known so far.
        base: a client's file that the DOCX is built on.

    Raises:
        MachineError: LibreOffice is missing, failed, or took too long.
    """
    found = ExactPages(pages, last, 0, stable=False)
    with office() as engine:
        for _ in range(_PASSES):
            again = laid_out(engine, document, found.pages, found.last, base)
            if (again.pages, again.last) == (_known(found.pages, again.pages), found.last):
                return again
            found = ExactPages(again.pages, again.last, again.sheets, stable=False)
    return found


def _known(pages: Mapping[str, int], ids: Mapping[str, int]) -> dict[str, int]:
    """Return ``pages`` of what a DOCX can refer to: other ids do not change its layout."""
    return {name: pages[name] for name in ids if name in pages}


def laid_out(
    engine: Office,
    document: Document,
    pages: Mapping[str, int],
    last: int = 0,
    base: ClientBase | None = None,
) -> ExactPages:
    """Return the page numbers of one layout of ``document`` with ``pages`` in its contents."""
    file = write_docx(document, pages=pages, last_page=last, part_marks=True, base=base)
    sheets, count = bookmark_sheets(engine.to_pdf(file))
    anchors: list[dict[str, object]] = [{} for _ in range(count)]
    names = {target.whole: name for name, target in find_targets(document).nodes.items()}
    names |= {part_mark(index): part_anchor(index) for index in range(len(document.parts))}
    for bookmark, sheet in sorted(sheets.items()):
        if bookmark in names:
            anchors[sheet][names[bookmark]] = None
    numbers = page_numbers(document, anchors)
    found = {name: number.number for name, number in target_pages(numbers, anchors).items()}
    return ExactPages(found, numbers[-1].number if numbers else 0, count)
