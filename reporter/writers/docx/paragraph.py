"""A paragraph before it is written: properties can still be set by what follows it."""

from __future__ import annotations

from dataclasses import dataclass, field


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
    align: str = ""
    tabs: str = ""
    section: str = ""

    def to_xml(self) -> str:
        """Return the element; children of ``w:pPr`` in schema order."""
        parts = [f'<w:p><w:pPr><w:pStyle w:val="{self.style}"/>']
        if self.keep_next:
            parts.append("<w:keepNext/>")
        if self.page_break_before:
            parts.append("<w:pageBreakBefore/>")
        if self.numbering is not None:
            level, number = self.numbering
            parts.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        parts.append(self.tabs)
        if self.before is not None or self.after is not None:
            before = "" if self.before is None else f' w:before="{self.before}"'
            after = "" if self.after is None else f' w:after="{self.after}"'
            parts.append(f"<w:spacing{before}{after}/>")
        if self.left is not None or self.right is not None:
            left = "" if self.left is None else f' w:left="{self.left}"'
            right = "" if self.right is None else f' w:right="{self.right}"'
            parts.append(f"<w:ind{left}{right}/>")
        if self.align:
            parts.append(f'<w:jc w:val="{self.align}"/>')
        parts.append(f"{self.section}</w:pPr>{self.content}</w:p>")
        return "".join(parts)


@dataclass(slots=True)
class Flow:
    """Blocks in order. Breaks and gaps wait here until the block they belong to comes."""

    items: list[Para | str] = field(default_factory=list)
    break_before: bool = False
    gap_before: int = 0

    def add(self, para: Para) -> None:
        """Append a paragraph; it takes the waiting page break and gap."""
        if self.break_before:
            para.page_break_before, self.break_before = True, False
        elif self.gap_before:
            para.before = max(para.before or 0, self.gap_before)
        self.gap_before = 0
        self.items.append(para)

    def add_table(self, xml: str, gap: int = 0) -> None:
        """Append a table; ``gap`` is the room that a text paragraph after it gets."""
        if self.items and isinstance(self.items[-1], str):
            self.items.append(Para("SectionEnd"))  # Word merges tables that touch
        self.items.append(xml)
        self.gap_before = gap

    def room_before(self, gap: int) -> None:
        """Give the paragraph before a table room below it, where its style has none."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Para) and last.after is None:
            last.after = gap

    def end_section(self, section: str) -> None:
        """Let the last paragraph carry ``w:sectPr``; after a table that takes one of its own."""
        last = self.items[-1] if self.items else None
        if not isinstance(last, Para) or last.section:
            last = Para("SectionEnd")
            self.items.append(last)
        last.section = section
        self.break_before, self.gap_before = False, 0

    def to_xml(self) -> str:
        """Return all blocks as one string."""
        return "".join(item if isinstance(item, str) else item.to_xml() for item in self.items)
