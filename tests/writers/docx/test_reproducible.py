"""The same document gives the same bytes, wherever it is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reporter.writers.docx import write_docx
from tests.packages import unzipped

from .charts_sample import every
from .invariants import problems
from .sample import PAGES
from .whole import whole

ROOT = Path(__file__).parents[3]
_CODE = (
    "import sys; from tests.writers.docx.whole import whole; "
    "from tests.writers.docx.sample import PAGES; from reporter.writers.docx import write_docx; "
    "sys.stdout.buffer.write(write_docx(whole(), pages=PAGES))"
)
PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"},
    {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "C", "LANG": "C"},
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_docx(whole(), pages=PAGES)


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts, and those of the workbooks within."""
    found = unzipped(data)
    for name in [name for name in found if name.endswith(".xlsx")]:
        found |= {f"{name}!{inner}": content for inner, content in parts(found[name]).items()}
    return found


def test_it_holds_everything(data: bytes) -> None:
    names = set(parts(data))
    assert sum(name.startswith("word/charts/chart") for name in names) == len(every())
    assert sum(name.endswith(".xlsx") for name in names) == len(every())
    assert "word/comments.xml" in names
    assert b"<m:oMath" in parts(data)["word/document.xml"]
    assert problems(data) == []


def test_same_bytes_twice(data: bytes) -> None:
    assert write_docx(whole(), pages=PAGES) == data


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place["TZ"])
def test_same_bytes_elsewhere(data: bytes, place: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CODE],
        cwd=ROOT,
        env={**os.environ, **place},
        capture_output=True,
        check=True,
    )
    here, there = parts(data), parts(done.stdout)
    assert [name for name in here if here[name] != there.get(name)] == []
    assert done.stdout == data


def test_no_part_tells_when_or_where_it_was_made(data: bytes) -> None:
    for name, content in parts(data).items():
        assert str(ROOT).encode() not in content, name
        assert b"XlsxWriter" not in content, name
