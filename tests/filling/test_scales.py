"""Which scales a report speaks of: those that a question is answered on."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from reporter.analysis import scale_rules
from reporter.document.nodes import Document, Figure, Table
from reporter.document.plaintext import plain_text
from reporter.document.walk import block_inlines, document_blocks
from reporter.facts import FactTable
from reporter.filling import fill, find_template
from reporter.filling.context import _scale_range
from reporter.project.model import Item, Option, Project, Scale
from reporter.project.scales import scales_in_use

FOUR = Scale(
    id="four",
    options=(
        Option(label="非常满意", points=100, satisfied=True),
        Option(label="不满意", points=60, dissatisfied=True),
    ),
)
YES = Scale(
    id="yes",
    options=(
        Option(label="没有", points=100, satisfied=True),
        Option(label="有", points=0, dissatisfied=True),
    ),
)
SIXTY = Scale(
    id="sixty", options=(Option(label="愿意", points=100), Option(label="不愿意", points=60))
)
UNUSED = Scale(id="unused", options=(Option(label="好", points=10, satisfied=True),))
TEMPLATE = (
    '{% if lowest_points|selectattr("number")|list %}'
    "{% for points in lowest_points %}{{ points }}；{% endfor %}{% endif %}"
    "{% for answer in satisfied_answers %}{{ answer }}；{% endfor %}\n\n"
    '{{ listing("t", "表", ["答案", "赋分", "计入"], scale_rows()) }}'
)


def surveyed(project: Project, scales: tuple[Scale, ...], **of_items: str) -> Project:
    """A project with one item a keyword: its id and its scale."""
    items = tuple(
        Item(id=id, name=f"题{id}", indicator="total", scale=scale)
        for id, scale in of_items.items()
    )
    return project.model_copy(update={"scales": scales, "items": items})


def points_of(project: Project) -> FactTable:
    """The facts of the rules alone."""
    return FactTable(tuple(scale_rules._scales(SimpleNamespace(project=project))))


def filled(project: Project, facts: FactTable, tmp_path: Path) -> Document:
    return fill(project, facts.extended(points_of(project)), find_template("mine", tmp_path))[0]


def test_facts_are_those_of_scales_in_use(project: Project) -> None:
    model = surveyed(project, (FOUR, UNUSED, YES), a="", b="yes")
    assert [scale.id for scale in scales_in_use(model)] == ["four", "yes"]
    assert {fact.subject for fact in points_of(model)} == {"four", "yes"}
    assert not points_of(surveyed(project, (FOUR,)))


@pytest.mark.parametrize(
    ("scales", "items", "expected"),
    [
        ((FOUR, UNUSED), {"a": ""}, (60, 100)),
        ((FOUR, SIXTY), {"a": "", "b": "sixty"}, (60, 100)),
        ((FOUR, YES), {"a": "", "b": "yes"}, None),
    ],
)
def test_axis_runs_over_the_range_that_all_scales_share(
    project: Project,
    scales: tuple[Scale, ...],
    items: dict[str, str],
    expected: tuple[float, float] | None,
) -> None:
    assert _scale_range(points_of(surveyed(project, scales, **items))) == expected


def test_one_scale_in_use_is_a_plain_table(
    project: Project, facts: FactTable, tmp_path: Path
) -> None:
    write(tmp_path)
    document = filled(surveyed(project, (UNUSED, FOUR), a="four"), facts, tmp_path)
    assert text(document) == "60分；非常满意；"
    assert roles(document) == ["body", "body"]


def test_several_scales_stand_under_their_questions(
    project: Project, facts: FactTable, tmp_path: Path
) -> None:
    write(tmp_path)
    model = surveyed(project, (FOUR, YES, UNUSED), a="", b="yes", c="four")
    document = filled(model, facts, tmp_path)
    assert text(document) == "60分；0分；非常满意；没有；"
    assert roles(document) == ["group", "body", "body", "group", "body", "body"]
    rows = tables(document)[0].body
    heads = [plain_text(row.cells[0].children) for row in rows if row.role == "group"]
    assert heads == ["适用题目：其他各题", "适用题目：题b"]


def write(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "mine"
    folder.mkdir(parents=True)
    manifest = 'title = "我的"\n[[parts]]\nrole = "body"\nfile = "body.md.j2"\n'
    (folder / "template.toml").write_text(manifest, encoding="utf-8")
    (folder / "body.md.j2").write_text(TEMPLATE, encoding="utf-8")


def tables(document: Document) -> list[Table]:
    return [block for block in document_blocks(document) if isinstance(block, Table)]


def roles(document: Document) -> list[str]:
    return [row.role for row in tables(document)[0].body]


def text(document: Document) -> str:
    return "".join(
        plain_text(run)
        for block in document_blocks(document)
        if not isinstance(block, Table | Figure)
        for run in block_inlines(block)
    )
