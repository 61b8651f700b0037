"""Only a process of our own changes the garbage collector."""

from __future__ import annotations

import gc
import subprocess
import sys

from reporter.__main__ import main

CODE = """
import gc, sys
sys.argv = ["reporter", "--version"]
from reporter.__main__ import main
try:
    main()
except SystemExit:
    pass
print("threshold", gc.get_threshold()[0])
"""


def test_own_process_collects_rarely() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True)
    assert "threshold 50000" in done.stdout


def test_a_caller_keeps_its_collector() -> None:
    before = gc.get_threshold()
    main(["--version"])
    assert gc.get_threshold() == before
