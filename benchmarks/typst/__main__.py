"""Set the text of the sample by this program and by Typst; print a table, draw a sheet.

    python -m benchmarks.typst [--sheet docs/typesetting.png] [--pages N ...]

Needs the dependency group ``typst``, which nothing else does.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reporter.document.nodes import Document, Paragraph
from reporter.writers.html.walk import iter_nodes, plain_text

from ..__main__ import ROOT
from .blocks import as_json, bare
from .measure import Measures, measure
from .sheet import draw_sheet

_HERE = Path(__file__).parent


def ours(folder: Path) -> None:
    """Write ours.pdf (runs in a child process)."""
    from reporter.writers.pdf import write_pdf

    tree: Document = pickle.loads((folder / "document.pickle").read_bytes())
    (folder / "ours.pdf").write_bytes(write_pdf(tree).data)


def theirs(folder: Path) -> None:
    """Write typst.pdf (runs in a child process)."""
    try:
        import typst
    except ImportError:
        raise SystemExit("Typst is missing: install the dependency group “typst”.") from None
    data = typst.compile(
        str(folder / "report.typ"),
        root=str(folder),
        font_paths=[str(ROOT / "fonts")],
        ignore_system_fonts=True,
    )
    (folder / "typst.pdf").write_bytes(data)


def timed(engine: str, folder: Path) -> float:
    """Run an engine in a process of its own and return the least CPU seconds of three."""
    least = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "benchmarks.typst", "--child", engine, str(folder)]
        subprocess.run(command, check=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        least = min(least, spent)
    return least


def show(name: str, found: Measures, seconds: float, size: int) -> None:
    """Print one row of the table."""
    gaps = sorted(found.gaps)
    uneven = sum(away > 0.02 for away in found.ragged) / len(found.ragged)
    print(
        f"| {name} | {found.pages} | {found.lines} | {uneven:.1%} | {max(found.ragged):.2f} "
        f"| {gaps[len(gaps) // 2]:.3f} | {gaps[len(gaps) * 99 // 100]:.3f} | {gaps[-1]:.3f} "
        f"| {min(found.mixed):.2f} to {max(found.mixed):.2f} "
        f"| {sum(room < 0.75 for room in found.marks) / len(found.marks):.0%} "
        f"| {found.forbidden} | {found.short_ends} | {seconds:.2f} | {size / 1024:.0f} |"
    )


def main() -> None:
    """Print the table and draw the sheet."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.typst", description=__doc__)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--pages", nargs="*", default=["1:1", "2:2"], help="ours:theirs")
    parser.add_argument("--keep", type=Path, help="folder for both PDFs")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        {"ours": ours, "typst": theirs}[options.child[0]](Path(options.child[1]))
        return
    from tests.projects import document_of

    tree = bare(document_of("tobacco"))
    paragraphs = [
        plain_text(node.children)
        for node in iter_nodes(tree.parts)
        if isinstance(node, Paragraph) and len(plain_text(node.children)) > 40
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "document.pickle").write_bytes(pickle.dumps(tree))
        (folder / "blocks.json").write_text(json.dumps(as_json(tree)), encoding="utf-8")
        shutil.copy(_HERE / "report.typ", folder)
        print(
            "| engine | pages | lines | ragged | worst, em | gap p50 | p99 | widest "
            "| Han-Latin gap | marks under 3/4 em | forbidden | lone ends | CPU s | KB |"
        )
        print("|---" * 14 + "|")
        made = {}
        for engine in ("ours", "typst"):
            seconds = timed(engine, folder)
            made[engine] = (folder / f"{engine}.pdf").read_bytes()
            show(engine, measure(made[engine], paragraphs), seconds, len(made[engine]))
        if options.sheet:
            pairs = [tuple(map(int, pair.split(":"))) for pair in options.pages]
            draw_sheet(made["ours"], made["typst"], pairs, options.sheet)
        if options.keep:
            for engine, data in made.items():
                (options.keep / f"{engine}.pdf").write_bytes(data)


if __name__ == "__main__":
    main()
