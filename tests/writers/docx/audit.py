"""What openxml-audit finds wrong with a file: schemas and the rules of the standard's text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from openxml_audit import OpenXmlValidator


def audit(data: bytes, suffix: str = ".docx") -> list[str]:
    """Return its findings, each with its place.

    A validator that is used again remembers what a part held by the address of the package in
    memory, which the next package may get: it then finds comments and notes missing that are there.
    Every file gets one of its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"file{suffix}")
        path.write_bytes(data)
        return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]
