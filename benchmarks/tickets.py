"""Times of 50,000 repair tickets, of which three in a hundred are open: CPU seconds.

    python -m benchmarks.tickets [--tickets N]

The table is read and cleaned as from a file; then every unit of time counts on its own.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import datetime, timedelta

from reporter import run_study
from reporter.project.study_files import study_table_from

_CALENDAR = {
    "holidays": ["2026-01-01", *(f"2026-02-{day}" for day in range(16, 23)), "2026-10-01"],
    "workdays": ["2026-02-14", "2026-02-28"],
}


def tickets(count: int) -> dict[str, list[str]]:
    """Return tickets of ten months, made up, the same at every run."""
    draw = random.Random(1)
    first = datetime(2026, 1, 1)
    columns: dict[str, list[str]] = {"工单": [], "受理": [], "办结": [], "区域": []}
    for number in range(count):
        start = first + timedelta(minutes=draw.randrange(300 * 1440))
        end = start + timedelta(minutes=draw.randrange(10, 9 * 1440))
        columns["工单"].append(f"T{number}")
        columns["受理"].append(f"{start:%Y-%m-%d %H:%M}")
        columns["办结"].append(f"{end:%Y-%m-%d %H:%M}" if draw.random() > 0.03 else "")
        columns["区域"].append(draw.choice("甲乙丙"))
    return columns


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tickets", description=__doc__)
    parser.add_argument("--tickets", type=int, default=50_000)
    data = tickets(parser.parse_args().tickets)
    options = {
        "opened": "受理", "closed": "办结", "ticket": "工单", "by": "区域", "cutoff": "2026-12-31",
        "limit": 24, "target": 0.9, **_CALENDAR,
    }  # fmt: skip
    few = {name: cells[:100] for name, cells in data.items()}
    run_study("service_time", few, unit="working_hours", **options)  # imports
    start = time.process_time()
    study_table_from(data)
    print(f"{'table':<32}{time.process_time() - start:7.3f} s")
    for unit in ("working_hours", "working_days", "hours"):
        start = time.process_time()
        run_study("service_time", data, unit=unit, **options)
        print(f"{'table and ' + unit:<32}{time.process_time() - start:7.3f} s")


if __name__ == "__main__":
    main()
