"""PDF of 35 pages with 12 charts and 20 tables: CPU seconds of the writer, step by step.

    python -m benchmarks.pdf [--runs N] [--out FILE] [--profile FILE]

The document is made first and not counted; every run writes it in a process of its own. Beside
the seconds stand ratios to a fixed piece of work done in the same process, because seconds of a
shared machine say little. Charts are those of the sample and the test cases, drawn as SVG.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from reporter.document.nodes import (
    Block,
    Contents,
    ContentsEntry,
    CrossReference,
    Document,
    Figure,
    Footnote,
    Meta,
    Paragraph,
    Part,
    Section,
    Text,
    Value,
)

from .__main__ import ROOT, peak_mb
from .docx import WORDS, table

SECTIONS, CHARTS, TABLES = 20, 12, 20
_GOALS = {"whole": 4.0, "peak MB": 250.0, "KB": 700.0}


def document(watermark: str = "") -> Document:
    """Return the report: twenty sections with text and a table each, twelve with a chart."""
    from reporter.document.walk import document_blocks
    from tests.projects import document_of

    drawn = [
        block
        for name in ("tobacco", "airline", "scores")
        for block in document_blocks(document_of(name))
        if isinstance(block, Figure) and block.svg
    ][:CHARTS]
    if len(drawn) < CHARTS:
        raise SystemExit(f"only {len(drawn)} charts in the sample and the cases")
    chapters: list[Block] = []
    entries = []
    for i in range(SECTIONS):
        blocks: list[Block] = [_paragraph(i, k) for k in range(4 if i < CHARTS else 3)]
        blocks.insert(1, table(i + 1, 9))
        if i < CHARTS:
            plain = {"png": b"", "outlined": b"", "plot": None, "note": ()}
            blocks.insert(3, replace(drawn[i], id=f"fig-{i}", number=i + 1, **plain))  # type: ignore[arg-type]
        title = f"第{i + 1}类服务的满意度"
        chapters.append(Section(f"s{i}", 2, (Text(title),), tuple(blocks), numbered=False))
        entries.append(ContentsEntry(1, "", title, f"s{i}"))
    front = Part("front", (Contents(entries=tuple(entries)),))
    meta = Meta("满意度调查报告", header="满意度调查报告", watermark=watermark)
    return Document(meta, (front, Part("body", tuple(chapters))))


def _paragraph(i: int, k: int) -> Paragraph:
    score = Value("score/total", f"{80 + (i * 3 + k) % 20}.{k}")
    see = CrossReference(f"tab-{i + 1}", f"表{i + 1}")
    note = (Footnote((Text("“不了解”不计入分母。"),), i + 1),) if k == 0 else ()
    return Paragraph(
        (Text(WORDS[0]), score, Text(WORDS[1]), see, *note, Text("。" + WORDS[1] + "上表。"))
    )


def reference() -> float:
    """Return the CPU seconds of a fixed piece of work of the interpreter and of C."""
    start = time.process_time()
    rows = [{"key": f"score/{i}", "text": f"{i * 7 % 101}.{i % 10}"} for i in range(60_000)]
    for _ in range(3):
        rows = json.loads(json.dumps(rows))
        sorted(rows, key=lambda row: (row["text"], row["key"]))
    return time.process_time() - start


def one_run(stored: str, out: str, profile: str) -> None:
    """Write the stored document and print what it took as JSON (runs in a child process)."""
    from reporter.__main__ import spare_the_collector

    spare_the_collector()  # as the command does
    tree: Document = pickle.loads(Path(stored).read_bytes())
    before = peak_mb()
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            result = work(*args, **options)
            seconds[name] = seconds.get(name, 0.0) + time.process_time() - start
            return result

        return run

    start = time.process_time()
    from reporter.writers import pdf

    pdf.require_layout()
    seconds["import"] = time.process_time() - start
    import weasyprint

    weasyprint.HTML.render = timed("layout", weasyprint.HTML.render)
    weasyprint.Document.write_pdf = timed("write", weasyprint.Document.write_pdf)
    if profile:
        import cProfile

        watch = cProfile.Profile()
        result = watch.runcall(pdf.write_pdf, tree)
        watch.dump_stats(profile)
    else:
        result = timed("all but import", pdf.write_pdf)(tree)
        seconds["whole"] = seconds["import"] + seconds.pop("all but import")
        seconds["rest"] = seconds["whole"] - sum(seconds[n] for n in ("import", "layout", "write"))
    if out:
        Path(out).write_bytes(result.data)
    shown = {
        "seconds": seconds,
        "reference": 0.0 if profile else min(reference() for _ in range(3)),
        "MB": peak_mb(),
        "MB before": before,
        "KB": len(result.data) / 1024,
        "pages": result.page_count,
        "warnings": result.warnings,
    }
    print(json.dumps(shown))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pdf", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--out", default="")
    parser.add_argument("--watermark", default="", help="words across every page")
    parser.add_argument("--profile", default="", help="write a cProfile file of one run instead")
    parser.add_argument("--child", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        one_run(options.child, options.out, options.profile)
        return
    with tempfile.TemporaryDirectory() as folder:
        stored = Path(folder) / "document.pickle"
        stored.write_bytes(pickle.dumps(document(options.watermark)))
        command = [sys.executable, "-m", "benchmarks.pdf", "--child", str(stored)]
        command += ["--out", options.out, "--profile", options.profile]
        runs = []
        for _ in range(1 if options.profile else options.runs):
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
            runs.append(json.loads(done.stdout))
    if options.profile:
        return
    _print(runs)


def _print(runs: list[dict[str, Any]]) -> None:
    best = min(runs, key=lambda run: run["seconds"]["whole"])
    unit = min(run["reference"] for run in runs)
    print(
        f"pdf of {best['pages']} pages, {CHARTS} charts, {TABLES} tables; least of {len(runs)} runs"
    )
    print(f"  {'step':<10}{'CPU s':>8}{'ratio':>8}   (1 = {unit:.3f} s of the reference)")
    for name in ("import", "rest", "layout", "write", "whole"):
        least = min(run["seconds"][name] for run in runs)
        goal = f"   goal {_GOALS[name]:.1f} s" if name in _GOALS else ""
        print(f"  {name:<10}{least:8.2f}{least / unit:8.2f}{goal}")
    print(
        f"  peak {best['MB']:.0f} MB (goal {_GOALS['peak MB']:.0f}; "
        f"{best['MB before']:.0f} before the writer), "
        f"{best['KB']:.0f} KB (goal {_GOALS['KB']:.0f})"
    )
    for warning in best["warnings"]:
        print(f"  {warning}")


if __name__ == "__main__":
    main()
