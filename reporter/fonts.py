"""Where the program's own fonts are and what they are called.

Charts, PDF and the PDF's font set-up all ask here, so that one table
(``fonts.toml``) decides which family plays which role.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from .errors import MachineError, Place, Problem

Style = Literal["normal", "italic"]

_HERE = Path(__file__).resolve().parent
_TABLE = "fonts.toml"
REMEDY = "重新安装 reporter；在源码文件夹中可运行 git checkout -- fonts"
_HINT = f"请{REMEDY}。"


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: ``role`` is song, hei, kai or latin; ``weight`` is 400 or 700."""

    role: str
    family: str
    weight: int
    style: Style
    path: Path


def font_dir() -> Path:
    """Return the folder of the fonts: in a wheel beside the code, else in the checkout.

    Raises:
        MachineError: there is no such folder.
    """
    for folder in (_HERE / "_data" / "fonts", _HERE.parent / "fonts"):
        if (folder / _TABLE).is_file():
            return folder
    raise MachineError(Problem("machine.fonts_missing", "找不到程序自带的字体。", _HINT))


def faces() -> tuple[Face, ...]:
    """Return the faces of ``fonts.toml`` in its order.

    Raises:
        MachineError: the table or one of its files is missing or unreadable.
    """
    return _read(font_dir())


@lru_cache(maxsize=4)
def _read(folder: Path) -> tuple[Face, ...]:
    try:
        table = tomllib.loads((folder / _TABLE).read_text(encoding="utf-8"))
        found = tuple(
            Face(
                role=str(row["role"]),
                family=str(row["family"]),
                weight=int(row.get("weight", 400)),
                style="italic" if row.get("style") == "italic" else "normal",
                path=folder / str(row["file"]),
            )
            for row in table["face"]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MachineError(
            Problem("machine.fonts_table", "字体清单读不出来。", _HINT, Place(file=_TABLE))
        ) from error
    missing = [face.path.name for face in found if not face.path.is_file()]
    if missing:
        what = f"缺少字体文件：{'、'.join(missing)}。"
        raise MachineError(Problem("machine.fonts_missing", what, _HINT, Place(file=_TABLE)))
    return found


def family(role: str) -> str:
    """Return the family name that plays ``role``, or an empty text if none does."""
    return next((face.family for face in faces() if face.role == role), "")
