"""Every report is a file that Word opens as it is, says the validator, and say our rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from .invariants import problems
from .reports import FILES, docx_of


@pytest.mark.parametrize("name", FILES)
def test_report_is_valid(name: str, tmp_path: Path) -> None:
    data = docx_of(name)
    assert problems(data) == []
    path = tmp_path / f"{name}.docx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
