"""Templates: values keep their facts, data never become markup, mistakes say where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reporter.document.nodes import (
    Citation,
    Document,
    Figure,
    Inline,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
    Value,
)
from reporter.document.plaintext import plain_text
from reporter.document.walk import block_inlines, document_blocks, flat
from reporter.errors import TemplateError
from reporter.facts import Fact, FactTable, Group
from reporter.filling import fill, find_template
from reporter.project.model import Project

from .conftest import NASTY, Fill


def inlines(document: Document) -> list[Inline]:
    return [n for b in document_blocks(document) for run in block_inlines(b) for n in flat(run)]


def values(document: Document) -> list[tuple[str, str]]:
    return [(node.key, node.text) for node in inlines(document) if isinstance(node, Value)]


def words(document: Document) -> str:
    return "".join(plain_text(run) for b in document_blocks(document) for run in block_inlines(b))


def test_a_fact_prints_half_up_with_its_unit_and_keeps_its_key(fill_text: Fill) -> None:
    document, _ = fill_text("得分{{ total.score }}，样本{{ total.n }}，满意率{{ total.rate }}。")
    assert words(document) == "得分90.3分，样本200户，满意率77.5%。"
    assert values(document) == [
        ("score/total", "90.3"),
        ("n/total", "200"),
        ("rate/total", "77.5%"),
    ]


def test_ways_of_printing(fill_text: Fill) -> None:
    source = (
        "{{ total.change|abs }} {{ total.change|signed }} "
        "{{ total.score|bare }} {{ node('b').change }}"
    )
    document, _ = fill_text(source)
    assert words(document) == "0.6分 −0.6分 90.3 —"


def test_values_survive_macros_joins_and_emphasis(fill_text: Fill) -> None:
    macro = "{% macro m(row) %}{{ row.name }}（{{ row.score }}）{% endmacro %}"
    source = (
        '{% from "phrases.md.j2" import m %}**{{ m(node("a")) }}**'
        '{{ "得分" ~ total.score ~ "，" ~ m(node("b")) }}'
        '{{ nodes(level=1)|map(attribute="score")|join("、") }}'
    )
    document, _ = fill_text(source, phrases=macro)
    assert words(document) == "诚心服务（92.0分）得分90.3分，诚信服务（88.5分）92.0分、88.5分"
    assert [key for key, _ in values(document)] == [
        "score/a", "score/total", "score/b", "score/a", "score/b",
    ]  # fmt: skip
    assert isinstance(inlines(document)[0], Strong)


def test_data_that_look_like_markup_stay_text(fill_text: Fill) -> None:
    source = (
        "# {{ groups('unit')[0].name }}\n\n"
        "{{ groups('unit')[0] }}{{ '，' ~ groups('unit')[0].name }}\n\n"
        '{{ table("t", groups("unit")[0].name, groups("unit"), ["score"], first="单位") }}'
    )
    document, _ = fill_text(source)
    section = next(b for b in document_blocks(document) if isinstance(b, Section))
    assert plain_text(section.title) == NASTY
    table = next(b for b in document_blocks(document) if isinstance(b, Table))
    assert plain_text(table.caption) == NASTY
    assert plain_text(table.body[0].cells[0].children) == NASTY
    assert words(document).count(NASTY) == 5
    assert "49" not in words(document)


def test_numbers_people_wrote_become_stated_facts(fill_text: Fill) -> None:
    document, facts = fill_text('{{ text("background") }}')
    stated = [row for row in facts if row.statistic == "stated"]
    assert [row.value for row in stated] == ["1,234", "96.1%"]
    assert [key for key, _ in values(document)] == [row.key for row in stated]
    assert words(document) == "去年走访1,234户，满意率96.1%。"
    cited = [node.text for node in inlines(document) if isinstance(node, Citation)]
    assert cited == ["[1]"]


def test_a_number_without_a_source_stops_the_build(fill_text: Fill) -> None:
    with pytest.raises(TemplateError, match=r"《body\.md\.j2》第2行.*没有出处"):
        fill_text("第一行\n{{ total.score.number * 2 }}")


@pytest.mark.parametrize(
    ("source", "line", "near"),
    [
        ("{{ totl.score }}", 1, "total"),
        ("\n\n{{ total.scor }}", 3, "score"),
        ("{{ node('aa').score }}", 1, "a"),
        ("{{ fact('scores') }}", 1, "score"),
        ("{{ groups('unti') }}", 1, "unit"),
        ("{% if project.survey.wav %}x{% endif %}", 1, "wave"),
        ("{{ total.score|bar }}", 1, ""),
        ("{% for x in y %}", 1, ""),
        ("{% include 'no.md.j2' %}", 1, ""),
    ],
)
def test_a_misspelt_name_stops_with_file_line_and_near_names(
    fill_text: Fill, source: str, line: int, near: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        fill_text(source)
    problem = caught.value.problems[0]
    assert problem.where.file in ("body.md.j2", "no.md.j2")
    if near:
        assert problem.where.line == line
        assert near in problem.hint


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ total.__init__.__globals__ }}",
        "{{ total._desk }}",
        "{{ total.score.fact }}",
        "{{ project._values }}",
        "{{ cycler }}",
        "{{ lipsum() }}",
        "{{ ref.__globals__ }}",
        "{{ ''|attr('__class__') }}",
        "{{ '%s'|format(1) }}",
        "{{ 'a' * 10**9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '{0.__class__}'.format(total) }}",
        "{{ total.fact('score') }}",
        "{{ total.score.changed() }}",
        "{{ self._TemplateReference__context }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% include '../../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_the_sandbox_gives_nothing_but_views(fill_text: Fill, source: str) -> None:
    with pytest.raises(TemplateError):
        fill_text(source)


def test_a_link_out_of_the_template_folder_is_not_followed(fill_text: Fill, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
    folder = tmp_path / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "link.md.j2").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(TemplateError):
        fill_text("{% include 'link.md.j2' %}")


def test_a_template_overrides_one_block_of_its_base(fill_text: Fill, tmp_path: Path) -> None:
    fill_text("前\n\n{% block middle %}中{% endblock %}\n\n后")
    child = tmp_path / "templates" / "child"
    child.mkdir()
    (child / "template.toml").write_text('title = "子"\nbase = "mine"\n', encoding="utf-8")
    override = '{% extends "base:body.md.j2" %}{% block middle %}换{% endblock %}'
    (child / "body.md.j2").write_text(override, encoding="utf-8")
    template = find_template("child", tmp_path)
    meta = {"tree": [{"id": "total", "name": "总体", "level": 0, "parent": "", "scored": True}]}
    project = _project()
    document, _ = fill(project, FactTable((), meta), template)
    paragraphs = [b for b in document_blocks(document) if isinstance(b, Paragraph)]
    assert [plain_text(b.children) for b in paragraphs] == ["前", "换", "后"]


def _project():
    from datetime import date

    from reporter.project.model import DataInfo, Project, ReportInfo, SurveyInfo

    return Project(
        report=ReportInfo(title="题", date=date(2026, 1, 1)),
        survey=SurveyInfo(organisation="我", subject="客户", wave="2026年度"),
        data=DataInfo(file="a.csv"),
    )


def test_an_unknown_template_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="annual_survey"):
        find_template("anual_survey", tmp_path)
    with pytest.raises(TemplateError):
        find_template("../secret", tmp_path)


def test_words_of_judgement(fill_text: Fill) -> None:
    source = (
        "{{ direction(node('a')) }}{{ direction(total) }}{{ direction(node('b')) }}"
        "{{ how_many(nodes(level=1)) }}{{ listed(ranked(nodes(level=1))) }}"
    )
    document, _ = fill_text(source)
    assert words(document) == "uncertainfallunknown2诚心服务和诚信服务"


def test_a_number_of_things_listed_is_a_fact(fill_text: Fill) -> None:
    document, facts = fill_text("有{{ how_many(nodes(level=1)) }}项，{{ how_many([]) }}项")
    assert words(document) == "有2项，0项"
    assert [(key, facts[key].value) for key, _ in values(document)] == [
        ("counted/lists.1", 2),
        ("counted/lists.2", 0),
    ]


def test_leaves_are_called_by_their_level(fill_text: Fill) -> None:
    document, _ = fill_text("{{ leaf_word }}{{ leaf_level }}{{ listed(cut(2)) }}{{ chinese(2) }}")
    assert words(document) == "一级指标level1诚心服务和诚信服务两"


def test_groups_that_differ_by_the_facts(
    project: Project, facts: FactTable, tmp_path: Path, fill_text: Fill
) -> None:
    source = (
        "{% for row in divided(leaves(), groups('unit')) %}"
        "{{ row.node.name }}{{ row.high.name }}{{ row.high.score }}{{ row.low.score }}{% endfor %}"
        "{{ separated(groups('unit')[0], groups('unit')[1]) }}"
        "{{ separated(total, groups('unit')[1]) }}"
    )
    assert words(fill_text(source)[0]) == "unknownunknown"  # no facts, no judgement
    groups = [Group("unit", NASTY), Group("unit", "河西")]
    scores = {"a": (90.0, 80.0), "b": (90.0, 89.0)}
    more = [
        Fact("score", subject, group=group, value=score, unit="points")
        for subject, pair in scores.items()
        for group, score in zip(groups, pair, strict=True)
    ]
    for subject, spread, judged in (("a", 10.0, "是"), ("b", 1.0, "否"), ("total", 2.0, "否")):
        more += [
            Fact("spread", subject, detail="unit", value=spread, unit="points"),
            Fact("separated", subject, detail="unit", value=judged, unit="text"),
        ]
    template = find_template("mine", tmp_path)
    document, _ = fill(project, facts.extended(more), template)
    assert words(document) == f"诚心服务{NASTY}90.0分80.0分nounknown"
    other = [replace(f, value=9.0) if f.key == "spread/a#unit" else f for f in more]
    document, _ = fill(project, facts.extended(other), template)
    assert words(document) == "nounknown"  # the judgement is about another pair


def test_listing_has_sub_headings_and_counts_the_cells_below_them(fill_text: Fill) -> None:
    source = (
        '{{ listing("t", "表", ["甲", "乙"], [{"group": "部门", "rows": [["一", "二"]]}, %s]) }}'
    )
    document, _ = fill_text(source % '["三", "四"]')
    table = next(b for b in document_blocks(document) if isinstance(b, Table))
    assert [row.role for row in table.body] == ["group", "body", "body"]
    assert table.body[0].cells[0].colspan == 2
    with pytest.raises(TemplateError, match="2列"):
        fill_text(source % '{"group": "部门", "rows": [["三"]]}')


def test_names_step_in_by_level(
    project: Project, facts: FactTable, tmp_path: Path, fill_text: Fill
) -> None:
    fill_text('{{ table("t", "表", nodes(), ["score"], indent=true) }}')
    deeper = [{**row, "level": row["level"] * 2} for row in facts.meta["tree"]]
    table = FactTable(facts.rows, {**facts.meta, "tree": deeper})
    document, _ = fill(project, table, find_template("mine", tmp_path))
    found = next(b for b in document_blocks(document) if isinstance(b, Table))
    names = [plain_text(row.cells[0].children) for row in found.body]
    assert names == ["总体", "\u3000诚心服务", "\u3000诚信服务"]


def test_sources_are_listed_only_where_one_was_cited(fill_text: Fill) -> None:
    source = "{{ '有' if cited() else '无' }}%s{{ '有' if cited() else '无' }}"
    assert words(fill_text(source % "")[0]) == "无无"
    assert words(fill_text(source % "{{ cite('gb') }}")[0]).replace("[1]", "") == "无有"


def test_plain_text_is_not_touched(fill_text: Fill) -> None:
    document, _ = fill_text('{{ "a&b < c" ~ total.score }}')
    assert inlines(document)[0] == Text("a&b < c")


def test_a_chart_of_two_axes_is_reached_from_a_template(fill_text: Fill) -> None:
    source = (
        '{{ chart("quadrant", "f", "得分", nodes(level=1), native=false, '
        'series=[{"name": "比例", "stat": "share", "detail": "满意"}, '
        '{"name": "得分", "stat": "score"}], '
        'lines=[{"name": "分界", "fact": total.score, "across": "x"}, '
        '{"name": "总体", "fact": total.score}], '
        'flags=["", "误差范围内"], corners=["甲", "乙", "丙", "丁"]) }}'
    )
    document, _ = fill_text(source)
    [figure] = [b for b in document_blocks(document) if isinstance(b, Figure)]
    assert figure.plot is not None
    assert figure.plot.corners == ("甲", "乙", "丙", "丁")
    assert [line.across for line in figure.plot.lines] == ["x", "value"]
    assert not figure.native
    assert "未画出：诚信服务" in figure.alt


def test_the_ends_of_an_axis_are_facts(fill_text: Fill) -> None:
    source = (
        '{{ chart("benchmark", "f", "得分", nodes(level=1)[:1], '
        'series=[{"name": "得分", "stat": "score"}], scale=%s) }}'
    )
    document, _ = fill_text(source % '[node("b").score, node("a").score]')
    [figure] = [b for b in document_blocks(document) if isinstance(b, Figure)]
    assert b">88.5<" in figure.svg
    for wrong in ("[0, 100]", "[total.score]", "total.score"):
        with pytest.raises(TemplateError, match="scale 应是两个有出处的数字"):
            fill_text(source % wrong)


def test_answers_of_one_indicator_are_a_pie(fill_text: Fill) -> None:
    source = (
        '{{ chart("pie", "f", "评价", nodes(level=1)[:1], unit="%", '
        'series=[{"name": "满意", "stat": "share", "detail": "满意"}]) }}'
    )
    document, _ = fill_text(source)
    [figure] = [b for b in document_blocks(document) if isinstance(b, Figure)]
    assert figure.plot is not None
    assert figure.plot.kind == "pie"
    assert [value.text for line in figure.values for value in line] == ["40.0%"]


def test_a_chart_hands_on_what_its_texts_print(fill_text: Fill) -> None:
    source = (
        '{{ chart("bars", "f", "得分", nodes(level=1), '
        'lines=[{"name": "总体", "fact": total.score}]) }}'
    )
    document, _ = fill_text(source)
    [figure] = [b for b in document_blocks(document) if isinstance(b, Figure)]
    printed = [(value.key, value.text) for line in figure.values for value in line]
    assert printed == [("score/a", "92.0"), ("score/b", "88.5"), ("score/total", "90.3")]
    assert "".join(part.text for part in figure.alt_parts) == figure.alt
    said = {part.key for part in figure.alt_parts if isinstance(part, Value)}
    assert said == {"score/a", "score/b", "score/total"}
