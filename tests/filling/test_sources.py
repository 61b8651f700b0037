"""A number that a template writes itself is refused, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.errors import TemplateError
from reporter.facts import Fact, FactTable
from reporter.filling import fill, find_template
from reporter.project.model import Project

from .conftest import Fill
from .test_fill import values, words


@pytest.mark.parametrize(
    "source",
    [
        '{{ "77.7" }}',
        '{{ "共" ~ "1,234" ~ "户" }}',
        '{{ "得分" + "９０" + "分" }}',
        '{{ "得分77.7分，即" ~ total.score }}',
        '{{ ["96.1%"]|join("、") }}',
        "{{ listed([total.score]) }}",
        '{% macro m(x) %}{{ x }}{% endmacro %}{{ m("12") }}',
        '{{ table("t", "共12个单位", leaves(), ["score"]) }}',
        '{{ table("t", "表", leaves(), ["score"], note="共77户。") }}',
        '{{ listing("t", "表", ["甲", "乙"], [["丙", "77.7"]]) }}',
        '{{ cards([("得分", "77.7", "")]) }}',
    ],
)
def test_numbers_in_plain_texts_are_refused(fill_text: Fill, source: str) -> None:
    with pytest.raises(TemplateError, match=r"《body\.md\.j2》第2行：.*没有出处.*fact.*\[texts\]"):
        fill_text("甲\n" + source)


def test_the_digits_of_a_fact_cannot_be_taken_without_it(fill_text: Fill) -> None:
    with pytest.raises(TemplateError, match=r"第1行：.*“text”"):
        fill_text("{{ total.score.text }}")


@pytest.mark.parametrize(
    "text", ["2026年9月1日至26日", "GB/T 19038—2009", "第3题", "图1", "（1）", "A4", "一百"]
)
def test_what_is_no_quantity_may_be_written(fill_text: Fill, text: str) -> None:
    assert words(fill_text("{{ '" + text + "' }}")[0]) == text


def test_literals_are_characters_not_markup(fill_text: Fill) -> None:
    assert words(fill_text('{{ "*a* & <b>" }}')[0]) == "*a* & <b>"


def test_numbers_in_names_are_theirs(
    project: Project, facts: FactTable, tmp_path: Path, fill_text: Fill
) -> None:
    tree = [dict(row) for row in facts.meta["tree"]]
    tree[1].update(name="等候10分钟以内", department="营销2部")
    segments = [
        {"id": "age", "name": "年龄18+", "role": "group", "levels": ["18～30岁", "31岁以上"]}
    ]
    meta = {**facts.meta, "tree": tree, "segments": segments, "previous_wave": "上期24"}
    more = [Fact("share", "b", detail="9至10分", value=0.4, unit="share")]
    table = FactTable((*facts.rows, *more), meta)
    source = (
        "{{ node('a').name }}{{ node('a').department }}{{ listed(groups('age')) }}"
        "{{ segments[0].name ~ '，' ~ previous_wave }}{{ answer_labels(leaves())|join('、') }}"
        "{{ groups('age')[0] }}{{ listing('t', '按' ~ groups('age')[1].name, ['序号'], [['1']]) }}"
    )
    with pytest.raises(TemplateError):
        fill_text("{{ '18～30岁' }}")  # no such name in the other table of facts
    (tmp_path / "templates" / "mine" / "body.md.j2").write_text(source, encoding="utf-8")
    document, _ = fill(project, table, find_template("mine", tmp_path))
    assert words(document).startswith(
        "等候10分钟以内营销2部18～30岁和31岁以上年龄18+，上期24满意、9至10分18～30岁"
    )
    folder = tmp_path / "templates" / "mine" / "body.md.j2"
    folder.write_text("{{ groups('age')[0].name ~ '共30户' }}", encoding="utf-8")
    with pytest.raises(TemplateError, match="“30”"):
        fill(project, table, find_template("mine", tmp_path))


def test_words_of_the_program_keep_their_numbers_as_facts(
    project: Project, facts: FactTable, tmp_path: Path, fill_text: Fill
) -> None:
    more = [Fact("margin", value=1.5, unit="points", warning="样本少于30户")]
    fill_text("{{ total.score.warning }}")
    body = tmp_path / "templates" / "mine" / "body.md.j2"
    body.write_text("{% if total.margin.is_small %}{{ total.margin.warning }}{% endif %}", "utf-8")
    document, _ = fill(project, facts.extended(more), find_template("mine", tmp_path))
    assert words(document) == "样本少于30户"
    assert [text for _, text in values(document)] == ["30"]
