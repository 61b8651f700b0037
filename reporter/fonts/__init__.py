"""Where the fonts are and what they are called: the program's own, and those a project adds.

Charts, PDF and the PDF's font set-up all ask here, so that one table
(``fonts.toml``) decides which family plays which role.

Added fonts stand in ``fonts/`` beside the project file and have a table of their own. They
travel with the project: the same folder gives the same pages on another machine, and nothing
is written into the installed program.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from .face import ADDED_ROLES as ADDED_ROLES
from .face import ROLES as ROLES
from .face import Face as Face
from .face import FontSet as FontSet
from .face import Style as Style
from .table import REMEDY as REMEDY
from .table import added_faces, read_faces
from .table import font_dir as font_dir

LATIN_RANGES = (  # letters, figures, Greek, signs, bullet; everything else is Chinese punctuation
    (0x20, 0x7E),
    (0xB1, 0xB3),
    (0xB9, 0xB9),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x24F),
    (0x370, 0x3FF),
    (0x2022, 0x2022),
    (0x2212, 0x2212),
)

_in_use: ContextVar[FontSet | None] = ContextVar("fonts_in_use", default=None)


@lru_cache(maxsize=4)
def _bundled(folder: Path) -> FontSet:
    return FontSet(read_faces(folder))


@lru_cache(maxsize=16)
def _together(own: FontSet, added: tuple[Face, ...]) -> FontSet:
    return FontSet((*own.faces, *added))


def bundled() -> FontSet:
    """Return the program's own fonts.

    Raises:
        MachineError: the table or one of its files is missing or unreadable.
    """
    return _bundled(font_dir())


def current() -> FontSet:
    """Return the fonts in use: the same object until others are in use.

    Raises:
        MachineError: the program's own fonts are missing.
    """
    return _in_use.get() or bundled()


@contextmanager
def project_fonts(folder: Path | None) -> Iterator[None]:
    """Use the fonts that the project in ``folder`` adds, beside the program's own, inside.

    Raises:
        ProjectError: its table cannot be read, or a font is missing or not the one added.
        MachineError: the program's own fonts are missing.
    """
    added = added_faces(folder) if folder is not None else ()
    token = _in_use.set(_together(bundled(), added) if added else None)
    try:
        yield
    finally:
        _in_use.reset(token)


def faces() -> tuple[Face, ...]:
    """Return the faces in use, the program's own first, each group in its table's order.

    Raises:
        MachineError: the table or one of its files is missing or unreadable.
    """
    return current().faces


def family(role: str) -> str:
    """Return the family name that plays ``role``, or an empty text if none does."""
    return current().family(role)
