from __future__ import annotations

import io
import zipfile

import pytest

from reporter.archives import (
    Archive,
    ArchiveError,
    Limits,
    declares_entities,
    related_part,
    relations_part,
)

from .packages import zipped


def reason(raw: bytes, limits: Limits) -> str:
    with pytest.raises(ArchiveError) as caught:
        Archive(raw, limits)
    return caught.value.reason


def test_each_limit_is_held() -> None:
    raw = zipped({"a.xml": b"0" * 5_000, "b.xml": b"1"})
    assert Archive(raw, Limits()).unpacked == 5_001
    assert reason(raw, Limits(parts=1)) == "structure"
    assert reason(raw, Limits(unpacked=5_000)) == "size"
    assert reason(raw, Limits(ratio=10, small=100)) == "ratio"
    assert reason(raw[:-30], Limits()) == "broken"


def test_a_part_that_is_not_there_or_damaged_is_named() -> None:
    archive = Archive(zipped({"a.xml": b"<a/>"}), Limits())
    assert archive.read("a.xml") == b"<a/>"
    with pytest.raises(ArchiveError) as caught:
        archive.read("b.xml")
    assert (caught.value.reason, caught.value.part) == ("part", "b.xml")


def test_one_name_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("a.xml", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("a.xml", b"2")
    assert reason(buffer.getvalue(), Limits()) == "structure"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_declarations_are_found_in_any_encoding(encoding: str) -> None:
    assert declares_entities('<?xml version="1.0"?><!DOCTYPE a><a/>'.encode(encoding))
    assert not declares_entities('<?xml version="1.0"?><a/>'.encode(encoding))


def test_relationships_point_from_the_folder_of_their_part() -> None:
    assert relations_part("") == "_rels/.rels"
    assert relations_part("word/document.xml") == "word/_rels/document.xml.rels"
    assert related_part("", "word/document.xml") == "word/document.xml"
    assert related_part("word/document.xml", "../customXml/item1.xml") == "customXml/item1.xml"
    assert (
        related_part("xl/workbook.xml", "/xl/worksheets/sheet1.xml") == "xl/worksheets/sheet1.xml"
    )
