"""Entry of the command line; imports nothing heavy."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    if argv is None:
        _restart_in_utf8()
    from .cli.run import run

    return run(sys.argv[1:] if argv is None else list(argv))


def _restart_in_utf8() -> None:
    """Start again in UTF-8 mode where file names could not be Chinese (locale C, mode off)."""
    if not sys.flags.utf8_mode and "ascii" in sys.getfilesystemencoding().lower():
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "reporter", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
