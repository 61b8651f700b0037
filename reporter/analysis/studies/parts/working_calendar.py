"""Working days and hours between two times: holidays, days made up for them, hours of a day.

Times carry no zone: they are what the clocks at the place showed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

MINUTES_A_DAY = 24 * 60
_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-－—–~～至]\s*(\d{1,2})[:：](\d{2})")
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[ T]*(\d{1,2})[:：时点](\d{1,2})分?(?:[:：]?(\d{1,2})(?:\.\d+)?秒?)?)?"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as written; ``has_time`` is False where only the day stands there."""

    at: datetime
    has_time: bool


def moment(text: str) -> Moment | None:
    """Return the time of a text (2026-09-01 8:30, 2026年9月1日8时30分), None for what is none."""
    if _ISO.fullmatch(text):  # as nearly all are
        try:
            return Moment(datetime.fromisoformat(text), True)
        except ValueError:  # 24:00, or no such day
            pass
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        return None
    try:
        start = datetime(year, month, day)
        at = start + timedelta(hours=hour, minutes=minute, seconds=second)
    except (ValueError, OverflowError):
        return None
    return Moment(at, found[4] is not None)


def as_written(text: str) -> str:
    """Return a time as 2026-09-01 08:30, whatever way a file or workbook writes it."""
    found = moment(text)
    return f"{found.at:%Y-%m-%d %H:%M}" if found is not None and found.has_time else text


def span(text: str) -> tuple[int, int] | None:
    """Return the minutes of the day of 08:30-12:00, None for what is no such span."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    first, first_minute, last, last_minute = (int(part) for part in found.groups())
    if first_minute > 59 or last_minute > 59:
        return None
    start, end = first * 60 + first_minute, last * 60 + last_minute
    return (start, end) if start < end <= MINUTES_A_DAY else None


class WorkingCalendar:
    """Which days are worked, and from when to when.

    Args:
        holidays: days off although their day of the week is worked.
        workdays: days worked although their day of the week is free (调休).
        spans: minutes of the day that are worked, apart and in order; the whole day where empty.
        weekdays: days of the week that are worked, Monday is 1.
    """

    def __init__(
        self,
        holidays: Iterable[date] = (),
        workdays: Iterable[date] = (),
        spans: Sequence[tuple[int, int]] = (),
        weekdays: Iterable[int] = (1, 2, 3, 4, 5),
    ) -> None:
        self._holidays, self._workdays = frozenset(holidays), frozenset(workdays)
        self._weekdays = frozenset(weekdays)
        self._spans = tuple(spans) or ((0, MINUTES_A_DAY),)
        self._special = sorted(self._holidays | self._workdays)
        worked = [any(s <= minute < e for s, e in self._spans) for minute in range(MINUTES_A_DAY)]
        self._worked = worked  # of each minute of a day
        self._before = (0, *accumulate(worked))  # worked minutes before each
        self._known: dict[date, tuple[int, bool]] = {}

    def is_worked(self, day: date) -> bool:
        """Tell whether a day is worked; a day made up for goes before a holiday."""
        if day in self._workdays:
            return True
        return day not in self._holidays and day.isoweekday() in self._weekdays

    def days(self, start: date, end: date) -> int:
        """Return the working days after ``start`` up to and with ``end``; 0 where it is earlier."""
        return self._days_before(end + timedelta(1)) - self._days_before(start + timedelta(1))

    def minutes(self, start: datetime, end: datetime) -> float:
        """Return the worked minutes between two times."""
        first, before = self._within(start)
        last, now = self._within(end)
        return (last - first) * self._before[-1] + now - before

    def _days_before(self, day: date) -> int:
        return self._about(day)[0]

    def _about(self, day: date) -> tuple[int, bool]:
        """Return the working days before a day, and whether it is one; remembered."""
        found = self._known.get(day)
        if found is None:
            found = self._known[day] = (self._counted_before(day), self.is_worked(day))
        return found

    def _counted_before(self, day: date) -> int:
        """Return the working days before a day, from a Monday far back."""
        weeks, rest = divmod(day.toordinal() - 1, 7)  # ordinal 1 is a Monday
        usual = weeks * len(self._weekdays) + sum(one <= rest for one in self._weekdays)
        changed = (one for one in self._special if one < day)
        return usual + sum(
            self.is_worked(one) - (one.isoweekday() in self._weekdays) for one in changed
        )

    def _within(self, time: datetime) -> tuple[int, float]:
        """Return the working days before a time, and the worked minutes of its own day."""
        days, is_worked = self._about(time.date())
        if not is_worked:
            return days, 0.0
        minute = time.hour * 60 + time.minute
        part = time.second / 60 if self._worked[minute] else 0.0
        return days, self._before[minute] + part
