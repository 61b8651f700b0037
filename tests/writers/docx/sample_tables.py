"""The tables of the sample: numbers of a city that does not exist."""

from __future__ import annotations

from reporter.document.nodes import (
    Cell,
    Row,
    Table,
)

from .builders import cell, columns, head, row, t, v

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
        columns=columns(
            (10, "left"), (7, "decimal"), (9, "decimal"), (6, "center"), (7, "decimal")
        ),
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
    body.append(
        row("合计", "9 460", "90.3", "91.5", "89.6", "92.3%", "7.7%", role="total", keys="x")
    )
    return Table(
        id="tab-county",
        columns=columns(
            (8, "left"), (7, "decimal"), *([(6, "decimal")] * 3), *([(8, "decimal")] * 2)
        ),
        head=(first, second),
        body=tuple(body),
        caption=t("各县区分指标得分与答案分布"),
        note=t("底纹深浅表示得分高低。"),
        number=2,
    )


def task_table() -> Table:
    text = (
        (
            "订货流程答复不及时",
            "建立两小时首次答复制度，由客户经理负责跟踪闭环",
            "营销中心",
            "2027年3月底前",
            "及时率不低于95%",
        ),
        (
            "新品培训覆盖不足",
            "按季度开展分片区培训，培训后三日内回访",
            "市场部",
            "2027年6月底前",
            "覆盖率不低于90%",
        ),
    )
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
            row(
                f"指标{i}", *(f"{80 + (i * 13 + j * 7) % 180 / 10:.1f}" for j in range(8)), keys="w"
            )
            for i in range(1, 9)
        ),
        caption=t("二级指标与县区交叉得分"),
        unit="单位：分",
        number=4,
    )
