"""Settings of [report] that a reader would miss or never see: said, or done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reporter import build as build_report

from .conftest import Case, Outcome
from .test_accepted import text_of


@pytest.mark.parametrize("key", ["watermark", "confidentiality"])
def test_words_too_long_to_be_read_are_refused(
    case: Case, build: Callable[..., Outcome], key: str
) -> None:
    case.toml("outputs =", f'{key} = "{"密" * 61}"\noutputs =')
    seen = build(command="check")
    assert seen.code == 3
    assert "《project.toml》第5行" in seen.text
    assert f"“{key}”不能超过" in seen.text


def test_signers_alone_get_their_page(case: Case, tmp_path: Path) -> None:
    case.toml("outputs =", 'signers = ["质量科长"]\noutputs =')
    docx = next(f for f in build_report(case.folder, tmp_path).files if f.suffix == ".docx")
    assert "质量科长（签字）：" in text_of(docx)
