# ruff: noqa: E501 - tables: one row a line
"""Blocks, formulas and comments where they cannot stand, or made of what they cannot be made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reporter import build as build_report
from reporter import verify

from .conftest import Case, Outcome

REFUSED = {
    "a table in a comment": ('文{{ comment(table("t", "题", leaves(), [{"name": "得分", "stat": "score"}]), "批") }}', "整块内容写进了题名、单元格或批注中"),
    "a formula in a cell": ('{{ listing("t", "题", ["甲"], [[equation("x")]]) }}', "整块内容写进了题名、单元格或批注中"),
    "a chart in a caption": ('{{ table("t", chart("bars", "f", "题", leaves()), leaves(), [{"name": "得分", "stat": "score"}]) }}', "整块内容写进了题名、单元格或批注中"),
    "a list of something unknown": ('{{ contents("figurs") }}', "目录的种类“figurs”不存在。 相近的有：figures"),
    "a depth of words": ('{{ contents(depth="二") }}', "depth 应是1至4的整数"),
    "a number as title": ("{{ contents(title=5) }}", "“5”没有出处"),
    "a fact as formula": ("值{{ math(total.score) }}", "不能放取来的数字"),
    "a fact in a formula": ('{{ equation("x=" ~ total.score) }}', "不能放取来的数字"),
    "a number as id": ('{{ equation("x", id=5) }}', "给函数的参数不对"),
    "a number as author": ('文{{ comment("内容", "批注", author=5) }}', "“5”没有出处"),
    "a number as label": ('{{ cards([(5, total.score, "")]) }}', "“5”没有出处"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "words"), REFUSED.values(), ids=REFUSED)
def test_slips_are_said_with_their_line(
    case: Case, build: Callable[..., Outcome], body: str, words: str
) -> None:
    case.template(body=f"# 一\n\n文字。\n\n{body}\n")
    seen = build()
    assert seen.code == 5, seen.text
    assert "《body.md.j2》第5行" in seen.text
    assert words in seen.text


def test_a_hundred_formulas_may_be_referred_to(case: Case, build: Callable[..., Outcome]) -> None:
    lines = (f'{{{{ equation("x", id="e{i}") }}}}\n\n见{{{{ ref("e{i}") }}}}。' for i in range(101))
    case.template(body="# 一\n\n" + "\n\n".join(lines))
    seen = build(command="check")
    assert "不属于任何事实" not in seen.text


def test_a_report_without_numbers_or_headings_is_one(case: Case) -> None:
    cover = 'title = "我的"\n[[parts]]\nrole = "cover"\nfile = "body.md.j2"\n'
    case.template(manifest=cover, body="{{ cover() }}")
    result = build_report(case.folder, case.folder / "out")
    assert not [problem for problem in result.problems if problem.code == "output.no_page_numbers"]
    assert verify(next(file for file in result.files if file.suffix == ".docx")).ok


def test_a_comment_may_be_signed_by_the_client(case: Case, build: Callable[..., Outcome]) -> None:
    case.toml('outputs = ["docx"]', 'client = "某单位"\noutputs = ["docx"]')
    case.template(body='# 一\n\n文{{ comment("内容", "批注", author=project.report.client) }}\n')
    assert build(command="check").code == 0
