"""Comments that tell what conclusions rest on."""

from __future__ import annotations

from reporter.document.manifest import manifest
from reporter.document.nodes import (
    Comment,
    Document,
    List,
    Meta,
    Paragraph,
    Part,
    Section,
    Text,
    Value,
)
from reporter.document.walk import document_blocks
from reporter.facts import Fact, FactTable, Group
from reporter.filling.basis import with_basis

FACTS = FactTable(
    (
        Fact("score", "a", "诚信服务", value=92.04, unit="points", n=1204, method="scores",
             rule="下级得分按权重加权平均", source="r.csv：q1"),
        Fact("score", "a", "诚信服务", Group("county", "城区"), value=80.0, unit="points", n=25,
             method="scores", rule="平均", source="r.csv", warning="样本量为25，少于30，仅供参考"),
        Fact("previous", "a", "诚信服务", value=91.0, unit="points", method="year_on_year"),
        Fact("stated", "texts.x", "项目文件中的数字", value="7", unit="text", method="stated"),
        Fact("weight", "a", "诚信服务", value=0.4, unit="weight", method="weights",
             source="项目文件"),
        *(Fact("rank", f"r{i}", f"指标{i}", value=i, unit="rank", method="ranking")
          for i in range(9)),
    ),
    {},
)  # fmt: skip


def p(*keys: str, role: str = "body") -> Paragraph:
    values = [part for key in keys for part in (Value(key, "1"), Text("，"))]
    return Paragraph((Text("文"), *values), role)  # type: ignore[arg-type]


def section(name: str, *blocks: object) -> Section:
    return Section(name, 1, (Text(name),), blocks)  # type: ignore[arg-type]


def remarks(*parts: Part) -> list[str]:
    tree = Document(Meta("题"), parts)
    made = with_basis(tree, FACTS)
    assert manifest(made) == manifest(tree)  # nothing printed changes
    return [
        node.text
        for block in document_blocks(made)
        if isinstance(block, Paragraph)
        for node in block.children
        if isinstance(node, Comment)
    ]


def test_a_line_a_number_says_name_base_rule_and_source() -> None:
    (text,) = remarks(Part("body", (p("score/a", "score/a@county=城区", "score/a", role="lead"),)))
    assert text.split("\n") == [
        "诚信服务 得分 92.0分：n＝1204；下级得分按权重加权平均；来源：r.csv：q1。",
        "诚信服务（城区） 得分 80.0分：n＝25；平均；样本量为25，少于30，仅供参考；来源：r.csv。",
    ]


def test_long_sentences_get_a_short_comment() -> None:
    (text,) = remarks(Part("body", (p(*(f"rank/r{i}" for i in range(9))),)))
    assert len(text.split("\n")) == 6
    assert text.endswith("facts.json。")


def test_conclusions_are_leads_the_abstract_and_the_first_result_of_a_section() -> None:
    abstract = section("abstract", p("score/a"), List(((p("previous/a"),),)), p("score/a"))
    colophon = section("colophon", p("score/a"))
    result = section(
        "result",
        p(),
        p("score/a"),
        p("score/a"),
        p("score/a", role="lead"),
        p("score/a", role="note"),
    )
    assert len(remarks(Part("front", (colophon, abstract)))) == 3
    assert len(remarks(Part("body", (result, section("next", p("score/a")))))) == 3
    assert remarks(Part("appendix", (section("data", p("score/a")),))) == []


def test_what_people_and_the_project_file_say_needs_no_basis() -> None:
    assert remarks(Part("body", (p("stated/texts.x#1", "stated/texts.x", "weight/a"),))) == []
