"""Pages of the PDF are those of the document's theme, measured in the boxes they are drawn from."""

from __future__ import annotations

import dataclasses
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from reporter.document.nodes import (
    Block,
    Document,
    Meta,
    PageBreak,
    Paragraph,
    Part,
    Section,
    Text,
)
from reporter.document.theme import Theme
from reporter.document.theme_file import load_theme, theme_root

from .lints.laid_out import LaidOut, Line, lay_out

PX = 96 / 72
MM = 96 / 25.4
HAN = "零售客户是卷烟营销网络的终端也是各项服务举措的直接感受者"


def packaged(name: str) -> Theme:
    return load_theme(name, (theme_root(),))


def report(theme: Theme, *parts: Part, **meta: Any) -> LaidOut:
    known = Meta("某市满意度调查报告", date=date(2026, 11, 20), **meta)
    return lay_out(theme.name, Document(known, parts, theme=theme))


def plain(characters: int, role: Any = "plain") -> Paragraph:
    return Paragraph((Text((HAN * (characters // len(HAN) + 1))[:characters]),), role=role)


def section(level: int, label: str, title: str, *blocks: Block) -> Section:
    return Section(f"s{level}", level, (Text(title),), blocks, label=label)


def foot(laid: LaidOut, sheet: int) -> dict[str, Line]:
    lines = [line for line in laid.lines if line.sheet == sheet and line.kind == "running"]
    return {"".join(line.text.split()): line for line in lines}


@pytest.mark.parametrize(
    ("name", "characters", "lines", "top", "pitch"),
    [("gongwen", 28, 22, 37 * MM, 28.95 * PX), ("business", 37, 31, 25.4 * MM, 22 * PX)],
)
def test_a_page_holds_whole_lines_of_whole_characters(
    name: str, characters: int, lines: int, top: float, pitch: float
) -> None:
    laid = report(packaged(name), Part("body", (plain(characters * lines * 2 - 3),)))
    for sheet in (1, 2):
        flow = laid.flow(sheet)
        assert len(flow) == lines
        assert flow[0].top == pytest.approx(top, abs=0.1)
        assert all(
            below.top - above.top == pytest.approx(pitch, abs=0.01)
            for above, below in pairwise(flow)
        )
        for line in flow[: -1 if sheet == 2 else None]:
            assert len(line.chars) == characters
            end = line.chars[-1].x + line.chars[-1].width
            assert end == pytest.approx(line.right, abs=0.02 * line.chars[0].em)
            assert max(char.width / char.em for char in line.chars) < 1.005
    assert len(laid.sheets) == 2


def test_gongwen_headings_stand_in_the_lines_of_the_text() -> None:
    """The ladder of GB/T 9704—2012, 7.3.3: two characters in."""
    inner = section(4, "（1）", "四级标题", plain(60))
    ladder = section(
        1, "一、", "一级标题", section(2, "（一）", "二级标题", section(3, "1.", "三级标题", inner))
    )
    flow = report(packaged("gongwen"), Part("body", (ladder,))).flow(1)
    headings = [line for line in flow if line.kind == "heading"]
    fonts = [line.element.tag for line in headings]
    assert fonts == ["h1", "h2", "h3", "h4"]
    for above, below in pairwise(flow):
        assert below.top - above.top == pytest.approx(28.95 * PX, abs=0.01)
    for line in headings:
        opening = 0.5 if line.chars[0].char == "（" else 0.0  # half of the mark is blank
        start = (line.chars[0].x - 28 * MM) / line.chars[0].em
        assert start == pytest.approx(2.0, abs=opening + 0.02)


def numbered_parts() -> tuple[Part, ...]:
    pages = (plain(3), PageBreak(), plain(3))
    return Part("front", pages), Part("body", (*pages, PageBreak(), plain(3)))


def test_gongwen_numbers_stand_outside_one_character_in() -> None:
    """By the number that is printed, whichever sheet it is on; 7 mm below the text."""
    theme = packaged("gongwen")
    laid = report(theme, *numbered_parts())
    left, right = 28 * MM, 28 * MM + theme.text_width * PX
    inset = theme.styles.page_number.size * PX
    assert laid.result.page_labels == ("i", "ii", "1", "2", "3")
    for sheet, label in enumerate(laid.result.page_labels, 1):
        shown = foot(laid, sheet)
        text = label if label.startswith("i") else f"—{label}—"
        assert set(shown) == {text}
        first, last = shown[text].chars[0], shown[text].chars[-1]
        if label in ("ii", "2"):
            assert first.x == pytest.approx(left + inset, abs=0.1)
        else:
            assert last.x + last.width == pytest.approx(right - inset, abs=0.1)
        middle = (shown[text].top + shown[text].bottom) / 2
        assert middle == pytest.approx((297 - 35 + 7) * MM, abs=1.5 * MM)


def test_business_numbers_stand_in_the_middle_under_running_heads() -> None:
    laid = report(packaged("business"), *numbered_parts())
    for sheet in (1, 2, 4):
        (number,) = (line for text, line in foot(laid, sheet).items() if "报告" not in text)
        middle = (number.chars[0].x + number.chars[-1].x + number.chars[-1].width) / 2
        assert middle == pytest.approx((27 * MM + 222 * PX), abs=0.2)
        assert "某市满意度调查报告" in foot(laid, sheet)


@pytest.mark.parametrize("name", ["gongwen", "business"])
def test_a_clients_words_stand_in_head_and_foot(name: str) -> None:
    theme = dataclasses.replace(packaged(name), header="某市统计局", footer="咨询电话 12340")
    laid = report(theme, *numbered_parts(), confidentiality="内部资料")
    for sheet in range(1, 6):
        shown = foot(laid, sheet)
        assert {"某市统计局", "咨询电话12340", "内部资料"} <= set(shown)
        assert "某市满意度调查报告" not in shown
        head = shown["某市统计局"]
        assert head.chars[0].x == pytest.approx(theme.page.left * MM, abs=0.1)
        assert head.bottom <= theme.page.top * MM
        bottom = (297 - theme.page.bottom) * MM
        assert all(line.top >= bottom - 0.1 for text, line in shown.items() if line is not head)
        assert all(line.bottom < 297 * MM for line in shown.values())
    spans = sorted((line.chars[0].x, line.chars[-1].x) for line in foot(laid, 4).values())
    assert len(spans) == 4
    if name == "gongwen":  # even: the number left, the client's words right
        assert foot(laid, 4)["咨询电话12340"].chars[0].x > foot(laid, 4)["—2—"].chars[0].x


def test_a_turned_page_has_the_margins_of_the_upright_one() -> None:
    theme = packaged("gongwen")
    laid = report(theme, Part("landscape", (plain(2000),)))
    first, last = laid.flow(1)[0], laid.flow(1)[-1]
    assert laid.sheets[0].margin_width() == pytest.approx(297 * MM, abs=0.1)
    assert first.top == pytest.approx(28 * MM, abs=0.1)
    assert first.left == pytest.approx(35 * MM, abs=0.1)
    assert first.right == pytest.approx((297 - 37) * MM, abs=0.1)
    (number,) = foot(laid, 1).values()
    assert last.bottom <= number.top
    assert number.bottom < 210 * MM


def test_a_themes_sheet_comes_before_the_templates() -> None:
    theme = dataclasses.replace(
        packaged("business"), stylesheet="p { font-size: 20pt; margin-left: 7pt }"
    )
    document = Document(
        Meta("题"), (Part("body", (plain(5),)),), theme=theme, stylesheet="p { font-size: 9pt }"
    )
    (line,) = lay_out("own", document).flow(1)
    assert line.chars[0].em == pytest.approx(9 * PX)
    assert line.left == pytest.approx(27 * MM + 7 * PX, abs=0.1)


def test_colours_of_a_theme_are_legible_as_text() -> None:
    theme = dataclasses.replace(packaged("business"), accent="FFD400")
    laid = report(theme, Part("body", (section(1, "一、", "标题", plain(5, "lead")),)))
    assert laid.result.warnings == ()
    heading = next(box for box in laid.sheets[0].descendants() if box.element_tag == "h1")
    text = bytes.fromhex(theme.accent_text)
    assert [round(255 * part) for part in heading.style["color"].coordinates] == list(text)
    ink = report(packaged("gongwen"), Part("body", (section(1, "一、", "标题", plain(5)),)))
    heading = next(box for box in ink.sheets[0].descendants() if box.element_tag == "h1")
    assert list(heading.style["color"].coordinates) == [0, 0, 0]
