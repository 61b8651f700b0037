"""Labels of native charts that are moved off their points stand alone."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from reporter.document.nodes import Document, Meta, Part
from reporter.writers.docx import write_docx

from .charts_sample import every

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"


def test_no_stroke_ties_a_moved_label_to_its_point() -> None:
    figures = tuple(every().values())
    archive = zipfile.ZipFile(
        io.BytesIO(write_docx(Document(Meta("试验"), (Part("body", figures),))))
    )
    moved = 0
    for name in archive.namelist():
        if not name.startswith("word/charts/chart"):
            continue
        for group in etree.fromstring(archive.read(name)).iter(f"{C}dLbls"):
            said = [node.get("val") for node in group.iter(f"{C15}showLeaderLines")]
            is_moved = group.find(f"{C}dLbl/{C}layout") is not None
            moved += is_moved
            assert said == (["0"] if is_moved else [])
            if is_moved:
                assert group[-1].tag == f"{C}extLst"
    assert moved == 5, "values beyond limits, the target of a line, three limits of a control chart"
