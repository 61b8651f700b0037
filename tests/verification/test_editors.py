"""What another editor's save leaves of the carriers; needs LibreOffice, else skipped."""

import io
import re
import shutil
import zipfile
from dataclasses import replace

import pytest

from reporter.document.identity import MARK, identify
from reporter.document.manifest import manifest
from reporter.document.nodes import Attachment, Part
from reporter.document.walk import document_blocks
from reporter.facts import key_aspects
from reporter.verification import facts_record, verify_file
from reporter.verification.record import read_record
from reporter.writers.docx import write_docx

from ..programs import run_program
from ..writers.docx.charts_sample import bar
from .conftest import FACTS, val

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")


def native():
    """A chart of three facts that Word draws."""
    figure = replace(bar(), id="native", svg=b"", note=())
    table = figure.data
    names, rows = table.categories[:3], tuple((val(f"score/s{i}"),) for i in range(3))
    plot = replace(figure.plot, note="", unit="")
    return replace(figure, data=replace(table, categories=names, rows=rows), plot=plot)


@pytest.fixture(scope="module")
def written(document):
    """The report with a native chart, its blocks identified."""
    *before, last = document.parts
    more = Part(last.role, (*last.blocks, native()))
    tree = identify(replace(document, parts=(*before, more), attachments=()), key_aspects)
    record = facts_record(FACTS, manifest(tree))
    carried = (Attachment("facts.json", "application/json", record),)
    return write_docx(replace(tree, attachments=carried)), record, tree


@pytest.fixture(scope="module")
def saved(written, tmp_path_factory):
    """The DOCX as LibreOffice saves it, straight and by way of its own format."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.docx").write_bytes(written[0])

    def convert(name, kind, target):
        command = [
            OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--norestore", "--convert-to", kind, "--outdir", str(folder / target),
            str(folder / name),
        ]  # fmt: skip
        done = run_program(command, SAL_USE_VCLPLUGIN="svp")
        assert done.returncode == 0, done

    convert("a.docx", "docx:MS Word 2007 XML", "straight")
    convert("a.docx", "odt", "own")
    convert("own/a.odt", "docx:MS Word 2007 XML", "round")
    return {way: (folder / way / "a.docx").read_bytes() for way in ("straight", "round")}


def marks(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    return re.findall(rf'bookmarkStart [^>]*w:name="({MARK}[^"]*)"', text)


WAYS = ("straight", "round")


@pytest.mark.parametrize("way", WAYS)
def test_marks_of_blocks_survive(way, written, saved):
    own = marks(written[0])
    assert len(own) >= len({b.block_id for b in document_blocks(written[2])})
    assert sorted(marks(saved[way])) == sorted(own)


@pytest.mark.parametrize("way", WAYS)
def test_numbers_are_still_held_against_the_record(way, written, saved, save):
    facts = save("facts.json", written[1])
    assert read_record(written[1], "facts.json").passages
    found = verify_file(save("a.docx", saved[way]), facts)
    assert found.ok, str(found)
    assert not found.missing, str(found)

    def changed(name, old, new):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(saved[way])) as a, zipfile.ZipFile(out, "w") as b:
            for part in a.namelist():
                data = a.read(part)
                if part == name:
                    assert old in data
                    data = data.replace(old, new, 1)
                b.writestr(part, data)
        return verify_file(save("b.docx", out.getvalue()), facts).mismatches

    [wrong] = changed("word/document.xml", b">90.3<", b">98.3<")
    assert (wrong.key, wrong.expected, wrong.found) == ("score/total", "90.3", "98.3")
    [wrong] = changed("word/charts/chart1.xml", b">80.9<", b">89.0<")
    assert (wrong.key, wrong.expected) == ("score/s1", "80.9")
