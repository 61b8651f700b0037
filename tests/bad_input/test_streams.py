"""Standard streams that are closed, full or abandoned: never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPORTER = f'"{sys.executable}" -m reporter'


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("methods >/dev/full", 6),
        ("methods --json >/dev/full", 6),
        ("check nosuch --json >/dev/full", 6),
        ("methods >&-", 0),
        ("methods >&- 2>&-", 0),
        ("check nosuch 2>&-", 3),
        ("methods <&-", 0),
        ("methods --json | true; exit ${PIPESTATUS[0]}", 0),
    ],
)
def test_streams(line: str, code: int, tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{REPORTER} {line}"], capture_output=True, cwd=tmp_path, timeout=60
    )
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert "内部错误" not in done.stderr.decode()
    if code == 6:
        assert "磁盘" in done.stderr.decode()
