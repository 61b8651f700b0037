"""What may pass a figure or table, what never does, and that moving loses nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reporter.document.floats import Move, followers, moved
from reporter.document.identity import block_id, identify
from reporter.document.nodes import (
    Block,
    Citation,
    Column,
    Document,
    Equation,
    Figure,
    Footnote,
    List,
    Math,
    Meta,
    Paragraph,
    Part,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from reporter.document.numbering import number
from reporter.document.walk import document_blocks

LEAD = "得分见图表。"
FREE = "差别只说明先改进哪一类，不说明原因。"


def para(text: str = FREE, **options: object) -> Paragraph:
    return Paragraph((Text(text),), **options)  # type: ignore[arg-type]


def figure(name: str = "fig", caption: str = "图题") -> Figure:
    return Figure(name, (Text(caption),) if caption else (), "图", 150, 90, b"<svg/>")


def table(name: str = "tab", caption: str = "表题") -> Table:
    row = Row(())
    return Table(name, (Column(),), (row,), (row,), (Text(caption),) if caption else ())


def document(*blocks: Block) -> Document:
    part = Part("body", (Section("s", 1, (Text("节"),), blocks),))
    return number(identify(Document(Meta("题"), (part,))))


def passing(*blocks: Block) -> int:
    """Return how many blocks may go in front of the first figure or table."""
    made = document(*blocks)
    first = next(b.block_id for b in document_blocks(made) if isinstance(b, Figure | Table))
    return len(followers(made).get(first, ()))


def test_paragraphs_and_the_other_kind_may_pass_up_to_the_next_of_its_kind() -> None:
    assert passing(para(LEAD), figure(), para(), table(), para(), figure("next"), para()) == 3
    assert passing(para(LEAD), table(), para(), table("next")) == 1


def test_nothing_passes_a_heading() -> None:
    below = Section("below", 2, (Text("小节"),), (para(),))
    assert passing(figure(), para(), below, para()) == 1
    assert passing(figure(), below) == 0


def test_what_depends_on_its_place_stays() -> None:
    for text in (
        "式中：n为样本量。",
        "其中窗口服务最高。",
        "注：样本不足的不作判断。",
        "数据来源：2026年度调查。",
        "上图说明差别不大。",
        "表中的得分没有附误差。",
        "各项得分如下表。",
        "以上按词典归类。",
        "可先从上述因素中总结。",
        "原因有三：",
        "得分居前的指标",
    ):
        assert passing(figure(), para(text), para()) == 0, text
    for role in ("note", "lead", "centered", "signature", "quote", "quote_source"):
        assert passing(figure(), para(role=role)) == 0, role
    assert passing(figure(), para("得分在95分以上（含本数）的为优秀，见图1。")) == 1


def test_a_lead_stays_with_what_it_leads_to() -> None:
    math = Math("n", "<mi>n</mi>", "n")
    for after in (List(((para(),),)), Equation(math), para(role="quote"), table(caption="")):
        assert passing(figure(), para(), para(), after) == 1, after


def test_a_figure_that_is_named_by_its_place_stays() -> None:
    assert passing(para("得分如下："), figure(), para()) == 0
    assert passing(para("得分见下图。"), figure(), para()) == 0
    assert passing(para(LEAD), figure(caption=""), para()) == 0


def test_notes_and_citations_keep_their_order() -> None:
    note = Strong((Footnote((Text("注"),)),))
    for node in (note, Citation(())):
        assert passing(figure(), Paragraph((Text("正文"), node, Text("。")))) == 0


def test_a_document_without_ids_has_no_floats() -> None:
    blocks = (figure(), para())
    assert followers(number(Document(Meta("题"), (Part("body", blocks),)))) == {}


KINDS = st.sampled_from(("p", "dependent", "figure", "table", "section"))


@given(st.lists(KINDS, max_size=12), st.data())
def test_moving_keeps_all_blocks_and_the_order_of_each_kind(
    kinds: list[str], data: st.DataObject
) -> None:
    made = document(*(_block(kind, i) for i, kind in enumerate(kinds)))
    moves = []
    for name, run in followers(made).items():
        count = data.draw(st.integers(0, len(run)))
        moves += [Move(name, run[:count])] if count else []
    after = moved(made, moves)
    for kind in (Paragraph, Figure, Table, Section):
        assert _of_kind(after, kind) == _of_kind(made, kind)
    assert _around(after) == _around(made)
    one = moves[:1]
    assert moved(moved(made, one), one) == moved(made, one)


def test_the_moved_stand_right_before_the_figure() -> None:
    made = document(para(LEAD), figure(), para(), table(), para())
    ((name, run),) = list(followers(made).items())[:1]
    (section,) = moved(made, [Move(name, run[:2])]).parts[0].blocks
    assert isinstance(section, Section)
    assert [type(block).__name__ for block in section.blocks] == [
        "Paragraph",
        "Paragraph",
        "Table",
        "Figure",
        "Paragraph",
    ]


def _block(kind: str, index: int) -> Block:
    name = f"{kind}{index}"
    match kind:
        case "figure":
            return figure(name)
        case "table":
            return table(name)
        case "section":
            return Section(name, 2, (Text(name),), (figure(f"in-{name}"), para()))
        case _:
            return para("上图不变。" if kind == "dependent" else FREE)


def _of_kind(made: Document, kind: type[Block]) -> list[str]:
    return [block_id(block) for block in document_blocks(made) if isinstance(block, kind)]


def _around(made: Document) -> dict[str, set[str]]:
    """Return which blocks stand between two headings, by the heading above them."""
    found: dict[str, set[str]] = {}
    heading = ""
    for block in document_blocks(made):
        if isinstance(block, Section):
            heading = block.id
        found.setdefault(heading, set()).add(block_id(block))
    return found
