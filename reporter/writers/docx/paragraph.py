"""A paragraph before it is written: properties can still be set by what follows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TALL = re.compile("<m:(?:f|nary|rad|bar|acc|limLow|limUpp|d)>")  # taller than a line of text
_MARKUP = re.compile("<[^>]*>")
_FIRST_STYLE = re.compile('<w:pStyle w:val="[^"]*"/>(?:<w:keepNext/>)?')

Spacings = Mapping[str, tuple[int, int]]  # by style: room above, pitch of fixed lines
_NO_SPACINGS: Spacings = {}


@dataclass(slots=True)
class Para:
    """One ``w:p``. Spacing and indents are twips; None leaves them to the style."""

    style: str
    content: str = ""
    keep_next: bool = False
    page_break_before: bool = False
    numbering: tuple[int, int] | None = None  # level, numId
    before: int | None = None
    after: int | None = None
    left: int | None = None
    right: int | None = None
    flush: bool = False  # without the indent of the first line that its style has
    align: str = ""
    tabs: str = ""
    section: str = ""
    closed: bool = False  # no section may end in it: LibreOffice would lose its page numbers

    def to_xml(self, spacings: Spacings = _NO_SPACINGS) -> str:
        """Return the element; children of ``w:pPr`` in schema order.

        ``spacings`` are asked where a formula is taller than a line of fixed height, in which
        it would be cut.
        """
        parts = [f'<w:p><w:pPr><w:pStyle w:val="{self.style}"/>']
        if self.keep_next:
            parts.append("<w:keepNext/>")
        if self.page_break_before:
            parts.append("<w:pageBreakBefore/>")
        if self.numbering is not None:
            level, number = self.numbering
            parts.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        parts.append(self.tabs)
        pitch = spacings.get(self.style) if _TALL.search(self.content) else None
        line = "" if pitch is None else f' w:line="{pitch[1]}" w:lineRule="atLeast"'
        if self.before is not None or self.after is not None or line:
            before = "" if self.before is None else f' w:before="{self.before}"'
            after = "" if self.after is None else f' w:after="{self.after}"'
            parts.append(f"<w:spacing{before}{after}{line}/>")
        if self.left is not None or self.right is not None or self.flush:
            left = "" if self.left is None else f' w:left="{self.left}"'
            right = "" if self.right is None else f' w:right="{self.right}"'
            first = ' w:firstLineChars="0" w:firstLine="0"' if self.flush else ""
            parts.append(f"<w:ind{left}{right}{first}/>")
        if self.align:
            parts.append(f'<w:jc w:val="{self.align}"/>')
        parts.append(f"{self.section}</w:pPr>{self.content}</w:p>")
        return "".join(parts)


@dataclass(slots=True)
class Flow:
    """Blocks in order. Breaks and gaps wait here until the block they belong to comes."""

    items: list[Para | str] = field(default_factory=list)
    spacings: Spacings = field(default_factory=dict)
    break_before: bool = False
    gap_before: int = 0

    def add(self, para: Para) -> None:
        """Append a paragraph; it takes the waiting page break and gap."""
        if self.break_before or not self.items:
            if para.style in ("Heading1", "TOCHeading"):
                para.before = 0  # Word keeps the room above a heading on top of a page
            para.page_break_before, self.break_before = self.break_before, False
        elif self.gap_before > (para.before or self.spacings.get(para.style, (0, 0))[0]):
            para.before = self.gap_before
        self.gap_before = 0
        self.items.append(para)

    def add_table(self, xml: str, gap: int = 0) -> None:
        """Append a table; ``gap`` is the room that a text paragraph after it gets.

        A waiting page break goes into its first cell, where Word reads it as the table's.
        """
        if self.break_before:
            xml = _FIRST_STYLE.sub(r"\g<0><w:pageBreakBefore/>", xml, count=1)
            self.break_before = False
        if self.items and isinstance(self.items[-1], str):
            self.items.append(Para("SectionEnd"))  # Word merges tables that touch
        self.items.append(xml)
        self.gap_before = gap

    def keep_last(self, most: int | None = None) -> None:
        """Keep the paragraph before, which leads up to what follows, on the same page.

        One of more characters than ``most`` stays free: programs move a kept paragraph whole,
        and a long one would leave half a page empty.
        """
        if not self.items or not isinstance(self.items[-1], Para) or self.break_before:
            return
        last = self.items[-1]
        if most is None or len(_MARKUP.sub("", last.content)) <= most:
            last.keep_next = True

    def room_before(self, gap: int) -> None:
        """Give the paragraph before a table room below it, where its style has none."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Para) and last.after is None:
            last.after = gap

    def end_section(self, section: str) -> None:
        """Let the last paragraph carry ``w:sectPr``; after a table it takes one of its own."""
        last = self._last_paragraph()
        if last.section or last.closed:
            last = Para("SectionEnd")
            self.items.append(last)
        last.section = section

    def end_document(self, section: str) -> None:
        """Append the last section's properties after a paragraph, as a body must end."""
        self._last_paragraph()
        self.items.append(section)

    def _last_paragraph(self) -> Para:
        last = self.items[-1] if self.items else None
        if not isinstance(last, Para):
            last = Para("SectionEnd")
            self.items.append(last)
        return last

    def to_xml(self) -> str:
        """Return all blocks as one string."""
        return "".join(
            item if isinstance(item, str) else item.to_xml(self.spacings) for item in self.items
        )
