"""The cover as HTML: in print its pieces stand where :mod:`..layout.cover` has them."""

from __future__ import annotations

from markupsafe import Markup

from ...document.nodes import Cover, Figure
from ...document.theme import Logo
from ..layout.cover import MM, cover_layout, field_edge, label_spacing, logo_size
from ..layout.cover_pieces import Block, CoverLayout
from ..layout.page import Page
from .inline import Medium, inlines


def cover_html(node: Cover, medium: Medium) -> Markup:
    """Return the cover; ``medium`` tells its theme and whether it is a page."""
    layout = cover_layout(node, medium.theme, Page.of(medium.theme))
    pieces = _Pieces(medium, layout)
    head, foot = layout.head, layout.foot
    title = Markup("").join(
        Markup('<span class="line"{}>{}</span>').format(pieces.measure(line.measure), line.text)
        for line in layout.titles
    )
    name = "cover-title cover-long-title" if layout.long else "cover-title"
    rule = Markup('<div class="cover-rule"{}></div>\n').format(
        pieces.at(Block(head.rule or 0.0, 0.0))
    )
    return Markup(
        '<div class="cover cover-{kind}" style="{own}">\n{logo}'
        '<div class="cover-field"{field}></div>'
        '<div class="cover-head">\n{mark}{title}{rule}{subtitle}</div>\n{notice}'
        '<div class="cover-foot">\n{fields}{date}</div></div>\n'
    ).format(
        kind=medium.theme.cover,
        own=pieces.own(),
        logo=_logo(medium.theme.logo, pieces),
        field=pieces.at(head.field, tall=True),
        mark=pieces.line("cover-mark", node.mark, head.mark),
        title=Markup('<p class="{}"{}>{}</p>\n').format(name, pieces.at(head.title), title),
        rule=rule if head.rule else "",
        subtitle=pieces.line("cover-subtitle", node.subtitle, head.subtitle),
        notice=pieces.line("cover-notice", node.notice, head.notice),
        fields=_fields(node, pieces) if foot.fields else "",
        date=pieces.line("cover-date", node.date, foot.date),
    )


class _Pieces:
    """Writes the pieces of one cover."""

    def __init__(self, medium: Medium, layout: CoverLayout) -> None:
        self.medium, self.layout = medium, layout

    def own(self) -> str:
        """Return the properties that the style sheets of the cover name."""
        edge = f"--cover-edge:#{field_edge(self.medium.theme)}"
        if not self.medium.paged:
            return edge
        widths = {
            "cover-left": self.layout.left,
            "cover-width": self.layout.width,
            "mark-width": self.layout.mark_width,
        }
        return edge + "".join(f";--{name}:{value:.2f}pt" for name, value in widths.items())

    def at(self, block: Block | None, *, tall: bool = False) -> Markup:
        """Return the attribute that sets a piece at its place, in print only."""
        if block is None or not self.medium.paged:
            return Markup("")
        height = f";height:{block.height:.2f}pt" if tall else ""
        return Markup(' style="top:{}pt{}"').format(f"{block.top:.2f}", height)

    def measure(self, width: float) -> Markup:
        """Return the attribute that makes a line of the title ``width`` pt wide, if narrower."""
        if width >= self.layout.width or not self.medium.paged:
            return Markup("")
        return Markup(' style="width:{}pt"').format(f"{width:.2f}")

    def line(self, name: str, text: str, block: Block | None) -> Markup:
        """Return a paragraph; nothing for a text that is missing."""
        if block is None:
            return Markup("")
        return Markup('<p class="{}"{}>{}</p>\n').format(name, self.at(block), text)


def _logo(logo: Logo | None, pieces: _Pieces) -> Markup:
    box = pieces.layout.head.logo
    if logo is None or box is None:
        return Markup("")
    width, height = (side / MM for side in logo_size(logo))
    svg, png = (b"", logo.data) if logo.media_type == "image/png" else (logo.data, b"")
    figure = Figure("cover-logo", (), logo.alt, width, height, svg=svg, png=png)
    place = Markup("")
    if pieces.medium.paged:
        place = Markup(' style="left:{}pt;top:{}pt"').format(f"{box.left:.2f}", f"{box.top:.2f}")
    return Markup('<div class="cover-logo"{}>{}</div>\n').format(
        place, pieces.medium.picture(figure)
    )


def _fields(node: Cover, pieces: _Pieces) -> Markup:
    layout, medium = pieces.layout, pieces.medium
    rows = []
    for field in node.fields:
        label, spread = field.label.rstrip("：: "), Markup("")
        if medium.paged and (space := label_spacing(label, layout.foot, medium.theme)):
            spread = Markup(' style="letter-spacing:{}pt"').format(f"{space:.2f}")
        rows.append(
            Markup('<tr><th scope="row"{}>{}</th><td>{}</td></tr>').format(
                spread, label, inlines(field.value, medium)
            )
        )
    foot, style = layout.foot, Markup("")
    if medium.paged and foot.fields:
        style = Markup(' style="left:{}pt;top:{}pt;--label:{}pt;--value:{}pt;--row:{}pt"').format(
            *(f"{one:.2f}" for one in (foot.left, foot.fields.top, foot.label, foot.value)),
            f"{foot.padding:.2f}",
        )
    return Markup(
        '<table class="cover-fields"{}><colgroup><col class="label"><col></colgroup>'
        "<tbody>{}</tbody></table>\n"
    ).format(style, Markup("").join(rows))
