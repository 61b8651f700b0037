"""Holm against R's own example, statsmodels, and its properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from reporter.stats.multiple import holm


def test_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([]) == ()
    assert holm([0.4]) == (0.4,)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_equals_statsmodels(values: list[float]) -> None:
    assert holm(values) == pytest.approx(multipletests(values, method="holm")[1], abs=1e-12)
