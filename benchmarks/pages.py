"""How many page numbers of the contents are the ones that LibreOffice finds.

python -m benchmarks.pages [--fonts] [NAME ...]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reporter.document.nodes import Contents, Figure, Section, Table
from reporter.document.walk import document_blocks
from reporter.writers.docx.exact import Office, laid_out, office
from reporter.writers.pdf import PdfResult, write_pdf
from tests.projects import PROJECTS, document_of

_FONTS = {  # what a machine without our fonts may set a report in
    "Noto Serif CJK": "Noto Serif CJK SC",
    "AR PL UMing": "AR PL UMing CN",
    "WenQuanYi Zen Hei": "WenQuanYi Zen Hei",
}
_CONF = """<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir>
{rules}</fontconfig>"""
_RULE = """<match target="pattern"><test name="family"><string>{name}</string></test>
<edit name="family" mode="assign" binding="same"><string>{family}</string></edit></match>"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Entries of the contents lists, and all headings, figures and tables; which differ."""

    name: str
    entries: int
    wrong_entries: tuple[str, ...]
    places: int
    wrong_places: tuple[str, ...]
    sheets: tuple[int, int]  # of the PDF and of LibreOffice


def measure(name: str, engine: Office) -> Measured:
    """Lay one report out twice, by WeasyPrint and by LibreOffice, and compare."""
    report = document_of(name)
    pdf = write_pdf(report)
    exact = laid_out(engine, report, pdf.pages, pdf.last)
    entries = [
        entry.target
        for block in document_blocks(report)
        if isinstance(block, Contents)
        for entry in block.entries
    ]
    places = [
        block.id
        for block in document_blocks(report)
        if isinstance(block, Section | Figure | Table) and block.id in exact.pages
    ]
    return Measured(
        name,
        len(entries),
        _differing(entries, pdf.pages, exact.pages),
        len(places),
        _differing(places, pdf.pages, exact.pages),
        (pdf.page_count, exact.sheets),
    )


def _differing(
    names: Iterable[str], ours: Mapping[str, int], theirs: Mapping[str, int]
) -> tuple[str, ...]:
    return tuple(name for name in names if ours.get(name) != theirs.get(name))


def moved(name: str, folder: Path) -> dict[str, tuple[int, int]]:
    """Return by font set how many places move against our fonts, and the number of sheets."""
    report = document_of(name)
    pdf: PdfResult = write_pdf(report)
    with office() as engine:
        ours = laid_out(engine, report, pdf.pages, pdf.last)
    found = {"ours": (0, ours.sheets)}
    for title, family in _FONTS.items():
        conf = folder / "fonts.conf"
        rules = "".join(_RULE.format(name=face, family=family) for face in ("宋体", "黑体", "楷体"))
        conf.write_text(_CONF.format(cache=folder / "cache", rules=rules), encoding="utf-8")
        with office(conf) as engine:
            other = laid_out(engine, report, pdf.pages, pdf.last)
        found[title] = (len(_differing(ours.pages, ours.pages, other.pages)), other.sheets)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", default=list(PROJECTS))
    parser.add_argument("--fonts", action="store_true", help="with fonts of other machines")
    wanted = parser.parse_args()
    if wanted.fonts:
        import tempfile

        for name in wanted.names:
            with tempfile.TemporaryDirectory() as folder:
                for title, (count, sheets) in moved(name, Path(folder)).items():
                    print(f"| {name} | {title} | {sheets} | {count} |", flush=True)
        return
    print("| report | entries equal | all places equal | sheets PDF / LibreOffice | differing |")
    print("|---|---|---|---|---|")
    with office() as engine:
        for name in wanted.names:
            row = measure(name, engine)
            print(
                f"| {name} | {row.entries - len(row.wrong_entries)} of {row.entries} "
                f"| {row.places - len(row.wrong_places)} of {row.places} "
                f"| {row.sheets[0]} / {row.sheets[1]} | {', '.join(row.wrong_places)} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
