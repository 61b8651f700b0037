"""Tables: spans, widths, rules, alignment of numbers, cards."""

from __future__ import annotations

import dataclasses

import pytest

from reporter.document.nodes import (
    Cell,
    Column,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Text,
)
from reporter.writers.layout.cell import CellText
from reporter.writers.layout.decimals import split_number, text_width
from reporter.writers.layout.grid import Need, column_widths, grid_of, lay_out
from reporter.writers.layout.page import Page

from .builders import p, t
from .reading import find, of, style, text, val
from .sample_tables import grouped_table

CELLS = CellText()
TURNED = Page().turned().text_width


def plain_table(*rows: tuple[str, ...], align: str = "left", head: bool = True) -> Table:
    lines = tuple(Row(tuple(Cell(t(c)) for c in row)) for row in rows)
    columns = tuple(Column(6, align) for _ in rows[0])  # type: ignore[arg-type]
    return Table("t", columns, lines[:1] if head else (), lines[1:] if head else lines)


@pytest.mark.parametrize("widths", [(1, 1, 1), (10, 7, 9.5), (0, 3), (1,) * 37])
def test_widths_add_up(widths: tuple[float, ...]) -> None:
    assert sum(column_widths([Column(w) for w in widths], Page().text_width)) == Page().text_width


def test_spans_are_laid_out_as_in_html() -> None:
    rows = (
        Row((Cell(t("a"), rowspan=2), Cell(t("b"), colspan=2))),
        Row((Cell(t("c")), Cell(t("d")))),
    )
    grid = lay_out(rows, 3)
    assert [(s.column, s.span, s.merge) for s in grid[0]] == [(0, 1, "restart"), (1, 2, "")]
    assert [(s.column, s.span, s.merge) for s in grid[1]] == [
        (0, 1, "continue"),
        (1, 1, ""),
        (2, 1, ""),
    ]


def test_short_and_long_rows_and_endless_spans_fit_the_grid() -> None:
    rows = (Row((Cell(rowspan=9, colspan=9),)), Row(()), Row(tuple(Cell() for _ in range(7))))
    for slots in lay_out(rows, 3):
        assert sum(slot.span for slot in slots) == 3


def test_head_repeats_and_rows_do_not_split() -> None:
    table = find(of(grouped_table()), "w:tbl")[0]
    rows = find(table, "w:tr")
    assert [len(find(row, "w:trPr/w:tblHeader")) for row in rows[:3]] == [1, 1, 0]
    assert all(find(row, "w:trPr/w:cantSplit") for row in rows)
    assert val(find(table, "w:tblPr/w:tblStyle")[0]) == "ThreeLineTable"


def test_rule_under_the_last_head_row_and_over_the_total() -> None:
    rows = find(find(of(grouped_table()), "w:tbl")[0], "w:tr")
    assert all(find(cell, "w:tcPr/w:tcBorders/w:bottom") for cell in find(rows[1], "w:tc"))
    assert all(find(cell, "w:tcPr/w:tcBorders/w:top") for cell in find(rows[-1], "w:tc"))
    first = find(rows[0], "w:tc")
    kinds = [val(find(c, "w:tcPr/w:tcBorders/w:bottom")[0]) for c in first]
    assert kinds == ["nil", "nil", "single", "single"]


def test_short_table_stays_on_one_page_long_one_may_break() -> None:
    def kept(table: Table) -> list[bool]:
        rows = find(find(of(table), "w:tbl")[0], "w:tr")
        return [bool(find(row, "w:tc/w:p/w:pPr/w:keepNext")) for row in rows]

    assert kept(plain_table(("a",), ("1",), ("2",), ("3",))) == [True, True, True, False]
    assert False in kept(grouped_table())[3:-3]
    tall = tuple(("长" * 400,) for _ in range(6))
    assert not all(kept(plain_table(("a",), *tall))[:-1])


def test_a_group_row_stays_with_what_it_heads() -> None:
    rows = find(find(of(grouped_table()), "w:tbl")[0], "w:tr")[2:]
    groups = [row for row in rows if find(row, "w:tc/w:p/w:pPr/w:pStyle[@w:val='TableGroup']")]
    assert len(groups) == 5
    assert all(find(row, "w:tc/w:p/w:pPr/w:keepNext") for row in groups)


def test_columns_widen_to_what_their_numbers_take() -> None:
    columns = [Column(8), Column(1), Column(1)]
    wished, at_least = (Need(widths, widths) for widths in ((900, 900, 900), (0, 200, 0)))
    assert column_widths(columns, 1000, (at_least,))[1] == 200
    assert column_widths(columns, 1000, (wished, at_least))[1] == 200
    assert column_widths(columns, 1000, (wished,)) == [800, 100, 100]
    long_text = Need((0, 200, 0), (5000, 200, 100))  # none has anything to give
    assert column_widths(columns, 1000, (long_text, at_least))[1] == 200
    assert column_widths(columns, 1000, (long_text,)) == [800, 100, 100]


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("90.3", ("90", ".3")), ("−0.25%", ("−0", ".25%")), ("9 460", ("9 460", "")),
        ("1,234.5", ("1,234", ".5")), ("—", None), ("样本不足", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_are_split_at_the_point(printed: str, parts: tuple[str, str] | None) -> None:
    assert split_number(printed) == parts


def test_points_of_a_column_stand_in_one_line_in_the_middle() -> None:
    body = of(plain_table(("分",), ("90.3",), ("8.25",), ("100",), ("—",), align="decimal"))
    cells = find(body, ".//w:tc")[1:]
    styles = [style(find(c, "w:p")[0]) for c in cells]
    assert styles == ["TableNumber"] * 3 + ["TableCentered"]
    right = [int(val(find(c, "w:p/w:pPr/w:ind")[0], "right") or 0) for c in cells[:3]]
    fractions = [text_width(f, CELLS.size) for f in (".3", ".25", "")]
    points = [indent + width for indent, width in zip(right, fractions, strict=True)]
    assert max(points) - min(points) <= 1
    widest_left = Page().text_width - 150 - points[0] - text_width("100", CELLS.size)
    assert abs(widest_left - right[1]) <= 2


def test_shade_tints_the_cell_and_stays_pale() -> None:
    cells = tuple(Cell(t("1"), shade=s) for s in (None, 0.0, 1.0, 7.0))
    body = of(Table("t", (Column(),) * 4, (), (Row(cells),)))
    fills = [[val(n, "fill") for n in find(c, "w:tcPr/w:shd")] for c in find(body, ".//w:tc")]
    assert fills[:2] == [[], ["FFFFFF"]]
    assert fills[2] == fills[3]
    assert all(int(fills[2][0][i : i + 2], 16) > 0x90 for i in (0, 2, 4))


def test_touching_tables_are_kept_apart_and_text_after_one_gets_room() -> None:
    body = of(plain_table(("a",), head=False), plain_table(("b",), head=False), p("完"))
    tags = [(n.tag.split("}")[1], style(n) if n.tag.endswith("}p") else "") for n in body[:-1]]
    assert tags == [("tbl", ""), ("p", "SectionEnd"), ("tbl", ""), ("p", "BodyTextFirstIndent")]
    assert int(val(find(body[3], "w:pPr/w:spacing")[0], "before") or 0) > 0


def test_page_break_is_a_property_of_what_follows() -> None:
    body = of(p("一"), PageBreak(), PageBreak(), p("二"), PageBreak())
    assert [len(find(n, "w:pPr/w:pageBreakBefore")) for n in find(body, "w:p")] == [0, 1]
    table = of(p("一"), PageBreak(), plain_table(("a",), head=False), p("二"))
    assert find(table, "w:tbl//w:pageBreakBefore")
    assert not find(table, "w:p/w:pPr/w:pageBreakBefore")


def test_cards_share_the_width_and_rows() -> None:
    cards = tuple(KeyFigure(f"项{i}", (Text(str(i)),), t("注")) for i in range(5))
    table = find(of(KeyFigures(cards), Paragraph(t("完"))), "w:tbl")[0]
    assert [len(find(row, "w:tc")) for row in find(table, "w:tr")] == [3, 1, 3]  # a gap
    assert text(table) == "".join(f"项{i}{i}注" for i in range(5))


def test_numbers_of_one_form_are_centred_without_an_indent() -> None:
    body = of(plain_table(("分",), ("90.3",), ("89.7",), ("—",), align="decimal"))
    cells = find(body, ".//w:tc/w:p")[1:]
    assert [style(cell) for cell in cells] == ["TableCentered"] * 3
    assert not any(find(cell, "w:pPr/w:ind") for cell in cells)


def table_of_names(columns: int) -> Table:
    heads = ["客户经理", *(("张建国", "欧阳锋")[i % 2] for i in range(columns - 1))]
    rows = (tuple(heads), ("王小明", *["90.12"] * (columns - 1)))
    table = plain_table(*rows, align="decimal")
    return dataclasses.replace(table, columns=(Column(9), *table.columns[1:]))


@pytest.mark.parametrize("columns", [15, 16, 17, 18])
def test_names_of_three_characters_are_whole_on_a_turned_page(columns: int) -> None:
    grid = grid_of(table_of_names(columns), TURNED, 9000, CELLS)
    room = [width - 2 * grid.cells.side for width in grid.widths]
    assert sum(grid.widths) == TURNED
    assert min(room) >= text_width("张建国", CELLS.size)
    assert grid.cells.side == (75 if columns <= 16 else 37)


def test_a_table_of_too_many_names_keeps_its_room() -> None:
    assert grid_of(table_of_names(24), TURNED, 9000, CELLS).cells == CELLS


def test_less_room_is_written_in_the_table() -> None:
    narrow = find(of(table_of_names(11)), "w:tbl/w:tblPr/w:tblCellMar/*")
    assert [val(side, "w") for side in narrow] == ["40", "37", "40", "37"]
    assert not find(of(table_of_names(6)), "w:tbl/w:tblPr/w:tblCellMar")
