"""Keys and files travel in the custom XML part and come back whole."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reporter.document.carriers import ITEM_PART, Travelling, read_item
from reporter.document.nodes import Attachment
from reporter.writers.docx import write_docx
from reporter.writers.docx.tags import tag_of, write_item

from .builders import LONG_KEY
from .sample import sample


def read(data: bytes) -> Travelling:
    found = read_item(etree.fromstring(data))
    assert found is not None
    return found


def test_files_and_long_keys_come_back() -> None:
    item = zipfile.ZipFile(io.BytesIO(write_docx(sample()))).read(ITEM_PART)
    back = read(item)
    assert back.file("facts.json") == '{"总体": "<90.3>"}\n'.encode()
    assert back.file("data.bin") == bytes(range(256))
    assert back.attachments == sample().attachments
    assert back.short_keys[tag_of(LONG_KEY)] == LONG_KEY
    assert "score/total" not in back.short_keys


def test_a_key_that_looks_short_is_not_taken_for_one() -> None:
    assert tag_of("k:a") != "k:a"


def test_foreign_and_broken_parts_give_nothing() -> None:
    assert read_item(etree.fromstring("<a/>")) is None
    broken = write_item([Attachment("a", "b", bytes(range(256)))], []).replace("AAEC", "?")
    assert read(broken.encode()).attachments == ()


@given(st.text(max_size=120), st.text(max_size=120))
def test_different_keys_have_different_valid_tags(one: str, other: str) -> None:
    assert len(tag_of(one)) <= 64
    assert (tag_of(one) == tag_of(other)) == (one == other)


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda s: s.encode("utf-8", "replace")))
def test_every_content_comes_back(data: bytes) -> None:
    item = write_item([Attachment("a", "b", data)], [])
    assert read(item.encode()).file("a") == data
