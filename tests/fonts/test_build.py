"""The committed faces are made again, byte for byte, where their source packages are at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

FONTS = Path(__file__).parents[2] / "fonts"
SOURCES = os.environ.get("REPORTER_FONT_SOURCES", "")


def build(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(FONTS / "build.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_script_says_how_it_is_used() -> None:
    done = build("--help")
    assert done.returncode == 0, done.stderr
    assert "--check" in done.stdout


@pytest.mark.skipif(not SOURCES, reason="REPORTER_FONT_SOURCES names no folder of the packages")
@pytest.mark.skipif(find_spec("east_asian_spacing") is None, reason="no east-asian-spacing")
def test_same_bytes_from_the_packages() -> None:
    done = build("--check", "--sources", SOURCES)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "same bytes" in done.stdout
