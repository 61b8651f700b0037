"""Customer classes by rule: how many fall into each, what they use, how satisfied they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...errors import DataError, Problem, ProjectError
from ...facts.fact import Fact
from ...facts.format import shares_to_whole
from ...project.model import Model
from ..study import Study
from .parts.class_rules import CustomerClass
from .parts.questions import distinct, numbers, question
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, is_even, weights
from .parts.stated import bounds

if TYPE_CHECKING:
    import numpy as np

ID = "customer_classes"
TITLE = "客户分类"
DEFINITION = (
    "按列明的规则把客户分类，每户至多属于一类，不符合任何一类的列为“未分类”。"
    "各类户数所占比重按最大余数法取整，合计为100%；其置信区间用 Wilson 法。"
    "个人得分为所列题目中已答各题得分的平均，各类得分为个人得分的平均，置信区间用t分布，"
    "有“未分类”的也列出。各类得分的比较用 Welch 方差分析和 Games–Howell 法，"
    "样本少于30的类别不参加比较。"
    "数值最高或最低的若干成按本次数据的分位数划分，数值相同的同归一类。"
    "有权数的，比重、数量和得分加权，区间和检验用有效样本量，户数和分位数不加权。"
)
PLACE = "analysis"

REST = "未分类"


class Options(Model):
    """Options of customer classes."""

    classes: tuple[CustomerClass, ...] = Field(min_length=1, description="各类及其规则")
    scores: tuple[str, ...] = Field((), description="计算个人得分的题目或列名，不写则不比较得分")
    answers: dict[str, float] = Field(
        default_factory=dict, description="答案 = 分值；缺省按问卷的量表，数字按原值"
    )
    amount: str = Field("", description="按类汇总的数量列，如年用电量")
    unit: Literal["points", "number"] = Field(
        "points", description="得分的单位：points 分，number 无单位"
    )
    decimals: int | None = Field(None, ge=0, le=4, description="得分的小数位数，缺省同报告")
    overlap: Literal["error", "first"] = Field(
        "error", description="一户符合几类时：error 报错；first 归入先列的一类"
    )
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """There must be customers."""
    return None if len(study.table) else "没有客户资料，未做客户分类。"


def run(study: Study) -> Iterator[Fact]:
    """Return the classes with their numbers, then how far their scores lie apart."""
    import numpy as np

    from .parts.class_rules import members

    options: Options = study.options
    distinct(study, [one.name for one in options.classes], "类别")
    if REST in [one.name for one in options.classes]:
        what = f"方法“{study.id}”有一类取名“{REST}”，与其余客户的名称相同。"
        raise ProjectError(Problem("study.rest", what, "请换一个名称。"))
    taken, several, blank = members(study, options.classes, options.overlap == "first")
    rest = np.asarray(~taken.any(axis=1))
    names = [one.name for one in options.classes] + ([REST] if rest.any() else [])
    inside = np.hstack([taken, rest[:, None]]) if rest.any() else taken
    n = len(study.table)
    yield study.fact("n", n, unit="count", counter=_counter(study))
    yield study.fact("classes", len(options.classes), unit="count", counter="类")
    yield study.fact("unclassified", int(rest.sum()), unit="count", counter=_counter(study))
    weight = weights(study, options.weight)
    w = each(study, weight)
    covered = 1 - float(w[rest].sum() / w.sum())
    yield study.fact("covered", covered, unit="share", n=n, rule="归入各类的客户所占比重")
    yield study.fact("several", several, unit="count", counter=_counter(study))
    yield study.fact("blank", int(blank.sum()), unit="count", counter=_counter(study))
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    words = [one.words for one in options.classes] + (["不符合以上任何一类"] if rest.any() else [])
    for name, said in zip(names, words, strict=True):
        row = study.row("class", name)
        yield study.fact("rule", said, row, unit="text", rule="项目文件中的规则")
    yield from about_weights(study, weight)
    yield from _sizes(study, names, inside, w)
    if options.amount:
        yield from _amounts(study, names, inside, w)
    if options.scores:
        yield from _scores(study, names, inside, w)


def _counter(study: Study) -> str:
    return study.project.survey.counter if study.project is not None else "户"


def _sizes(study: Study, names: list[str], inside: np.ndarray, w: np.ndarray) -> Iterator[Fact]:
    from ...stats.intervals import wilson
    from ...stats.linear import weighted_share

    n = len(inside)
    found = [weighted_share(one, w) for one in inside.T]
    shares = [share for share, _ in found]
    shown = shares_to_whole(shares, study.share_decimals)
    for j, name in enumerate(names):
        row = study.row("class", name)
        yield study.fact("n", int(inside[:, j].sum()), row, unit="count", counter=_counter(study))
        ci = wilson(*found[j], study.confidence)
        share = study.fact("share", shares[j], row, unit="share", n=n, ci=ci)
        yield replace(share, shown=shown[j]) if share.value is not None else share
        yield from bounds(study, "share", ci, row, unit="share", n=n, rule="Wilson 区间")


def _amounts(study: Study, names: list[str], inside: np.ndarray, w: np.ndarray) -> Iterator[Fact]:
    """Return each class's share of the amount; blanks count as nothing and are said."""
    import numpy as np

    column = study.options.amount
    values = study.table.numbers([column])[:, 0]
    for i in (values < 0).nonzero()[0][:1]:
        what, hint = f"“{column}”是负数，不能按类汇总。", "请核对，或写进 missing。"
        place = study.table.place(int(i), column)
        raise DataError(Problem("study.amount", what, hint, place))
    unknown = int((~np.isfinite(values)).sum())
    yield study.fact("amount", column, unit="text")
    yield study.fact("unknown", unknown, unit="count", counter=_counter(study))
    known = w * np.nan_to_num(values)
    total = float(known.sum())
    classes = [study.row("class", name) for name in names]
    sizes = [(row, "", int(n)) for row, n in zip(classes, inside.sum(axis=0), strict=True)]
    study.protect(sizes, len(inside), ("amount_share",))
    shares = [float(known[inside[:, j]].sum()) / total if total else 0.0 for j in range(len(names))]
    shown = shares_to_whole(shares, study.share_decimals) if total else shares
    for j, name in enumerate(names):
        row, n = study.row("class", name), int(inside[:, j].sum())
        error = "" if total else f"“{column}”合计为零。"
        value = shares[j] if total else None
        fact = study.fact(
            "amount_share", value, row, unit="share", n=n, columns=[column], error=error
        )
        yield replace(fact, shown=shown[j]) if fact.value is not None else fact


def _scores(study: Study, names: list[str], inside: np.ndarray, w: np.ndarray) -> Iterator[Fact]:
    """Return the mean score of each class, its interval, its letters, and the test of all."""
    import numpy as np

    from ...facts.verdict import SMALL_ETA, differs
    from .parts.group_comparison import Answers, clearly_below, compare_means, is_clear
    from .parts.segment_means import mean_facts

    options: Options = study.options
    asked = [question(study, name, options.answers) for name in options.scores]
    distinct(study, [one.column for one in asked], "题目")
    matrix = numbers(study, asked)
    answered = np.isfinite(matrix)
    count = answered.sum(axis=1)
    own = np.where(
        count > 0, np.where(answered, matrix, 0).sum(axis=1) / np.maximum(count, 1), np.nan
    )
    rows = [one & (count > 0) for one in inside.T]
    groups = [Answers(own[one], None if is_even(w) else w[one]) for one in rows]
    test = compare_means(groups, ranks=False, adjust="holm")
    yield study.fact("questions", len(asked), unit="count", counter="项")
    yield study.fact("p", test.p, unit="p", rule=test.test, error=test.reason)
    yield study.fact("effect", test.effect, decimals=3, rule="ω²", error=test.reason)
    word = differs(test.p, test.effect, test.base, SMALL_ETA)
    yield study.fact("verdict", word, unit="text", rule="p值与效应量")
    sizes = [
        (study.row("class", name), "", int(one.sum()))
        for name, one in zip(names, rows, strict=True)
    ]
    study.protect(sizes, int((count > 0).sum()), ("mean", "mean_low", "mean_high"))
    for j, name in enumerate(names):
        row = study.row("class", name)
        yield from mean_facts(study, row, groups[j])
        pairs = test.contrasts if is_clear(word) else ()
        below = [i for i in range(len(names)) if i in clearly_below(pairs, j)]
        if below:
            said = "、".join(names[i] for i in below)
            yield study.fact("above", said, row, unit="text", rule="得分高于哪些类别")
