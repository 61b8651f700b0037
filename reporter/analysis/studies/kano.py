"""KANO 模型: which features delight, which are taken for granted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from ...errors import DataError, Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict.measurement import CLEAR, MANY, NOT_MANY, UNCLEAR
from ...facts.verdict.process import BORDER, INSIDE
from ...project.model import Model
from ...stats import kano as maths
from ...stats.linear import effective_size
from ..study import Row, Study
from .parts.matrix_fields import crosses
from .parts.questions import distinct
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, weights
from .parts.stated import stated

if TYPE_CHECKING:
    import numpy as np

ID = "kano"
TITLE = "KANO 模型分析"
DEFINITION = (
    "每项服务要素用正向题（具备时）和反向题（不具备时）各问一次，每人的两个答案查评价表归为"
    "魅力（A）、期望（O）、必备（M）、无差异（I）、反向（R）或可疑（Q）六类："
    "经典评价表中，正向题答喜欢的，反向题答喜欢为Q、答不喜欢为O，其余为A；"
    "反向题答喜欢而正向题不是的为R，正向题答不喜欢的，反向题也答不喜欢为Q，其余为R；"
    "两题都答其余三种的为I，只有反向题答不喜欢的为M。"
    "Pouliot修正评价表把两题都答“理应如此”或都答“勉强接受”的也归为Q。"
    "要素的类别按项目所定的规则：取人数最多的一类（人数相同时按必备、期望、魅力、无差异的次序）；"
    "或先比魅力、期望、必备合计与无差异、反向、可疑合计，再取较多一边中最多的一类；"
    "或在与最多的一类相差不超过全部答案6个百分点的各类中，按必备、期望、魅力、无差异的次序取先。"
    "Better 系数为（A+O）÷（A+O+M+I），Worse 系数为－（O+M）÷（A+O+M+I），反向和可疑不计入分母。"
    "人数最多的两类之差未通过 Fong 检验（90%置信水平）的，注明类别不明确。"
    "系数图以绝对值0.5或各要素平均值分区，系数的置信区间（Wilson法）跨过分界线的记为边界。"
    "两题中有一题未答的，不计入该要素。"
    "有权数的，按加权的比重归类和计算系数，区间和 Fong 检验用有效样本量，份数不加权。"
)
PLACE = "analysis"
SUMMARY = 14
FORMULAS = (
    r"B = \frac{A + O}{A + O + M + I}",
    r"W = -\frac{O + M}{A + O + M + I}",
    r"a - b \ge 1.65 \sqrt{\frac{(a + b)(2n - a - b)}{2n}}",
)
SYMBOLS = {
    "B": "Better 系数",
    "W": "Worse 系数",
    "a,\\ b": "人数最多和次多的两类的人数（不等式成立为类别明确）",
    "n": "六类合计的人数",
}

NAMES = {
    "A": "魅力要素",
    "O": "期望要素",
    "M": "必备要素",
    "I": "无差异要素",
    "R": "反向要素",
    "Q": "可疑结果",
}
ANSWERS: dict[str, int] = {
    **dict.fromkeys(("很喜欢", "非常喜欢", "喜欢", "我喜欢这样"), 1),
    **dict.fromkeys(("理应如此", "理所当然", "应该如此", "必须如此", "必须这样"), 2),
    **dict.fromkeys(("无所谓", "没感觉", "中立", "我无所谓"), 3),
    **dict.fromkeys(("勉强接受", "可以接受", "能忍受", "可以忍受", "我能忍受"), 4),
    **dict.fromkeys(("很不喜欢", "非常不喜欢", "不喜欢", "我讨厌这样", "无法接受"), 5),
}
_TABLES = {"classic": "经典评价表", "pouliot": "Pouliot 修正评价表"}
_RULES = {
    "mode": "取人数最多的一类",
    "strength": "先比魅力、期望、必备合计与无差异、反向、可疑合计",
    "close": "人数相近时按必备、期望、魅力、无差异的次序",
}
NOBODY = "没有人把两道题都答了。"
MANY_QUESTIONABLE = 0.02  # share of contradictory answers that a good questionnaire stays below


class Feature(Model):
    """One feature and its two questions."""

    name: str = Field(min_length=1, description="要素名称")
    functional: str = Field(min_length=1, description="正向题的列名（具备时）")
    dysfunctional: str = Field(min_length=1, description="反向题的列名（不具备时）")


class Options(Model):
    """Options of a Kano study."""

    features: tuple[Feature, ...] = Field(min_length=1, description="各要素及其两道题的列名")
    answers: dict[str, int] = Field(
        default_factory=dict,
        description="答案 = 1（喜欢）至 5（不喜欢）；补充或改正常用的写法",
    )
    table: Literal["classic", "pouliot"] = Field(
        "classic", description="评价表：classic 经典，pouliot 把（2，2）（4，4）判为可疑"
    )
    rule: Literal["mode", "strength", "close"] = Field(
        "mode",
        description="归类：mode 人数最多；strength 先比（O+A+M）与（I+R+Q）；"
        "close 相差不超过6个百分点时按 M、O、A、I 的次序",
    )
    cross: Literal["half", "mean"] = Field(
        "half", description="系数图的分界线：half 绝对值0.5，mean 各要素平均值"
    )
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


@dataclass(frozen=True, slots=True)
class Counted:
    """Answers by class: people, and sums of their weights; ``size`` is the effective number."""

    people: Mapping[str, int]
    sums: Mapping[str, float]
    size: float

    @property
    def n(self) -> int:
        """All who answered both questions."""
        return sum(self.people.values())

    @property
    def effective(self) -> dict[str, float]:
        """Effective numbers, which are those of people where all count the same."""
        scale = self.size / (sum(self.sums.values()) or 1.0)
        return {name: round(scale * value, 9) for name, value in self.sums.items()}


def lacks(study: Study) -> str | None:
    """There must be answers to at least one pair."""
    return None if len(study.table) else "没有答卷，未做 KANO 分析。"


def run(study: Study) -> Iterator[Fact]:
    """Return class counts, better, worse and the class of every feature."""
    options: Options = study.options
    _check(study)
    weight = weights(study, options.weight)
    w = each(study, weight)
    found = [_counted(study, feature, w) for feature in options.features]
    columns = [name for one in options.features for name in (one.functional, one.dysfunctional)]
    yield study.fact("n", len(study.table), unit="count", counter="份", columns=columns)
    yield study.fact("features", len(found), unit="count", counter="项")
    yield study.fact("table", _TABLES[options.table], unit="text")
    yield study.fact("rule", _RULES[options.rule], unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield from about_weights(study, weight)
    whole = sum(one.n for one in found)
    odd = sum(one.sums["Q"] for one in found)
    share = odd / sum(sum(one.sums.values()) for one in found) if whole else None
    error = "" if whole else NOBODY
    people = max(one.n for one in found)  # several answers of few people are few
    base = whole if people >= study.hide_base else people
    yield study.fact("questionable", share, unit="share", n=base, error=error, rule="Q÷全部答案")
    many = share is not None and share > MANY_QUESTIONABLE
    yield study.fact("contradictory", MANY if many else NOT_MANY, unit="text")
    lines = _lines([one.effective for one in found], options.cross)
    for name, line in zip(("worse_line", "better_line"), lines, strict=True):
        yield study.fact(name, line, decimals=1 if options.cross == "half" else 3)
    for feature, counts in zip(options.features, found, strict=True):
        yield from _feature(study, feature, counts, lines)


def _check(study: Study) -> None:
    """Refuse features or columns named twice, and answers beyond 1 to 5.

    Raises:
        ProjectError: with the name.
    """
    options: Options = study.options
    distinct(study, [one.name for one in options.features], "要素")
    columns = [name for one in options.features for name in (one.functional, one.dysfunctional)]
    distinct(study, columns, "列")
    for text, value in options.answers.items():
        if not 1 <= value <= 5:
            what = f"方法“{study.id}”的答案“{text}”写成{value}，应为1（喜欢）至5（不喜欢）。"
            raise ProjectError(Problem("kano.answers", what, "请改正 answers。"))


def _counted(study: Study, feature: Feature, w: np.ndarray) -> Counted:
    """Return the classes of all who answered both questions; columns are found by name."""
    options: Options = study.options
    columns = (feature.functional, feature.dysfunctional)
    answers = study.table.numbers(columns, {**ANSWERS, **options.answers}, (1, 5))
    whole = (answers == answers.round()) | (answers != answers)
    if not whole.all():
        row, column = (int(one[0]) for one in (~whole).nonzero())
        place = study.table.place(row, columns[column])
        what = f"{answers[row, column]:g}不是1至5的整数。"
        raise DataError(Problem("kano.answer", what, "请改正，或写进 missing。", place))
    both = ~(answers != answers).any(axis=1)
    pairs = [(int(one), int(other)) for one, other in answers[both]]
    kept = w[both]
    people = {name: round(n) for name, n in maths.count(pairs, options.table).items()}
    size = effective_size(float(kept.sum()), float(kept @ kept))
    return Counted(people, maths.count(pairs, options.table, kept.tolist()), size)


def _lines(found: list[dict[str, float]], cross: str) -> tuple[float, float]:
    """Return where the map is cut: size of Worse, Better."""
    known = [both for counts in found if (both := maths.better_worse(counts))]
    if cross == "half" or not known:
        return 0.5, 0.5
    return -sum(w for _, w in known) / len(known), sum(b for b, _ in known) / len(known)


def _feature(
    study: Study, feature: Feature, found: Counted, lines: tuple[float, float]
) -> Iterator[Fact]:
    options: Options = study.options
    columns = (feature.functional, feature.dysfunctional)
    row, n, counts = study.row("feature", feature.name), found.n, found.effective
    few = f"样本量为{n}，少于{study.hide_base}，不予公布" if 0 < n < study.hide_base else ""
    for name in maths.CLASSES:
        at: dict[str, Any] = {"detail": NAMES[name], "n": n}
        own = found.people[name] if not few else None
        yield study.fact("count", own, row, unit="count", warning=few, **at)
        share = counts[name] / found.size if n else None
        yield stated(study, "share", share, row, unit="share", why=NOBODY, **at)
    yield study.fact("n", n, row, unit="count", counter="份", columns=columns)
    reason = "" if n else NOBODY
    rules = {"mode": maths.by_mode, "strength": maths.by_rule, "close": maths.by_close}
    chosen = NAMES[rules[options.rule](counts)] if n else None
    rule = _RULES[options.rule]
    about: dict[str, Any] = {"n": n, "columns": columns, "error": reason}
    yield study.fact("category", chosen, row, unit="text", rule=rule, **about)
    modal = NAMES[maths.by_mode(counts)] if n else None
    yield study.fact("mode", modal, row, unit="text", rule=_RULES["mode"], **about)
    clear = (CLEAR if maths.fong_is_clear(counts) else UNCLEAR) if n else None
    yield study.fact("clear", clear, row, unit="text", rule="Fong 检验，90%置信水平", **about)
    strengths = maths.strengths(counts) or (None, None)
    for name, value in zip(("total_strength", "category_strength"), strengths, strict=True):
        yield study.fact(name, value, row, unit="share", **about)
    yield from _coefficients(study, row, (found, columns, reason), lines)


def _coefficients(
    study: Study,
    row: Row,
    asked: tuple[Counted, tuple[str, str], str],
    lines: tuple[float, float],
) -> Iterator[Fact]:
    """Return better and worse with their intervals, and whether they cross a line of the map."""
    from ...stats.intervals import wilson

    found, columns, reason = asked
    counts = found.effective
    both = maths.better_worse(counts)
    base = sum(found.people[name] for name in "AOMI")
    size = sum(counts[name] for name in "AOMI")
    error = reason or ("" if both else "没有魅力、期望、必备、无差异的回答。")
    about: dict[str, Any] = {"n": base, "decimals": 3, "columns": columns, "error": error}
    better, worse = both or (None, None)
    up = down = None
    if both:
        up = wilson(min(1.0, both[0]), size, study.confidence)
        down = wilson(min(1.0, -both[1]), size, study.confidence)
    rule = "（A+O）÷（A+O+M+I）"
    yield study.fact("better", better, row, ci=up, rule=rule, **about)
    rule = "－（O+M）÷（A+O+M+I）"
    ends = (-down[1], -down[0]) if down else None
    yield study.fact("worse", worse, row, ci=ends, rule=rule, **about)
    length = None if worse is None else -worse
    yield study.fact("worse_size", length, row, ci=down, rule="Worse 系数的绝对值", **about)
    for name, pair in (("better", up), ("worse_size", down)):
        for end, value in zip(("low", "high"), pair or (None, None), strict=True):
            yield study.fact(f"{name}_{end}", value, row, **about)
    border = None
    if up and down:
        border = BORDER if crosses(down, lines[0]) or crosses(up, lines[1]) else INSIDE
    yield study.fact("border", border, row, unit="text", **{**about, "decimals": None})
