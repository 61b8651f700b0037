"""Where the record comes from, and files that are broken, hostile or of another kind."""

import io
import json
import zipfile

import pytest

from reporter.errors import DataError
from reporter.facts import Fact, FactTable
from reporter.verification import facts_record, verify_file
from reporter.verification.record import read_record


def refused(path, facts=None):
    with pytest.raises(DataError) as caught:
        verify_file(path, facts)
    [problem] = caught.value.problems
    assert problem.what
    assert problem.hint
    return problem.code


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_record_beside_wins(docx_bytes, record, save):
    path = save("报告.docx", docx_bytes)
    save("facts.json", record)
    assert verify_file(path).facts == "facts.json"
    save("报告.facts.json", record)
    assert verify_file(path).facts == "报告.facts.json"
    assert not any("旧版" in note for note in verify_file(path).notes)


def test_other_record_beside_is_told(docx_bytes, record, save):
    path = save("报告.docx", docx_bytes)
    save("facts.json", record.replace(b"90.32", b"90.33"))
    assert "旧版" in verify_file(path).notes[0]


def test_record_without_texts_beside_gives_way(docx_bytes, facts, save):
    path = save("报告.docx", docx_bytes)
    save("facts.json", facts.to_json().encode())
    assert verify_file(path).facts.endswith("（文件内）")
    assert refused(path, path.with_name("facts.json")) == "verify.no_texts"


def test_no_record_at_all(edited, save):
    data = edited(lambda xml: xml + " ", drop={"customXml/item1.xml"})
    assert refused(save("a.docx", data)) == "verify.no_record"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b""),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.docx", zipped({"other.xml": "<a/>"})),
        ("a.docx", zipped({"word/document.xml": "<w:document"})),
        ("a.docx", zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
        ("a.docx", zipped({"word/document.xml": b"0" * 90_000_000})),
        ("a.docx", zipped({f"p{i}": b"" for i in range(5001)})),
        ("a.pdf", b""),
        ("a.pdf", b"%PDF-1.7 broken"),
        ("a.html", b""),
    ],
)
def test_broken_files(save, name, data):
    assert refused(save(name, data)) == "verify.file_unreadable"


def test_truncated_docx(docx_bytes, save):
    data = bytearray(docx_bytes)
    at = data.index(b"word/document.xml") + 60
    data[at : at + 200] = b"\0" * 200
    assert refused(save("a.docx", bytes(data))) == "verify.file_unreadable"


def test_other_kinds_and_missing(tmp_path, save):
    assert refused(save("a.doc", b"x")) == "verify.format"
    assert refused(tmp_path / "nix.docx") == "file.missing"


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{}", '{"facts": 1, "meta": {}}', "[" * 100_000,
        '{"facts": [], "meta": {}, "manifest": [{"block": "p", "text": "x", "values": [[1]]}]}',
    ],
)  # fmt: skip
def test_broken_records(docx_bytes, save, text):
    path = save("a.docx", docx_bytes)
    assert refused(path, save("f.json", text.encode())) == "verify.record_unreadable"


def test_record_is_json_that_reads_back():
    table = FactTable((Fact("score", value=90.3, unit="points"),), {"wave": "2026"})
    data = facts_record(
        table, [{"block": "paragraph", "text": "得90.3", "values": [[1, 5, "score/total"]]}]
    )
    assert data == facts_record(table, json.loads(data)["manifest"])
    record = read_record(data, "facts.json")
    assert record.facts.rows == table.rows
    assert record.passages[0].spans == ((1, 5, "score/total"),)
    assert record.forms["score/total"] == {"90.3", "+90.3"}


def test_record_without_texts_is_still_json():
    assert json.loads(facts_record(FactTable(()), []))["manifest"] == []
