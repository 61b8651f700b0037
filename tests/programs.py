"""Programs of others that tests start: ended in time with all their children, and asked again.

One that hangs on a busy machine would else hold the whole run.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence

SECONDS = 120.0  # the slowest takes a quarter of it on two busy cores
ATTEMPTS = 3


def run_program(
    command: Sequence[str], seconds: float = SECONDS, attempts: int = ATTEMPTS, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Return what ``command`` said; ``environment`` is added to our own.

    Raises:
        subprocess.TimeoutExpired: it did not end in ``seconds`` at any of the attempts.
    """
    for attempt in range(attempts):
        with subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            try:
                out, err = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                if os.name == "posix":
                    os.killpg(process.pid, signal.SIGKILL)
                process.kill()
                if attempt + 1 == attempts:
                    raise
            else:
                return subprocess.CompletedProcess(command, process.returncode, out, err)
    raise ValueError(f"attempts: {attempts}")
