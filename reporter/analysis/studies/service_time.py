"""服务时限: how many tickets end within their limit, how long they take, which are overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict import NO_VERDICT, attained
from ...project.model import Model
from ...project.nearest import did_you_mean, listing
from ..study import Row, Study
from .parts.questions import distinct
from .parts.repeated import tell_repeated
from .parts.stated import bounds, stated
from .parts.ticket_time import UNITS, TicketTime, clock_of
from .parts.working_calendar import as_written

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .parts.tickets import Tickets

ID = "service_time"
TITLE = "服务时限"
DEFINITION = (
    "用时为开始至结束的时间，减去写明的暂停时间；按工作日、工作小时计的，"
    "扣除休息日和节假日，调休上班的日子照算。按天计的，当日办结算零天，时限最后一日的24时以前办结算按时。"
    "截至截止时间未办结的工单，只知道用时长于已经过的时间，不能删去，也不能当作已办结："
    "删去它们会高估按时率、低估用时。"
    "按时率一为按时办结数÷已有定论的工单数（已办结的，加上未办结但已超时的），区间为 Wilson 区间；"
    "二为 Kaplan-Meier 估计，包括未办结的全部工单，方差为 Greenwood 公式，区间按双对数变换。"
    "中位用时和九成用时为办结比例达到50%、90%的时间；办结比例达不到的，不能给出；"
    "恰好达到而停留一段时间的，取这段时间的中点。"
    "只按已办结工单算的按时率列出对照，不作结论的依据。"
)
PLACE = "analysis"
SUMMARY = 8
FORMULAS = (r"S(t) = \prod_{t_i \le t} \left( 1 - \frac{d_i}{n_i} \right)",)
SYMBOLS = {
    "S(t)": "用时长于 t 的比例",
    "d_i": "用时恰为第 i 个时长的办结数",
    "n_i": "该时长之前尚未办结的工单数",
}
WHOLE = "全部工单"
_MOST_CURVES = 4
_MOST_OVERDUE = 20
_PARTS = (0.5, 0.9)


class Step(Model):
    """One step of a ticket with times of its own."""

    name: str = Field(min_length=1, description="环节名称，如“到达现场”")
    start: str = Field(min_length=1, description="环节开始时间的列名")
    end: str = Field(min_length=1, description="环节结束时间的列名")
    limit: float | None = Field(None, gt=0, description="本环节的时限")


class Options(TicketTime):
    """Options of service times."""

    opened: str = Field(min_length=1, description="受理时间的列名")
    closed: str = Field(min_length=1, description="办结时间的列名；空白为未办结")
    paused: str = Field("", description="不计入的暂停时长的列名，单位同时限")
    ticket: str = Field("", description="工单编号的列名；写了才列出超时未办结的工单")
    by: str = Field("", description="分类列，如“区域类别”")
    limit: float | None = Field(None, gt=0, description="时限；各类不同的写 limits")
    limits: dict[str, Annotated[float, Field(gt=0)]] = Field(
        default_factory=dict, description="类别 = 时限"
    )
    inclusive: bool = Field(True, description="恰好等于时限算按时（≤）；写 false 为不算（＜）")
    steps: tuple[Step, ...] = Field((), description="各环节及其起止时间的列名")
    target: float | None = Field(None, gt=0, le=1, description="按时率的目标，如 0.95")


def lacks(study: Study) -> str | None:
    """There must be tickets, and a limit for some."""
    options: Options = study.options
    if not len(study.table):
        return "没有工单，未做时限分析。"
    if options.limit is None and not options.limits and not any(s.limit for s in options.steps):
        return "没有写明时限 limit 或 limits，未做时限分析。"
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """Tickets of one row of the table; ``limits`` are one a ticket, nan for none."""

    name: str
    times: NDArray[np.float64]
    ended: NDArray[np.bool_]
    limits: NDArray[np.float64]


def run(study: Study) -> Iterator[Fact]:
    """Return shares within the limit, quantiles, the curve, and the overdue tickets."""
    from .parts.tickets import read_tickets

    options: Options = study.options
    distinct(study, [step.name for step in options.steps], "环节")
    clock = clock_of(study.id, options)
    columns = (options.opened, options.closed, options.paused)
    tickets = read_tickets(study.table, columns, clock)
    if options.ticket:
        tell_repeated(study, options.ticket, "工单编号")
    groups = _groups(study, tickets)
    unit = UNITS[options.unit]
    yield study.fact("unit", unit, unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield stated(study, "cutoff", options.cutoff or None, unit="text", why="没有写明截止时间。")
    yield study.fact("inclusive", "含本数" if options.inclusive else "不含本数", unit="text")
    yield stated(study, "by", options.by or None, unit="text", why="没有分类。")
    about: dict[str, Any] = {"decimals": 0 if _whole_percent(options.target) else None}
    yield stated(study, "target", options.target, unit="share", why="没有写明目标。", **about)
    yield study.fact("is_working", "是" if "working" in options.unit else "否", unit="text")
    _protect(study, groups)
    for kind, found in groups.items():
        for group in found:
            yield from _group(study, study.row(kind, group.name), group)
    for step in options.steps:
        own = read_tickets(study.table, (step.start, step.end, ""), clock, may_not_start=True)
        limit = float("nan") if step.limit is None else step.limit
        group = _Group(step.name, own.times, own.ended, own.times * 0 + limit)
        yield from _group(study, study.row("step", step.name), group, (step.start, step.end))
    yield from _curve(study, groups)
    yield from _overdue(study, tickets, groups["whole"][0])


def _groups(study: Study, tickets: Tickets) -> dict[str, list[_Group]]:
    """Return all tickets, and those of each class, with their limits.

    Raises:
        ProjectError: a limit for a class that is not there.
    """
    import numpy as np

    options: Options = study.options
    texts = study.table.texts(options.by) if options.by else ()
    classes = [texts[i] or "未分类" for i in tickets.rows] if options.by else []
    names = list(dict.fromkeys([*(n for n in options.limits if n in classes), *classes]))
    unknown = [name for name in options.limits if name not in names]
    if unknown:
        raise ProjectError(
            Problem(
                "study.limits",
                f"limits 写的“{name}”不在数据的类别中。",
                did_you_mean(name, names) or f"数据中的类别：{listing(names) or '没有写 by'}。",
            )
            for name in unknown
        )
    general = float("nan") if options.limit is None else options.limit
    limits = np.array([options.limits.get(name, general) for name in classes])
    if not options.by:
        limits = np.full(len(tickets.rows), general)
    whole = _Group(WHOLE, tickets.times, tickets.ended, limits)
    found, kinds = [], np.array(classes)
    for name in names:
        own = kinds == name
        found.append(_Group(name, tickets.times[own], tickets.ended[own], limits[own]))
    return {"whole": [whole], "class": found}


def _protect(study: Study, groups: dict[str, list[_Group]]) -> None:
    """Withhold shares of classes that would give away those of a class with few tickets."""
    (whole,) = groups["whole"]
    study.row("whole", whole.name)  # stands first
    for statistics, base in (
        (("decided_share", "within_n"), _decided),
        (("naive", "within_n"), _ended),
        (("estimate", "low", "high"), _all),
    ):
        sizes = [(study.row("class", one.name), "", base(one)) for one in groups["class"]]
        study.protect(sizes, base(whole), statistics)


def _decided(group: _Group) -> int:
    return int((group.ended | (group.times >= group.limits)).sum())


def _ended(group: _Group) -> int:
    return int(group.ended.sum())


def _all(group: _Group) -> int:
    return len(group.times)


def _group(study: Study, row: Row, group: _Group, columns: tuple[str, ...] = ()) -> Iterator[Fact]:
    """Yield counts, limit, shares within it, and quantiles of one group."""
    import numpy as np

    options: Options = study.options
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


def _shares(study: Study, row: Row, group: _Group, columns: tuple[str, ...]) -> Iterator[Fact]:
    """Yield the share within the limit: among decided tickets, by Kaplan-Meier, among closed."""
    import numpy as np

    from ...stats import survival
    from ...stats.intervals import wilson

    options: Options = study.options
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
    yield study.fact("within_n", kept, row, unit="count", counter="件")
    about["why"] = error
    yield stated(study, "decided_share", share, row, n=decided, ci=ci, rule=rule, **about)
    rule = f"（用时{sign}时限）÷已办结，仅供对照"
    naive = kept / closed if closed and has.all() else None
    yield stated(study, "naive", naive, row, n=closed, rule=rule, **about)
    value, limits_of = None, None
    ratios = times / limits
    seen = has.all() and ((ratios >= 1).any() or ended[ratios == ratios.max()].all())
    if has.any() and not seen:
        partly = "有的工单没有时限，不能合并计算。"
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
    yield from bounds(study, "", told, row, n=size, **{**about, "why": why})
    word, why = None, "没有写明目标。"
    if options.target is not None and told is None:
        why = about["why"]
    elif options.target is not None and told is not None:
        word = attained(*told, options.target) if size >= study.small_base else NO_VERDICT
    yield stated(study, "verdict", word, row, unit="text", n=size, why=why)


def _quantiles(study: Study, row: Row, group: _Group, columns: tuple[str, ...]) -> Iterator[Fact]:
    """Yield P50 and P90 with limits: of all tickets, and of the closed ones for comparison."""
    from ...stats import order_statistics, survival

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
        about["decimals"] = _digits(study)
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


def _whole_percent(share: float | None) -> bool:
    """Tell whether a share is a whole number of percent."""
    return share is not None and abs(share * 100 - round(share * 100)) < 1e-9


def _digits(study: Study) -> int:
    """Return the decimals of a time: half a day is told, half a minute is not."""
    return 0 if study.options.unit == "minutes" else study.decimals


def _curve(study: Study, groups: dict[str, list[_Group]]) -> Iterator[Fact]:
    """Yield the share that has ended by each of many times, by class where there are few."""
    from ...stats import survival
    from .parts.curve_points import digits_of, times_of_curve

    secret = {key[0] for key in study.withheld}
    classes = [
        one
        for one in groups["class"]
        if len(one.times) >= study.hide_base and study.row("class", one.name).id not in secret
    ]
    whole = [one for one in groups["whole"] if len(one.times) >= study.hide_base]
    shown = classes if 2 <= len(classes) <= _MOST_CURVES else whole
    if not shown:
        return
    limits = [one for group in shown for one in group.limits.tolist() if one == one]
    points = times_of_curve([(one.times, one.ended) for one in shown], limits)
    until, unit = points[-1], UNITS[study.options.unit]
    yield study.fact("until", until, counter=unit, decimals=digits_of(points))
    beyond = sum(int((one.times > until).sum()) for one in shown)
    yield study.fact("beyond", beyond, unit="count", counter="件")
    for group in shown:
        yield study.fact("drawn", group.name, study.row("drawn", group.name), unit="text")
    curves = [survival.kaplan_meier(one.times, one.ended) for one in shown]
    digits = digits_of(points)
    for number, point in enumerate(points):
        row = study.row("time", f"第{number}点")
        yield study.fact("time", point, row, counter=unit, decimals=digits)
        for group, curve in zip(shown, curves, strict=True):
            left_open = survival.open_share(curve, point)
            beyond = left_open > 0 and point > group.times.max()
            share = None if beyond else 1 - left_open
            about: dict[str, Any] = {"detail": group.name, "n": len(group.times)}
            why = "没有工单观察到这么久。"
            yield stated(study, "done", share, row, unit="share", why=why, **about)
            left = survival.at_risk(group.times, point)
            yield study.fact("at_risk", left, row, unit="count", counter="件", **about)


def _overdue(study: Study, tickets: Tickets, whole: _Group) -> Iterator[Fact]:
    """Yield the open tickets that are beyond their limit, longest first."""
    import numpy as np

    options: Options = study.options
    late = np.flatnonzero(~whole.ended & (whole.times >= whole.limits))
    order = sorted(late, key=lambda i: (-(whole.times[i] - whole.limits[i]), i))
    listed = order[:_MOST_OVERDUE] if options.ticket else []
    yield study.fact("listed", len(listed), unit="count", counter="件")
    if not listed:
        return
    names = study.table.row_names(options.ticket)
    classes = study.table.texts(options.by) if options.by else ()
    opened = study.table.texts(options.opened)
    unit = UNITS[options.unit]
    for i in listed:
        at = int(tickets.rows[i])
        row = study.row("overdue", names[at])
        yield study.fact("since", as_written(opened[at]), row, unit="text")
        kind = classes[at] or "未分类" if classes else None
        yield stated(study, "class", kind, row, unit="text", why="没有分类。")
        beyond = float(whole.times[i] - whole.limits[i])
        for name, value in (("so_far", float(whole.times[i])), ("beyond", beyond)):
            yield study.fact(name, value, row, counter=unit, decimals=_digits(study))
