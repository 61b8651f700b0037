"""What looks broken but is not: it builds, and says literally what the user wrote."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reporter import build as build_report

from .conftest import ITEMS, Case, Outcome

NAMES = [
    "{{ 7*7 }}", "{% raw %}", "<# x #>", "<b>粗</b>", "A&B <很好>", "&lt;", "$x$",
    r"价格$\frac{$低", "=1+1", "@cmd", "_底线", "**粗**", "[链](http://x)", "![图](/etc/passwd)",
    "|表|格|", "# 题", "- 项", "[^1]", "../../evil", "a@b#c=d/e", "“引”", "total", "很" * 60,
]  # fmt: skip


def text_of(docx: Path) -> str:
    """Return the visible characters of the body."""
    with zipfile.ZipFile(docx) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    return "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def test_names_are_data_everywhere(case: Case, tmp_path: Path) -> None:
    """All hostile names at once: as levels, and a few as indicator, item, client and text."""
    case.column("单位", lambda i, _: f'"{NAMES[i // 12]}"')
    case.column("年龄", lambda i, _: f'"{NAMES[5 + i // 12]}"')
    case.toml('name = "服务"', f'name = "{quoted(NAMES[7])}"')
    case.toml('name = "产品"', f'name = "{quoted(NAMES[0])}"')
    case.toml('name = "态度"', f'name = "{quoted(NAMES[4])}"\ncolumn = "态度"')
    case.toml('outputs = ["docx"]', f'client = "{quoted(NAMES[3])}"\noutputs = ["docx"]')
    case.toml("某公司\\n满意度调查报告", "../../<b>{{ 7*7 }}</b>")
    result = build_report(case.folder, tmp_path / "out")
    assert {file.parent for file in result.files} == {tmp_path / "out"}
    printed = text_of(next(file for file in result.files if file.suffix == ".docx"))
    for name in {*NAMES[:10], NAMES[3], NAMES[4], NAMES[7]}:
        assert name in printed, name


@pytest.mark.parametrize("start", [10, 16])
def test_more_names_as_levels(case: Case, build: Callable[..., Outcome], start: int) -> None:
    case.column("单位", lambda i, _: f'"{NAMES[start + i // 10]}"')
    seen = build(command="check")
    assert seen.code in (0, 1), seen.text
    assert "错误" not in seen.text


def _segments(case: Case, count: int) -> None:
    for number in range(count):
        case.column(f"分{number}", lambda i, _: f"{'甲乙丙'[i % 3]}类")
        more = f'[[segments]]\nid = "g{number}"\nname = "分{number}"\n[targets]'
        case.toml("[targets]", more)


def _many_units(case: Case) -> None:
    head, *rows = case.rows()
    many = [[f"R{k}-{row[0]}", f"第{(k * 60 + i) % 40}店", *row[2:]]
            for k in range(8) for i, row in enumerate(rows)]  # fmt: skip
    case.write([head, *many])


def _hidden_units(case: Case) -> None:
    for name in ITEMS[2:]:
        case.column(name, lambda i, old: old if i < 12 else "不了解")


def _cut(case: Case, start: str, end: str) -> None:
    text = case.project.read_text("utf-8")
    before, rest = text.split(start, 1)
    case.project.write_text(before + (end + rest.split(end, 1)[1] if end else ""), "utf-8")


ODD: dict[str, Callable[[Case], object]] = {
    "no segments": lambda c: _cut(c, "[[segments]]", "[targets]"),
    "ten segments": lambda c: _segments(c, 8),
    "one unit": lambda c: c.column("单位", lambda _, __: "甲店"),
    "forty units": _many_units,
    "units mostly hidden": _hidden_units,
    "no measures": lambda c: _cut(c, "[[measures]]", "[texts]"),
    "no texts": lambda c: _cut(c, "[texts]", ""),
    "a blank item": lambda c: c.column("速度", lambda _, __: ""),
    "everybody alike": lambda c: [c.column(name, lambda _, __: "满意") for name in ITEMS],
    "twelve respondents": lambda c: c.write(c.rows()[:13]),
    "no decimals": lambda c: c.toml("outputs", "decimals = 0\nshare_decimals = 0\noutputs"),
    "two decimals": lambda c: c.toml("outputs", "decimals = 2\nshare_decimals = 2\noutputs"),
    "one name at two levels": lambda c: c.toml('name = "服务"', 'name = "态度"'),
    "two indicators of one name": lambda c: c.toml('name = "服务"', 'name = "产品"'),
    "eleven options": lambda c: (
        c.toml('preset = "four_level"', 'preset = "eleven_level"'),
        [c.column(name, lambda i, _: str(i % 11)) for name in ITEMS],
    ),
    "weights": lambda c: (
        c.toml("respondent", 'weight = "权"\nrespondent'),
        c.column("权", lambda i, _: str(0.5 + i % 3)),
    ),
    "gb18030": lambda c: c.data.write_bytes(c.data.read_text("utf-8").encode("gb18030")),
    "utf-16 with tabs": lambda c: c.data.write_bytes(
        c.data.read_text("utf-8").replace(",", "\t").encode("utf-16")
    ),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_odd_projects_are_no_errors(
    case: Case, build: Callable[..., Outcome], change: Callable[[Case], object]
) -> None:
    change(case)
    seen = build(command="check")
    assert "错误" not in seen.text
    assert seen.code == int("警告：" in seen.text), seen.text
    assert "不属于任何事实" not in seen.text  # digits in names of options and segments are theirs


def test_another_report_in_the_folder_keeps_its_record(
    case: Case, build: Callable[..., Outcome]
) -> None:
    seen = build("--format", "docx")
    assert seen.code == 0, seen.text
    out = case.folder.parent / "输出"
    assert {p.name for p in out.iterdir()} == {
        "报告.docx", "报告.pdf", "facts.json",
        "某公司满意度调查报告.docx", "某公司满意度调查报告.facts.json",
    }  # fmt: skip
    assert (out / "facts.json").read_bytes() == b"old facts"  # another report's record
