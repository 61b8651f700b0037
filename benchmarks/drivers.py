"""LMG shares of 14 drivers over 100,000 rows, and their bootstrap: CPU seconds.

    python -m benchmarks.drivers [--rows N] [--drivers P]

The aim is under 2 seconds for the shares; intervals of a usual survey (1,000 rows) beside it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from reporter.stats import drivers


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drivers", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--drivers", type=int, default=14)
    options = parser.parse_args()
    draw = np.random.default_rng(1)
    rows = draw.normal(size=(options.rows, options.drivers + 1))
    rows += draw.normal(size=(options.rows, 1))
    works: tuple[tuple[str, Callable[[], object]], ...] = (
        ("correlations and LMG", lambda: drivers.lmg(drivers.correlations(rows))),
        ("Johnson", lambda: drivers.johnson(drivers.correlations(rows))),
        ("1,000 samples of 1,000 rows", lambda: drivers.resampled(rows[:1000], drivers.lmg, 1000)),
    )
    for name, work in works:
        start = time.process_time()
        work()
        print(f"{name:<32}{time.process_time() - start:7.3f} s")


if __name__ == "__main__":
    main()
