"""The examples of the API page run as they stand, in a folder that has the sample."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs/api.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_example_runs(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    shutil.copytree(ROOT / "samples" / "tobacco", tmp_path / "samples" / "tobacco")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "docs/api.md", "exec"), {})
    printed = capsys.readouterr().out
    assert printed.strip()
    if "write(" in example:
        assert (tmp_path / "年度报告.docx").read_bytes()[:2] == b"PK"
        assert (tmp_path / "年度报告.pdf").read_bytes()[:5] == b"%PDF-"
    if "verify(" in example:
        assert printed.strip().endswith("True")
