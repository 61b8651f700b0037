"""Every report is a file that Word opens as it is, says the validator, and say our rules."""

from __future__ import annotations

import pytest

from .audit import audit
from .invariants import problems
from .reports import FILES, docx_of


@pytest.mark.parametrize("name", FILES)
def test_report_is_valid(name: str) -> None:
    data = docx_of(name)
    assert problems(data) == []
    assert audit(data) == []
