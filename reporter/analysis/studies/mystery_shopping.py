"""落实度: what mystery shoppers found done, by item, step and outlet, with veto items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict import attained
from ...facts.verdict.measurement import NOT_APPLICABLE
from ...facts.verdict.process import FIT, UNFIT
from ...project.model import Model
from ...project.nearest import did_you_mean, listing
from ..study import Row, Study
from .parts.checklist import Check, Checklist, Compliance, compliance, read_checks
from .parts.nouns import noun
from .parts.stated import bounds

ID = "mystery_shopping"
TITLE = "服务规范落实度"
DEFINITION = (
    "落实率为通过的检查项÷适用的检查项，不适用和未填的不计入分母；写明项目权重的，按权重加权。"
    "同一网点的各项检查相互关联，总体和各环节的区间以网点为抽样单位："
    "比率估计的线性化方差换算为有效检查数，再取威尔逊区间（正态分位数）；有效检查数不少于网点数、不多于检查数，"
    "全部通过或全不通过的取网点数。写明网点总数的，方差乘以有限总体修正（1－检查网点数÷网点总数）；"
    "检查了全部网点的不是抽样，没有误差。"
    "否决项有一次不通过，网点即为不合格；否决项不改变落实率。"
    "落实率（未修约）达到合格线、没有否决项不通过的网点为合格。"
)
PLACE = "analysis"
SUMMARY = 7
FORMULAS = (r"R = \frac{\sum_{i} a_i}{\sum_{i} m_i}",)
SYMBOLS = {
    "R": "落实率",
    "a_i": "第 i 个网点通过的检查项（加权）",
    "m_i": "第 i 个网点适用的检查项（加权）",
}
MOST_STEPS = 10  # columns of the heat table, as the section draws them


class Options(Model):
    """Options of a mystery-shopping study."""

    outlet: str = Field("网点", min_length=1, description="网点列")
    item: str = Field("检查项", min_length=1, description="检查项列")
    result: str = Field("结果", min_length=1, description="结果列")
    step: str = Field("", description="流程环节列")
    visit: str = Field("", description="同一网点检查多次时，区分各次的列")
    passed: tuple[str, ...] = Field(("是", "通过", FIT, "√", "1"), description="通过的写法")
    failed: tuple[str, ...] = Field(("否", "不通过", UNFIT, "×", "0"), description="不通过的写法")
    not_applicable: tuple[str, ...] = Field(
        (NOT_APPLICABLE, "不涉及", "NA", "N/A", "/"), description="不适用的写法"
    )
    veto: tuple[str, ...] = Field((), description="一票否决的检查项")
    weights: dict[str, float] = Field(default_factory=dict, description="检查项 = 权重，缺省都为1")
    target: float = Field(0.95, gt=0, le=1, description="落实率目标，0-1")
    pass_mark: float = Field(0.9, gt=0, le=1, description="网点的合格线，0-1")
    outlets: int | None = Field(None, ge=1, description="网点总数；全部检查的没有抽样误差")


def lacks(study: Study) -> str | None:
    """There must be rows."""
    return None if len(study.table) else "没有检查记录，未评价落实度。"


def run(study: Study) -> Iterator[Fact]:
    """Return compliance as a whole, by step, item and outlet, and every veto that failed."""
    options: Options = study.options
    names = ("outlet", "item", "result", "step", "visit")
    words = {name: getattr(options, name) for name in ("passed", "failed", "not_applicable")}
    columns = {name: getattr(options, name) for name in names}
    found = read_checks(study.table, columns, words, options.weights)
    _check(study, found)
    checks = found.checks
    by_outlet = _by(checks, "outlet")
    sampled = options.outlets is None or len(by_outlet) < options.outlets

    def judged(own: Sequence[Check]) -> Compliance:
        return compliance(own, study.confidence, sampled, options.outlets)

    yield study.fact("outlet_word", noun(options.outlet, "网点"), unit="text")
    yield study.fact("sampled", "是" if sampled else "否", unit="text")
    yield from _whole(study, found, judged(checks), len(by_outlet))
    steps = _by([one for one in checks if one.step], "step")
    for name, own in steps.items():
        yield from _share(study, study.row("step", name), judged(own))
    for name, own in _by(checks, "item").items():
        row = study.row("item", name)
        yield study.fact("veto", "否决项" if name in options.veto else "—", row, unit="text")
        yield study.fact("step", own[0].step or "—", row, unit="text")
        yield from _share(study, row, judged(own))
    shown = list(steps)[:MOST_STEPS] if len(steps) > 1 else []
    good = 0
    for name, own in by_outlet.items():
        vetoes = [one for one in own if not one.passed and one.item in options.veto]
        whole = compliance(own, study.confidence, sampled=False)
        fit = not vetoes and whole.share is not None and whole.share >= options.pass_mark - 1e-12
        good += fit
        yield from _outlet(study, name, (own, whole), (len(vetoes), fit), shown)
    yield study.fact("fit_count", good, unit="count", counter="个")
    yield from _vetoes(study, checks)


def _by(checks: Sequence[Check], field: str) -> dict[str, list[Check]]:
    groups: dict[str, list[Check]] = {}
    for one in checks:
        groups.setdefault(getattr(one, field), []).append(one)
    return groups


def _whole(study: Study, found: Checklist, whole: Compliance, outlets: int) -> Iterator[Fact]:
    options: Options = study.options
    yield study.fact("outlets", outlets, unit="count", counter="个")
    yield study.fact("blank", found.blank, unit="count", counter="项")
    yield study.fact("not_applicable", found.not_applicable, unit="count", counter="项")
    yield study.fact("is_weighted", "是" if options.weights else "否", unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    for name in ("target", "pass_mark"):
        value = getattr(options, name)
        yield study.fact(name, value, unit="share", decimals=_digits(value))
    yield from _share(study, None, whole)


def _digits(share: float) -> int:
    """Return the decimals that print a stated percentage whole."""
    return next((d for d in range(4) if abs(round(share * 100, d) - share * 100) < 1e-9), 4)


def _share(study: Study, row: Row | None, found: Compliance) -> Iterator[Fact]:
    columns = (study.options.result,)
    yield study.fact("applicable", found.applicable, row, unit="count", counter="项")
    yield study.fact("failed", found.applicable - found.passed, row, unit="count", counter="项")
    n, ci = found.applicable, found.interval
    error = "" if found.share is not None else "没有适用的检查。"
    yield study.fact(
        "compliance", found.share, row, unit="share", n=n, ci=ci, columns=columns, error=error,
        rule="通过÷适用，以网点为抽样单位的威尔逊区间",
    )  # fmt: skip
    missing = error or "没有抽样误差，或只检查了一个网点。"
    yield from bounds(study, "compliance", ci, row, unit="share", n=n, why=missing)
    limits = ci or ((found.share, found.share) if found.share is not None else None)
    word = attained(*limits, study.options.target) if limits else None
    yield study.fact("reached", word, row, unit="text", n=n, error=error)


def _outlet(
    study: Study,
    name: str,
    found: tuple[list[Check], Compliance],
    judged: tuple[int, bool],
    steps: list[str],
) -> Iterator[Fact]:
    """Yield what one outlet did; a visit is a record, no sample, so its base hides nothing."""
    own, whole = found
    row = study.row("outlet", name)
    yield study.fact("applicable", whole.applicable, row, unit="count", counter="项")
    yield study.fact("failed", whole.applicable - whole.passed, row, unit="count", counter="项")
    error = "" if whole.share is not None else "没有适用的检查。"
    yield study.fact("compliance", whole.share, row, unit="share", error=error)
    yield study.fact("vetoes", judged[0], row, unit="count", counter="项")
    yield study.fact("fit", FIT if judged[1] else UNFIT, row, unit="text")
    for step in steps:
        part = compliance([one for one in own if one.step == step], study.confidence, sampled=False)
        error = "" if part.share is not None else "没有适用的检查。"
        yield study.fact("in_step", part.share, row, unit="share", detail=step, error=error)


def _vetoes(study: Study, checks: Sequence[Check]) -> Iterator[Fact]:
    """Yield each veto item that failed somewhere, with the outlets."""
    options: Options = study.options
    failed = [one for one in checks if one.item in options.veto and not one.passed]
    yield study.fact("veto_failures", len(failed), unit="count", counter="项次")
    yield study.fact("has_veto", "有" if options.veto else "无", unit="text")
    for one in failed:
        row = study.row("failure", f"{one.outlet}：{one.item}")
        yield study.fact("outlet", one.outlet, row, unit="text")
        yield study.fact("item", one.item, row, unit="text")
        yield study.fact("step", one.step or "—", row, unit="text")


def _check(study: Study, found: Checklist) -> None:
    """Refuse items that are not in the data, weights below 0, a word of two meanings.

    Raises:
        ProjectError: with the name.
    """
    options: Options = study.options
    known: Mapping[str, None] = dict.fromkeys(study.table.columns[options.item])
    problems = [
        Problem(
            "check.item", f"{key} 写的“{name}”不在数据的检查项中。",
            did_you_mean(name, known) or f"数据中的检查项：{listing(known)}。",
        )
        for key in ("veto", "weights")
        for name in getattr(options, key)
        if name not in known
    ]  # fmt: skip
    problems += [
        Problem("check.weight", f"“{name}”的权重为{weight:g}。", "权重应大于0。")
        for name, weight in options.weights.items()
        if weight <= 0
    ]
    both = (set(options.passed) | set(options.not_applicable)) & set(options.failed)
    both |= set(options.passed) & set(options.not_applicable)
    if both:
        what = f"“{min(both)}”有两种含义。"
        problems.append(Problem("check.words", what, "passed、failed、not_applicable 中只写一处。"))
    visited = len({one.outlet for one in found.checks})
    if options.outlets is not None and visited > options.outlets:
        what = f"检查了{visited}个网点，多于总数{options.outlets}个。"
        problems.append(Problem("check.outlets", what, "请核对 outlets。"))
    if problems:
        raise ProjectError(problems)
