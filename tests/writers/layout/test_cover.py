"""The cover: nothing overlaps or leaves the page, and Word and PDF have the same places."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree

from reporter.document.nodes import Cover, CoverField, Document, Meta, Part, Text
from reporter.document.theme import Brand, Logo, Theme
from reporter.document.theme_file import load_theme, theme_root
from reporter.writers.docx.context import Context
from reporter.writers.docx.cover import add_cover
from reporter.writers.docx.package import Package
from reporter.writers.docx.paragraph import Flow, Para
from reporter.writers.docx.styles import styles_xml
from reporter.writers.docx.targets import find_targets
from reporter.writers.html.theme_css import theme_properties
from reporter.writers.layout.cover import cover_layout, logo_size
from reporter.writers.layout.cover_pieces import CoverLayout
from reporter.writers.layout.page import Page
from reporter.writers.layout.tints import Tints
from reporter.writers.pdf.printed import printed_html

THEMES = ("business", "gongwen")
MM = 72 / 25.4
PNG = b"\x89PNG"
LOGO = Logo(PNG, "image/png", 90, 30, "标志")
_FIELD = CoverField("委托单位", (Text("云岭市烟草公司客户满意度调查项目组"),))
USUAL = Cover(
    ("云岭市烟草公司2026年度", "卷烟零售客户满意度调查报告"),
    "“诚心、诚信、诚行”服务评价",
    "内部资料",
    "演示数据，不代表任何真实单位",
    (_FIELD,) * 4,
    "2026年11月20日",
)
LONG_LINE = "云岭市烟草公司2026年度卷烟零售客户满意度与“诚心、诚信、诚行”服务质量综合评价"
COVERS = {
    "usual": USUAL,
    "short": Cover(("满意度调查报告",)),
    "long": replace(USUAL, title=(LONG_LINE, LONG_LINE, "征求意见稿")),
    "full": replace(USUAL, title=(LONG_LINE, "征求意见稿"), fields=(_FIELD,) * 8),
    "no mark": replace(USUAL, mark=""),
    "no fields": replace(USUAL, fields=()),
    "no date": replace(USUAL, date=""),
    "only date": Cover(("报告",), date="2026年11月20日"),
}


def theme_of(name: str, *, logo: bool = False, accent: str = "") -> Theme:
    theme = load_theme(name, (theme_root(),))
    return theme.branded(Brand(accent=accent, logo=LOGO if logo else None))


def laid_out(cover: Cover, theme: Theme) -> CoverLayout:
    return cover_layout(cover, theme, Page.of(theme))


@pytest.mark.parametrize("logo", [False, True])
@pytest.mark.parametrize("name", COVERS)
@pytest.mark.parametrize("theme_name", THEMES)
def test_pieces_follow_each_other_and_stay_on_the_page(
    theme_name: str, name: str, logo: bool
) -> None:
    theme = theme_of(theme_name, logo=logo)
    layout = laid_out(COVERS[name], theme)
    head, foot = layout.head, layout.foot
    pieces = [head.mark, head.title, head.subtitle, head.notice, foot.fields, foot.date]
    there = [piece for piece in pieces if piece]
    for above, below in pairwise(there):
        assert above.bottom <= below.top + 0.01
    page = Page.of(theme)
    assert there[0].top >= page.top / 20 - 0.01
    assert there[-1].bottom <= (page.height - page.bottom) / 20
    if head.logo:
        first = head.field.top if head.field else head.title.top
        assert head.logo.top >= 0
        assert head.logo.top + head.logo.height <= first + 0.01
    if head.field:
        inside = [piece for piece in (head.mark, head.title, head.subtitle) if piece]
        assert head.field.top < inside[0].top
        assert inside[-1].bottom < head.field.bottom


def test_a_long_title_is_smaller_and_its_lines_are_even() -> None:
    layout = laid_out(COVERS["long"], theme_of("business"))
    assert layout.long
    first = layout.titles[0]
    assert first.lines > 1
    assert layout.width / first.lines < first.measure < layout.width
    assert not laid_out(USUAL, theme_of("business")).long


@pytest.mark.parametrize(
    ("given", "drawn"),
    [((90.0, 30.0), (60.0, 20.0)), ((10.0, 40.0), (5.0, 20.0)), ((30.0, 10.0), (30.0, 10.0))],
)
def test_a_logo_is_never_stretched(given: tuple[float, float], drawn: tuple[float, float]) -> None:
    width, height = logo_size(replace(LOGO, width_mm=given[0], height_mm=given[1]))
    assert (width / MM, height / MM) == pytest.approx(drawn)


@pytest.mark.parametrize("name", COVERS)
@pytest.mark.parametrize("theme_name", THEMES)
def test_word_and_pdf_have_the_same_places(theme_name: str, name: str) -> None:
    theme = theme_of(theme_name)
    cover = COVERS[name]
    word, pdf = word_places(cover, theme), pdf_places(cover, theme)
    assert word.keys() == pdf.keys()
    for piece, top in word.items():
        assert top == pytest.approx(pdf[piece], abs=0.3 * MM), piece


def word_places(cover: Cover, theme: Theme) -> dict[str, float]:
    """Return the tops in pt that spaces, lines and rows of the Word file add up to."""
    document = Document(meta=Meta(""), parts=(Part("cover", (cover,)),), theme=theme)
    package = Package()
    context = Context(
        package, theme, Tints.of(theme), find_targets(document), {}, package.rels("x"),
        page=Page.of(theme),
    )  # fmt: skip
    flow = Flow()
    add_cover(context, flow, cover)
    layout = laid_out(cover, theme)
    styles = theme.styles
    lines = {
        "CoverMark": ("cover-mark", styles.cover_mark.line),
        "Title": ("cover-title", styles.cover_title.line),
        "LongTitle": ("cover-title", styles.cover_long_title.line),
        "CoverRule": ("cover-rule", 20.0),  # 3 pt of rule and the room below it
        "Subtitle": ("cover-subtitle", styles.cover_subtitle.line),
        "CoverNotice": ("cover-notice", styles.cover_notice.line),
        "Date": ("cover-date", styles.cover_date.line),
    }
    at, found = context.page.top / 20, {}
    counts = [title.lines for title in layout.titles]
    for item in flow.items:
        if isinstance(item, Para):
            at += (item.before or 0) / 20
            piece, line = lines[item.style]
            found.setdefault(piece, at)
            at += line * (counts.pop(0) if piece == "cover-title" else 1) + (item.after or 0) / 20
        else:
            found["cover-fields"] = at
            at += sum(int(height) for height in re.findall(r'trHeight w:val="(\d+)"', item)) / 20
    return found


def pdf_places(cover: Cover, theme: Theme) -> dict[str, float]:
    document = Document(meta=Meta(""), parts=(Part("cover", (cover,)),), theme=theme)
    html = printed_html(document, {}).html
    places = re.findall(r'class="(cover-[a-z]+)[^"]*" style="[^"]*?top:([\d.]+)pt', html)
    return {name: float(top) for name, top in places if name not in ("cover-field", "cover-logo")}


@pytest.mark.parametrize("accent", ["1F4E79", "FFD400", "FFFFFF"])
def test_letters_on_the_field_carry_its_colour(accent: str) -> None:
    theme = theme_of("business", accent=accent)
    tree = etree.fromstring(styles_xml(theme).encode())
    names = {prefix: space for prefix, space in tree.nsmap.items() if prefix}
    w = f"{{{names['w']}}}"
    for style in ("CoverMark", "Title", "LongTitle", "Subtitle"):
        [found] = tree.xpath(f'//w:style[@w:styleId="{style}"]', namespaces=names)
        assert found.find(f"{w}pPr/{w}shd").get(f"{w}fill") == accent
        assert found.find(f"{w}rPr/{w}color").get(f"{w}val") == theme.on_accent
    assert theme_properties(theme)["--on-accent"] == f"#{theme.on_accent}"
