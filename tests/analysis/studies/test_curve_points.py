"""Times at which a curve of closed tickets is drawn: it ends where it still says something."""

from __future__ import annotations

import numpy as np
import pytest

from reporter.analysis.studies.parts.curve_points import times_of_curve


def test_a_few_open_tickets_do_not_stretch_the_axis() -> None:
    times = np.concatenate([np.linspace(10, 100, 200), [9_000.0] * 7])
    ended = np.array([True] * 200 + [False] * 7)
    assert times_of_curve([(times, ended)], [60.0])[-1] == pytest.approx(96, abs=2)
    assert times_of_curve([(times, ended)], [80.0])[-1] == pytest.approx(120, abs=2)


def test_limits_are_among_the_times_and_the_axis_goes_beyond_the_longest() -> None:
    times = np.linspace(1, 500, 100)
    found = times_of_curve([(times, np.ones(100, bool))], [45.0, 333.0])
    assert {0.0, 45.0, 333.0} <= set(found)
    assert found == sorted(found)
    assert 475 <= found[-1] <= 510  # nothing happens later


def test_without_any_closed_ticket_there_is_still_an_axis() -> None:
    found = times_of_curve([(np.array([5.0, 8.0]), np.zeros(2, bool))], [])
    assert 7 <= found[-1] <= 8.5
