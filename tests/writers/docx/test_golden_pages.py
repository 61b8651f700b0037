"""The sample's DOCX looks as it did: a few pages, compared with a tolerance."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from reporter.office import find_office

from .golden_pages import FOLDER, VERSION, difference, pages, version

GREY, MOVED = 4.0, 0.03  # most that may differ: grey levels on average, share of the ink
NAMES = sorted(path.stem for path in FOLDER.glob("*.png"))


@pytest.fixture(scope="module")
def made() -> dict[str, Image.Image]:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed (apt: libreoffice-writer-nogui)")
    known = VERSION.read_text(encoding="utf-8").strip()
    if version() != known:
        pytest.skip(f"the pictures are of LibreOffice {known}, this is {version()}")
    return pages()


@pytest.mark.parametrize("name", NAMES)
def test_page_looks_as_before(name: str, made: dict[str, Image.Image], tmp_path: Path) -> None:
    assert name in made, f"the report has no page “{name}” any more"
    with Image.open(FOLDER / f"{name}.png") as file:
        grey, moved = difference(file.convert("L"), made[name])
    if grey <= GREY and moved <= MOVED:
        return
    picture = tmp_path / f"{name}.png"
    made[name].save(picture)
    pytest.fail(
        f"page “{name}” looks different: {grey:.1f} grey levels (at most {GREY:g}), {moved:.1%} of "
        f"the ink elsewhere (at most {MOVED:.0%}).\nNew picture: {picture}\nIf it is better: "
        "python tests/writers/docx/golden_pages.py"
    )


def test_a_moved_block_is_seen() -> None:
    def page(at: int, shift: int = 0) -> Image.Image:
        image = Image.new("L", (331, 468), 255)
        draw = ImageDraw.Draw(image)
        for row in range(20):
            top = 60 + 12 * row + (at if row > 14 else 0)
            draw.rectangle((40 + shift, top, 290 + shift, top + 4), fill=60)
        return image

    assert difference(page(0), page(0)) == (0.0, 0.0)
    assert difference(page(0), page(0, shift=1))[1] <= MOVED  # a hair is no change
    assert difference(page(0), page(6))[1] > MOVED  # five lines half a line lower
    assert difference(page(0), Image.new("L", (10, 10))) == (255.0, 1.0)
