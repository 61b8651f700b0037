"""How the time of tickets is counted: unit, calendar and cut-off, as a project file states them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from ....errors import Problem, ProjectError
from ....project.model import Model
from ....project.nearest import quote

if TYPE_CHECKING:
    from .tickets import Clock
    from .working_calendar import Moment

UNITS = {
    "minutes": "分钟",
    "hours": "小时",
    "working_hours": "个工作小时",
    "days": "天",
    "working_days": "个工作日",
}


class TicketTime(Model):
    """Options of every method that counts the time of tickets."""

    unit: Literal["minutes", "hours", "working_hours", "days", "working_days"] = Field(
        "hours",
        description="时长的单位：minutes 分钟，hours 小时，working_hours 工作小时，days 天，"
        "working_days 工作日",
    )
    cutoff: Annotated[str, BeforeValidator(str)] = Field(
        "", description="截止时间，如 2026-09-30；只写日期的指该日24时"
    )
    holidays: tuple[date, ...] = Field((), description="放假的日子（周一至周五中）")
    workdays: tuple[date, ...] = Field((), description="调休上班的日子（周六、周日中）")
    working_hours: tuple[str, ...] = Field(
        ("08:30-12:00", "14:00-17:30"), min_length=1, description="工作时间，按工作小时计时用"
    )
    weekdays: tuple[int, ...] = Field(
        (1, 2, 3, 4, 5), min_length=1, description="每周的工作日，周一为1，周日为7"
    )


def clock_of(id: str, options: TicketTime) -> Clock:
    """Return how time is counted in the study ``id``.

    Raises:
        ProjectError: spans of the day or a cut-off that cannot be read, or contradict each other.
    """
    from .tickets import Clock
    from .working_calendar import WorkingCalendar, span

    spans = {text: span(text) for text in options.working_hours}
    known = sorted(one for one in spans.values() if one)
    wrong: list[tuple[str, object, str]] = [
        ("working_hours", text, "请写成 08:30-12:00 的样子。")
        for text, found in spans.items()
        if found is None
    ]
    if any(one[1] > other[0] for one, other in pairwise(known)):
        wrong.append(("working_hours", "、".join(options.working_hours), "各段时间不要重叠。"))
    wrong += [
        ("weekdays", day, "周一写1，周日写7。") for day in options.weekdays if not 1 <= day <= 7
    ]
    both = sorted(set(options.holidays) & set(options.workdays))
    wrong += [("holidays", day, "同一天又写在 workdays 中，请只写在一处。") for day in both]
    cutoff = _cutoff(options, wrong)
    if wrong:
        raise ProjectError(
            Problem("study.calendar", f"方法“{id}”的 {name} 不能写{quote(str(text))}。", hint)
            for name, text, hint in wrong
        )
    calendar = WorkingCalendar(options.holidays, options.workdays, known, options.weekdays)
    return Clock(options.unit, calendar, cutoff)


def _cutoff(options: TicketTime, wrong: list[tuple[str, object, str]]) -> Moment | None:
    from .tickets import BY_DAY
    from .working_calendar import moment

    cutoff = moment(options.cutoff) if options.cutoff else None
    if options.cutoff and cutoff is None:
        hint = "请写成 2026-09-30 或 2026-09-30 18:00 的样子。"
        wrong.append(("cutoff", options.cutoff, hint))
    if cutoff is not None and cutoff.has_time and options.unit in BY_DAY:
        wrong.append(("cutoff", options.cutoff, "按天计的时限，截止时间只写日期。"))
    return cutoff
