"""Waist 2: the document tree. Frozen nodes; a writer needs nothing else.

Every number that comes from data is a :class:`Value`: it carries its fact's key
beside the formatted text. Numbers of headings, figures, tables, notes and
references are filled in once by :mod:`.numbering`, for all outputs. Blocks that have a
``block_id`` got it from :mod:`.identity`: it names the block whatever its numbers are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from .inline import Citation as Citation
from .inline import Comment as Comment
from .inline import CrossReference as CrossReference
from .inline import Emphasis as Emphasis
from .inline import Footnote as Footnote
from .inline import Inline as Inline
from .inline import LineBreak as LineBreak
from .inline import Link as Link
from .inline import Math as Math
from .inline import Strong as Strong
from .inline import Text as Text
from .inline import Value as Value
from .inline import Wrapping as Wrapping
from .plot import Plot
from .theme import Theme as Theme
from .theme_file import default_theme

ParagraphRole = Literal[
    "body",  # 正文, first-line indent of 2 characters
    "plain",  # no indent
    "lead",  # one conclusion sentence that opens a section, emphasised
    "note",  # 注/说明, small
    "centered",
    "signature",  # right-aligned 落款
    "quote",  # pulled out of the text: a customer's words, or a finding
    "quote_source",  # whose words they are, right below
]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of inline nodes."""

    children: tuple[Inline, ...]
    role: ParagraphRole = "body"
    id: str = ""
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list; each item is a tuple of blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    block_id: str = ""


CellAlign = Literal["left", "center", "right", "decimal"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. ``shade`` 0-1 tints the cell (heat tables), None for none."""

    children: tuple[Inline, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    shade: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: relative ``width`` (in characters) and alignment of body cells."""

    width: float = 8.0
    align: CellAlign = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``role`` total is set off by a rule or bold."""

    cells: tuple[Cell, ...]
    role: Literal["body", "total", "group"] = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A three-line table. Cells covered by a span are left out (as in HTML).

    ``number`` is set by numbering; an empty ``caption`` means an unnumbered table.
    ``turnable``: goes on a landscape page where its columns need one, also in the body.
    """

    id: str
    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: tuple[Inline, ...] = ()
    unit: str = ""
    note: tuple[Inline, ...] = ()
    source: tuple[Inline, ...] = ()
    number: int = 0
    turnable: bool = False
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The data behind a chart, for alt text, accessible HTML and native Word charts.

    ``rows[i][j]`` is the value of category i in series j; ``lines`` are values of the whole
    chart by name: 目标值, 总体得分.
    """

    categories: tuple[str, ...]
    series: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    lines: tuple[tuple[str, Value], ...] = ()


Picture = bytes | Callable[[], bytes]
"""A picture, or what draws it: one that no output needs is never drawn."""


def picture_bytes(picture: Picture) -> bytes:
    """Return a picture, drawn now where it was not before."""
    return picture if isinstance(picture, bytes) else picture()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or chart. ``svg`` keeps text as text; ``png`` is for programs that read no SVG.

    ``values`` holds for each text of ``svg`` that is not blank, in drawing order, the values
    it prints from left to right (none for names and axis ticks); ``alt_parts`` is ``alt`` with
    its values in place. A picture from elsewhere has neither. ``outlined`` is ``svg`` with its
    texts as outlines, for programs that lack the fonts. ``plot`` tells how a program draws the
    chart itself; ``native`` asks for that where an output can hold such a chart.
    """

    id: str
    caption: tuple[Inline, ...]
    alt: str
    width_mm: float
    height_mm: float
    svg: bytes = b""
    png: Picture = b""
    kind: str = ""
    data: ChartTable | None = None
    note: tuple[Inline, ...] = ()
    source: tuple[Inline, ...] = ()
    number: int = 0
    values: tuple[tuple[Value, ...], ...] = ()
    alt_parts: tuple[Text | Value, ...] = ()
    outlined: Picture = b""
    plot: Plot | None = None
    native: bool = False
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula on a line of its own; ``number`` is set by numbering where it has an id."""

    math: Math
    id: str = ""
    number: int = 0
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One card: label above, value large, comment below."""

    label: str
    value: tuple[Inline, ...]
    comment: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of two to four cards."""

    cards: tuple[KeyFigure, ...]
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents, list of figures or list of tables; entries are made by numbering."""

    kind: Literal["contents", "figures", "tables"] = "contents"
    depth: int = 2
    title: str = "目  录"
    entries: tuple[ContentsEntry, ...] = ()
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of a contents list; writers add the page number."""

    level: int
    label: str  # number as printed: 一、 / （一） / 图1
    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A bibliography entry, formatted to GB/T 7714; ``number`` is set by numbering."""

    key: str
    children: tuple[Inline, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class References:
    """The bibliography (cited entries in order of first citation)."""

    entries: tuple[Reference, ...] = ()
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A forced page break."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what belongs to it. ``level`` 1-4; ``number`` is set by numbering.

    ``label`` is the number as printed with its punctuation: 一、 （一） 1. （1） 附录A.
    """

    id: str
    level: int
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    numbered: bool = True
    label: str = ""
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class CoverField:
    """A line at the foot of the cover: 委托单位：…"""

    label: str
    value: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover page."""

    title: tuple[str, ...]  # one to three lines
    subtitle: str = ""
    mark: str = ""  # 内部资料
    notice: str = ""  # 演示数据，不代表任何真实单位
    fields: tuple[CoverField, ...] = ()
    date: str = ""
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign and date (编制人), then the place of the seal of ``organisation``."""

    lines: tuple[str, ...]
    organisation: str = ""
    date: str = ""
    seal: str = "（单位公章）"
    block_id: str = ""


Fixture = KeyFigures | Contents | References | PageBreak | Cover | Signatures
Block = Section | Paragraph | List | Table | Figure | Equation | Fixture

PartRole = Literal["cover", "front", "body", "appendix", "landscape"]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of pages with one page set-up.

    cover: no number; front: roman numerals; body: arabic, restarts at 1;
    appendix continues the body; landscape continues with the page turned.
    """

    role: PartRole
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Meta:
    """Properties of the file; ``date`` is the report's date (never the clock)."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    company: str = ""
    date: date | None = None
    language: str = "zh-CN"
    header: str = ""
    confidentiality: str = ""
    watermark: str = ""
    page_total: bool = False  # 第1页 共28页 instead of — 1 —, in the pages with arabic numbers


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the outputs (facts.json)."""

    name: str
    media_type: str
    data: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report, ready for any writer."""

    meta: Meta
    parts: tuple[Part, ...]
    attachments: tuple[Attachment, ...] = ()
    theme: Theme = field(default_factory=default_theme)
    stylesheet: str = ""  # CSS of the template, for HTML and PDF
