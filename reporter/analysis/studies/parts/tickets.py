"""Tickets of a service: how long each took, or has taken so far, read from a study's table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ....errors import DataError, Problem
from ....project.nearest import quote
from ....project.readers.table import capped
from ....project.study_table import StudyTable
from .working_calendar import Moment, WorkingCalendar, moment

TimeUnit = Literal["minutes", "hours", "working_hours", "days", "working_days"]
_BEYOND = "晚于截止时间"
BY_DAY: tuple[TimeUnit, ...] = ("days", "working_days")


@dataclass(frozen=True, slots=True)
class Clock:
    """How time is counted: in what unit, by which calendar, until when tickets are looked at."""

    unit: TimeUnit
    calendar: WorkingCalendar
    cutoff: Moment | None

    def between(self, start: Moment, end: Moment) -> float:
        """Return the time from one to the other; by day it is the end of the last day."""
        if self.unit == "days":
            return float((end.at.date() - start.at.date()).days)
        if self.unit == "working_days":
            return float(self.calendar.days(start.at.date(), end.at.date()))
        if self.unit == "working_hours":
            return self.calendar.minutes(start.at, end.at) / 60
        seconds = (end.at - start.at).total_seconds()
        return seconds / 60 if self.unit == "minutes" else seconds / 3600

    @property
    def last(self) -> Moment | None:
        """The cut-off; a day without a time is its end."""
        if self.cutoff is None or self.cutoff.has_time or self.unit in BY_DAY:
            return self.cutoff
        return Moment(self.cutoff.at + timedelta(1), True)


@dataclass(frozen=True, slots=True, eq=False)
class Tickets:
    """Tickets that were begun: ``rows`` of the table, time taken so far, and whether it ended."""

    rows: NDArray[np.int64]
    times: NDArray[np.float64]
    ended: NDArray[np.bool_]


def read_tickets(
    table: StudyTable, columns: tuple[str, str, str], clock: Clock, may_not_start: bool = False
) -> Tickets:
    """Return the tickets of ``columns``: begun, ended (blank = open), time that does not count.

    The name of the third may be "". ``may_not_start`` leaves out rows that have neither time.

    Raises:
        DataError: a time that cannot be read or lacks its hour, an end before its beginning, a
            time after the cut-off, an open ticket without a cut-off, more pause than time.
    """
    started, finished, paused = columns
    found = [_times(table, name, clock) for name in (started, finished)]
    pauses = (
        np.nan_to_num(table.numbers([paused], bounds=(0, 1e9))[:, 0])
        if paused
        else np.zeros(len(table))
    )
    problems: list[Problem] = []
    beyond: list[int] = []
    rows, times, ended = [], [], []
    last = clock.last
    for i, (start, end) in enumerate(zip(*found, strict=True)):
        if start is None and end is None and may_not_start:
            continue
        wrong = _wrong(start, end, last, clock.unit in BY_DAY)
        if wrong == _BEYOND:
            beyond.append(i)
            continue
        if wrong or start is None:
            name = finished if wrong and start is not None else started
            problems.append(_problem(table, i, name, wrong or "没有开始时间"))
            continue
        until = end or last
        if until is None:
            what = "没有结束时间，还在办理，而方法没有写明截止时间"
            problems.append(_problem(table, i, finished, what))
            continue
        time = clock.between(start, until) - float(pauses[i])
        if time < 0:
            problems.append(_problem(table, i, paused, "暂停的时间多于经过的时间"))
            continue
        rows.append(i)
        times.append(time)
        ended.append(end is not None)
    if beyond and clock.cutoff is not None:
        problems.insert(0, _beyond(table, (started, finished), beyond, found, clock.cutoff))
    if problems:
        raise DataError(capped(problems))
    return Tickets(np.array(rows, int), np.array(times, float), np.array(ended, bool))


def _times(table: StudyTable, name: str, clock: Clock) -> list[Moment | None]:
    """Return the times of a column; a workbook drops 00:00, so among times a day is midnight."""
    texts = table.texts(name)
    known = {text: moment(text) for text in set(texts) if text}
    if table.sheet and any(one.has_time for one in known.values() if one):
        known = {text: one and Moment(one.at, True) for text, one in known.items()}  # midnight
    bad: list[Problem] = []
    for i, text in enumerate(texts):
        found = known.get(text)
        if not text:
            continue
        if found is None:
            hint = "请写成 2026-09-01 08:30 的样子。"
            what = f"{quote(text)}不是日期或时间。"
            bad.append(Problem("study.time", what, hint, table.place(i, name)))
        elif not found.has_time and clock.unit not in BY_DAY:
            what = f"{quote(text)}只有日期，没有几时几分。"
            hint = '请补上时间，或改为按天计（unit = "days" 或 "working_days"）。'
            bad.append(Problem("study.time", what, hint, table.place(i, name)))
    if bad:
        raise DataError(capped(bad))
    return [known.get(text) for text in texts]


def _wrong(start: Moment | None, end: Moment | None, last: Moment | None, by_day: bool) -> str:
    """Return what is wrong about two times of which none may be after ``last``, "" for nothing."""
    if start is None:
        return "没有开始时间"
    if end is not None and _later(start, end, by_day):
        return "早于开始时间"
    if last is not None and _later(start, last, by_day):
        return _BEYOND
    if last is not None and end is not None and _later(end, last, by_day):
        return _BEYOND
    return ""


def _beyond(
    table: StudyTable,
    names: tuple[str, str],
    rows: Sequence[int],
    times: Sequence[Sequence[Moment | None]],
    cutoff: Moment,
) -> Problem:
    """Return one problem for all rows with a time after the cut-off: the cut-off is the cause."""
    first = rows[0]
    start = times[0][first]
    column = names[0] if start is not None and start.at > cutoff.at else names[1]
    latest = max(one.at for column in times for i in rows if (one := column[i]) is not None)
    what = f"有{len(rows)}行的时间晚于截止时间 cutoff（{_shown(cutoff)}）。"
    hint = f"请核对 cutoff：数据中最晚的时间是{latest:%Y-%m-%d}；cutoff 没有错的，请核对这些行。"
    return Problem("study.cutoff", what, hint, table.place(first, column))


def _shown(moment: Moment) -> str:
    return f"{moment.at:%Y-%m-%d %H:%M}" if moment.has_time else f"{moment.at:%Y-%m-%d}"


def _later(one: Moment, other: Moment, by_day: bool) -> bool:
    first, second = one.at, other.at
    return first.date() > second.date() if by_day else first > second


def _problem(table: StudyTable, row: int, column: str, what: str) -> Problem:
    return Problem("study.ticket", f"{what}。", "请核对这一行。", table.place(row, column))
