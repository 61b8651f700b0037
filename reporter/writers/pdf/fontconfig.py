"""A font set-up that sees only the program's own fonts.

Without it Pango takes glyphs from whatever is installed, and the same report looks
different on every machine. The Latin faces are limited to letters and figures, so
that quotes, dashes and ellipses stay Chinese and full-width.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from ...fonts import Face, faces

_TEMPLATE = Path(__file__).with_name("fonts.conf.in")
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
    folder = Path(_folder().name)
    path = folder / "fonts.conf"
    path.write_text(configuration(known, folder), encoding="utf-8")
    return path


def configuration(known: tuple[Face, ...], cache: Path, *, limited: bool = True) -> str:
    """Return the text of ``fonts.conf`` for ``known`` faces.

    ``limited`` leaves the Latin faces letters and figures only.
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
        .replace("@LIMITS@", limits)
    )


def family_properties(known: tuple[Face, ...]) -> str:
    """Return CSS custom properties naming the families of each role.

    ``--song`` and ``--kai`` put Latin letters and figures first; 黑体 keeps its own.
    """
    names: dict[str, str] = {}
    for face in known:
        names.setdefault(face.role, f'"{face.family}"')
    latin, song, hei = (names.get(role, "serif") for role in ("latin", "song", "hei"))
    kai, fang = names.get("kai", song), names.get("fang", song)
    return (
        f"--latin:{latin};--song:{latin},{song};--hei:{hei},{song};--hei-figures:{latin},{hei};"
        f"--kai:{latin},{kai},{song};--fang:{latin},{fang},{song};"
    )
