"""What a client's file gives the report, and what in it cannot be placed: plain data to print."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ....document.nodes import Document, Meta
from ....errors import Problem
from ..package import Package
from .base import ClientBase
from .names import WP, W, number, value
from .numbering import HEADINGS, heading_format, keeps_list
from .placeholders import marker
from .roles import How, Match
from .sections import column_count, is_vertical
from .settings import embedded_fonts

_HOW: dict[How, str] = {"name": "匹配", "alias": "别名", "imported": "将补入"}
_A4 = (11906, 16838)
_TOLERANCE = 120  # twips: 2 mm
_PRINTED = ("一、", "（一）", "1.", "（1）")
_THEME_FONTS = {"minor": "主题正文字体", "major": "主题标题字体"}


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role of the report and the client's style for it.

    ``how`` is 匹配, 别名 or 将补入; ``font`` and ``size`` (pt, 0 for unknown) are those that the
    style has in the end.
    """

    role: str
    name: str
    how: str
    style: str
    font: str
    size: float


@dataclass(frozen=True, slots=True)
class ReferenceCheck:
    """The whole result; ``page`` is width, height and text width in mm."""

    file: str
    rows: tuple[RoleRow, ...]
    problems: tuple[Problem, ...]
    page: tuple[float, float, float]
    has_cover: bool


def check_reference(base: ClientBase) -> ReferenceCheck:
    """Try the file on an empty report and say what comes of it.

    Raises:
        TemplateError: the file cannot be used at all.
    """
    base.prepare(Package(), Document(Meta(""), ()), "")
    tried = [p for p in base.problems if p.code != "reference.empty_placeholder"]
    found = [*tried, *_page(base), *_stories(base), *_styles(base), *_fonts(base)]
    page = base.page
    size = tuple(round(twips * 25.4 / 1440, 1) for twips in (page.width, page.height))
    width = round(page.text_width * 25.4 / 1440, 1)
    rows = tuple(_row(base, match) for match in base.matches if not match.role.default)
    return ReferenceCheck(
        base.source.name, rows, tuple(found), (size[0], size[1], width), base.has_cover
    )


def _row(base: ClientBase, match: Match) -> RoleRow:
    if match.style is None:
        return RoleRow(match.role.label, match.role.name, _HOW[match.how], "", "", 0.0)
    size = number(base.styles.resolved(match.style, "rPr/sz"), "val", 20) / 2
    name = value(match.style, "name")
    font = _font(base, match) if match.role.kind == "paragraph" else ""
    size = size if match.role.kind == "paragraph" else 0.0
    return RoleRow(match.role.label, match.role.name, _HOW[match.how], name, font, size)


def _font(base: ClientBase, match: Match, slot: str = "eastAsia") -> str:
    """Return the font of a style; a theme font goes before a named one of the same style."""
    for style in base.styles.chain(match.style):
        fonts = style.find(f"{W}rPr/{W}rFonts")
        theme = "" if fonts is None else fonts.get(f"{W}{slot}Theme", "")
        if theme:
            return _THEME_FONTS.get(theme[:5], theme)
        if fonts is not None and fonts.get(W + slot):
            return fonts.get(W + slot, "")
    fonts = base.styles.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    theme = "" if fonts is None else fonts.get(f"{W}{slot}Theme", "")
    if theme:
        return _THEME_FONTS.get(theme[:5], theme)
    return "" if fonts is None else fonts.get(W + slot, "")


def _page(base: ClientBase) -> Iterator[Problem]:
    page, note = base.page, base.source.note
    if page.width > page.height:
        what, hint = "放正文的一节是横向的，全文都会横排。", "请把这一节改为纵向；宽表另有横向页。"
        yield note("landscape", what, hint)
    short, long = sorted((page.width, page.height))
    if abs(short - _A4[0]) > _TOLERANCE or abs(long - _A4[1]) > _TOLERANCE:
        size = f"{page.width / 56.7:.0f}×{page.height / 56.7:.0f} mm"
        yield note("paper", f"纸张是 {size}，不是 A4。", "如要按 A4 打印，请改纸张大小。")
    if column_count(base.layout.section) > 1:
        what = "放正文的一节分栏，报告的图和表要占整个版心，仍排成一栏。"
        yield note("columns", what, "请把这一节改为一栏。")
    if is_vertical(base.layout.section):
        what, hint = "放正文的一节是竖排文字，报告仍用横排。", "请把文字方向改为水平。"
        yield note("vertical", what, hint)
    if not base.layout.has_marker:
        name = "{{" + marker() + "}}"
        what = f"没有 {name}：只用样式、页眉页脚和页面设置，文件里的文字不进入报告。"
        hint = f"如要用自己的封面，请在封面之后单独写一段 {name}。"
        yield note("no_marker", what, hint, "note")
    source = base.source
    parts = (
        source.main,
        *(part for rows in base.layout.stories.values() for part in rows.values()),
    )
    settings = source.related("settings")
    outside = [
        relation
        for part in dict.fromkeys((*parts, settings))
        for relation in source.relations(part).values()
        if relation.external and relation.kind != "hyperlink"
    ]
    if outside:
        what = f"有{len(outside)}处链接到文件以外（模板、图片等），不会带入报告。"
        yield note("outside", what, "如需要，请把内容嵌入文件。", "note")


def _stories(base: ClientBase) -> Iterator[Problem]:
    used, note = base.layout.used, base.source.note
    kinds = {kind for kind, _ in used}
    for kind, name in (("header", "页眉"), ("footer", "页脚")):
        if kind not in kinds:
            yield note("furniture", f"没有{name}，用报告自带的{name}。", "", "note")
    codes = " ".join(
        (node.text or "") + node.get(f"{W}instr", "")
        for part in used.values()
        for node in base.source.tree(part).iter(f"{W}instrText", f"{W}fldSimple")
    )
    if kinds >= {"header", "footer"} and "PAGE" not in codes.split():
        what, hint = "页眉页脚里没有页码。", "请在页脚中插入页码（Word 的“页码”，不要手写）。"
        yield note("no_page_number", what, hint)
    floating = any(
        next(base.source.tree(part).iter(f"{WP}anchor"), None) is not None for part in used.values()
    )
    if floating:
        what = "页眉页脚里有浮动的图或文本框，在横向页上位置可能不合适。"
        yield note("floating", what, "生成后请看横向页；必要时改为嵌入型。", "note")


def _styles(base: ClientBase) -> Iterator[Problem]:
    note, matches = base.source.note, base.matches
    for match in matches:
        if match.clipping:
            what = (
                f"样式“{match.clipping}”是固定行距，会截断{match.role.label}，改用报告自带的样式。"
            )
            hint = f"如要用“{match.clipping}”，请把行距改为单倍或最小值。"
            yield note("clipping", what, hint)
    by_role = {match.role.id: match for match in matches}
    if not keeps_list(base.styles, base.numbering, matches):
        for role, printed in zip(HEADINGS, _PRINTED, strict=True):
            match = by_role[role]
            theirs = heading_format(base.styles, base.numbering, match.style)
            if theirs:
                what = (
                    f"样式“{value(match.style, 'name')}”自带编号“{theirs}”，报告按“{printed}”编号。"
                )
                hint = "目录和引用都用报告的编号；如须改编号格式，请在成稿后用 Word 修改。"
                yield note("heading_numbers", what, hint)
    yield from _colours(base, by_role["Heading1"])


def _colours(base: ClientBase, heading: Match) -> Iterator[Problem]:
    note = base.source.note
    if base.accent:
        what = f"主题的主色是 {base.accent}：图表、PDF 和网页也用它。"
        hint = "要用别的颜色，请在品牌文件或项目文件的 [report] 中写 accent。"
        yield note("accent", what, hint, "note")
        return
    colour = base.styles.attribute(heading.style, "rPr/color", "val")
    if len(colour) == 6 and colour.upper() not in ("000000", "AUTO"):
        what = f"一级标题的颜色是 {colour.upper()}。"
        hint = f'图表要与它一致，请在项目文件的 [report] 中写 accent = "{colour.upper()}"。'
        yield note("accent", what, hint, "note")


@cache
def _common_fonts() -> frozenset[str]:
    path = Path(__file__).parent / "fonts.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(name.lower() for name in (*table["windows"], *table["office"]))


def _fonts(base: ClientBase) -> Iterator[Problem]:
    part = base.source.related("fontTable")
    embedded = embedded_fonts(base.source.tree(part) if part else None)
    used = {
        _font(base, match, slot)
        for match in base.matches
        if match.style is not None and match.role.kind == "paragraph"
        for slot in ("eastAsia", "ascii")
    }
    rare = sorted(
        font
        for font in used - embedded - {""} - set(_THEME_FONTS.values())
        if font.lower() not in _common_fonts()
    )
    if rare:
        what = f"字体{'、'.join(rare)}不是 Windows 或 Office 自带的，也没有嵌入。"
        hint = "没有装这些字体的电脑会换用别的字体，请嵌入字体或改用常用字体。"
        yield base.source.note("font", what, hint)
