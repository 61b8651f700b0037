from __future__ import annotations

from types import ModuleType

import pytest

from reporter.document.nodes import CrossReference, Paragraph, Text, Value
from reporter.writers.html.walk import iter_nodes
from reporter.writers.pdf.line_filter import JOINER, filter_lines, inline_run, join


def shown(text: str) -> str:
    return text.replace(JOINER, "|")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("得分为90.3分", "得分为90.3|分"),
        ("见图1和表A2", "见图|1和表|A2"),
        ("数据见附录A", "数据见附|录|A"),
        ("列夫·托尔斯泰", "列夫|·托尔斯泰"),
        ("北京—上海", "北京|—上海"),
        ("稳定——尤其", "稳定——尤其"),
        ("按照GB/T 19010", "按照GB|/|T 19010"),
        ("2025年 5", "2025|年 5"),
        ("提高3.2个百分点，", "提高3.2|个|百|分|点，"),
        ("见附件1，投诉38件", "见附件|1，投诉38|件"),
    ],
)
def test_joins(before: str, after: str) -> None:
    assert shown(join(before)) == after


def test_value_keeps_its_unit() -> None:
    run = inline_run((Value("k", "90.3"), Text("分，比上年"), CrossReference("t", "表2")))
    assert shown(run[1].text) == "|分，比上年"  # type: ignore[union-attr]
    assert run[0] == Value("k", "90.3")
    assert shown(run[2].text) == "表|2"  # type: ignore[union-attr]


def test_only_joiners_are_added(sample: ModuleType) -> None:
    before = sample.document()
    after = filter_lines(before)

    def words(document: object) -> list[str]:
        return [
            node.text.replace(JOINER, "") for node in iter_nodes(document) if hasattr(node, "text")
        ]

    assert words(after) == words(before)
    assert after != before
    assert after.meta is before.meta


def test_last_line_has_two_characters(sample: ModuleType) -> None:
    document = filter_lines(sample.document())
    paragraphs = [n for n in iter_nodes(document) if isinstance(n, Paragraph)]
    long = [p for p in paragraphs if p.children[0].text.startswith("从调查")]  # type: ignore[union-attr]
    assert shown(long[0].children[-1].text).endswith("1.2|分。")  # type: ignore[union-attr]
    assert any(shown(getattr(p.children[-1], "text", "")) == "横|页。" for p in paragraphs)
