"""Where LibreOffice is, on those machines that have it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_NAMES = ("soffice", "libreoffice")
_PLACES = {
    "win32": (
        r"%ProgramFiles%\LibreOffice\program\soffice.com",
        r"%ProgramFiles(x86)%\LibreOffice\program\soffice.com",
        r"%LOCALAPPDATA%\Programs\LibreOffice\program\soffice.com",
    ),
    "darwin": (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ),
}


def find_office() -> Path | None:
    """Return the program, from the search path or where its installers put it."""
    for name in _NAMES:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    for place in _PLACES.get(sys.platform, ()):
        path = Path(os.path.expandvars(place)).expanduser()
        if path.is_file():
            return path
    return None
