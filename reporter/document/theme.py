"""How a document looks: one theme holds the geometry that all outputs share.

A theme is a folder with ``theme.toml`` and, where it needs more than values, ``print.css``.
Measures stand there once: the PDF turns them into properties of its style sheet, the DOCX into
styles. A client's brand (:class:`Brand`) changes a theme without touching it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from .colours import ink_on, legible

FontRole = Literal["song", "hei", "kai", "fang"]
Align = Literal["left", "center", "right", "justify", "distribute"]

A4_WIDTH_MM, A4_HEIGHT_MM = 210.0, 297.0
# Word takes 31 characters; the others would end a name in a style sheet.
FONT_NAME = r"^[^\"'<>&;{}\\,]{0,31}$"
_STRICT = {"extra": "forbid"}  # a key that nobody reads is a mistake in a theme's file


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One kind of text: sizes in pt, ``line`` the exact pitch, ``indent`` in characters.

    ``colour`` is ``ink``, ``accent``, ``grey``, or ``on_accent``: what is read on the accent.
    ``before`` and ``after`` are spaces in pt.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    font: FontRole
    size: float
    line: float
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    align: Align = "justify"
    indent: float = 0.0
    colour: Literal["ink", "accent", "grey", "on_accent"] = "ink"


@dataclass(frozen=True, slots=True)
class TextStyles:
    """Every kind of text that outputs set alike."""

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    body: TextStyle
    lead: TextStyle  # the conclusion that opens a section
    quote: TextStyle  # a customer's words, or a finding pulled out of the text
    note: TextStyle
    heading1: TextStyle
    heading2: TextStyle
    heading3: TextStyle
    heading4: TextStyle
    caption: TextStyle
    unit: TextStyle  # 单位：分, right above a table
    cell: TextStyle
    cell_head: TextStyle
    contents_title: TextStyle
    contents1: TextStyle
    contents2: TextStyle  # and deeper
    reference: TextStyle
    footnote: TextStyle
    header: TextStyle
    footer: TextStyle
    page_number: TextStyle
    card_label: TextStyle
    card_value: TextStyle
    card_comment: TextStyle
    cover_mark: TextStyle
    cover_title: TextStyle
    cover_long_title: TextStyle  # where the title's lines would not fit
    cover_subtitle: TextStyle
    cover_notice: TextStyle
    cover_label: TextStyle
    cover_value: TextStyle
    cover_date: TextStyle


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The upright A4 page, in mm. The text is ``characters`` of the body wide: no fractions.

    The right margin is what is left. ``header`` and ``footer`` are distances from the edges.
    ``numbers``: page numbers in the middle, or outside (odd right, even left) one character in.
    ``running_heads``: title of report and chapter on top of every page.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    top: float
    bottom: float
    left: float
    characters: int
    header: float
    footer: float
    numbers: Literal["center", "outside"] = "center"
    running_heads: bool = True


@dataclass(frozen=True, slots=True)
class ListIndents:
    """Where lists stand, in characters of the body; marks stand where first lines begin.

    ``mark`` is the room of a bullet or a), ``number`` that of （1）, by which also the two levels
    of those stand further in; any other level does by ``step``. ``contents`` is how much further
    in each level of the contents stands, in characters of those.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    mark: float
    number: float
    step: float
    contents: float


@dataclass(frozen=True, slots=True)
class Logo:
    """A client's mark for the cover: PNG or SVG without references to anything outside."""

    data: bytes
    media_type: Literal["image/png", "image/svg+xml"]
    width_mm: float
    height_mm: float
    alt: str
    png: bytes = b""  # of an SVG, for programs that read none


@dataclass(frozen=True, slots=True)
class Brand:
    """What a client changes in any theme; an empty value changes nothing.

    ``fonts`` names the Word font of a role (宋体 -> 思源宋体); the PDF takes the font that the
    project added for that role. ``header`` and ``footer`` stand left in every page's head and
    foot.
    """

    accent: str = ""
    logo: Logo | None = None
    header: str = ""
    footer: str = ""
    fonts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Theme:
    """A look: page, text styles, cover and colours.

    ``fonts`` are names of Word fonts by role and for ``latin``; ``accent`` is RRGGBB;
    ``cover`` names how the cover is laid out; ``stylesheet`` is the theme's own CSS, for the
    PDF and for HTML when printed.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    name: str
    title: str
    page: PageSetup
    styles: TextStyles
    lists: ListIndents
    fonts: Mapping[str, str]
    accent: str
    cover: Literal["band", "plain"]
    stylesheet: str = ""
    logo: Logo | None = None
    header: str = ""
    footer: str = ""

    def __post_init__(self) -> None:
        """Check the colour, which enters style sheets as it stands.

        Raises:
            ValueError: ``accent`` is not six hexadecimal digits.
        """
        if re.fullmatch("[0-9A-Fa-f]{6}", self.accent) is None:
            raise ValueError(f"accent: {self.accent[:20]!r}")

    @property
    def accent_text(self) -> str:
        """The accent as RRGGBB for text and thin rules, dark enough to be read on white."""
        return legible(self.accent)

    @property
    def on_accent(self) -> str:
        """RRGGBB of text on a field of the accent."""
        return ink_on(self.accent)

    @property
    def has_grounds(self) -> bool:
        """Whether cards and group rows have a pale ground of the accent; else thin rules do."""
        return self.styles.card_value.colour == "accent"

    @property
    def text_width(self) -> float:
        """Width of the text in pt."""
        return self.page.characters * self.styles.body.size

    def branded(self, brand: Brand) -> Theme:
        """Return the theme with what ``brand`` changes."""
        return replace(
            self,
            accent=brand.accent or self.accent,
            logo=brand.logo or self.logo,
            header=brand.header or self.header,
            footer=brand.footer or self.footer,
            fonts={**self.fonts, **brand.fonts},
        )
