"""The record of printed texts and values."""

from dataclasses import replace

from reporter.document.manifest import manifest
from reporter.document.nodes import (
    Cell,
    ChartTable,
    Citation,
    Column,
    Contents,
    ContentsEntry,
    Cover,
    CoverField,
    CrossReference,
    Document,
    Figure,
    Footnote,
    KeyFigure,
    KeyFigures,
    LineBreak,
    List,
    Meta,
    Paragraph,
    Part,
    Reference,
    References,
    Row,
    Section,
    Strong,
    Table,
    Text,
    Value,
)
from reporter.document.picture_texts import svg_texts

SCORE = Value("score/total", "90.3", 90.3)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><g><text>0</text><text>100</text>'
    b"<text>\xe8\xaf\x9a<tspan>\xe5\xbf\x83</tspan></text><text>97.8</text><text>97.8</text>"
    b"<text> </text><text>-0.4</text></g></svg>"
)


def document(*blocks):
    return Document(meta=Meta(title="报告"), parts=(Part("body", blocks),))


def entries(*blocks):
    return [(e["block"], e["text"], e["values"]) for e in manifest(document(*blocks))]


def test_paragraph_spans_point_at_the_values():
    children = (Text("总体满意度为"), Strong((SCORE, Text("分"))), Text("，见"))
    entry = manifest(document(Paragraph((*children, CrossReference("f", "图1")), id="p1")))[0]
    assert entry["block"] == "paragraph:p1"
    assert entry["text"] == "总体满意度为90.3分，见图1"
    [[start, end, key]] = entry["values"]
    assert entry["text"][start:end] == "90.3"
    assert key == "score/total"


def test_heading_label_and_order():
    section = Section("s", 1, (Text("调查结果"),), (Paragraph((Text("正文"),)),), label="二、")
    got = [entry[:2] for entry in entries(section)]
    assert got == [("heading:s", "二、调查结果"), ("paragraph", "正文")]


def test_label_shifts_the_spans():
    entry = entries(Section("s", 1, (Text("得"), SCORE), (), label="（一）"))[0]
    assert entry == ("heading:s", "（一）得90.3", [[4, 8, "score/total"]])


def test_table_cells_row_by_row_with_caption_and_note():
    table = Table(
        "t1",
        (Column(), Column()),
        head=(Row((Cell((Text("指标"),)), Cell((Text("得分"),)))),),
        body=(Row((Cell((Text("诚心"),)), Cell((Value("score/a", "97.8"),)))),),
        caption=(Text("各指标得分"),),
        unit="单位：分",
        note=(Text("注：满分100分"),),
        number=2,
    )
    assert entries(table) == [
        ("caption:t1", "表2 各指标得分", []),
        ("unit:t1", "单位：分", []),
        ("cell:t1", "指标", []),
        ("cell:t1", "得分", []),
        ("cell:t1", "诚心", []),
        ("cell:t1", "97.8", [[0, 4, "score/a"]]),
        ("note:t1", "注：满分100分", []),
    ]


def test_footnote_and_citation():
    children = (Text("见注"), Footnote((Text("共"), Value("n/total", "1,200"), Text("户"))))
    got = entries(Paragraph((*children, Citation(("k",), "[1]"), LineBreak(), Text("完"))))
    assert got == [
        ("paragraph", "见注[1]\n完", []),
        ("footnote", "共1,200户", [[1, 6, "n/total"]]),
    ]


def test_figure_texts_with_keys_axis_without():
    data = ChartTable(
        ("诚心", "诚信", "同比"),
        ("得分",),
        ((Value("score/a", "97.8"),), (Value("score/b", "97.8"),), (Value("c", "−0.4"),)),
        (("目标值", Value("target", "85.0")),),
    )
    figure = Figure("f1", (Text("得分"),), "诚心97.8分", 150, 80, svg=SVG, data=data, number=1)
    alt, chart, table, caption = manifest(document(figure))
    assert chart["text"] == "0\n100\n诚心\n97.8\n97.8\n-0.4"
    assert [key for _, _, key in chart["values"]] == ["score/a", "score/b", "c"]
    assert [chart["text"][s:e] for s, e, _ in chart["values"]] == ["97.8", "97.8", "-0.4"]
    assert alt["values"] == [[2, 6, "score/a"]]
    assert caption["text"] == "图1 得分"
    assert table["block"] == "data:f1"
    lines = ["诚心\t得分\t97.8", "诚信\t得分\t97.8", "同比\t得分\t−0.4", "\t目标值\t85.0"]
    assert table["text"].split("\n") == lines
    printed = [(table["text"][s:e], key) for s, e, key in table["values"]]
    assert printed == [
        ("97.8", "score/a"), ("97.8", "score/b"), ("−0.4", "c"), ("85.0", "target"),
    ]  # fmt: skip


def picture(*lines, **more):
    texts = "".join(f"<text>{line}</text>" for line in lines)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><text> </text>{texts}</svg>'
    return Figure("f", (), more.pop("alt", ""), 150, 80, svg=svg.encode(), **more)


def places(entry):
    return [(entry["text"][:start].count("\n"), entry["text"][start:end], key)
            for start, end, key in entry["values"]]  # fmt: skip


def test_equal_numbers_of_a_picture_keep_their_own_keys():
    a, b, line = Value("score/a", "90.0"), Value("score/b", "90.0"), Value("score/total", "90.0")
    figure = picture(
        "80.0", "90.0", "甲90.0", "乙", "90.0", "90.0", "总体90.0 90.0",
        # Drawn in another order than the table, after a tick and a name of the same digits.
        data=ChartTable(("甲90.0", "乙"), ("得分",), ((a,), (b,))),
        values=((), (), (), (), (b,), (a,), (line,)),
    )  # fmt: skip
    [chart, _] = manifest(document(figure))
    assert places(chart) == [
        (4, "90.0", "score/b"), (5, "90.0", "score/a"), (6, "90.0", "score/total"),
    ]  # fmt: skip
    assert chart["values"][-1][1] == len(chart["text"])  # the number, not the name before it


def test_several_values_of_one_text():
    a, b = Value("a", "90.0"), Value("b", "90.0")
    [chart] = manifest(document(picture("1. 90.0 / 90.0", values=((a, b),))))
    assert chart["values"] == [[3, 7, "a"], [10, 14, "b"]]


def test_values_of_other_texts_give_no_keys():
    a = Value("a", "90.0")
    data = ChartTable(("甲",), ("得分",), ((a,),))
    [chart, _] = manifest(document(picture("90.0", "90.0", data=data, values=((a,),))))
    assert chart["values"] == []


def test_description_with_its_values_in_place():
    parts = (Text("共4项，甲"), Value("b", "4"), Text("分、乙"), Value("a", "4"), Text("分"))
    data = ChartTable(("甲",), ("得分",), ((Value("a", "4"),),))
    figure = picture(alt="共4项，甲4分、乙4分", alt_parts=parts, data=data)
    [alt, _] = manifest(document(replace(figure, svg=b"")))
    assert alt["values"] == [[5, 6, "b"], [9, 10, "a"]]


def test_cards_contents_references_cover_lists():
    got = entries(
        Cover(("年度", "报告"), mark="内部资料", fields=(CoverField("单位", (Text("甲"),)),)),
        Contents(entries=(ContentsEntry(1, "一、", "引言", "s"),)),
        KeyFigures((KeyFigure("总体", (SCORE, Text("分")), (Text("良好"),)),)),
        List(((Paragraph((Text("项"),)),),)),
        References((Reference("k", (Text("作者. 题名[J]."),), 1),)),
    )
    assert [text for _, text, _ in got] == [
        "内部资料", "年度", "报告", "单位：甲", "目  录", "一、 引言", "总体", "90.3分", "良好",
        "项", "[1] 作者. 题名[J].",
    ]  # fmt: skip


def test_svg_entities_are_not_resolved():
    bomb = (
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>x&a;</text></svg>'
    )
    assert svg_texts(bomb) == ["x&a;"]


def test_entries_name_their_block_and_headers_come_first():
    paragraph = Paragraph((Text("正文"), Footnote((Text("注"),))), block_id="a/text")
    listed = List(((replace(paragraph, block_id="a/list/text"),),), block_id="a/list")
    section = Section("a", 1, (Text("题"),), (paragraph, listed), block_id="a")
    tree = replace(document(section), meta=Meta("报告", header="2026年度报告", watermark="草稿"))
    got = [(entry["block"], entry.get("id", "")) for entry in manifest(tree)]
    assert got == [
        ("header", ""), ("header", ""), ("heading:a", "a"), ("paragraph", "a/text"),
        ("footnote", "a/text"), ("paragraph", "a/list/text"), ("footnote", "a/list/text"),
    ]  # fmt: skip
