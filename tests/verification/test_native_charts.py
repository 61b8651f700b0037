"""Native charts: every number that is drawn or stands in 编辑数据 is held against the record."""

import re
from dataclasses import replace
from xml.sax.saxutils import escape

import pytest

from reporter.document.carriers import DRAWING_AID
from reporter.document.identity import identify
from reporter.document.manifest import manifest
from reporter.document.nodes import Attachment, Document, Meta, Part, Section, Text
from reporter.document.numbering import number
from reporter.facts import Fact, FactTable
from reporter.verification import facts_record, verify_file
from reporter.verification.chart_parts import read_charts
from reporter.verification.charts import hold_charts
from reporter.verification.package import Package
from reporter.verification.plotted import plotted
from reporter.verification.record import read_record
from reporter.verification.workbook import read_cells
from reporter.writers.docx import write_docx
from tests.packages import unzipped, zipped

from ..writers.docx.charts_sample import every

KINDS = tuple(every())
ENDS = ("0.1", "0.6", "80", "100")  # of the axes, where the cross-hairs of a quadrant chart end
NO_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
SHEET = "xl/worksheets/sheet1.xml"


def precise(shown):
    """The value printed with all its digits: a number is what is printed."""
    return replace(shown, text=f"{shown.number:g}") if 0 < (shown.number or 0) < 1 else shown


def keyed(figure):
    """The figure with a key for each number, and a picture that prints its small print."""
    table = figure.data
    rows = tuple(
        tuple(v and precise(replace(v, key=f"cell/{i}#{j}")) for j, v in enumerate(row))
        for i, row in enumerate(table.rows)
    )
    lines = tuple((name, replace(v, key=f"line/{i}")) for i, (name, v) in enumerate(table.lines))
    printed = [figure.plot.note, *(f"{60 + 10 * i}" for i in range(5))]
    svg = "".join(f"<text>{escape(text)}</text>" for text in printed)
    return replace(
        figure,
        data=replace(table, rows=rows, lines=lines),
        svg=f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>'.encode(),
    )


def report(*figures):
    """The report and its record."""
    values = [
        v
        for figure in figures
        for v in (*(v for row in figure.data.rows for v in row), *(v for _, v in figure.data.lines))
        if v is not None
    ]
    keys = dict.fromkeys(v.key for v in values)
    facts = FactTable(
        tuple(
            Fact(key.split("/")[0], key.split("/")[1].split("#")[0], detail=key.partition("#")[2])
            for key in keys
        )
    )
    section = Section("s", 1, (Text("结果"),), tuple(figures))
    tree = number(identify(Document(Meta("报告"), (Part("body", (section,)),))))
    record = facts_record(facts, manifest(tree))
    return replace(tree, attachments=(Attachment("facts.json", "application/json", record),))


@pytest.fixture(scope="module")
def written():
    """The DOCX with one chart of each kind, as its parts."""
    return unzipped(write_docx(report(*map(keyed, every().values()))))


def with_sheet(book, change):
    parts = unzipped(book)
    parts[SHEET] = change(parts[SHEET].decode()).encode()
    return zipped(parts)


@pytest.fixture(scope="module")
def hold(written):
    """Hold the charts of the DOCX with some parts replaced."""
    [record] = report(*map(keyed, every().values())).attachments
    figures = plotted(read_record(record.data, "facts.json"))
    needed = {
        name: data
        for name, data in written.items()
        if name.startswith(("word/charts", "word/embeddings", "word/drawings", "word/_rels"))
        or name == "word/document.xml"
    }

    def _hold(changed=None):
        package = Package(zipped({**needed, **(changed or {})}), "a.docx")
        return hold_charts(figures, read_charts(package, package.xml("word/document.xml")))

    return _hold


def chart_part(kind):
    return f"word/charts/chart{KINDS.index(kind) + 1}.xml"


def book_part(written, kind):
    rels = written[f"word/charts/_rels/chart{KINDS.index(kind) + 1}.xml.rels"].decode()
    return "word/embeddings/" + re.search(r'embeddings/([^"]+\.xlsx)"', rels)[1]


def other_digit(text, place):
    """``text`` with another digit at ``place``."""
    return f"{text[:place]}{(int(text[place]) + 3) % 10}{text[place + 1 :]}"


def first_digits(kind, pattern, text):
    """The first digit of each number that the pattern's last group matches."""
    for match in re.finditer(pattern, text):
        last = match.lastindex
        if not (kind == "quadrant" and match[last] in ENDS):
            yield match.start(last) + match[last].index(re.search(r"\d", match[last])[0])


def test_own_charts_are_clean(written, save, hold):
    found = verify_file(save("报告.docx", zipped(written)))
    assert found.ok, str(found)
    assert not found.missing
    assert not found.notes
    assert hold().read == {f"fig-{kind}" for kind in KINDS}
    assert hold().checked > 110


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_drawn_is_named_exactly_once(kind, written, hold):
    part = chart_part(kind)
    text = written[part].decode()
    places = list(first_digits(kind, r"<c:v>(-?[\d.]+)</c:v>", text))
    assert places
    for place in places:
        found = hold({part: other_digit(text, place).encode()})
        what = [*found.mismatches, *found.orphans]
        assert len(what) == 1, (text[place - 90 : place + 20], list(map(str, what)))
        assert "图" in what[0].where.excerpt


@pytest.mark.parametrize("kind", KINDS)
def test_every_digit_in_a_name_is_named(kind, written, hold):
    """Names of periods and series, values printed beside names, names of lines with values."""
    part = chart_part(kind)
    text = written[part].decode()
    names = [m for m in re.finditer(r"<c:v>([^<]*)</c:v>", text) if re.search(r"[^\d.-]", m[1])]
    for match in names:
        for digit in re.finditer(r"\d", match[1]):
            place = match.start(1) + digit.start()
            found = hold({part: other_digit(text, place).encode()})
            assert found.mismatches or found.orphans, (match[1], digit.start())


@pytest.mark.parametrize("kind", ["radar", "waterfall"])
def test_a_value_printed_beside_a_name_is_named_with_its_fact(kind, written, hold):
    part, wanted = (
        chart_part(kind),
        {"radar": ("88.1", "cell/1#1"), "waterfall": ("−1.2", "cell/1#0")},
    )
    text, key = wanted[kind]
    wrong = text.replace("1", "7", 1)
    drawn = written[part].decode()
    assert f"{text}</c:v>" in drawn
    found = hold({part: drawn.replace(f"{text}</c:v>", f"{wrong}</c:v>").encode()})
    assert [(m.expected, m.found, m.key) for m in found.mismatches] == [(text, wrong, key)]


def test_a_chart_is_known_by_its_workbook_when_all_it_draws_was_replaced(written, hold):
    part = chart_part("pie")
    text = re.sub(r"<c:v>[\d.]+</c:v>", "<c:v>7</c:v>", written[part].decode())
    found = hold({part: text.encode()})
    assert {m.expected for m in found.mismatches} == {"52.3%", "31.0%", "9.6%", "7.1%"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_in_the_workbook_is_named_exactly_once(kind, written, hold):
    part = book_part(written, kind)
    sheet = unzipped(written[part])[SHEET].decode()
    places = list(
        first_digits(kind, r'<c r="\w+" s="\d+">(?:<f>[^<]*</f>)?<v>(-?[\d.]+)</v>', sheet)
    )
    assert places
    for place in places:
        book = with_sheet(written[part], lambda old, at=place: other_digit(old, at))
        found = hold({part: book})
        what = [*found.mismatches, *found.orphans]
        assert len(what) == 1, (sheet[place - 60 : place + 20], list(map(str, what)))
        assert "不同" in str(found.notes) or found.orphans or "编辑数据" in what[0].where.excerpt


def test_a_number_changed_in_word_is_named_with_its_place(written, hold):
    """Word writes a change in 编辑数据 to the workbook and to the chart."""
    part, book = chart_part("grouped"), book_part(written, "grouped")
    found = hold(
        {
            part: written[part].replace(b"<c:v>91.7<", b"<c:v>97.1<"),
            book: with_sheet(written[book], lambda old: old.replace("<v>91.7<", "<v>97.1<")),
        }
    )
    [wrong] = found.mismatches
    assert (wrong.expected, wrong.found, wrong.key) == ("91.7", "97.1", "cell/1#1")
    number = KINDS.index("grouped") + 1
    assert wrong.where.excerpt == f"图{number}的数据：“三诚”落实，2026年"
    assert wrong.where.section == "一、结果"
    assert not found.orphans
    assert not found.notes


def test_drawn_and_stored_that_differ_are_told(written, hold):
    part = chart_part("bar")
    found = hold({part: written[part].replace(b"<c:v>93.2<", b"<c:v>98.2<")})
    assert found.mismatches[0].where.excerpt.endswith("图中")
    assert found.notes == ("图1中画出的数与“编辑数据”中的不同，请在 Word 中打开编辑数据核对。",)


def test_two_names_exchanged(written, hold):
    part = chart_part("bar")
    text = written[part].decode()
    text = text.replace("诚心服务", "@").replace("诚行服务", "诚心服务").replace("@", "诚行服务")
    found = hold({part: text.encode()})
    assert {(m.expected, m.found) for m in found.mismatches} == {("93.2", "87"), ("87.0", "93.2")}


def test_a_series_taken_out_is_missing_not_wrong(written, hold):
    part = chart_part("grouped")
    text = re.sub(r"<c:ser>.*?</c:ser>", "", written[part].decode(), count=1, flags=re.DOTALL)
    book = book_part(written, "grouped")
    emptied = with_sheet(
        written[book], lambda old: re.sub(r'<c r="B[2-9]" s="\d+"><v>[\d.]+</v></c>', "", old)
    )
    found = hold({part: text.encode(), book: emptied})
    assert not found.mismatches
    assert not found.orphans
    assert {gone.expected for gone in found.missing} == {"90.0", "87.7", "86.1"}


def test_a_number_added_to_the_workbook_is_an_orphan(written, hold):
    book = book_part(written, "bar")
    new = '<c r="G9"><v>4711</v></c></row></sheetData>'
    found = hold(
        {book: with_sheet(written[book], lambda old: old.replace("</row></sheetData>", new))}
    )
    assert [orphan.found for orphan in found.orphans] == ["4711"]


def test_a_chart_without_its_workbook_is_read_from_what_it_draws(written, hold):
    rels = f"word/charts/_rels/chart{KINDS.index('bar') + 1}.xml.rels"
    found = hold({rels: NO_RELATIONS})
    assert not found.mismatches
    assert found.notes == ("图1没有可读的“编辑数据”工作表，只核对了图中的数。",)
    part = chart_part("bar")
    found = hold({rels: NO_RELATIONS, part: written[part].replace(b"<c:v>93.2<", b"<c:v>98.2<")})
    assert [m.expected for m in found.mismatches] == ["93.2"]


def test_a_chart_made_a_picture_is_told(written, save):
    text = re.sub(r"<c:chart [^>]*/>", "", written["word/document.xml"].decode(), count=1)
    found = verify_file(save("a.docx", zipped({**written, "word/document.xml": text.encode()})))
    assert found.ok
    assert found.notes == ("1 幅图以图片形式插入（图1），图内的数字没有逐个核对。",)


@pytest.mark.parametrize(
    "bad",
    [b"", b"PK\x03\x04broken", b"<xml/>"],
)
def test_a_broken_workbook_does_not_stop_the_rest(bad, written, hold):
    found = hold({book_part(written, "bar"): bad})
    assert not found.mismatches
    assert "只核对了图中的数" in found.notes[0]


def test_a_workbook_with_a_document_type_is_not_read(written, hold):
    book = book_part(written, "bar")
    found = hold(
        {
            book: with_sheet(
                written[book], lambda old: old.replace("<worksheet", "<!DOCTYPE a><worksheet", 1)
            )
        }
    )
    assert "只核对了图中的数" in found.notes[0]


@pytest.mark.parametrize("kind", KINDS)
def test_columns_without_data_are_named_as_drawing_aids(kind, written):
    """What stands in no series of the figure places marks, and its header says so."""
    figure = every()[kind]
    known = {*figure.data.series, *(name for name, _ in figure.data.lines)}
    known |= {remark.name for remark in figure.plot.remarks}  # points set off, drawn again
    cells = read_cells(written[book_part(written, kind)], "a.xlsx")
    headers = {cell.text for cell in cells.values() if cell.row == 1 and cell.column != "A"}
    assert all(DRAWING_AID.search(header) for header in headers - known)


def test_a_chart_that_somebody_added_is_told(written, hold):
    """Its numbers have no source; which of them matter is for a person to say."""
    part = chart_part("pie")
    text = re.sub(r"<c:v>[^<]*</c:v>", "<c:v>7</c:v>", written[part].decode())
    rels = f"word/charts/_rels/chart{KINDS.index('pie') + 1}.xml.rels"
    found = hold({part: text.encode(), rels: NO_RELATIONS})
    assert "1 个图表不在记录中，其中的数字没有核对。" in found.notes
    assert "fig-pie" not in found.read


def test_a_copied_chart_is_held_against_the_same_figure(written, hold):
    body = written["word/document.xml"].decode()
    [paragraph] = [
        p for p in re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", body, re.DOTALL)
        if re.search(r'name="图表 1"', p)
    ]  # fmt: skip
    doubled = body.replace(paragraph, paragraph * 2)
    found = hold({"word/document.xml": doubled.encode()})
    assert not found.mismatches
    assert not found.orphans
    assert not found.notes


def test_ends_of_cross_hairs_are_no_values_where_the_chart_names_no_cells(written, hold):
    """LibreOffice writes charts anew, with references that lead nowhere."""
    part, book = chart_part("quadrant"), book_part(written, "quadrant")
    text = re.sub(r"<c:f>[^<]*</c:f>", "<c:f>0</c:f>", written[part].decode())
    found = hold({part: text.encode()})
    assert not found.mismatches
    assert not found.orphans
    wrong = with_sheet(written[book], lambda old: old.replace("<v>88.9</v>", "<v>88.8</v>"))
    found = hold({part: text.encode(), book: wrong})
    assert [m.expected for m in found.mismatches] == ["88.9"]
