"""A series under its control chart: which chart, which limits, which points are alarms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ....errors import Problem, ProjectError
from ....stats import control_charts as charts
from ....stats import run_rules, small_shifts
from .control_series import Series

Kind = Literal["i_mr", "xbar_r", "xbar_s", "p", "laney_p", "np", "c", "u", "ewma", "cusum"]
KINDS: dict[str, str] = {
    "i_mr": "单值—移动极差图",
    "xbar_r": "均值—极差图",
    "xbar_s": "均值—标准差图",
    "p": "不合格率图（p图）",
    "laney_p": "修正的不合格率图（Laney p′图）",
    "np": "不合格数图（np图）",
    "c": "缺陷数图（c图）",
    "u": "单位缺陷数图（u图）",
    "ewma": "指数加权移动平均图（EWMA图）",
    "cusum": "累积和图（CUSUM图）",
}
SPREADS = {"i_mr": "移动极差", "xbar_r": "极差", "xbar_s": "标准差"}
OVERDISPERSED = 1.35  # beyond this ratio a p chart's limits are too narrow to be of use
LARGE = 300  # mean number looked at, from which that is asked
_MOST_IN_RANGE = 10  # ranges lose too much of larger samples


@dataclass(frozen=True, slots=True)
class Alarm:
    """Points in a row, ``first`` to ``last``, that break ``rules`` on one side."""

    first: int
    last: int
    rules: tuple[str, ...]
    side: int  # 1 above the centre line, -1 below, 0 neither
    of_spread: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A series with its chart.

    Attributes:
        chart: its points; ``spread`` the chart that goes with it; None where there is none.
        flags: the rule that a point breaks beside the limits, the first of them; "" for none.
        below: lower sums of a CUSUM chart, whose upper ones are the points of ``chart``.
        ratio: how much wider a share varies than its distribution lets it; None for others.
        failed: why there are no limits, Chinese; then there is no chart.
    """

    series: Series
    kind: Kind
    chart: charts.Chart | None = None
    spread: charts.Chart | None = None
    below: NDArray[np.float64] | None = None
    alarms: tuple[Alarm, ...] = ()
    flags: tuple[str, ...] = ()
    ratio: float | None = None
    failed: str = ""


def choose(series: Series) -> Kind:
    """Return the chart for a series: by what there is, and how many there are at each point."""
    if series.samples:
        most = max(len(sample) for sample in series.samples)
        return "i_mr" if most == 1 else "xbar_r" if most <= _MOST_IN_RANGE else "xbar_s"
    return "c" if (series.sizes == series.sizes[0]).all() and series.sizes[0] == 1 else "p"


def judge(
    series: Series, options: Any, baseline: NDArray[np.bool_], rules: Sequence[str]
) -> Judged:
    """Return the chart of a series and its alarms.

    ``options`` are those of the study: chart, flagging, smoothing, width, allowance,
    limit, lowest, highest.
    """
    kind: Kind = choose(series) if options.chart == "auto" else options.chart
    try:
        kind, ratio = _for_large(series, kind, options.chart == "auto", baseline)
        main, spread = _charts(series, kind, baseline)
    except charts.NoLimitsError:
        return Judged(series, kind, failed=_why(series, kind, baseline))
    below = None
    if kind == "ewma":
        main = small_shifts.ewma(main, options.smoothing, options.width)
        alarms = _outside(main, run_rules.OUT)
    elif kind == "cusum":
        sums = small_shifts.cusum(main, options.allowance, options.limit)
        main, below = _sums(sums), sums.below
        alarms = _merged(sums.above > sums.limit, "上侧累积和超出判定值", 1)
        alarms += _merged(below < -sums.limit, "下侧累积和超出判定值", -1)
    else:
        alarms = _by_rules(main, rules, options.flagging)
        if spread is not None:
            alarms += _outside(spread, f"{SPREADS[kind]}超出控制限", of_spread=True)
    plain = [] if kind in ("ewma", "cusum") else alarms
    flags = _flags(plain, len(series))
    if kind != "cusum":
        main = _clipped(main, options.lowest, options.highest)
    return Judged(series, kind, main, spread, below, _episodes(alarms), flags, ratio)


def _clipped(chart: charts.Chart, lowest: float | None, highest: float | None) -> charts.Chart:
    """Return the chart with limits that its values can reach.

    Raises:
        ProjectError: values are beyond what they are said to reach.
    """
    for name, end, sign in (("lowest", lowest, -1), ("highest", highest, 1)):
        beyond = [] if end is None else [one for one in chart.values if sign * (one - end) > 1e-9]
        if end is not None and beyond:
            size = "小" if sign < 0 else "大"
            what = f"{name} 写的是{end:g}，而数据中有更{size}的值{beyond[0]:g}。"
            hint = f"{name} 是数值的最{size}可能值（比率在0与1之间），请改正。"
            raise ProjectError(Problem("control.range", what, hint))
    lower = chart.lower if lowest is None else np.maximum(chart.lower, lowest)
    upper = chart.upper if highest is None else np.minimum(chart.upper, highest)
    return replace(chart, lower=lower, upper=upper)


def _flags(alarms: Sequence[Alarm], count: int) -> tuple[str, ...]:
    flags = [""] * count
    for alarm in reversed(alarms):
        if not alarm.of_spread and alarm.rules != (run_rules.OUT,):
            flags[alarm.first : alarm.last + 1] = alarm.rules * (alarm.last - alarm.first + 1)
    return tuple(flags)


def _episodes(alarms: Sequence[Alarm]) -> tuple[Alarm, ...]:
    """Return alarms in the order of time; those that meet on one side are one event."""
    made: list[Alarm] = []
    for alarm in sorted(alarms, key=lambda one: (one.of_spread, one.side, one.first)):
        last = made[-1] if made else None
        if last is not None and _meet(last, alarm):
            rules = tuple(dict.fromkeys((*last.rules, *alarm.rules)))
            end = max(last.last, alarm.last)
            made[-1] = Alarm(last.first, end, rules, last.side, last.of_spread)
        else:
            made.append(alarm)
    return tuple(sorted(made, key=lambda one: (one.first, one.last)))


def _meet(one: Alarm, later: Alarm) -> bool:
    same = (one.side, one.of_spread) == (later.side, later.of_spread)
    return same and later.first <= one.last + 1


def _for_large(
    series: Series, kind: Kind, free: bool, baseline: NDArray[np.bool_]
) -> tuple[Kind, float | None]:
    """Return Laney's chart in place of p where many are looked at and shares vary too widely."""
    if kind not in ("p", "laney_p"):
        return kind, None
    ratio = charts.dispersion(charts.shares(series.defects, series.sizes, baseline), baseline)
    wide = ratio > OVERDISPERSED and float(series.sizes.mean()) >= LARGE
    return ("laney_p" if free and wide else kind), ratio


def _charts(
    series: Series, kind: Kind, baseline: NDArray[np.bool_]
) -> tuple[charts.Chart, charts.Chart | None]:
    if kind == "i_mr" or (kind in ("ewma", "cusum") and choose(series) == "i_mr"):
        values = np.array([sample[0] for sample in series.samples])
        return charts.individuals(values, baseline), charts.moving_ranges(values, baseline)
    if kind in ("xbar_r", "xbar_s", "ewma", "cusum"):
        by = "range" if "xbar_r" in (kind, choose(series)) and kind != "xbar_s" else "deviation"
        return charts.mean_and_spread(series.samples, by, baseline)
    if kind == "p":
        return charts.shares(series.defects, series.sizes, baseline), None
    if kind == "laney_p":
        return charts.laney_shares(series.defects, series.sizes, baseline), None
    if kind == "np":
        return charts.numbers(series.defects, series.sizes, baseline), None
    if kind == "c":
        return charts.counts(series.defects, baseline), None
    return charts.rates(series.defects, series.sizes, baseline), None


def _why(series: Series, kind: Kind, baseline: NDArray[np.bool_]) -> str:
    """Return why there are no limits."""
    if not baseline.any():
        return "没有用来算控制限的数据"
    if series.samples and kind in ("xbar_r", "xbar_s"):
        most = max(len(sample) for sample in series.samples)
        return "每期只有一个数，组内无从比较" if most == 1 else "各期组内数值完全相同"
    if series.samples:
        return "只有一期数据" if int(baseline.sum()) < 2 else "相邻各期数值没有变化，移动极差为零"
    if not series.defects[baseline].any():
        return "基准期没有不合格"
    return "基准期全部不合格" if kind in ("p", "np") else "各期比率没有变化"


def _sums(sums: small_shifts.Cusum) -> charts.Chart:
    count = len(sums.above)
    level = np.full(count, sums.limit)
    return charts.Chart(sums.above, np.zeros(count), -level, level, np.ones(count), 1.0)


def _by_rules(
    chart: charts.Chart, rules: Sequence[str], flagging: run_rules.Flagging
) -> list[Alarm]:
    found: list[Alarm] = []
    for name in rules:
        flagged = run_rules.broken(name, chart.values, chart.positions, flagging)
        for one in _merged(flagged, run_rules.RULES[name].words, 0):
            found.append(_sided(chart, name, one))
    return found


def _sided(chart: charts.Chart, name: str, alarm: Alarm) -> Alarm:
    """Return the alarm with its side: of its last point, or the way of a trend."""
    if name in ("nelson4", "nelson7", "nelson8"):
        return alarm
    values, last = chart.values, alarm.last
    back = max(last - 1, 0)
    rise = values[last] - values[back] if name == "nelson3" else 0.0
    window = chart.positions[max(last - run_rules.RULES[name].length + 1, 0) : last + 1]
    side = np.sign(rise) if rise else np.sign(window.sum())
    return Alarm(alarm.first, alarm.last, alarm.rules, int(side))


def _outside(chart: charts.Chart, words: str, of_spread: bool = False) -> list[Alarm]:
    tiny = 1e-9 * chart.errors
    with np.errstate(invalid="ignore"):
        above = chart.values > chart.upper + tiny
        under = chart.values < chart.lower - tiny
    return _merged(above, words, 1, of_spread) + _merged(under, words, -1, of_spread)


def _merged(
    flagged: NDArray[np.bool_], words: str, side: int, of_spread: bool = False
) -> list[Alarm]:
    """Return one alarm for points in a row."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flagged, [False]]).astype(int)))
    return [
        Alarm(int(start), int(end) - 1, (words,), side, of_spread)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
