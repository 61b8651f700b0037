"""A small document that uses every node, for the HTML and PDF tests."""

from __future__ import annotations

from datetime import date

from reporter.document.nodes import (
    Attachment,
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
    Emphasis,
    Figure,
    Footnote,
    KeyFigure,
    KeyFigures,
    LineBreak,
    Link,
    List,
    Meta,
    PageBreak,
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

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="80pt" viewBox="0 0 200 80">'
    '<defs><clipPath id="c"><rect width="200" height="80"/></clipPath></defs>'
    '<g clip-path="url(#c)"><rect x="60" y="10" width="97.4" height="20" fill="#1f4e79"/></g>'
    '<text x="4" y="25" font-family="Noto Sans SC" font-size="12">诚心服务</text></svg>'
)
LONG = (
    "从调查结果看，客户对“送货服务”“订货平台”两项评价最高，分别为97.8分和96.2分；"
    "对“货源分配”“投诉处理”评价偏低，其中投诉处理为81.4分，比上年下降1.2分。"
)


def text(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def cell(words: str, **options: object) -> Cell:
    return Cell(text(words), **options)  # type: ignore[arg-type]


def head(*words: str) -> tuple[Row, ...]:
    return (Row(tuple(cell(word, header=True) for word in words)),)


def long_table(rows: int = 45) -> Table:
    body = [
        Row((cell(f"第{i}片区"), Cell((Value(f"s/{i}", f"{80 + i / 4:.1f}"),))))
        for i in range(rows)
    ]
    body.append(Row((cell("合计"), Cell((Value("s/t", "90.3"),))), "total"))
    columns = (Column(10), Column(8, "decimal"))
    return Table(
        "tab-long", columns, head("片区", "得分"), tuple(body), text("各片区得分"), "分", number=2
    )


def span_table() -> Table:
    body = (
        Row((cell("诚心服务", rowspan=2), cell("拜访"), cell("90.25", shade=0.0))),
        Row((cell("送货"), cell("8.5", shade=1.0))),
        Row((cell("小计", colspan=2), cell("100")), "group"),
    )
    return Table(
        "tab-span",
        (Column(8), Column(10), Column(6, "decimal")),
        head("维度", "项目", "得分"),
        body,
        text("指标体系"),
        note=text("括号内为样本量。"),
        source=text("项目组整理"),
        number=1,
    )


def figure(svg: str = SVG) -> Figure:
    data = ChartTable(("诚心服务",), ("得分",), ((Value("d/1", "97.4", 97.4),),))
    return Figure(
        "图-一", text("维度得分"), "条形图：97.4分。", 120, 48, svg.encode(), data=data, number=1
    )


def body_part(drawing: Figure) -> Part:
    first = Paragraph(
        (
            Text("总体得分为"),
            Value("score/total", "90.3", 90.3),
            Text("分，见"),
            CrossReference("图-一", "图1"),
            Text("。"),
            Citation(("gb",), "[1]"),
            Footnote(text("抽样误差按有限总体校正。"), 1),
            Strong(text("重点")),
            Emphasis(text("说明")),
            LineBreak(),
            Link("https://example.org/a?b=1&c=2", text("主页")),
        )
    )
    section = Section(
        "sec-1",
        1,
        text("调查结果"),
        (
            first,
            Paragraph(text(LONG)),
            drawing,
            span_table(),
            Section("sec-11", 2, text("分单位<评价>&"), (long_table(),), label="（一）"),
            List(((Paragraph(text("第一项")),), (Paragraph(text("第二项")),)), ordered=True),
        ),
        label="一、",
    )
    references = Section(
        "sec-ref",
        1,
        text("参考文献"),
        (References((Reference("gb", text("质量管理: GB/T 19010—2021[S]."), 1),)),),
        numbered=False,
    )
    return Part("body", (section, references))


def document(drawing: Figure | None = None) -> Document:
    cover = Cover(
        ("某市2025年满意度", "调查报告"),
        "副题",
        "内部资料",
        "演示数据",
        (CoverField("委托单位", text("某单位")),),
        "2025年12月",
    )
    entries = (
        ContentsEntry(1, "", "摘要", "sec-abs"),
        ContentsEntry(1, "一、", "调查结果", "sec-1"),
        ContentsEntry(2, "（一）", "分单位<评价>&", "sec-11"),
        ContentsEntry(1, "附录A", "宽表", "sec-a"),
    )
    card = KeyFigure("总体", (Value("score/total", "90.3", 90.3), Text("分")), text("比上年+1.2"))
    abstract = Section(
        "sec-abs", 1, text("摘要"), (KeyFigures((card, card)), Paragraph(text(LONG), "lead"))
    )
    wide = Section("sec-a", 1, text("宽表"), (Paragraph(text("横页。")),), label="附录A")
    tail = Section("sec-b", 1, text("方法"), (Paragraph(text("续前。")),), label="附录B")
    meta = Meta(
        "某市2025年满意度调查报告",
        "某公司",
        "年度调查",
        ("满意度",),
        date=date(2025, 12, 18),
        header="满意度调查报告",
        confidentiality="内部资料",
        watermark="演示",
    )
    return Document(
        meta,
        (
            Part("cover", (cover,)),
            Part("front", (abstract, PageBreak(), Contents(entries=entries))),
            body_part(drawing or figure()),
            Part("landscape", (wide,)),
            Part("appendix", (tail,)),
        ),
        (Attachment("facts.json", "application/json", b'{"score": 90.3}', "全部数据"),),
        stylesheet=".own { color: #123456 }",
    )
