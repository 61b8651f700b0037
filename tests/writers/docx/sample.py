"""A document with every kind of node: synthetic numbers of a city that does not exist."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from PIL import Image, ImageDraw

from reporter.document.nodes import (
    Attachment,
    Block,
    Cell,
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
    Inline,
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

LONG_KEY = "share/q12#" + "对客户经理上门服务的及时性与专业性表示非常满意的持证零售户" * 3


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def p(*parts: str | Inline, role: str = "body") -> Paragraph:
    return Paragraph(tuple(Text(x) if isinstance(x, str) else x for x in parts), role)  # type: ignore[arg-type]


def v(key: str, text: str) -> Value:
    return Value(key, text)


def cell(text: str, key: str = "", **options: object) -> Cell:
    inner: tuple[Inline, ...] = (Value(key, text),) if key else t(text) if text else ()
    return Cell(inner, **options)  # type: ignore[arg-type]


def row(*texts: str, role: str = "body", keys: str = "") -> Row:
    cells = [
        cell(text, f"{keys}/{texts[0]}#{i}" if keys and i and text != "—" else "")
        for i, text in enumerate(texts)
    ]
    return Row(tuple(cells), role)  # type: ignore[arg-type]


def head(*texts: str) -> Row:
    return Row(tuple(cell(text, header=True) for text in texts))


def columns(*pairs: tuple[float, str]) -> tuple[Column, ...]:
    return tuple(Column(width, align) for width, align in pairs)  # type: ignore[arg-type]


def bars(values: Sequence[float], colour: str = "#1F4E79") -> bytes:
    """A plain bar chart without words: the writer does not look into pictures."""
    image = Image.new("RGB", (1200, 560), "white")
    draw = ImageDraw.Draw(image)
    for i, value in enumerate(values):
        top = 60 + i * (460 // len(values))
        draw.rectangle((120, top, 120 + value * 10, top + 40), fill=colour)
    draw.line((120, 40, 120, 540), fill="#595959", width=3)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


SCORES = (
    ("诚心服务", "92.8", "+1.3", "1", "0.30"),
    ("诚信服务", "90.1", "−0.4", "2", "0.30"),
    ("诚行服务", "88.65", "+0.75", "3", "0.25"),
    ("落实成效", "85.7", "—", "4", "0.15"),
)
COUNTIES = ("城区", "东山县", "西河县", "南溪县", "北岭县", "临江区", "开发区", "青石县")


def score_table() -> Table:
    return Table(
        id="tab-dimensions",
        columns=columns((10, "left"), (7, "decimal"), (9, "decimal"), (6, "center"), (7, "decimal")),
        head=(head("一级指标", "得分", "较上年变化", "位次", "权重"),),
        body=(
            *(row(*line, keys="score") for line in SCORES),
            row("总体满意度", "90.3", "+0.6", "—", "1.00", role="total", keys="score"),
        ),
        caption=t("一级指标得分与权重"),
        unit="分",
        note=t("“—”表示上年未设该指标，不作比较；得分按百分制计算，四舍五入保留一位小数。"),
        source=t("2026年度持证零售户满意度调查，有效样本1 200份"),
        number=1,
    )


def grouped_table() -> Table:
    first = Row(
        (
            cell("县区", header=True, rowspan=2),
            cell("有效样本", header=True, rowspan=2),
            cell("得分", header=True, colspan=3),
            cell("答案分布", header=True, colspan=2),
        )
    )
    second = head("总体", "诚心", "诚信", "满意率", "不满意率")
    body = []
    for i, name in enumerate(COUNTIES * 5):
        if i % 8 == 0:
            group = f"第{'一二三四五'[i // 8]}组"
            body.append(Row((Cell(t(group), colspan=7),), "group"))
        score = 84 + (i * 37 % 100) / 10
        numbers = (str(100 + i * 7), f"{score:.1f}", f"{score + 1.2:.1f}", f"{score - 0.7:.1f}")
        shades = (None, 0.9 - i / 50, i / 40, 0.5)
        cells = [
            Cell((v(f"score/{j}@county={name}", n),), shade=s)
            for j, (n, s) in enumerate(zip(numbers, shades, strict=True))
        ]
        rates = (cell(f"{score + 2:.1f}%", f"rate/{i}"), cell(f"{98 - score:.1f}%", f"bad/{i}"))
        body.append(Row((cell(name), *cells, *rates)))
    body.append(row("合计", "9 460", "90.3", "91.5", "89.6", "92.3%", "7.7%", role="total", keys="x"))
    return Table(
        id="tab-county",
        columns=columns((8, "left"), (7, "decimal"), *([(6, "decimal")] * 3), *([(8, "decimal")] * 2)),
        head=(first, second),
        body=tuple(body),
        caption=t("各县区分指标得分与答案分布"),
        note=t("底纹深浅表示得分高低。"),
        number=2,
    )


def task_table() -> Table:
    text = (
        ("订货流程答复不及时", "建立两小时首次答复制度，由客户经理负责跟踪闭环", "营销中心", "2027年3月底前", "及时率不低于95%"),
        ("新品培训覆盖不足", "按季度开展分片区培训，培训后三日内回访", "市场部", "2027年6月底前", "覆盖率不低于90%"),
    )  # fmt: skip
    return Table(
        id="tab-tasks",
        columns=columns((7, "left"), (12, "left"), (6, "center"), (7, "center"), (8, "left")),
        head=(head("问题", "措施", "责任部门", "完成时限", "验收指标"),),
        body=tuple(Row(tuple(cell(c) for c in line)) for line in text),
        caption=t("整改任务分解表"),
        number=3,
    )


def wide_table() -> Table:
    return Table(
        id="tab-wide",
        columns=columns((10, "left"), *([(5, "decimal")] * 8)),
        head=(head("二级指标", *COUNTIES),),
        body=tuple(
            row(f"指标{i}", *(f"{80 + (i * 13 + j * 7) % 180 / 10:.1f}" for j in range(8)), keys="w")
            for i in range(1, 9)
        ),
        caption=t("二级指标与县区交叉得分"),
        unit="单位：分",
        number=4,
    )


def figure(number: int, name: str, title: str, **options: object) -> Figure:
    return Figure(
        id=name,
        caption=t(title),
        alt=f"{title}：条形图，诚心服务92.8分最高，落实成效85.7分最低。",
        width_mm=140,
        height_mm=65,
        png=bars([92.8, 90.1, 88.7, 85.7]),
        number=number,
        **options,  # type: ignore[arg-type]
    )


def front() -> tuple[Block, ...]:
    cards = (
        KeyFigure("总体满意度", (v("score/total", "90.3"), Text("分")), t("较上年提高0.6分")),
        KeyFigure("满意率", (v("rate/total", "92.3%"),), t("良好")),
        KeyFigure("有效样本", (v("n/total", "1 200"), Text("份")), t("回收率96.4%")),
    )
    entries = (
        ContentsEntry(1, "", "摘  要", "abstract"),
        ContentsEntry(1, "一、", "引言", "intro"),
        ContentsEntry(2, "（一）", "调查背景与目的", "background"),
        ContentsEntry(2, "（二）", "调查方法", "method"),
        ContentsEntry(1, "二、", "调查结果", "results"),
        ContentsEntry(2, "（一）", "总体满意度", "overall"),
        ContentsEntry(2, "（二）", "县区差异及其可能的原因与后续跟踪安排", "county"),
        ContentsEntry(1, "三、", "改进建议", "advice"),
        ContentsEntry(1, "", "参考文献", "references"),
        ContentsEntry(1, "附录A", "二级指标得分", "appendix"),
    )
    figures = (ContentsEntry(1, "图1", "一级指标得分", "fig-1"), ContentsEntry(1, "图2", "各县区得分", "fig-2"))
    tables = (
        ContentsEntry(1, "表1", "一级指标得分与权重", "tab-dimensions"),
        ContentsEntry(1, "表2", "各县区分指标得分与答案分布", "tab-county"),
        ContentsEntry(1, "表3", "整改任务分解表", "tab-tasks"),
        ContentsEntry(1, "表4", "二级指标与县区交叉得分", "tab-wide"),
    )
    abstract = Section(
        "abstract",
        1,
        t("摘  要"),
        (
            p("本年度零售户总体满意度为", v("score/total", "90.3"), "分，等级“良好”，较上年提高", v("change/total", "0.6"), "分。", role="lead"),
            KeyFigures(cards),
            p("从一级指标看，诚心服务得分最高（", v("score/a", "92.8"), "分），落实成效得分最低（", v("score/d", "85.7"), "分）。详见", CrossReference("results", "二、"), "和", CrossReference("tab-dimensions", "表1"), "。"),
            p("样本为概率抽样，在95%置信水平下总体得分的误差为±0.5分。", role="note"),
        ),
        numbered=False,
    )  # fmt: skip
    return (
        abstract,
        PageBreak(),
        Contents(entries=entries),
        Contents("figures", title="图目录", entries=figures),
        Contents("tables", title="表目录", entries=tables),
    )


def introduction() -> Section:
    method = Section(
        "method",
        2,
        t("调查方法"),
        (
            p("采用分层随机抽样，以县区和业态为层，层内等距抽取", Citation(("kano", "gb"), "[1-2]"), "。量表为四级：非常满意、满意、一般、不满意，分别记100、90、75、60分", Footnote((Text("“不了解”“不适用”不计入分母，见"), Link("https://example.org/方法?a=1&b=2", t("方法说明")), Text("。")), 1), "。"),
            Section("sampling", 3, t("抽样框"), (
                p("抽样框为2026年8月末有效许可证名单，共", v("n/frame", "18 642"), "户。"),
                Section("weights", 4, t("权重"), (p("按县区户数加权；见", CrossReference("weights", "一、（二）1.（1）"), "。"),), label="（1）"),
            ), label="1."),
            p("现场执行按以下步骤进行："),
            List(
                (
                    (p("预调查30户，修订问卷；"), p("修订内容由质量管理部门确认后方可使用。")),
                    (p("正式调查，分为两种方式："), List(((p("电话访问；"),), (p("入户访问，由两名访问员同行；"),)), ordered=True)),
                    (p("复核，按10%的比例回访。"),),
                ),
                ordered=True,
            ),
            List(((p(Strong(t("真实性：")), "剔除作答时间不足60秒的问卷；"),), (p(Emphasis(t("一致性")), "：剔除全部题目选同一选项的问卷。"), List(((p("城镇"),), (p("乡村"),)))))),
        ),
        label="（二）",
    )  # fmt: skip
    background = Section(
        "background",
        2,
        t("调查背景与目的"),
        (
            p("为落实“以客户为中心”的服务理念，全面掌握持证零售户对服务工作的评价——尤其是订货、配送、客户经理拜访三个环节……特开展本次调查。“诚心、诚信、诚行、落实”四个维度沿用上年口径，Cronbach’s α为", v("alpha", "0.91"), "，信度良好。"),
            p("调查由第三方机构独立实施，", Strong((Text("所有得分均由程序从原始答卷直接计算"), v("n/total", "1 200"), Text("份"))), "，未经人工修改。换行", LineBreak(), "之后。"),
        ),
        label="（一）",
    )  # fmt: skip
    return Section("intro", 1, t("引言"), (background, method), label="一、")


def results() -> Section:
    overall = Section(
        "overall",
        2,
        t("总体满意度"),
        (
            p("总体满意度90.3分，处于“良好”区间。", role="lead"),
            p("如", CrossReference("tab-dimensions", "表1"), "和", CrossReference("fig-1", "图1"), "所示，四项一级指标中有两项得分高于总体水平。"),
            score_table(),
            p("其中诚信服务较上年下降0.4分，主要原因是货源信息公开不够及时", Footnote(t("据开放题编码，提及率为12.6%。"), 2), "。"),
            figure(1, "fig-1", "一级指标得分", note=t("虚线为总体得分。"), source=t("2026年度持证零售户满意度调查")),
        ),
        label="（一）",
    )  # fmt: skip
    county = Section(
        "county",
        2,
        t("县区差异"),
        (
            p("各县区得分见", CrossReference("tab-county", "表2"), "，最高与最低相差8.3分。", v(LONG_KEY, "45.2%"), "的零售户表示非常满意。"),
            grouped_table(),
            p("差异与业态结构有关，不宜直接排名", Citation(("gb",), "[2]"), "。"),
            figure(2, "fig-2", "各县区得分"),
        ),
        label="（二）",
    )  # fmt: skip
    return Section("results", 1, t("调查结果"), (overall, county), label="二、")


def advice() -> Section:
    return Section(
        "advice",
        1,
        t("改进建议"),
        (
            p("针对", CrossReference("county", "二、（二）"), "反映的问题，提出以下整改任务。详细得分见", CrossReference("appendix", "附录A"), "。"),
            task_table(),
            p("（本页以下无正文）", role="centered"),
            p("某市质量管理处", role="signature"),
            p("2026年11月22日", role="signature"),
        ),
        label="三、",
    )  # fmt: skip


def bibliography() -> Section:
    entries = (
        Reference("kano", t("KANO N, SERAKU N, TAKAHASHI F, et al. Attractive quality and must-be quality[J]. Journal of the Japanese Society for Quality Control, 1984, 14(2): 39-48."), 1),
        Reference("gb", t("全国质量管理和质量保证标准化技术委员会. 顾客满意测评通则: GB/T 19038—2009[S]. 北京: 中国标准出版社, 2009."), 2),
    )  # fmt: skip
    return Section("references", 1, t("参考文献"), (References(entries),), numbered=False)


def sample() -> Document:
    cover = Cover(
        title=("某市烟草专卖局（公司）", "2026年度持证零售户满意度调查报告"),
        subtitle="（年度报告）",
        mark="内部资料　注意保管",
        notice="演示数据，不代表任何真实单位",
        fields=(
            CoverField("委托单位：", t("某市烟草专卖局（公司）")),
            CoverField("执行单位：", t("某质量评价研究院")),
            CoverField("报告编号：", t("MYD-2026-001")),
        ),
        date="二〇二六年十一月",
    )
    appendix = Section(
        "appendix",
        1,
        t("二级指标得分"),
        (Section("appendix-1", 2, t("计算说明"), (p("得分为加权平均。"),), label="A.1"),),
        label="附录A",
    )
    return Document(
        meta=Meta(
            title="2026年度持证零售户满意度调查报告",
            author="某质量评价研究院",
            subject="满意度调查",
            keywords=("满意度", "零售户"),
            company="某质量评价研究院",
            date=date(2026, 11, 22),
            header="2026年度持证零售户满意度调查报告",
            confidentiality="内部资料",
            watermark="演示数据",
        ),
        parts=(
            Part("cover", (cover,)),
            Part("front", front()),
            Part("body", (introduction(), results(), advice(), bibliography())),
            Part("landscape", (wide_table(),)),
            Part("appendix", (appendix,)),
        ),
        attachments=(
            Attachment("facts.json", "application/json", '{"总体": "<90.3>"}\n'.encode(), "事实"),
            Attachment("data.bin", "application/octet-stream", bytes(range(256))),
        ),
        theme={"accent": "1F4E79"},
    )


PAGES = {
    "abstract": 1, "intro": 1, "background": 1, "method": 1, "results": 3, "overall": 3, "county": 4,
    "advice": 6, "appendix": 9, "fig-1": 4, "fig-2": 6, "tab-dimensions": 3, "tab-county": 4,
    "tab-tasks": 6,
}  # fmt: skip
