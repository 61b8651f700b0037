"""Characters that no font has are named with the place where they stand."""

from __future__ import annotations

from typing import Any

import pytest

from reporter.errors import Place
from reporter.filling.glyphs import glyph_problems, missing_glyphs, named


def entry(block: str, text: str) -> dict[str, Any]:
    return {"block": block, "text": text, "values": []}


def test_nothing_is_missing_from_what_a_report_prints() -> None:
    signs = "①⑳┋→↑↓≤≥±×÷％‰℃㎡★□■○●△▲▼◆✓·—…“”‘’《》〈〉【】、。，：；！？（）－−λΔα²³\n\t āéü€ⅢⅨ"
    assert missing_glyphs([entry("paragraph", signs)]) == ()


@pytest.mark.parametrize(
    ("entries", "place"),
    [
        ([entry("heading:a", "一、总体结果"), entry("paragraph", "王㖞")], "“一、总体结果”一节"),
        ([entry("heading:a", "一、㖞")], "标题"),
        ([entry("caption:t", "表2 得分"), entry("cell:t", "㖞")], "“表2 得分”的单元格"),
        ([entry("note:f", "㖞"), entry("caption:f", "图1 得分")], "“图1 得分”的注"),
        ([entry("cover", "㖞")], "封面"),
        ([entry("header", "㖞")], "页眉、密级或水印"),
        ([entry("footnote", "㖞")], "脚注"),
        ([entry("paragraph", "㖞")], "正文"),
    ],
)
def test_the_place_is_told_as_it_is_read(entries: list[dict[str, Any]], place: str) -> None:
    (found,) = missing_glyphs(entries)
    assert (found.char, found.place) == ("㖞", place)


def test_each_character_is_told_once_in_the_order_of_the_pages() -> None:
    texts = [entry("cover", "甲𠮷乙㖞𠮷"), entry("paragraph", "㖞"), entry("alt:f", "㐂")]
    found = missing_glyphs(texts)
    assert [(one.char, one.others) for one in found] == [("𠮷", 1), ("㖞", 1)]
    assert found[0].excerpt == "甲𠮷乙㖞𠮷"


def test_problems_say_what_to_do() -> None:
    found = missing_glyphs([entry("cover", "㖞😀x\u0358")])
    places = {"㖞": Place("project.toml", line=8)}
    errors = {p.what[6:]: p for p in glyph_problems(found, places, fatal=True)}
    assert {p.severity for p in errors.values()} == {"error"}
    rare, emoji, mark = glyph_problems(found, places, fatal=True)
    assert str(rare).startswith("《project.toml》第8行：字体里没有“㖞”（U+359E）：在封面")
    assert "reporter fonts add" in rare.hint
    assert "--format docx" in rare.hint
    assert "表情符号" in emoji.what
    assert "删去" in emoji.hint
    assert "组合符号（U+0358）" in mark.what
    (warning, *_) = glyph_problems(found, places, fatal=False)
    assert warning.severity == "warning"
    assert "空框" not in warning.what


def test_a_text_in_another_script_does_not_fill_the_screen() -> None:
    found = missing_glyphs([entry("paragraph", "".join(map(chr, range(0x3400, 0x3450))))])
    problems = glyph_problems(found, {}, fatal=True)
    assert len(problems) == 21
    assert f"{len(found)} 个" in problems[-1].what


def test_what_cannot_be_shown_is_named_by_its_number() -> None:
    assert named("\U000f0000") == "自造字（U+F0000）"
    assert named("\u0085") == "（U+0085）"
