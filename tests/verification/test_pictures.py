"""A number changed inside a picture is named with the key of the fact that stood there."""

from dataclasses import replace

import pytest

from reporter.charts import ChartData, ReferenceLine, Series, draw
from reporter.document.manifest import manifest
from reporter.document.nodes import (
    Attachment,
    Document,
    Figure,
    Meta,
    Paragraph,
    Part,
    Section,
    Text,
)
from reporter.document.numbering import number
from reporter.document.picture_texts import svg_texts
from reporter.facts import Fact, FactTable
from reporter.verification import facts_record, verify_file
from reporter.writers.html import write_html
from reporter.writers.pdf import write_pdf

SCORES = {"诚心服务": 93.2, "诚信经营": 89.7, "诚行履约": 89.7, "落实整改": 85.1}
FACTS = FactTable(
    (
        *(
            Fact("score", f"s{i}", name, value=score, unit="points")
            for i, (name, score) in enumerate(SCORES.items())
        ),
        Fact("score", label="总体", value=89.7, unit="points"),
    )
)
TWINS = ("score/s1", "score/s2", "score/total")  # three facts that print 89.7


@pytest.fixture(scope="module")
def report():
    """A report whose only numbers stand in one chart."""
    facts = tuple(FACTS[f"score/s{i}"] for i in range(len(SCORES)))
    line = ReferenceLine("总体", FACTS["score/total"])
    drawing = draw("bars", ChartData(tuple(SCORES), (Series("得分", facts),), (line,)))
    figure = Figure(
        "fig", (Text("各指标得分"),), drawing.alt, drawing.width_mm, drawing.height_mm,
        svg=drawing.svg, png=drawing.png, values=drawing.values, alt_parts=drawing.alt_parts,
    )  # fmt: skip
    words = Paragraph((Text("客户对各项服务的评价见下图。"),))
    tree = number(
        Document(
            Meta("报告"),
            (Part("body", (Section("s", 1, (Text("指标得分"),), (words, figure)),)),),
        ),
        {},
    )
    record = facts_record(FACTS, manifest(tree))
    return replace(tree, attachments=(Attachment("facts.json", "application/json", record),))


def changed(report, key):
    """Return the report with one more in the last digit of the picture's label of ``key``."""
    section = report.parts[0].blocks[0]
    words, figure = section.blocks
    place = next(i for i, values in enumerate(figure.values) if key in {v.key for v in values})
    pieces = figure.svg.decode().split("</text>")
    assert pieces[place].endswith("89.7")
    pieces[place] = pieces[place].removesuffix("89.7") + "89.8"
    wrong = replace(figure, svg="</text>".join(pieces).encode())
    assert svg_texts(wrong.svg) != svg_texts(figure.svg)
    part = replace(report.parts[0], blocks=(replace(section, blocks=(words, wrong)),))
    return replace(report, parts=(part,))


def test_unchanged_pictures_are_clean(report, save):
    for path in (
        save("a.pdf", write_pdf(report).data),
        save("a.html", write_html(report)),
    ):
        found = verify_file(path)
        assert found.ok, str(found)
        assert not found.missing


@pytest.mark.parametrize("key", TWINS)
def test_a_digit_changed_in_a_picture_is_named(report, save, key):
    for path in (
        save("a.pdf", write_pdf(changed(report, key)).data),
        save("a.html", write_html(changed(report, key))),
    ):
        [wrong] = verify_file(path).mismatches
        assert (wrong.key, wrong.expected, wrong.found) == (key, "89.7", "89.8"), path.suffix
