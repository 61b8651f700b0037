"""服务时限: how many tickets end within their limit, how long they take, which are overdue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...project.model import Model
from ...project.nearest import did_you_mean, listing
from ..study import Study
from .parts.questions import distinct
from .parts.repeated import tell_repeated
from .parts.stated import stated
from .parts.ticket_facts import TicketGroup, group_facts, is_whole_percent, time_decimals
from .parts.ticket_time import UNITS, TicketTime, clock_of
from .parts.working_calendar import as_written

if TYPE_CHECKING:
    from .parts.tickets import Tickets

ID = "service_time"
TITLE = "服务时限"
DEFINITION = (
    "用时为开始至结束的时间，减去写明的暂停时间；按工作日、工作小时计的，"
    "扣除休息日和节假日，调休上班的日子照算。按天计的，当日办结算零天，时限最后一日的24时以前办结算按时。"
    "截至截止时间未办结的工单，只知道用时长于已经过的时间，不能删去，也不能当作已办结："
    "删去它们会高估按时率、低估用时。"
    "按时率一为按时办结数÷已有定论的工单数（已办结的，加上未办结但已超时的），区间为 Wilson 区间；"
    "二为 Kaplan-Meier 估计，包括未办结的全部工单，方差为 Greenwood 公式，区间按双对数变换；"
    "各类时限不同的，合计以用时与各自时限之比估计。"
    "中位用时和九成用时为办结比例达到50%、90%的时间；办结比例达不到的，不能给出；"
    "恰好达到而停留一段时间的，取这段时间的中点。"
    "只按已办结工单算的按时率列出对照，不作结论的依据。"
)
PLACE = "analysis"
SUMMARY = 9
FORMULAS = (r"S(t) = \prod_{t_i \le t} \left( 1 - \frac{d_i}{n_i} \right)",)
SYMBOLS = {
    "S(t)": "用时长于 t 的比例",
    "d_i": "用时恰为第 i 个时长的办结数",
    "n_i": "该时长之前尚未办结的工单数",
}
WHOLE = "全部工单"
_MOST_CURVES = 4
_MOST_OVERDUE = 20


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
    about: dict[str, Any] = {"decimals": 0 if is_whole_percent(options.target) else None}
    yield stated(study, "target", options.target, unit="share", why="没有写明目标。", **about)
    yield study.fact("is_working", "是" if "working" in options.unit else "否", unit="text")
    _protect(study, groups)
    for kind, found in groups.items():
        for group in found:
            yield from group_facts(study, study.row(kind, group.name), group)
    for step in options.steps:
        own = read_tickets(study.table, (step.start, step.end, ""), clock, may_not_start=True)
        limit = float("nan") if step.limit is None else step.limit
        group = TicketGroup(step.name, own.times, own.ended, own.times * 0 + limit)
        yield from group_facts(study, study.row("step", step.name), group, (step.start, step.end))
    yield from _curve(study, groups)
    yield from _overdue(study, tickets, groups["whole"][0])


def _groups(study: Study, tickets: Tickets) -> dict[str, list[TicketGroup]]:
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
    without = tuple(name for name in names if name not in options.limits and general != general)
    whole = TicketGroup(WHOLE, tickets.times, tickets.ended, limits, without)
    found, kinds = [], np.array(classes)
    for name in names:
        own = kinds == name
        found.append(TicketGroup(name, tickets.times[own], tickets.ended[own], limits[own]))
    return {"whole": [whole], "class": found}


def _protect(study: Study, groups: dict[str, list[TicketGroup]]) -> None:
    """Withhold shares of classes that would give away those of a class with few tickets."""
    (whole,) = groups["whole"]
    study.row("whole", whole.name)  # stands first
    for statistics, base in (
        (("decided_share", "within_count"), _decided),
        (("naive", "within_count"), _ended),
        (("estimate", "estimate_low", "estimate_high"), _all),
    ):
        sizes = [(study.row("class", one.name), "", base(one)) for one in groups["class"]]
        study.protect(sizes, base(whole), statistics)


def _decided(group: TicketGroup) -> int:
    return int((group.ended | (group.times >= group.limits)).sum())


def _ended(group: TicketGroup) -> int:
    return int(group.ended.sum())


def _all(group: TicketGroup) -> int:
    return len(group.times)


def _curve(study: Study, groups: dict[str, list[TicketGroup]]) -> Iterator[Fact]:
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


def _overdue(study: Study, tickets: Tickets, whole: TicketGroup) -> Iterator[Fact]:
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
            yield study.fact(name, value, row, counter=unit, decimals=time_decimals(study))
