"""KANO 模型: which features delight, which are taken for granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from ...facts.fact import Fact
from ...project.model import Model
from ...stats import kano as maths
from ..study import Study

ID = "kano"
TITLE = "KANO 模型分析"
DEFINITION = (
    "每项服务要素用正向题（具备时）和反向题（不具备时）各问一次，每人的两个答案查评价表归为"
    "魅力（A）、期望（O）、必备（M）、无差异（I）、反向（R）或可疑（Q）六类。"
    "要素的类别取人数最多的一类，人数相同时按必备、期望、魅力、无差异的次序。"
    "Better 系数为（A+O）÷（A+O+M+I），Worse 系数为－（O+M）÷（A+O+M+I），反向和可疑不计入分母。"
    "人数最多的两类之差未通过 Fong 检验（90%置信水平）的，注明类别不明确。"
    "两题中有一题未答的，不计入该要素。"
)
PLACE = "analysis"
FORMULAS = (r"B = \frac{A + O}{A + O + M + I}", r"W = -\frac{O + M}{A + O + M + I}")
SYMBOLS = {"B": "Better 系数", "W": "Worse 系数"}

NAMES = {
    "A": "魅力要素",
    "O": "期望要素",
    "M": "必备要素",
    "I": "无差异要素",
    "R": "反向要素",
    "Q": "可疑结果",
}


class Feature(Model):
    """One feature and its two questions."""

    name: str = Field(min_length=1, description="要素名称")
    functional: str = Field(min_length=1, description="正向题的列名（具备时）")
    dysfunctional: str = Field(min_length=1, description="反向题的列名（不具备时）")


class Options(Model):
    """Options of a Kano study."""

    features: tuple[Feature, ...] = Field(min_length=1, description="各要素及其两道题的列名")
    answers: dict[str, int] = Field(
        default_factory=lambda: {
            "很喜欢": 1,
            "理应如此": 2,
            "无所谓": 3,
            "勉强接受": 4,
            "很不喜欢": 5,
        },
        description="答案 = 1（喜欢）至 5（不喜欢）",
    )
    table: Literal["classic", "pouliot"] = Field(
        "classic", description="评价表：classic 经典，pouliot 把（2，2）（4，4）判为可疑"
    )
    rule: Literal["mode", "strength"] = Field(
        "mode", description="归类：mode 人数最多；strength 先比（O+A+M）与（I+R+Q）"
    )


def lacks(study: Study) -> str | None:
    """There must be answers to at least one pair."""
    return None if len(study.table) else "没有答卷，未做 KANO 分析。"


def run(study: Study) -> Iterator[Fact]:
    """Return class counts, better, worse and the class of every feature."""
    options: Options = study.options
    yield study.fact("n", len(study.table), unit="count", counter="份")
    for feature in options.features:
        columns = (feature.functional, feature.dysfunctional)
        answers = study.table.numbers(columns, options.answers, (1, 5))
        answers = answers[~(answers != answers).any(axis=1)]
        pairs = [(int(one), int(other)) for one, other in answers]
        counts = maths.count(pairs, options.table)
        row, n = study.row("feature", feature.name), len(pairs)
        for name in maths.CLASSES:
            yield study.fact("count", counts[name], row, unit="count", detail=NAMES[name], n=n)
        yield study.fact("n", n, row, unit="count", counter="份", columns=columns)
        if not n:
            reason = "没有人把两道题都答了。"
            for name in ("better", "worse", "category", "clear"):
                yield study.fact(name, None, row, error=reason)
            continue
        both = maths.better_worse(counts)
        error = "" if both else "没有魅力、期望、必备、无差异的回答。"
        for name, value in zip(("better", "worse"), both or (None, None), strict=True):
            rule = "（A+O）÷（A+O+M+I）" if name == "better" else "－（O+M）÷（A+O+M+I）"
            yield study.fact(
                name, value, row, n=n, decimals=3, rule=rule, columns=columns, error=error
            )
        chosen = maths.by_mode(counts) if options.rule == "mode" else maths.by_rule(counts)
        yield study.fact("category", NAMES[chosen], row, unit="text", n=n, columns=columns)
        clear = "明确" if maths.fong_is_clear(counts) else "不明确"
        yield study.fact("clear", clear, row, unit="text", n=n, rule="Fong 检验，90%置信水平")
