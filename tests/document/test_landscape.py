"""Wide tables: which are turned, what goes along, and that order and sections stay."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.document.extent import needed_width, upright_width
from reporter.document.landscape import turn_wide_tables
from reporter.document.nodes import (
    Block,
    Cell,
    Column,
    Contents,
    Document,
    Meta,
    Paragraph,
    Part,
    PartRole,
    Row,
    Section,
    Table,
    Text,
)
from reporter.document.numbering import number
from reporter.document.theme_file import default_theme

LONG = "正文较长，不会在表前留下几乎空白的一页。" * 20


def table(name: str, columns: int, *, turnable: bool = False, places: int = 4) -> Table:
    head = Row(tuple(Cell((Text("云东区"),), header=True) for _ in range(columns)))
    body = Row(tuple(Cell((Text("9" * (places - 1) + ".9"),)) for _ in range(columns)))
    widths = tuple(Column(6, "decimal") for _ in range(columns))
    return Table(name, widths, (head,), (body,), caption=(Text(name),), turnable=turnable)


def para(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def section(name: str, *blocks: Block, level: int = 1) -> Section:
    return Section(name, level, (Text(name),), blocks)


def turned(*blocks: Block, role: PartRole = "appendix") -> tuple[Part, ...]:
    document = number(Document(Meta("题"), (Part(role, blocks),)))
    return turn_wide_tables(document).parts


def outline(part: Part) -> list[str]:
    def names(blocks: tuple[Block, ...]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Section):
                yield f"{block.id}({','.join(names(block.blocks))})"
            else:
                yield getattr(block, "id", "") or "p"

    return [part.role, *names(part.blocks)]


WIDE, NARROW = table("宽", 12), table("窄", 9)


def test_need_grows_with_columns_and_digits() -> None:
    assert needed_width(NARROW) < upright_width(default_theme()) < needed_width(WIDE)
    assert needed_width(table("数", 9, places=9)) > needed_width(NARROW) + 4


def test_cells_under_a_span_are_counted_in_their_own_columns() -> None:
    tall = Cell((Text("名"),), rowspan=2)
    wide = Cell((Text("1234567890.5"),))
    columns = (Column(4), Column(4, "decimal"))
    one = Table("跨", columns, (), (Row((tall, wide)), Row((wide,))))
    assert needed_width(one) == 1 + 6 + 2 * 0.72


def test_nothing_wide_leaves_the_part_as_it_is() -> None:
    document = Document(Meta("题"), (Part("appendix", (section("甲", NARROW),)),))
    assert turn_wide_tables(document).parts == document.parts


def test_a_section_is_cut_and_goes_on_without_its_heading() -> None:
    inner = section("乙", WIDE, para("后"), level=2)
    parts = turned(section("甲", para(LONG), inner, section("丙", para(LONG), level=2)))
    assert [outline(part) for part in parts] == [
        ["appendix", "甲(p)"],
        ["landscape", "乙(宽)"],
        ["appendix", "p", "丙(p)"],
    ]


def test_a_heading_and_a_short_text_go_along() -> None:
    parts = turned(section("甲", para(LONG)), section("乙", para("见下表。"), WIDE), para(LONG))
    assert [outline(part) for part in parts] == [
        ["appendix", "甲(p)"],
        ["landscape", "乙(p,宽)"],
        ["appendix", "p"],
    ]


def test_text_without_a_heading_stays_where_there_is_more_before_it() -> None:
    parts = turned(section("甲", NARROW, para("见下表。"), WIDE))
    assert [outline(part) for part in parts] == [
        ["appendix", "甲(窄,p)"],
        ["landscape", "宽"],
    ]


def test_wide_tables_share_pages_with_the_short_text_between_and_after() -> None:
    second = table("宽二", 12)
    parts = turned(section("甲", para("表。"), WIDE, para("又表。"), second, para("完。")))
    assert [outline(part) for part in parts] == [["landscape", "甲(p,宽,p,宽二,p)"]]


def test_in_the_body_only_tables_that_ask_for_it() -> None:
    asks = table("愿", 12, turnable=True)
    assert [part.role for part in turned(section("甲", WIDE), role="body")] == ["body"]
    parts = turned(section("甲", para(LONG), asks), para(LONG), role="body")
    assert [part.role for part in parts] == ["body", "landscape", "body"]
    narrow = table("窄愿", 9, turnable=True)
    assert [part.role for part in turned(narrow, role="body")] == ["body"]


def test_numbers_and_contents_are_those_of_the_whole() -> None:
    contents = Part("front", (Contents(), Contents("tables")))
    inside = section("甲", NARROW, WIDE, section("乙", table("三", 3), level=2))
    document = number(Document(Meta("题"), (contents, Part("appendix", (inside,)))))
    after = turn_wide_tables(document)
    assert after.parts[0] == document.parts[0]
    found: list[tuple[str, int]] = []
    for part in after.parts[1:]:
        stack = list(part.blocks)
        while stack:
            block = stack.pop(0)
            if isinstance(block, Section):
                stack = [*block.blocks, *stack]
            elif isinstance(block, Table):
                found.append((block.id, block.number))
    assert found == [("窄", 1), ("宽", 2), ("三", 3)]
    assert [part.role for part in after.parts] == ["front", "appendix", "landscape", "appendix"]
