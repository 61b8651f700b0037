"""Characters that no font has: found before anything is laid out, where they were written.

A name that a chart must draw stops the run at once, whatever is asked for: the picture stands
in every output. A character of the text stops a PDF only, since Word brings fonts of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..charts.kit.faces import lacking
from ..errors import NOWHERE, Place, Problem
from ..facts import FactTable
from ..fonts import coverage
from ..project.model import Project
from ..project.scales import SCALE_PRESETS

CODE = "output.missing_glyph"
_AROUND = 8  # characters shown on either side
_MOST = 20  # problems; a text in another script would fill the screen
_TITLED = {
    "cell": "的单元格",
    "unit": "的单位",
    "note": "的注",
    "source": "的来源",
    "chart": "的图中",
}
_PLACES = {
    "cover": "封面",
    "header": "页眉、密级或水印",
    "card": "指标卡片",
    "contents": "目录",
    "reference": "参考文献",
    "signature": "签字页",
    "footnote": "脚注",
    "formula": "公式",
}
_UNPRINTED = frozenset({"alt", "data", "contents"})  # contents repeat the headings
_PDF = "PDF 里会印成空框。"
_ELSEWHERE = "Word 和浏览器会改用别的字体，请核对样子。"
_ADD = "请用 reporter fonts add 加入含有这个字的字体，或改用常用的写法。"
_WORD_ONLY = "只要 Word 报告，可加 --format docx。"
_DELETE = "请删去或改用文字。"
_COMPOSED = "请改用已组合好的字符（如 ā、é），或改用常用的写法。"


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no font has: where it stands first, as read, and how often besides."""

    char: str
    place: str
    excerpt: str
    others: int = 0


def missing_glyphs(texts: Iterable[Mapping[str, Any]]) -> tuple[MissingGlyph, ...]:
    """Return the characters of a document's printed texts that no font in use has.

    ``texts`` is its record (:func:`~reporter.document.manifest.manifest`); one entry a character,
    in the order of the pages.
    """
    entries = list(texts)
    if not coverage.lacking("".join(str(entry["text"]) for entry in entries)):
        return ()
    titles = {_name(entry): str(entry["text"]) for entry in entries if _kind(entry) == "caption"}
    found: dict[str, MissingGlyph] = {}
    heading = ""
    for entry in entries:
        kind, text = _kind(entry), str(entry["text"])
        heading = text if kind == "heading" else heading
        missing = () if kind in _UNPRINTED else coverage.lacking(text)
        for char in sorted(missing, key=text.index):
            before = found.get(char)
            if before is None:
                place = _place(entry, heading, titles)
                found[char] = MissingGlyph(char, place, _excerpt(text, char), text.count(char) - 1)
            else:
                more = before.others + text.count(char)
                found[char] = MissingGlyph(char, before.place, before.excerpt, more)
    return tuple(found.values())


def _kind(entry: Mapping[str, Any]) -> str:
    return str(entry["block"]).partition(":")[0]


def _name(entry: Mapping[str, Any]) -> str:
    return str(entry["block"]).partition(":")[2]


def _place(entry: Mapping[str, Any], heading: str, titles: Mapping[str, str]) -> str:
    kind, title = _kind(entry), titles.get(_name(entry), "")
    if kind in _PLACES:
        return _PLACES[kind]
    if kind == "heading":
        return "标题"
    if kind == "caption":
        return "图表题"
    if kind in _TITLED and title:
        return f"“{_visible(title)[:30]}”{_TITLED[kind]}"
    return f"“{_visible(heading)[:30]}”一节" if heading else "正文"


def _excerpt(text: str, char: str) -> str:
    at = text.index(char)
    return _visible(text[max(0, at - _AROUND) : at + _AROUND + 1])


def _visible(text: str) -> str:
    """Return a text as a terminal can show it: on one line, no mark without its letter."""
    one = " ".join(text.split())
    return "".join(char if char.isprintable() else "□" for char in one)


def glyph_problems(
    missing: Iterable[MissingGlyph], places: Mapping[str, Place], *, fatal: bool
) -> tuple[Problem, ...]:
    """Return one problem a character; ``places`` tells where in the user's files one stands."""
    found = list(missing)
    problems = [
        Problem(
            CODE,
            f"字体里没有{named(one.char)}：在{one.place}，“{one.excerpt}”"
            f"{f'，另有 {one.others} 处' if one.others else ''}；{_PDF if fatal else _ELSEWHERE}",
            _hint(one.char, fatal),
            places.get(one.char, NOWHERE),
            "error" if fatal else "warning",
        )
        for one in found[:_MOST]
    ]
    if len(found) > _MOST:
        what = f"字体里没有的字共 {len(found)} 个，以上列出 {_MOST} 个。"
        problems.append(Problem(CODE, what, severity="error" if fatal else "warning"))
    return tuple(problems)


def named(char: str) -> str:
    """Return a character with its code point and, where that helps, what it is."""
    kind = {"emoji": "表情符号", "mark": "组合符号", "private": "自造字"}.get(_class(char), "")
    shown = f"“{char}”" if char.isprintable() and not unicodedata.combining(char) else ""
    return f"{kind}{shown}（U+{ord(char):04X}）"


def _hint(char: str, fatal: bool) -> str:
    hint = {"emoji": _DELETE, "mark": _COMPOSED}.get(_class(char), _ADD)
    return f"{hint}{_WORD_ONLY}" if fatal and hint == _ADD else hint


def _class(char: str) -> str:
    if ord(char) >= 0x1F000 and unicodedata.category(char) in ("So", "Sk"):
        return "emoji"
    kind = unicodedata.category(char)
    return "mark" if kind.startswith("M") else "private" if kind == "Co" else ""


# ------------------------------------------------------------------ names that charts draw


def undrawable(project: Project, facts: FactTable) -> Iterator[tuple[str, str, str, str]]:
    """Yield key path, column, name and missing characters; one of the first two is "".

    A name in the project file has a key path, a name in the data the column that it stands in.

    Names: indicators, items, segments with their levels, options, and the two periods.
    """
    seen: set[str] = set()
    written = ((path, "", name) for path, name in _in_project(project))
    for path, column, name in (*written, *_in_data(project, facts)):
        if name not in seen and (missing := lacking([name])):
            yield path, column, name, "".join(missing)
        seen.add(name)


def _in_project(project: Project) -> Iterator[tuple[str, str]]:
    for kind in ("indicators", "items", "segments"):
        for index, row in enumerate(getattr(project, kind)):
            yield f"{kind}[{index}].name", row.name
    for index, segment in enumerate(project.segments):
        yield from ((f"segments[{index}].levels", level) for level in segment.levels)
    for index, scale in enumerate(project.scales):
        if scale.preset not in SCALE_PRESETS:
            yield from ((f"scales[{index}].options", option.label) for option in scale.options)
    yield "survey.wave", project.survey.wave
    if project.previous:
        yield "previous.wave", project.previous.wave


def _in_data(project: Project, facts: FactTable) -> Iterator[tuple[str, str, str]]:
    columns = {segment.id: segment.column or segment.name for segment in project.segments}
    for segment in facts.meta.get("segments", ()):
        column = columns.get(str(segment["id"]), project.data.unit)
        yield from (("", column, str(level)) for level in segment["levels"])
