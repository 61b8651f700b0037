"""信息准确率: how accurate customer records are, by class, and what a sample of them can prove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict import attained
from ...facts.verdict.process import TOO_MANY_CHECKED
from ...facts.verdict.process import acceptance as acceptance_of
from ...project.model import Model
from ...project.nearest import did_you_mean, listing
from ..study import Row, Study
from .parts.questions import distinct
from .parts.stated import bounds

if TYPE_CHECKING:
    from ...stats.acceptance import Plan
    from .parts.record_checks import Checks

ID = "record_accuracy"
TITLE = "客户信息准确率"
DEFINITION = (
    "准确率为无差错数÷抽查数，区间为克洛珀—皮尔逊精确区间。"
    "按档案计的，一份档案任何一项有差错即为差错；有项目未查、已查各项又无差错的档案不计入。"
    "按字段计的，同一档案的各字段相互关联，区间按有效字段数计算（Korn 和 Graubard）。"
    "抽查发现一处差错就能否定100%，没有发现差错却不能证明100%，"
    "只能给出差错率的上限，没有差错时上限为1－α的n次方根。"
    "抽查了全部档案的不是抽样，没有误差。"
    "各类的合计，写明各类总数的按总数加权，否则按抽查数合并；区间按分层的有效抽查数计算，写明各类总数的作有限总体修正；各类自己的区间不作。"
    "验收方案的接收概率：给出总数的按超几何分布，否则按二项分布；"
    "接收质量限（AQL）是可以接收的平均水平，不是允许的差错率。"
)
PLACE = "analysis"
SUMMARY = 13
FORMULAS = (
    r"p_U = 1 - \alpha^{1/n}",
    r"P_a = \sum_{d=0}^{Ac} \frac{n!}{d! (n-d)!} p^d (1-p)^{n-d}",
)
SYMBOLS = {
    "p_U": "没有发现差错时差错率的单侧上限",
    r"\alpha": "误判的概率，与置信水平之和为一",
    "n": "抽查数",
    "P_a": "接收概率",
    "Ac": "接收数",
    "p": "差错率",
}
_SUSPECT = 0.5  # so many errors: the column is likely that of those without
_PROVE = 0.01  # share of errors to be excluded where the target is none at all
_LEVELS = (0.0, 0.001, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.10)


class GivenPlan(Model):
    """A plan as a standard or a contract states it."""

    size: int = Field(ge=1, description="样本量 n")
    accept: int = Field(ge=0, description="接收数 Ac：差错不多于此数即接收")


class WantedPlan(Model):
    """What a plan must do; the smallest one is looked for."""

    good: float = Field(gt=0, lt=1, description="应当接收的差错率（AQL），如 0.01")
    good_pass: float = Field(0.95, gt=0, lt=1, description="差错率为 good 时至少有此概率接收")
    bad: float = Field(gt=0, lt=1, description="不应接收的差错率（LTPD），如 0.05")
    bad_pass: float = Field(0.10, gt=0, lt=1, description="差错率为 bad 时至多有此概率接收")


class Options(Model):
    """Options of a check of records."""

    group: str = Field("", description="类别列，如“客户类别”")
    fields: tuple[str, ...] = Field((), description="各核对项目的列名，一行一份档案")
    right: tuple[str, ...] = Field(
        ("正确", "准确", "一致", "对", "是", "√", "1"), description="表示正确的写法"
    )
    wrong_words: tuple[str, ...] = Field(
        ("错误", "差错", "不准确", "不一致", "错", "否", "×", "0"), description="表示差错的写法"
    )
    checked: str = Field("", description="抽查数列（已汇总的数据）")
    wrong: str = Field("", description="差错数列（已汇总的数据）")
    accurate: str = Field("", description="准确数列（已汇总的数据），与差错数列 wrong 写其一")
    unit: Literal["record", "field"] = Field(
        "record", description="计数单位：record 一份档案，field 一个字段"
    )
    population: dict[str, int] = Field(default_factory=dict, description="类别 = 档案总数")
    target: float = Field(1.0, gt=0, le=1, description="目标准确率，1 即100%")
    prove: float | None = Field(
        None,
        gt=0,
        lt=1,
        description="要证明差错率低于多少，用来推算抽查数；缺省为1减目标准确率，目标为1的为0.01",
    )
    plan: GivenPlan | None = Field(None, description="已定的验收方案")
    wanted: WantedPlan | None = Field(None, description="对验收方案的要求，程序找出最小的方案")


def lacks(study: Study) -> str | None:
    """There must be fields, or counts."""
    options: Options = study.options
    if options.wrong and options.accurate:
        return "差错数列 wrong 和准确数列 accurate 只能写其一，未做分析。"
    counted = bool(options.checked and (options.wrong or options.accurate))
    if bool(options.fields) == counted:
        return "信息准确率要写明各核对项目的列 fields，或抽查数和差错数（或准确数）两列，未做分析。"
    if options.unit == "field" and not options.fields:
        return "按字段计算准确率要写明各核对项目的列 fields，未做分析。"
    return None if len(study.table) else "没有档案，未做分析。"


def run(study: Study) -> Iterator[Fact]:
    """Return accuracy, bounds and verdict of each class, errors of each field, the plan."""
    from ...stats.acceptance import size_without_errors
    from .parts.record_checks import read_counts, read_records

    options: Options = study.options
    distinct(study, options.fields, "核对项目")
    if options.fields:
        words = dict.fromkeys(options.right, 0.0) | dict.fromkeys(options.wrong_words, 1.0)
        classes, fields = read_records(study.table, options.group, options.fields, words)
    else:
        columns = (options.checked, options.wrong or options.accurate)
        classes = read_counts(study.table, options.group, columns, bool(options.accurate))
        fields = ()
    _check(study, classes)
    counter = "份" if options.unit == "record" else "项"
    yield study.fact("unit", "档案" if options.unit == "record" else "字段", unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield study.fact("target", options.target, unit="share", decimals=_digits(options.target))
    prove = options.prove or round(1 - options.target, 9) or _PROVE
    yield study.fact("prove", prove, unit="share", decimals=_digits(prove))
    needed = size_without_errors(prove, study.confidence)
    yield study.fact("needed", needed, unit="count", counter=counter)
    incomplete = sum(one.incomplete for one in classes) if options.unit == "record" else 0
    yield study.fact("incomplete", incomplete, unit="count", counter="份")
    for one in classes:
        yield from _class(study, one, counter)
    yield from _overall(study, classes, counter)
    for field in fields:
        row = study.row("field", field.name)
        yield study.fact("checked", field.checked, row, unit="count", counter="份")
        yield study.fact("wrong", field.wrong, row, unit="count", counter="处")
        share = 1 - field.wrong / field.checked if field.checked else None
        error = "" if field.checked else "没有核对。"
        yield study.fact(
            "accuracy", share, row, unit="share", n=field.checked, columns=[field.name],
            decimals=_places(study, 1 - share if share is not None else 0.0), error=error,
        )  # fmt: skip
    yield from _plan(study, classes)


def _class(study: Study, one: Checks, counter: str) -> Iterator[Fact]:
    from ...stats.acceptance import clopper_pearson, upper_bound

    options: Options = study.options
    row = study.row("class", one.name)
    whole = options.population.get(one.name)
    size, wrong, effective = _counts(options, one)
    yield study.fact("checked", size, row, unit="count", counter=counter)
    yield study.fact("wrong", wrong, row, unit="count", counter=counter)
    missing = "没有写明总数。" if whole is None else ""
    yield study.fact("population", whole, row, unit="count", counter="份", error=missing)
    if not size:
        for name in ("accuracy", "accuracy_low", "accuracy_high", "bound", "reached"):
            yield study.fact(name, None, row, error="没有抽查。")
        for name in ("is_census", "is_suspect"):
            yield study.fact(name, "否", row, unit="text")
        return
    census = whole is not None and one.records >= whole
    yield study.fact("is_census", "是" if census else "否", row, unit="text")
    share = wrong / size
    low, high = clopper_pearson(share * effective, effective, study.confidence)
    ci = (1 - share, 1 - share) if census else (1 - high, 1 - low)
    decimals = _places(study, share)
    rule = f"无差错数÷抽查数，{'全部核对' if census else '克洛珀—皮尔逊区间'}"
    columns = options.fields or (options.checked, options.wrong or options.accurate)
    suspect = "是" if not options.fields and share > _SUSPECT else "否"
    yield study.fact("is_suspect", suspect, row, unit="text")
    yield study.fact(
        "accuracy", 1 - share, row, unit="share", n=size, ci=ci, decimals=decimals, rule=rule,
        columns=columns,
    )  # fmt: skip
    yield from bounds(study, "accuracy", ci, row, unit="share", n=size, decimals=decimals)
    bound = share if census else upper_bound(share * effective, effective, study.confidence)
    yield study.fact("bound", bound, row, unit="share", n=size, decimals=2, columns=columns)
    yield study.fact("reached", attained(*ci, options.target), row, unit="text", n=size)


def _overall(study: Study, classes: tuple[Checks, ...], counter: str) -> Iterator[Fact]:
    """Yield all classes together: by their totals where all are known, else as they were drawn."""
    from ...stats.acceptance import clopper_pearson, stratified_size

    options: Options = study.options
    sizes = [_counts(options, one) for one in classes]
    if len(classes) < 2 or min(size for size, _, _ in sizes) < max(study.hide_base, 1):
        return  # beside one that is not published the total would tell it
    known = all(one.name in options.population for one in classes)
    whole = [options.population[one.name] for one in classes] if known else None
    parts: list[float] = [float(n) for n in whole] if whole else [float(n) for n, _, _ in sizes]
    weights = [part / sum(parts) for part in parts]
    shares = [wrong / size for size, wrong, _ in sizes]
    share = sum(w * p for w, p in zip(weights, shares, strict=True))
    sampled = (
        [1.0 - one.records / n for one, n in zip(classes, whole, strict=True)] if whole else []
    )
    row, n = study.row("overall", "合计"), sum(size for size, _, _ in sizes)
    effective = stratified_size(
        weights, shares, [e for _, _, e in sizes], sampled or [1.0] * len(classes)
    )
    if effective is None:
        ci = (1 - share, 1 - share)
    else:
        low, high = clopper_pearson(share * effective, effective, study.confidence)
        ci = (1 - high, 1 - low)
    decimals = _places(study, share)
    rule = "各类准确率按档案总数加权" if known else "全部无差错数÷全部抽查数"
    by = "各类档案总数加权" if known else "各类抽查数合并"
    yield study.fact("overall_by", by, unit="text")
    yield study.fact("checked", n, row, unit="count", counter=counter)
    wrong = sum(bad for _, bad, _ in sizes)
    yield study.fact("wrong", wrong, row, unit="count", counter=counter)
    about: dict[str, Any] = {"unit": "share", "n": n, "decimals": decimals, "rule": rule}
    yield study.fact("accuracy", 1 - share, row, ci=ci, **about)
    for name, value in (("accuracy_low", ci[0]), ("accuracy_high", ci[1])):
        yield study.fact(name, value, row, **about)
    yield study.fact("reached", attained(*ci, options.target), row, unit="text", n=n)


def _counts(options: Options, one: Checks) -> tuple[int, int, float]:
    """Return how many of a class were looked at, how many were wrong, and the effective number."""
    from ...stats.acceptance import effective_records

    if options.unit == "record":
        return one.records, one.wrong_records, float(one.records)
    size, wrong = int(one.fields.sum()), int(one.wrong_fields.sum())
    return size, wrong, effective_records(one.wrong_fields, one.fields) if size else 0.0


def _plan(study: Study, classes: tuple[Checks, ...]) -> Iterator[Fact]:
    """Yield the plan, how it tells good from bad, and the decision on each class."""
    from ...stats.acceptance import acceptance

    options: Options = study.options
    for one in classes:
        row = study.row("class", one.name)
        whole = options.population.get(one.name)
        plan = _plan_for(options, whole)
        yield from _plan_facts(study, row, plan, one)
    plan = _plan_for(options, None)
    yield study.fact("has_plan", "是" if plan else "否", unit="text")
    if plan is None:
        return
    yield study.fact("plan_size", plan.size, unit="count", counter="份")
    yield study.fact("plan_accept", plan.accept, unit="count", counter="份")
    for level in _LEVELS:
        row = study.row("curve", f"{level * 100:g}%")
        yield study.fact("pass", acceptance(plan, level), row, unit="share", rule="二项分布")
    wanted = options.wanted
    yield study.fact("is_wanted", "是" if wanted and not options.plan else "否", unit="text")
    if wanted is not None:
        for name, share in (("good", wanted.good), ("bad", wanted.bad)):
            yield study.fact(name, share, unit="share", decimals=_digits(share))
            yield study.fact(f"{name}_pass", acceptance(plan, share), unit="share")


def _plan_facts(study: Study, row: Row, plan: Plan | None, one: Checks) -> Iterator[Fact]:
    options: Options = study.options
    if plan is None:
        asked = options.plan or options.wanted
        error = "抽样做不到，应全部核对。" if asked else "没有写明验收方案。"
        for name in ("size", "accept", "decision"):
            yield study.fact(name, None, row, error=error)
        return
    whole = options.population.get(one.name)
    all_of = whole is not None and plan.size >= whole
    size = whole if all_of and whole is not None else plan.size
    yield study.fact("size", size, row, unit="count", counter="份")
    yield study.fact("accept", plan.accept, row, unit="count", counter="份")
    decision = _decision(one, size, plan.accept)
    yield study.fact("decision", decision, row, unit="text")


def _decision(one: Checks, size: int, accept: int) -> str:
    """Return the word for a lot; a plan judges the first ``size`` records, no more."""
    if one.records > size and not one.order:
        return TOO_MANY_CHECKED
    wrong = sum(one.order[:size]) if one.order else one.wrong_records
    return acceptance_of(wrong, accept, complete=one.records >= size)


def _plan_for(options: Options, population: int | None) -> Plan | None:
    from ...stats.acceptance import Plan, find_plan

    if options.plan is not None:
        return Plan(options.plan.size, options.plan.accept)
    wanted = options.wanted
    if wanted is None:
        return None
    good, bad = (wanted.good, wanted.good_pass), (wanted.bad, wanted.bad_pass)
    return find_plan(good, bad, population)


def _places(study: Study, wrong: float) -> int:
    """Return the decimals of an accuracy: two, or more where errors would print as 100%."""
    least = max(study.share_decimals, 2)
    return next((d for d in range(least, 8) if wrong * 100 > 0.5 * 10**-d), least)


def _digits(share: float) -> int:
    """Return the decimals that print a stated percentage whole."""
    return next((d for d in range(4) if abs(round(share * 100, d) - share * 100) < 1e-9), 4)


def _check(study: Study, classes: tuple[Checks, ...]) -> None:
    options: Options = study.options
    known: Mapping[str, Checks] = {one.name: one for one in classes}
    problems = [
        Problem(
            "study.population",
            f"population 写的“{name}”不在数据的类别中。",
            did_you_mean(name, known) or f"数据中的类别：{listing(known)}。",
        )
        for name in options.population
        if name not in known
    ]
    problems += [
        Problem(
            "study.population",
            f"“{name}”抽查了{one.records}份，多于总数{options.population[name]}份。",
            "请核对 population。",
        )
        for name, one in known.items()
        if one.records > options.population.get(name, one.records)
    ]
    wanted = options.wanted
    if wanted is not None and wanted.good >= wanted.bad:
        what = "wanted 的 good 应小于 bad。"
        problems.append(Problem("study.plan", what, "good 是应接收的差错率，bad 是不应接收的。"))
    if options.plan is not None and options.plan.accept >= options.plan.size:
        what = "plan 的接收数应小于样本量。"
        problems.append(Problem("study.plan", what, "请核对 size 和 accept。"))
    both = sorted(set(options.right) & set(options.wrong_words))
    if both:
        what = f"“{both[0]}”既写在 right 又写在 wrong_words。"
        problems.append(Problem("study.words", what, "请只写在一处。"))
    if problems:
        raise ProjectError(problems)
