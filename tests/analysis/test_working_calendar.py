"""Working days and hours between times: holidays, days made up for them, ends of the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.analysis.studies.parts.working_calendar import WorkingCalendar, moment, span

# 2026: National Day 1 to 7 October, worked instead on Sunday 20 September and Saturday 10 October
HOLIDAYS = [date(2026, 10, day) for day in range(1, 8)]
CALENDAR = WorkingCalendar(
    HOLIDAYS, [date(2026, 9, 20), date(2026, 10, 10)], [(510, 720), (840, 1050)]
)


def test_holidays_and_days_made_up_for_them() -> None:
    assert CALENDAR.days(date(2026, 9, 30), date(2026, 10, 8)) == 1
    assert CALENDAR.days(date(2026, 9, 30), date(2026, 10, 12)) == 4  # 8, 9, Saturday 10, 12
    assert WorkingCalendar().days(date(2026, 9, 30), date(2026, 10, 12)) == 8
    assert CALENDAR.is_worked(date(2026, 9, 20))
    assert not CALENDAR.is_worked(date(2026, 9, 19))


def test_hours_are_those_of_working_days() -> None:
    friday, monday = datetime(2026, 9, 11, 17, 0), datetime(2026, 9, 14, 9, 0)
    assert CALENDAR.minutes(friday, monday) == 60
    assert CALENDAR.minutes(datetime(2026, 9, 14, 11, 30), datetime(2026, 9, 14, 14, 30)) == 60
    assert CALENDAR.minutes(datetime(2026, 9, 30, 17, 0), datetime(2026, 10, 8, 9, 0)) == 60
    assert CALENDAR.minutes(datetime(2026, 10, 3), datetime(2026, 10, 4)) == 0


@pytest.mark.parametrize(
    ("text", "at", "has_time"),
    [
        ("2026-09-01 8:30", datetime(2026, 9, 1, 8, 30), True),
        ("2026/9/1 08:30:15", datetime(2026, 9, 1, 8, 30, 15), True),
        ("2026年9月1日8时30分", datetime(2026, 9, 1, 8, 30), True),
        ("2026-09-01T08:30", datetime(2026, 9, 1, 8, 30), True),
        ("2026-09-30 24:00", datetime(2026, 10, 1), True),
        ("2026.9.1", datetime(2026, 9, 1), False),
    ],
)
def test_times_as_they_are_written(text: str, at: datetime, has_time: bool) -> None:
    found = moment(text)
    assert found is not None
    assert (found.at, found.has_time) == (at, has_time)


@pytest.mark.parametrize(
    "text",
    [
        "昨天",
        "2026-13-01",
        "2026-02-30",
        "2026-02-30 08:00",
        "2026-09-01 25:00",
        "9月1日",
        "2026-09-01 08:30+08",
        "2026-09-01 08:30Z",
        "2026-W36-2",
        "20260901",
        "2026-09-01 24:30",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert moment(text) is None


def test_spans() -> None:
    assert span("08:30-12:00") == (510, 720)
    assert span("0:00～24:00") == (0, 1440)
    for text in ("12:00-8:30", "8:30", "08:70-09:00", "20:00-25:00"):
        assert span(text) is None


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
    st.integers(0, 100_000),
    st.integers(0, 100_000),
)
def test_parts_add_to_the_whole(start: datetime, first: int, second: int) -> None:
    middle = start + timedelta(minutes=first)
    end = middle + timedelta(minutes=second)
    parts = CALENDAR.minutes(start, middle) + CALENDAR.minutes(middle, end)
    assert parts == pytest.approx(CALENDAR.minutes(start, end))
    one_by_one = sum(
        CALENDAR.is_worked(start.date() + timedelta(day))
        for day in range(1, (end.date() - start.date()).days + 1)
    )
    assert CALENDAR.days(start.date(), end.date()) == one_by_one


@given(
    st.datetimes(datetime(2026, 9, 1), datetime(2026, 10, 31)).map(
        lambda t: t.replace(microsecond=0)
    )
)
def test_minutes_and_seconds_within_the_spans_of_a_day(time: datetime) -> None:
    midnight = datetime.combine(time.date(), datetime.min.time())
    now = (time - midnight).total_seconds() / 60
    spans = ((510, 720), (840, 1050))
    done = sum(min(max(now - start, 0.0), end - start) for start, end in spans)
    expected = done if CALENDAR.is_worked(time.date()) else 0
    assert CALENDAR.minutes(midnight, time) == pytest.approx(expected, abs=1e-9)
