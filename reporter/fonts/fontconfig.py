"""A font set-up that sees only the program's own fonts.

Without it Pango takes glyphs from whatever is installed, and the same report looks
different on every machine. The Latin faces are limited to letters and figures, so
that quotes, dashes and ellipses stay Chinese and full-width.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from . import LATIN_RANGES, Face, faces

_TEMPLATE = Path(__file__).with_name("fonts.conf.in")
_VARIABLE = "FONTCONFIG_FILE"


@contextmanager
def own_fonts() -> Iterator[None]:
    """Let fontconfig see only our fonts inside the block; WeasyPrint is imported inside it.

    Raises:
        MachineError: the fonts are missing.
    """
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(_written(faces()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


@lru_cache(maxsize=1)
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a private folder that is removed when the process ends."""
    return tempfile.TemporaryDirectory(prefix="reporter-fonts-")


@lru_cache(maxsize=4)
def _written(known: tuple[Face, ...]) -> Path:
    folder = Path(tempfile.mkdtemp(dir=_folder().name))
    path = folder / "fonts.conf"
    path.write_text(configuration(staged(known, folder), folder), encoding="utf-8")
    return path


def staged(known: tuple[Face, ...], folder: Path) -> tuple[Face, ...]:
    """Return ``known`` with the added faces copied to ``folder``: fontconfig reads whole folders.

    A project's folder may hold files that were never looked at; these must not be seen.
    """
    return tuple(_copied(face, folder / "added", i) for i, face in enumerate(known))


def _copied(face: Face, folder: Path, number: int) -> Face:
    if not face.added:
        return face
    folder.mkdir(exist_ok=True)
    path = folder / f"{number}{face.path.suffix}"
    shutil.copyfile(face.path, path)
    return replace(face, path=path)


def configuration(known: tuple[Face, ...], cache: Path, *, limited: bool = True) -> str:
    """Return the text of ``fonts.conf`` for ``known`` faces.

    ``limited`` leaves the Latin faces letters and figures only. Added faces go by the family
    of their role, whatever their files say.
    """
    folders = sorted({face.path.parent.as_posix() for face in known})
    latin = sorted({face.family for face in known if limited and face.role == "latin"})
    ranges = "".join(
        f"<charset><range><int>0x{low:x}</int><int>0x{high:x}</int></range></charset>"
        for low, high in LATIN_RANGES
    )
    limits = "".join(
        f'<match target="font"><test name="family"><string>{escape(name)}</string></test>'
        f'<edit name="charset" mode="assign_replace"><plus>{ranges}</plus></edit></match>'
        for name in latin
    )
    return (
        _TEMPLATE.read_text(encoding="utf-8")
        .replace("@FOLDERS@", "".join(f"<dir>{escape(name)}</dir>" for name in folders))
        .replace("@CACHE@", f"<cachedir>{escape((cache / 'cache').as_posix())}</cachedir>")
        .replace("@LIMITS@", limits + "".join(_named(face) for face in known if face.added))
    )


def _named(face: Face) -> str:
    values = (
        ("family", f"<string>{face.family}</string>"),
        ("weight", f"<const>{'bold' if face.weight >= 700 else 'regular'}</const>"),
        ("slant", "<const>roman</const>"),
    )
    edits = "".join(f'<edit name="{k}" mode="assign_replace">{v}</edit>' for k, v in values)
    file = escape(face.path.as_posix())
    return (
        f'<match target="scan"><test name="file" compare="eq"><string>{file}</string></test>'
        f"{edits}</match>"
    )
