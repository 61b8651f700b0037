"""Reports on clients' files before Microsoft's own validator; the client's faults do not count."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.writers.docx import write_docx
from reporter.writers.docx.reference import open_base

from . import test_sdk
from .clients import client
from .sample import PAGES, sample


@pytest.fixture(scope="module", autouse=True)
def _sdk() -> None:
    if lacking := test_sdk._lacking():
        pytest.skip(f"Open XML SDK: {lacking}")


@pytest.mark.parametrize("name", ["plain", "word", "wps", "libreoffice"])
@pytest.mark.parametrize("version", [test_sdk.VERSIONS[0], test_sdk.VERSIONS[-1]])
def test_word_of_every_age_accepts(name: str, version: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(write_docx(sample(), pages=PAGES, base=open_base(client(name), "a.docx")))
    assert test_sdk.sdk_errors(path, version) == []
