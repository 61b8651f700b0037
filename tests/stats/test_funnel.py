"""Funnel limits: against the formula by hand, and what small bases must not cost."""

from __future__ import annotations

import numpy as np
import pytest

from reporter.stats.funnel import funnel_limits, pooled_deviation
from reporter.stats.mean_tests import Sample, sample


def samples(*groups: list[float]) -> list[Sample]:
    return [sample(np.array(one)) for one in groups]


def test_limits_by_hand() -> None:
    assert funnel_limits(90, 6, 36) == pytest.approx((90 - 1.9599639845, 90 + 1.9599639845))
    assert funnel_limits(90, 6, 9)[0] < funnel_limits(90, 6, 36)[0]


def test_deviation_is_within_groups_only() -> None:
    groups = samples([1.0, 3.0], [11.0, 13.0, 12.0], [5.0])
    assert pooled_deviation(groups) == pytest.approx(np.sqrt((2 + 2) / 3))


def test_nothing_varies() -> None:
    assert pooled_deviation(samples([1.0, 1.0], [2.0])) is None


def test_no_values() -> None:
    with pytest.raises(ValueError, match="needs a value"):
        funnel_limits(90, 6, 0)
