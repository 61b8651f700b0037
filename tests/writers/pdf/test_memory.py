"""The collector's thresholds are a loan, not a change."""

from __future__ import annotations

import gc

import pytest

from reporter.writers.pdf.memory import rare_collections


@pytest.mark.parametrize("host", [(700, 10, 10), (123, 4, 5), (0, 10, 10)])
def test_thresholds_of_the_host_come_back(host: tuple[int, int, int]) -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(*host)
        with rare_collections():
            assert (gc.get_threshold()[0] > 10_000) == bool(host[0])
        assert gc.get_threshold() == host
    finally:
        gc.set_threshold(*before)
