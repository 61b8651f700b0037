"""Every page of every report: what keeps together, what repeats, and no page half empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from reporter.document.nodes import Contents, Figure, Section, Table
from reporter.document.plaintext import plain_text
from reporter.document.walk import blocks_in, document_blocks

from .laid_out import LaidOut, Line, boxes_of

EMPTY = 1 / 3  # of a page, at most, but at the end of a part
ROWS = 3  # of a table on each side of a break


def pictures(report: LaidOut) -> Iterator[tuple[int, str, float, float]]:
    """Yield the page, the id, the top and the bottom of each figure's picture."""
    from weasyprint.formatting_structure import boxes

    for number, sheet in enumerate(report.sheets, 1):
        for box in boxes_of(sheet):
            if box.element_tag != "figure":
                continue
            for inner in boxes_of(box):
                if isinstance(inner, boxes.ReplacedBox):
                    bottom = inner.position_y + inner.height
                    yield number, box.element.get("id"), inner.position_y, bottom


def tables(report: LaidOut) -> dict[str, list[tuple[int, int, bool]]]:
    """Return for each table its pieces: page, number of rows, whether it has its head there."""
    from weasyprint.formatting_structure import boxes

    found: dict[str, list[tuple[int, int, bool]]] = {}
    for number, sheet in enumerate(report.sheets, 1):
        for box in boxes_of(sheet):
            if isinstance(box, boxes.TableBox) and box.element.get("id"):
                groups = [g for g in box.children if isinstance(g, boxes.TableRowGroupBox)]
                rows = sum(len(group.children) for group in groups if not group.is_header)
                head = any(group.is_header for group in groups)
                found.setdefault(box.element.get("id"), []).append((number, rows, head))
    return found


def blocks(report: LaidOut, kind: Any) -> list[Any]:
    return [block for block in document_blocks(report.document) if isinstance(block, kind)]


def captions(report: LaidOut) -> set[tuple[str, int]]:
    """Return the id of each figure or table that has a title, and the page where that stands."""
    return {
        (box.element.get("id"), number)
        for number, sheet in enumerate(report.sheets, 1)
        for box in boxes_of(sheet)
        if box.element_tag in ("figure", "table")
        and any(inner.element_tag in ("figcaption", "caption") for inner in boxes_of(box))
    }


def test_headings_keep_two_lines_or_all_of_what_follows(report: LaidOut) -> None:
    stranded = []
    drawn = list(pictures(report))
    for sheet in range(1, len(report.sheets) + 1):
        lines = report.flow(sheet)
        for index, line in enumerate(lines):
            if line.kind != "heading":
                continue
            after = [other for other in lines[index + 1 :] if other.kind not in ("heading",)]
            picture = any(page == sheet and top > line.top for page, _, top, _ in drawn)
            if not picture and not (len(after) > 1 or (after and after[0].last)):
                stranded.append(str(line))
    assert not stranded, "\n".join(stranded)


def test_captions_stand_with_what_they_name(report: LaidOut) -> None:
    places = {name: sheet for sheet, name, _, _ in pictures(report)}
    places |= {name: pieces[0][0] for name, pieces in tables(report).items()}
    wrong = [(name, sheet) for name, sheet in captions(report) if places[name] != sheet]
    assert wrong == []
    named = {name for name, _ in captions(report)}
    assert named >= {block.id for block in blocks(report, Figure | Table) if block.number}


def test_parts_of_a_table_have_three_rows_a_head_and_its_number(report: LaidOut) -> None:
    numbers = {block.id: block.number for block in blocks(report, Table)}
    wrong = []
    for name, pieces in tables(report).items():
        if len(pieces) == 1:
            continue
        for sheet, rows, head in pieces:
            if rows < ROWS or head is not pieces[0][2]:
                wrong.append(f"sheet {sheet}: {name} has {rows} rows, head {head}")
        for sheet, _, _ in pieces[1:]:
            if numbers[name] and f"续表{numbers[name]}" not in report.running(sheet):
                wrong.append(f"sheet {sheet}: no 续表 for {name}")
    assert not wrong, "\n".join(wrong)
    ends = {sheet for pieces in tables(report).values() for sheet, _, _ in pieces[1:]}
    said = [n for n in range(1, len(report.sheets) + 1) if "续表" in "".join(report.running(n))]
    assert set(said) <= ends


def test_running_heads_and_page_numbers(report: LaidOut) -> None:
    chapter, meta = "", report.document.meta
    for sheet, label in enumerate(report.result.page_labels, 1):
        titles = [
            line.element.get("data-title")
            for line in report.flow(sheet)
            if line.kind == "heading" and line.element.tag == "h1"
        ]
        expected = titles[0] if titles else chapter
        chapter = titles[-1] if titles else chapter
        texts = ["".join(text.split()) for text in report.running(sheet)]
        if not label:
            assert texts == [], sheet
            continue
        heads = {"".join(text.split()) for text in (meta.header or meta.title, expected)}
        if report.document.theme.page.running_heads:
            assert heads <= set(texts), sheet
        else:
            assert not heads & set(texts), sheet
        shown = rf"—{label}—|{label}" if not meta.page_total else rf"第{label}页.*|{label}"
        assert any(re.fullmatch(shown, text) for text in texts), (sheet, texts)


def test_contents_lead_to_the_right_page(report: LaidOut) -> None:
    lines = [line for line in report.lines if line.kind == "contents"]
    entries = [entry for block in blocks(report, Contents) for entry in block.entries]
    found = []
    for _, group in groupby(lines, key=lambda line: line.paragraph):
        whole = list(group)
        last = whole[-1].chars[-1]
        assert abs(last.x + last.width - whole[-1].right) / last.em < 0.02, whole[-1]
        text = "".join(line.text for line in whole)
        match = re.fullmatch(r"(.+?)\.{3,} *([0-9ivxlc]+)", text)
        assert match, text
        found.append(("".join(match[1].split()), match[2]))
    labels = report.result.labels
    assert found == [
        ("".join((entry.label + entry.title).split()), labels[entry.target]) for entry in entries
    ]


def test_figures_and_tables_stand_near_their_first_mention(report: LaidOut) -> None:
    mentions: dict[str, int] = {}
    for number, sheet in enumerate(report.sheets, 1):
        for box in boxes_of(sheet):
            if box.element_tag == "a" and box.element.get("class") == "xref":
                mentions.setdefault(unquote(box.element.get("href")[1:]), number)
    far = [
        f"{block.id} is mentioned on sheet {mentions[block.id]}, stands on {there}"
        for part in report.document.parts
        if part.role == "body"
        for block in blocks_in(part.blocks)
        if isinstance(block, Figure | Table)
        if block.id in mentions and (there := report.sheet_of(block.id)) > mentions[block.id] + 1
    ]
    assert not far, "\n".join(far)


def test_no_page_is_a_third_empty(report: LaidOut) -> None:
    """But at the end of a part, or of a chapter before one that begins a page."""
    empty = []
    drawn = list(pictures(report))
    for sheet in range(1, len(report.sheets)):
        following = report.flow(sheet + 1)
        started = report.anchors[sheet] - report.anchors[sheet - 1]  # a part is named on each
        begins = any(name.startswith("part--") for name in started)
        if begins or (following and _is_chapter(following[0])):
            continue
        page = report.sheets[sheet - 1]
        lowest = max(
            [line.bottom for line in report.flow(sheet)]
            + [bottom for number, _, _, bottom in drawn if number == sheet]
        )
        share = (page.content_box_y() + page.height - lowest) / page.height
        if share > EMPTY:
            empty.append(f"sheet {sheet}: {share:.0%} empty, then {following[0].text[:20]}")
    assert not empty, "\n".join(empty)


def _is_chapter(line: Line) -> bool:
    return line.kind == "heading" and line.element.tag == "h1"


def test_every_heading_stands_where_its_number_says(report: LaidOut) -> None:
    for block in blocks(report, Section):
        sheet = report.sheet_of(block.id)
        titles = "".join(line.text for line in report.flow(sheet) if line.kind == "heading")
        assert "".join(plain_text(block.title).split()) in "".join(titles.split())
        assert report.result.page_labels[sheet - 1] == report.result.labels[block.id]
