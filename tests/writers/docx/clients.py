"""Word files as clients send them: parts from ``tests/data/clients``, zipped; and hostile ones."""

from __future__ import annotations

import io
from pathlib import Path

import docx

from tests.packages import zipped

FOLDER = Path(__file__).parents[2] / "data" / "clients"


def logo() -> bytes:
    """Return a small picture."""
    import matplotlib.image
    import numpy as np

    buffer = io.BytesIO()
    pixels = np.zeros((20, 50, 3), dtype=np.uint8)
    pixels[:, :, 0] = 192
    matplotlib.image.imsave(buffer, pixels, format="png")
    return buffer.getvalue()


def parts_of(name: str) -> dict[str, bytes]:
    """Return the parts of a client's file by name."""
    folder = FOLDER / name
    parts = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return parts | {"word/media/image1.png": logo()}


def client(name: str, **changes: tuple[str, str]) -> bytes:
    """Return a client's file; ``changes`` replace text in a part: ``document=("old", "new")``."""
    if name == "plain":
        buffer = io.BytesIO()
        docx.Document().save(buffer)
        return buffer.getvalue()
    if name == "libreoffice":
        return (FOLDER / "libreoffice.docx").read_bytes()
    parts = parts_of(name)
    for part, (old, new) in changes.items():
        path = f"word/{part}.xml"
        text = parts[path].decode("utf-8")
        if old not in text:
            raise ValueError(f"{path} does not hold {old}")
        parts[path] = text.replace(old, new, 1).encode("utf-8")
    return zipped(parts)
