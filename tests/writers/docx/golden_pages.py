"""A few pages of the sample report as LibreOffice shows its DOCX: small grey pictures.

python tests/writers/docx/golden_pages.py    renews the pictures in golden/
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageStat

from reporter.document.floats import moved
from reporter.office import find_office
from reporter.writers.docx import write_docx
from reporter.writers.docx.exact import office
from reporter.writers.docx.exact.pages import bookmark_sheets
from reporter.writers.docx.targets import find_targets
from reporter.writers.pdf import write_pdf
from tests.programs import run_program
from tests.projects import document_of

FOLDER = Path(__file__).parent / "golden"
VERSION = FOLDER / "LibreOffice.txt"  # other versions set lines a little differently
DPI = 40
INK = 170  # grey levels below this are ink
PLACES = {"chart": "fig-county", "table": "tab-tree"}  # page -> what stands on it


def version() -> str:
    """Return 7.4 of LibreOffice 7.4.7.2, "" without LibreOffice."""
    program = find_office()
    if program is None:
        return ""
    words = run_program([str(program), "--version"]).stdout.decode("utf-8", "replace").split()
    return ".".join(words[1].split(".")[:2]) if len(words) > 1 else ""


def pages() -> dict[str, Image.Image]:
    """Lay the sample out and return its pages: cover, contents, chart, table, landscape."""
    twin = write_pdf(document_of("tobacco"))
    report = moved(document_of("tobacco"), twin.moves)
    with office() as engine:
        data = engine.to_pdf(write_docx(report, pages=twin.pages, last_page=twin.last))
    sheets, count = bookmark_sheets(data)
    targets = find_targets(report).nodes
    with pypdfium2.PdfDocument(data) as file:
        texts = [page.get_textpage().get_text_range() for page in file]
        wanted = {"cover": 0}
        wanted["contents"] = next(i for i in range(count) if "......" in texts[i])
        wanted |= {name: sheets[targets[place].whole] for name, place in PLACES.items()}
        turned = [i for i in range(count) if file[i].get_width() > file[i].get_height()]
        wanted |= {"landscape": turned[0]} if turned else {}
        return {
            name: file[index].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
            for name, index in wanted.items()
        }


def difference(old: Image.Image, new: Image.Image) -> tuple[float, float]:
    """Return the mean difference in grey levels, and the share of ink that stands elsewhere.

    Ink counts as moved where the other picture has none within two pixels (1.3 mm).
    """
    if old.size != new.size:
        return 255.0, 1.0
    mean = ImageStat.Stat(ImageChops.difference(old, new)).mean[0]
    masks = [image.point(lambda grey: 255 if grey < INK else 0) for image in (old, new)]
    moved = total = 0.0
    for mask, other in (masks, masks[::-1]):
        near = other.filter(ImageFilter.MaxFilter(5))
        moved += ImageStat.Stat(ImageChops.subtract(mask, near)).sum[0]
        total += ImageStat.Stat(mask).sum[0]
    return mean, moved / (total or 1.0)


def renew() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name, image in pages().items():
        small = image.quantize(16)
        small.save(FOLDER / f"{name}.png", optimize=True)
    VERSION.write_text(version() + "\n", encoding="utf-8")


if __name__ == "__main__":
    renew()
