"""Entry of the command line; imports nothing heavy."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    if argv is None:
        _restart_in_utf8()
        spare_the_collector()
    from .cli.run import run

    return run(sys.argv[1:] if argv is None else list(argv))


def spare_the_collector() -> None:
    """Let the garbage collector run rarely, and not when the process ends.

    A build keeps nearly everything it makes until it is over; visiting it all again and again,
    and once more before the memory goes back anyway, is a tenth of its time.
    """
    gc.set_threshold(50_000, 20, 100)
    atexit.register(gc.freeze)


def _restart_in_utf8() -> None:
    """Start again in UTF-8 mode where file names could not be Chinese (locale C, mode off)."""
    if not sys.flags.utf8_mode and "ascii" in sys.getfilesystemencoding().lower():
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "reporter", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
