"""A document with every kind of node: synthetic numbers of a city that does not exist."""

from __future__ import annotations

from datetime import date

from reporter.document.nodes import (
    Attachment,
    Block,
    Citation,
    Contents,
    ContentsEntry,
    Cover,
    CoverField,
    CrossReference,
    Document,
    Emphasis,
    Footnote,
    KeyFigure,
    KeyFigures,
    LineBreak,
    Link,
    List,
    Meta,
    PageBreak,
    Part,
    Reference,
    References,
    Section,
    Signatures,
    Strong,
    Text,
)

from .builders import LONG_KEY, figure, p, t, v
from .sample_tables import grouped_table, score_table, task_table, wide_table


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
    figures = (
        ContentsEntry(1, "图1", "一级指标得分", "fig-1"),
        ContentsEntry(1, "图2", "各县区得分", "fig-2"),
    )
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
            p(
                "本年度零售户总体满意度为",
                v("score/total", "90.3"),
                "分，等级“良好”，较上年提高",
                v("change/total", "0.6"),
                "分。",
                role="lead",
            ),
            KeyFigures(cards),
            p(
                "从一级指标看，诚心服务得分最高（",
                v("score/a", "92.8"),
                "分），落实成效得分最低（",
                v("score/d", "85.7"),
                "分）。详见",
                CrossReference("results", "二、"),
                "和",
                CrossReference("tab-dimensions", "表1"),
                "。",
            ),
            p("样本为概率抽样，在95%置信水平下总体得分的误差为±0.5分。", role="note"),
        ),
        numbered=False,
    )
    return (
        abstract,
        Signatures(("编制人（签字）：", "批准人（签字）："), "某质量评价研究院", "2026年11月22日"),
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
            p(
                "采用分层随机抽样，以县区和业态为层，层内等距抽取",
                Citation(("kano", "gb"), "[1-2]"),
                "。量表为四级：非常满意、满意、一般、不满意，分别记100、90、75、60分",
                Footnote(
                    (
                        Text("“不了解”“不适用”不计入分母，见"),
                        Link("https://example.org/方法?a=1&b=2", t("方法说明")),
                        Text("。"),
                    ),
                    1,
                ),
                "。",
            ),
            Section(
                "sampling",
                3,
                t("抽样框"),
                (
                    p("抽样框为2026年8月末有效许可证名单，共", v("n/frame", "18 642"), "户。"),
                    Section(
                        "weights",
                        4,
                        t("权重"),
                        (
                            p(
                                "按县区户数加权；见",
                                CrossReference("weights", "一、（二）1.（1）"),
                                "。",
                            ),
                        ),
                        label="（1）",
                    ),
                ),
                label="1.",
            ),
            p("现场执行按以下步骤进行："),
            List(
                (
                    (p("预调查30户，修订问卷；"), p("修订内容由质量管理部门确认后方可使用。")),
                    (
                        p("正式调查，分为两种方式："),
                        List(
                            ((p("电话访问；"),), (p("入户访问，由两名访问员同行；"),)), ordered=True
                        ),
                    ),
                    (p("复核，按10%的比例回访。"),),
                ),
                ordered=True,
            ),
            List(
                (
                    (p(Strong(t("真实性：")), "剔除作答时间不足60秒的问卷；"),),
                    (
                        p(Emphasis(t("一致性")), "：剔除全部题目选同一选项的问卷。"),
                        List(((p("城镇"),), (p("乡村"),))),
                    ),
                )
            ),
        ),
        label="（二）",
    )
    background = Section(
        "background",
        2,
        t("调查背景与目的"),
        (
            p(
                "为落实“以客户为中心”的服务理念，全面掌握持证零售户对服务工作的评价——"
                "尤其是订货、配送、客户经理拜访三个环节……特开展本次调查。“诚心、诚信、"
                "诚行、落实”四个维度沿用上年口径，Cronbach’s α为",
                v("alpha", "0.91"),
                "，信度良好。",
            ),
            p(
                "调查由第三方机构独立实施，",
                Strong(
                    (Text("所有得分均由程序从原始答卷直接计算"), v("n/total", "1 200"), Text("份"))
                ),
                "，未经人工修改。换行",
                LineBreak(),
                "之后。",
            ),
        ),
        label="（一）",
    )
    return Section("intro", 1, t("引言"), (background, method), label="一、")


def results() -> Section:
    overall = Section(
        "overall",
        2,
        t("总体满意度"),
        (
            p("总体满意度90.3分，处于“良好”区间。", role="lead"),
            p(
                "如",
                CrossReference("tab-dimensions", "表1"),
                "和",
                CrossReference("fig-1", "图1"),
                "所示，四项一级指标中有两项得分高于总体水平。",
            ),
            score_table(),
            p(
                "其中诚信服务较上年下降0.4分，主要原因是货源信息公开不够及时",
                Footnote(t("据开放题编码，提及率为12.6%。"), 2),
                "。",
            ),
            figure(
                1,
                "fig-1",
                "一级指标得分",
                note=t("虚线为总体得分。"),
                source=t("2026年度持证零售户满意度调查"),
            ),
        ),
        label="（一）",
    )
    county = Section(
        "county",
        2,
        t("县区差异"),
        (
            p(
                "各县区得分见",
                CrossReference("tab-county", "表2"),
                "，最高与最低相差8.3分。",
                v(LONG_KEY, "45.2%"),
                "的零售户表示非常满意。",
            ),
            grouped_table(),
            p("差异与业态结构有关，不宜直接排名", Citation(("gb",), "[2]"), "。"),
            figure(2, "fig-2", "各县区得分"),
        ),
        label="（二）",
    )
    return Section("results", 1, t("调查结果"), (overall, county), label="二、")


def advice() -> Section:
    return Section(
        "advice",
        1,
        t("改进建议"),
        (
            p(
                "针对",
                CrossReference("county", "二、（二）"),
                "反映的问题，提出以下整改任务。详细得分见",
                CrossReference("appendix", "附录A"),
                "。",
            ),
            task_table(),
            p("（本页以下无正文）", role="centered"),
            p("某市质量管理处", role="signature"),
            p("2026年11月22日", role="signature"),
        ),
        label="三、",
    )


def bibliography() -> Section:
    entries = (
        Reference(
            "kano",
            t(
                "KANO N, SERAKU N, TAKAHASHI F, et al. Attractive quality and must-be quality"
                "[J]. Journal of the Japanese Society for Quality Control, 1984, 14(2): 39-48."
            ),
            1,
        ),
        Reference(
            "gb",
            t(
                "全国质量管理和质量保证标准化技术委员会. 顾客满意测评通则: "
                "GB/T 19038—2009[S]. 北京: 中国标准出版社, 2009."
            ),
            2,
        ),
    )
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
    )


PAGES = {
    "abstract": 1,
    "intro": 1,
    "background": 1,
    "method": 1,
    "results": 3,
    "overall": 3,
    "county": 4,
    "advice": 6,
    "appendix": 9,
    "fig-1": 4,
    "fig-2": 6,
    "tab-dimensions": 3,
    "tab-county": 4,
    "tab-tasks": 6,
}
