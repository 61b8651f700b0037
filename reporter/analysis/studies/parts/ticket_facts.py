"""Facts of a group of tickets: counts, shares within the limit, quantiles of the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ....facts.fact import Fact
from ....facts.verdict import NO_VERDICT, attained
from ...study import Row, Study
from .stated import bounds, stated
from .ticket_time import UNITS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PARTS = (0.5, 0.9)


@dataclass(frozen=True, slots=True, eq=False)
class TicketGroup:
    """Tickets of one row of the table; ``limits`` are one a ticket, nan for none.

    ``without`` names the classes that have no limit.
    """

    name: str
    times: NDArray[np.float64]
    ended: NDArray[np.bool_]
    limits: NDArray[np.float64]
    without: tuple[str, ...] = ()


def group_facts(
    study: Study, row: Row, group: TicketGroup, columns: tuple[str, ...] = ()
) -> Iterator[Fact]:
    """Yield counts, limit, shares within it, and quantiles of one group."""
    import numpy as np

    options = study.options
    columns = columns or (options.opened, options.closed)
    n, closed = len(group.times), int(group.ended.sum())
    overdue = int((~group.ended & (group.times >= group.limits)).sum())
    for name, value in (
        ("n", n), ("closed", closed), ("open", n - closed), ("overdue", overdue),
        ("undecided", n - closed - overdue),
    ):  # fmt: skip
        yield study.fact(name, value, row, unit="count", counter="件", columns=columns)
    known = np.unique(group.limits[~np.isnan(group.limits)])
    unit = UNITS[options.unit]
    one = float(known[0]) if len(known) == 1 and not np.isnan(group.limits).any() else None
    error = "" if one is not None else "各类时限不同。" if len(known) else "没有写明时限。"
    digits = 0 if one is None or one == int(one) else study.decimals
    yield stated(study, "limit", one, row, counter=unit, decimals=digits, why=error)
    yield from _shares(study, row, group, columns)
    yield from _quantiles(study, row, group, columns)


def _shares(study: Study, row: Row, group: TicketGroup, columns: tuple[str, ...]) -> Iterator[Fact]:
    """Yield the share within the limit: among decided tickets, by Kaplan-Meier, among closed."""
    import numpy as np

    from ....stats import survival
    from ....stats.intervals import wilson

    options = study.options
    has = ~np.isnan(group.limits)
    times, ended, limits = group.times[has], group.ended[has], group.limits[has]
    good = ended & (times <= limits if options.inclusive else times < limits)
    decided = int((ended | (times >= limits)).sum())
    closed, kept = int(ended.sum()), int(good.sum())
    sign = "≤" if options.inclusive else "＜"
    about: dict[str, Any] = {"unit": "share", "columns": columns}
    error = "没有写明时限。" if not has.any() else "没有已办结或已超时的工单。"
    share = kept / decided if decided and has.all() else None
    ci = None if share is None else wilson(share, decided, study.confidence)
    rule = f"（用时{sign}时限）÷（已办结＋未办结且已超时），Wilson 区间"
    yield study.fact("decided", decided, row, unit="count", counter="件")
    yield study.fact("within_count", kept, row, unit="count", counter="件")
    about["why"] = error
    yield stated(study, "decided_share", share, row, n=decided, ci=ci, rule=rule, **about)
    rule = f"（用时{sign}时限）÷已办结，仅供对照"
    naive = kept / closed if closed and has.all() else None
    yield stated(study, "naive", naive, row, n=closed, rule=rule, **about)
    value, limits_of = None, None
    ratios = times / limits
    seen = has.all() and ((ratios >= 1).any() or ended[ratios == ratios.max()].all())
    if has.any() and not seen:
        partly = f"{'、'.join(group.without) or '有的工单'}没有时限，不能合并计算。"
        about["why"] = "没有一件工单观察到时限，还看不出按时率。" if has.all() else partly
    if seen:
        curve = survival.kaplan_meier(ratios, ended)
        early = not options.inclusive
        value = 1 - survival.open_share(curve, 1.0, early)
        found = survival.open_share_interval(curve, 1.0, study.confidence, "log_log", early)
        limits_of = (1 - found[1], 1 - found[0]) if found else None
    rule = f"Kaplan-Meier，用时{sign}时限，包括未办结的工单"
    size = int(has.sum())
    yield stated(study, "estimate", value, row, n=size, ci=limits_of, rule=rule, **about)
    told = limits_of or ci
    why = error if ci is None else "没有误差可算。"
    yield from bounds(study, "estimate", told, row, n=size, **{**about, "why": why})
    word, why = None, "没有写明目标。"
    if options.target is not None and told is None:
        why = about["why"]
    elif options.target is not None and told is not None:
        word = attained(*told, options.target) if size >= study.small_base else NO_VERDICT
    yield stated(study, "reached", word, row, unit="text", n=size, why=why)


def _quantiles(
    study: Study, row: Row, group: TicketGroup, columns: tuple[str, ...]
) -> Iterator[Fact]:
    """Yield P50 and P90 with limits: of all tickets, and of the closed ones for comparison."""
    from ....stats import order_statistics, survival

    unit = UNITS[study.options.unit]
    n = len(group.times)
    curve = survival.kaplan_meier(group.times, group.ended) if n else None
    for part in _PARTS:
        name = f"p{part * 100:.0f}"
        value: float | None = None
        ends: tuple[float | None, float | None] = (None, None)
        if curve is not None:
            value = survival.quantile(curve, part)
            ends = survival.quantile_interval(curve, part, study.confidence, "log_log")
        why = f"办结的比例没有达到{part * 100:.0f}%。"
        about: dict[str, Any] = {"counter": unit, "n": n, "columns": columns}
        about["decimals"] = time_decimals(study)
        rule = "Kaplan-Meier，包括未办结的工单"
        yield stated(study, name, value, row, rule=rule, why=why, **about)
        few = "工单不够多，算不出这一端。"
        yield from bounds(study, name, ends, row, why=few, **about)
        closed = group.times[group.ended]
        alone = order_statistics.order_quantile(closed, part) if len(closed) else None
        low, high = order_statistics.order_interval(closed, part, study.confidence)
        about["n"] = len(closed)
        about["ci"] = None if low is None or high is None else (low, high)
        rule, why = "已办结工单的次序统计量，仅供对照", "没有已办结的工单。"
        yield stated(study, f"{name}_naive", alone, row, rule=rule, why=why, **about)


def is_whole_percent(share: float | None) -> bool:
    """Tell whether a share is a whole number of percent."""
    return share is not None and abs(share * 100 - round(share * 100)) < 1e-9


def time_decimals(study: Study) -> int:
    """Return the decimals of a time: half a day is told, half a minute is not."""
    return 0 if study.options.unit == "minutes" else study.decimals
