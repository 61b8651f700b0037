"""The invariants can fail: each fault put into a good file is found."""

from __future__ import annotations

import io
import zipfile

import pytest

from reporter.writers.docx import write_docx

from .invariants import problems
from .sample import PAGES, sample

MAIN = "word/document.xml"
FAULTS = [
    (MAIN, "</w:p></w:tc>", "</w:p><w:tbl/></w:tc>"),
    (MAIN, '<w:fldChar w:fldCharType="end"/>', ""),
    (MAIN, '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:dirty="1" w:fldCharType="begin"/>'),
    (MAIN, 'w:anchor="_Toc', 'w:anchor="_Tic'),
    (MAIN, " REF _Ref", " REF _Rif"),
    (MAIN, '<w:gridCol w:w="', '<w:gridCol w:w="1'),
    (MAIN, '<wp:docPr id="2"', '<wp:docPr id="1"'),
    (MAIN, '<w:bookmarkEnd w:id="3"/>', ""),
    (MAIN, 'w:name="_Toc100000002"', 'w:name="_Toc100000001"'),
    (MAIN, '<w:id w:val="2"/>', '<w:id w:val="1"/>'),
    (MAIN, '<w:pStyle w:val="BodyTextFirstIndent"/>', '<w:pStyle w:val="Nobody"/>'),
    (MAIN, '<w:numId w:val="5"/>', '<w:numId w:val="99"/>'),
    (MAIN, 'descr="', 'descr="" x="'),
    (MAIN, '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'),
    (MAIN, '<w:footnoteReference w:id="2"/>', '<w:footnoteReference w:id="1"/>'),
    ("word/styles.xml", "Times New Roman", "MS Mincho"),
    ("word/settings.xml", "<w:compat>", "<w:updateFields/><w:compat>"),
    ("docProps/core.xml", "<dc:title>", "<dc:title>x</dc:title><dc:title>"),
    ("docProps/core.xml", "T00:00:00Z", ""),
    ("word/_rels/document.xml.rels", "media/image1.png", "media/image9.png"),
    ("docProps/app.xml", "<Application>reporter", "<Application>python-docx"),
]


@pytest.fixture(scope="module")
def good() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(write_docx(sample(), pages=PAGES)))


@pytest.mark.parametrize(("name", "old", "new"), FAULTS, ids=lambda value: value[:28])
def test_fault_is_found(name: str, old: str, new: str, good: zipfile.ZipFile) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bad:
        for info in good.infolist():
            content = good.read(info)
            if info.filename == name:
                changed = content.replace(old.encode(), new.encode(), 1)
                assert changed != content, "the fault was not put in"
                content = changed
            bad.writestr(zipfile.ZipInfo(info.filename), content)
    assert problems(buffer.getvalue())
