"""样本: bases, field work, response, and who answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..facts.fact import TOTAL, Fact
from ..facts.format import shares_to_whole
from ..scoring.scores import GroupScores, Scores
from .cells import NO_BASE, PROJECT_FILE, Case, Cell
from .precision import population_of

ID = "sample"
TITLE = "样本量、回收与构成"
DEFINITION = (
    "样本量为未加权的份数：总体和类别为有效问卷数，指标和题目为有效答案数。"
    "有效问卷数为数据行数减剔除数；回收率为回收数÷发放数，有效率为有效数÷回收数，"
    "抽样比为样本量÷总体数量。样本构成为各类别占同一分组样本的比例（未加权），"
    "百分比用最大余数法修约，使合计为100%。"
)
NEEDS = "tally"
ORDER = 45

FORM = "份"
NOT_STATED = "没有填写{}。"
NO_FORMS = "数据为已汇总的得分，没有问卷份数。"
IMPOSSIBLE = "{}大于{}，请核对。"


def lacks(_scores: Scores) -> str | None:
    """What is not known is a row with the reason."""
    return None


def run(case: Case) -> Iterator[Fact]:
    """Return n of nodes and groups, counts and rates of the field work, composition."""
    counter = case.scores.project.survey.counter
    for cell in (*case.whole(), *case.groups(case.total)):
        n = cell.part.n if cell.node.id == TOTAL else cell.n
        fact = Fact("n", value=n, unit="count", counter=counter, method=ID, rule="未加权的份数")
        yield case.place(cell, replace(fact, error=NO_BASE if n is None else ""))
    counts = {fact.statistic: fact for fact in _field_work(case)}
    yield from counts.values()
    yield from _rates(case, counts)
    for parts in case.scores.groups.values():
        yield from _composition(case, parts)
        yield from _populations(case, parts)
    yield from _wholes(case)


def _wholes(case: Case) -> Iterator[Fact]:
    """Return the 100% that stands in the last row of a table of shares."""
    groups = [parts for parts in case.scores.groups.values() if parts]
    known = {
        "composition": any(part.n for parts in groups for part in parts),
        "population_share": any(
            all(part.population is not None for part in parts) for parts in groups
        ),
    }
    decimals = case.scores.project.report.share_decimals
    for statistic in [name for name, there in known.items() if there]:
        fact = Fact(statistic, value=1.0, unit="share", decimals=decimals, method=ID)
        yield case.place(Cell(case.scores.total, case.total), replace(fact, rule="各类别之和"))


def _field_work(case: Case) -> Iterator[Fact]:
    scores, survey = case.scores, case.scores.project.survey
    cell = Cell(scores.total, case.total)
    stated = (
        ("population", population_of(scores, cell), survey.counter, "总体数量"),
        ("issued", survey.issued, FORM, "发放问卷数"),
        ("returned", survey.returned, FORM, "回收问卷数"),
    )
    for statistic, value, counter, name in stated:
        fact = Fact(statistic, value=value, unit="count", counter=counter, method=ID, rule=name)
        error = NOT_STATED.format(name) if value is None else ""
        yield case.about_total(replace(fact, source=PROJECT_FILE, error=error))
    forms = scores.entry != "scored"
    counted = (
        ("rejected", scores.rejected, "剔除的份数"),
        ("valid", scores.rows - scores.rejected, "数据行数减剔除数"),
    )
    for statistic, value, rule in counted:
        fact = Fact(statistic, unit="count", counter=FORM, method=ID, rule=rule)
        fact = replace(fact, value=value) if forms else replace(fact, error=NO_FORMS)
        yield case.about_total(fact)


def _rates(case: Case, counts: dict[str, Fact]) -> Iterator[Fact]:
    n = case.scores.total.n
    base = Fact("n", value=n, error=NO_BASE if n is None else "")
    rates = (
        ("return_rate", counts["returned"], counts["issued"], "回收数÷发放数", "回收数、发放数"),
        ("valid_rate", counts["valid"], counts["returned"], "有效数÷回收数", "有效数、回收数"),
        ("sampling_fraction", base, counts["population"], "样本量÷总体数量", "样本量、总体数量"),
    )
    for statistic, part, whole, rule, names in rates:
        fact = Fact(statistic, unit="share", method=ID, rule=rule)
        fact = replace(fact, decimals=case.scores.project.report.share_decimals)
        yield case.about_total(_rate(fact, part, whole, names))


def _rate(fact: Fact, part: Fact, whole: Fact, names: str) -> Fact:
    if part.number is None or whole.number is None:
        return replace(fact, error=part.error or whole.error)
    if not whole.number or part.number > whole.number:
        return replace(fact, error=IMPOSSIBLE.format(*names.split("、")))
    return replace(fact, value=part.number / whole.number)


def _composition(case: Case, parts: Sequence[GroupScores]) -> Iterator[Fact]:
    rule = "该类别的样本量÷本分组各类别样本量之和，未加权"
    shares = _shares([part.n for part in parts], case.scores.project.report.share_decimals)
    for part, (share, shown) in zip(parts, shares, strict=True):
        fact = Fact("composition", value=share, shown=shown, unit="share", n=part.n, method=ID)
        fact = replace(fact, decimals=case.scores.project.report.share_decimals, rule=rule)
        fact = replace(fact, error=NO_BASE if share is None else "")
        yield case.place(Cell(part, case.total), fact)


def _populations(case: Case, parts: Sequence[GroupScores]) -> Iterator[Fact]:
    if all(part.population is None for part in parts):
        return
    decimals = case.scores.project.report.share_decimals
    counter = case.scores.project.survey.counter
    shares = _shares([part.population for part in parts], decimals)
    for part, (share, shown) in zip(parts, shares, strict=True):
        cell, missing = Cell(part, case.total), NOT_STATED.format("各类别的总体数量")
        size = Fact("population", value=part.population, unit="count", counter=counter, method=ID)
        size = replace(size, rule="总体数量", source=PROJECT_FILE)
        yield case.place(cell, replace(size, error=missing if size.value is None else ""))
        part_of = Fact("population_share", value=share, shown=shown, unit="share", method=ID)
        part_of = replace(part_of, decimals=decimals, source=PROJECT_FILE, rule="占总体的比例")
        yield case.place(cell, replace(part_of, error=missing if share is None else ""))


def _shares(
    sizes: Sequence[int | None], decimals: int
) -> list[tuple[float, float] | tuple[None, None]]:
    """Return (share, share as printed) of each size; none where one is not known."""
    known = [size for size in sizes if size is not None]
    whole = sum(known)
    if len(known) < len(sizes) or not whole:
        return [(None, None) for _ in sizes]
    shares = [size / whole for size in known]
    return list(zip(shares, shares_to_whole(shares, decimals), strict=True))
