"""Charts draw with a project's own fonts what 黑体 lacks: as text, as outlines and as pixels."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from reporter.charts import draw
from reporter.charts.kit import faces
from reporter.charts.kit.hermetic import hermetic
from reporter.charts.kit.marks import Writing
from reporter.charts.kit.outlines import outlined
from reporter.charts.kit.raster import png
from reporter.charts.kit.vector import svg
from reporter.document.nodes import picture_bytes
from reporter.errors import OutputError
from reporter.fonts import project_fonts
from reporter.fonts.manage import Addition, add
from tests.fonts import made

from .cases import data_for


@pytest.fixture(params=[False, True], ids=["ttf", "otf"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    source = made.font(tmp_path / "rare.otf", cff=request.param)
    (tmp_path / "project.toml").write_text("", encoding="utf-8")
    add(tmp_path, Addition((source,), "rare"))
    return tmp_path


def test_a_rare_name_is_drawn_in_every_form(project: Path) -> None:
    with project_fonts(project):
        drawing = draw("bars", data_for("bars", ("甲", "𠮷野家", "丙")))
        outlines = picture_bytes(drawing.outlined)
        pixels = picture_bytes(drawing.png)
    assert "'Noto Sans SC','Added 1 Rare'" in drawing.svg.decode()
    assert b"<text" not in outlines
    assert pixels.startswith(b"\x89PNG")
    with pytest.raises(OutputError):
        draw("bars", data_for("bars", ("甲", "𠮷野家", "丙")))


def test_the_square_stands_after_what_precedes_it(project: Path) -> None:
    """The test font draws a square of 0.8 em, 0.1 em from the left of its em."""
    words = Writing(10.0, 20.0, "甲㖞", 72.0, False, "left", "#000000")
    em = 72.0 * 25.4 / 72
    with project_fonts(project), hermetic():
        assert faces.width("甲㖞", 72.0) == pytest.approx(2 * em, rel=0.01)
        picture = Image.open(io.BytesIO(png(100.0, 40.0, [words]))).convert("L")
        paths = outlined(svg(100.0, 40.0, [words])).decode()
    scale = picture.width / 100.0
    row = [picture.getpixel((x, round((20.0 - 0.4 * em) * scale))) for x in range(picture.width)]
    dark = [x for x in range(round((10.0 + em) * scale), picture.width) if row[x] < 128]
    assert dark[0] / scale == pytest.approx(10.0 + 1.1 * em, abs=0.3)
    assert dark[-1] / scale == pytest.approx(10.0 + 1.9 * em, abs=0.3)
    assert "<text" not in paths


def test_other_texts_are_measured_as_before(project: Path) -> None:
    before = faces.width("满意度85.4分", 9.0)
    with project_fonts(project):
        assert faces.width("满意度85.4分", 9.0) == before
        assert faces.families()[0] == faces.face().family
    assert faces.families() == (faces.face().family,)
