"""单个客户监测: each customer by indicators of its own, and perceived beside measured quality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...errors import DataError, Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict import SMALL_V, is_related
from ...facts.verdict.process import BOTH, HIDDEN, UNHAPPY
from ...facts.verdict.process import alarm as kind_of
from ...project.model import Model
from ...project.readers.table import capped
from ..study import Row, Study

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ID = "monitoring"
TITLE = "单个客户的监测"
DEFINITION = (
    "每个客户用自己的指标和权重：客户指数为其各项评价按本人权重的加权平均，"
    "没有写权重的指标不属于该客户，没有评价的指标不计入，其余权重按比例补足；"
    "同一客户有几行的，取各行的平均。"
    "感知质量（客户的评价）与客观质量（实测）按各自的限值判断是否达标，"
    "任一项不达标即列入预警；两者的关系用斯皮尔曼等级相关，客观值已换成越大越好。"
    "相关不等于因果；单个客户的评价次数少，预警是走访的线索，不是结论。"
)
PLACE = "analysis"
FORMULAS = (r"I_c = \frac{\sum_i w_{ci} x_{ci}}{\sum_i w_{ci}}",)
SYMBOLS = {
    "I_c": "客户指数",
    "w_{ci}": "客户 c 给指标 i 的权重",
    "x_{ci}": "客户 c 对指标 i 的评价",
}

_MOST_ALARMS = 40
_MOST_DRAWN = 60


class Indicator(Model):
    """One indicator: what customers say of it, and what was measured."""

    name: str = Field(min_length=1, description="指标名称")
    perceived: str = Field(min_length=1, description="客户评价的列名")
    perceived_limit: float | None = Field(None, description="评价低于此值即预警")
    objective: str = Field("", description="实测值的列名，如停电时长")
    objective_limit: float | None = Field(None, description="实测值的限值")
    better: Literal["high", "low"] = Field("low", description="实测值高为好还是低为好")
    unit: str = Field("", max_length=6, description="实测值的单位")
    weight: str = Field("", description="各客户权重的列名；不写时各客户权重都为1")


class Options(Model):
    """Options of the monitoring of single customers."""

    customer: str = Field(min_length=1, description="客户列")
    indicators: tuple[Indicator, ...] = Field(min_length=1, description="各指标")
    answers: dict[str, float] = Field(default_factory=dict, description="答案 = 分值")
    limit: float | None = Field(None, description="客户指数低于此值即预警")


def lacks(study: Study) -> str | None:
    """There must be customers."""
    return None if len(study.table) else "没有客户数据，未做监测。"


def run(study: Study) -> Iterator[Fact]:
    """Return the index of each customer, the alarms, and perceived beside measured quality."""
    import numpy as np

    options: Options = study.options
    _check(study)
    names, perceived, objective, weights = _read(study)
    used = ~np.isnan(perceived) & (np.nan_to_num(weights) > 0)
    total = np.where(used, weights, 0).sum(axis=1)
    sums = np.where(used, weights * perceived, 0).sum(axis=1)
    index = np.divide(sums, total, out=np.full(len(names), np.nan), where=total > 0)
    counts = used.sum(axis=1)
    yield study.fact("customers", len(names), unit="count", counter="个")
    low = 0
    for c, name in enumerate(names):
        row = study.row("customer", name)
        known = total[c] > 0
        error = "" if known else "没有评价，或没有权重。"
        value = float(index[c]) if known else None
        yield study.fact("index", value, row, unit="points", error=error)
        yield study.fact("used", int(counts[c]), row, unit="count", counter="项")
        under = known and options.limit is not None and float(index[c]) < options.limit
        low += under
        yield study.fact("is_low", "是" if under else "否", row, unit="text")
    yield study.fact("low_count", low, unit="count", counter="个")
    missing = "没有写明限值。" if options.limit is None else ""
    yield study.fact("limit", options.limit, unit="points", error=missing)
    alarms = []
    for j, one in enumerate(options.indicators):
        row = study.row("indicator", one.name)
        yield from _weights(study, row, weights[:, j])
        kinds = _kinds(one, perceived[:, j], objective[:, j])
        alarms += [(c, j, kind) for c, kind in enumerate(kinds) if kind]
        yield from _relation(study, row, one, (perceived[:, j], objective[:, j]))
        for kind in (BOTH, HIDDEN, UNHAPPY):
            found = sum(kind == other for other in kinds)
            yield study.fact("quadrant", found, row, unit="count", counter="个", detail=kind)
        yield from _plotted(study, (one, j), names, (perceived[:, j], objective[:, j]))
    alarms.sort(key=lambda alarm: (alarm[2] != BOTH, index[alarm[0]], alarm[1]))
    yield study.fact("alarms", len(alarms), unit="count", counter="处")
    yield study.fact("alarmed", len({c for c, *_ in alarms}), unit="count", counter="个")
    yield study.fact("listed", min(len(alarms), _MOST_ALARMS), unit="count", counter="处")
    for number, (c, j, kind) in enumerate(alarms[:_MOST_ALARMS]):
        one, row = options.indicators[j], study.row("alarm", f"{names[c]}-{number}")
        yield study.fact("who", names[c], row, unit="text")
        yield study.fact("what", one.name, row, unit="text")
        yield study.fact("kind_of", kind, row, unit="text")
        yield _value(study, "perceived", (perceived[:, j], c), row)
        yield _value(study, "objective", (objective[:, j], c), row, one)
        yield study.fact("index", float(index[c]), row, unit="points")


def _read(study: Study) -> tuple[list[str], Floats, Floats, Floats]:
    """Return the customers, and perceived, measured and weights, [customers, indicators]."""
    import numpy as np

    options: Options = study.options
    texts = study.table.texts(options.customer)
    blank = [i for i, text in enumerate(texts) if not text]
    if blank:
        raise DataError(
            capped(
                Problem(
                    "study.blank",
                    "没有写客户。",
                    "请补上。",
                    study.table.place(i, options.customer),
                )
                for i in blank
            )
        )
    names = list(dict.fromkeys(texts))
    order = {name: c for c, name in enumerate(names)}
    places = np.array([order[text] for text in texts])

    def means(column: str, answers: dict[str, float] | None, lowest: float) -> Floats:
        found = study.table.numbers([column], answers, (lowest, 1e12))[:, 0]
        here = ~np.isnan(found)
        sums = np.bincount(places[here], found[here], len(names))
        number = np.bincount(places[here], minlength=len(names))
        mean: Floats = np.full(len(names), np.nan)
        np.divide(sums, number, out=mean, where=number > 0)
        return mean

    none, ones = np.full(len(names), np.nan), np.ones(len(names))
    each = options.indicators
    perceived = [means(one.perceived, options.answers, -1e12) for one in each]
    objective = [means(one.objective, None, -1e12) if one.objective else none for one in each]
    weights = [means(one.weight, None, 0.0) if one.weight else ones for one in each]
    return names, np.column_stack(perceived), np.column_stack(objective), np.column_stack(weights)


def _kinds(one: Indicator, perceived: Floats, objective: Floats) -> list[str]:
    """Return what is wrong with an indicator of each customer, "" for nothing."""
    found = []
    sign = 1 if one.better == "high" else -1
    for felt, measured in zip(perceived, objective, strict=True):
        bad = one.perceived_limit is not None and felt < one.perceived_limit
        worse = one.objective_limit is not None and sign * (measured - one.objective_limit) < 0
        known = one.objective_limit is not None and measured == measured
        found.append(kind_of(bad=bool(bad), worse=bool(worse), measured=bool(known)))
    return found


def _weights(study: Study, row: Row, weights: Floats) -> Iterator[Fact]:
    """Yield for how many customers an indicator counts, and how much their weights differ."""
    import numpy as np

    own = weights[np.nan_to_num(weights) > 0]
    yield study.fact("owners", len(own), row, unit="count", counter="个")
    error = "" if len(own) else "没有客户用这项指标。"
    for name, value in (("lightest", own.min(initial=np.inf)), ("heaviest", own.max(initial=0))):
        yield study.fact(name, float(value) if len(own) else None, row, decimals=0, error=error)


def _relation(
    study: Study, row: Row, one: Indicator, pairs: tuple[Floats, Floats]
) -> Iterator[Fact]:
    """Yield how far better measured quality goes with better answers."""
    from ...stats.rank_correlation import spearman

    sign = 1 if one.better == "high" else -1
    found = spearman(pairs[0], sign * pairs[1], study.confidence) if one.objective else None
    columns = [column for column in (one.perceived, one.objective) if column]
    if found is None:
        reason = "评价或实测值没有差别，或客户太少。" if one.objective else "没有实测值。"
        for name in ("correlation", "p", "verdict"):
            yield study.fact(name, None, row, error=reason)
        return
    yield study.fact(
        "correlation", found.value, row, decimals=2, n=found.n, ci=found.ci, columns=columns
    )
    error = "" if found.p is not None else "客户太少。"
    yield study.fact("p", found.p, row, unit="p", n=found.n, error=error)
    word = is_related(found.p, found.value, found.n, SMALL_V)
    yield study.fact("verdict", word, row, unit="text", n=found.n)


def _plotted(
    study: Study, which: tuple[Indicator, int], names: list[str], pairs: tuple[Floats, Floats]
) -> Iterator[Fact]:
    """Yield the points of a map of one indicator, where it can be drawn and read."""
    one, j = which
    row = study.row("indicator", one.name)
    limits = (one.perceived_limit, one.objective_limit)
    drawn = bool(one.objective) and None not in limits and len(names) <= _MOST_DRAWN
    yield study.fact("map", f"map{j + 1}" if drawn else "", row, unit="text")
    if not drawn:
        return
    yield study.fact("perceived_limit", limits[0], row, unit="points", decimals=_stated(limits[0]))
    yield study.fact(
        "objective_limit", limits[1], row, counter=one.unit, decimals=_stated(limits[1])
    )
    yield study.fact("corner", "实测" + ("高" if one.better == "high" else "低"), row, unit="text")
    for c, name in enumerate(names):
        point = study.row(f"map{j + 1}", name)
        yield _value(study, "perceived", (pairs[0], c), point)
        yield _value(study, "objective", (pairs[1], c), point, one)


def _value(
    study: Study, name: str, of: tuple[Floats, int], row: Row, one: Indicator | None = None
) -> Fact:
    """Return one customer's answer in points, or measurement in its own unit."""
    values, c = of
    value = float(values[c])
    shown, error = (value, "") if value == value else (None, "没有数据。")
    digits = _digits(study, values)
    if one is None:
        return study.fact(name, shown, row, unit="points", decimals=digits, error=error)
    return study.fact(name, shown, row, counter=one.unit, decimals=digits, error=error)


def _stated(limit: float | None) -> int:
    """Return the decimals that print a stated limit whole."""
    return next((d for d in range(4) if limit is None or round(limit, d) == round(limit, 6)), 4)


def _digits(study: Study, values: Floats) -> int:
    """Return the decimals of a column: none where every value is whole (25 minutes)."""
    return (
        0
        if all(float(value).is_integer() for value in values if value == value)
        else study.decimals
    )


def _check(study: Study) -> None:
    options: Options = study.options
    problems = []
    names = [one.name for one in options.indicators]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        what = f"指标“{name}”写了两次。"
        problems.append(Problem("study.indicator", what, "请合并或改名。"))
    for one in options.indicators:
        if one.objective_limit is not None and not one.objective:
            what = f"指标“{one.name}”写了实测限值，没有写实测列。"
            problems.append(Problem("study.indicator", what, "请补写 objective。"))
    if problems:
        raise ProjectError(problems)
