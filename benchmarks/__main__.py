"""Cold build of the sample, stage by stage: CPU seconds, share of the whole, peak memory.

    python -m benchmarks [PROJECT] [--runs N]

Every run is a process of its own. Machines differ and are shared: compare the shares and the
ratios of one run, not the seconds of two machines. ``--help`` is timed beside a bare interpreter.
README.md beside this file tells how to compare two versions and keeps one measured table.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "tobacco"


def peak_mb() -> float:
    """Return the highest memory use of this process so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


class Stages:
    """CPU seconds of each stage of one process, and its peak memory when the stage was over."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {"interpreter": time.process_time()}
        self.peaks: dict[str, float] = {"interpreter": peak_mb()}

    def run(self, name: str, work: Callable[[], Any]) -> Any:
        """Do the work and note its CPU time."""
        start = time.process_time()
        result = work()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start
        self.peaks[name] = peak_mb()
        return result


def one_build(project: str) -> None:
    """Build once, cold, and print the stages as JSON (runs in a child process)."""
    from reporter.__main__ import spare_the_collector

    spare_the_collector()  # as the command does
    stages = Stages()

    def load() -> Any:
        from reporter import pipeline

        opened = pipeline.open_project(project)
        return pipeline, opened, pipeline.read_responses(opened)

    pipeline, opened, responses = stages.run("load (with imports)", load)
    scores = stages.run("score", lambda: pipeline.score(opened, responses))
    facts = stages.run("facts", lambda: pipeline.analyse(scores))

    from reporter import charts

    drawn = 0
    draw = charts.draw

    def counted(*args: Any) -> Any:
        nonlocal drawn
        drawn += 1
        return stages.run("charts", lambda: draw(*args))

    charts.draw = counted  # type: ignore[assignment]
    report = stages.run("fill", lambda: pipeline.fill(opened, facts))
    stages.seconds["fill"] -= stages.seconds.get("charts", 0.0)
    stages.run("record", lambda: report.record)
    stages.run("pdf", lambda: report.render("pdf"))
    stages.run("docx", lambda: report.render("docx"))
    html = stages.run("html", lambda: report.render("html"))
    print(
        json.dumps(
            {
                "stages": stages.seconds,
                "peaks": stages.peaks,
                "pages": report.pdf.page_count,
                "charts": drawn,
                "pdf_kb": len(report.pdf.data) / 1024,
                "docx_kb": len(report.render("docx")) / 1024,
                "html_kb": len(html) / 1024,
            }
        )
    )


def median_seconds(command: list[str], runs: int) -> float:
    """Return the median wall time of a command."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("project", nargs="?", default=str(SAMPLE))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        one_build(options.project)
        return
    command = [sys.executable, "-m", "benchmarks", options.project, "--child"]
    results = []
    for _ in range(options.runs):
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        results.append(json.loads(done.stdout))
    best = min(results, key=lambda result: sum(result["stages"].values()))
    total = sum(best["stages"].values())
    print(f"cold build of {Path(options.project).name}, best of {options.runs} (CPU seconds)")
    print(f"  {'stage':<22}{'CPU s':>8}{'share':>8}{'peak MB':>9}")
    for name, seconds in best["stages"].items():
        print(f"  {name:<22}{seconds:8.2f}{seconds / total:8.0%}{best['peaks'][name]:9.0f}")
    print(f"  {'all':<22}{total:8.2f}{'':8}{max(best['peaks'].values()):9.0f}")
    print(
        f"  {best['pages']} pages, {best['charts']} charts; "
        f"pdf {best['pdf_kb']:.0f} KB, docx {best['docx_kb']:.0f} KB, html {best['html_kb']:.0f} KB"
    )
    bare = median_seconds([sys.executable, "-c", "pass"], 5)
    shown = median_seconds([sys.executable, "-m", "reporter", "--help"], 5)
    print(f"  reporter --help {shown:.3f} s wall; bare interpreter {bare:.3f} s")


if __name__ == "__main__":
    main()
