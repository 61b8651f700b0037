"""A program of others that hangs does not hold the tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from .programs import run_program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")


def test_what_hangs_once_is_asked_again(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    hangs_once = f"test -e {seen} && echo $WORD && exit 3; touch {seen}; sleep 60"
    done = run_program(["sh", "-c", hangs_once], seconds=1, WORD="said")
    assert (done.returncode, done.stdout) == (3, b"said\n")


def test_what_hangs_always_is_ended_with_its_children(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    with pytest.raises(subprocess.TimeoutExpired):
        run_program(["sh", "-c", f"(sleep 2; touch {alive}) & sleep 60"], seconds=0.5, attempts=2)
    with pytest.raises(subprocess.TimeoutExpired):
        run_program(["sleep", "60"], seconds=2, attempts=1)
    assert not alive.exists()
