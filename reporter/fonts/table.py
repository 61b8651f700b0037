"""``fonts.toml``: read for the program's own fonts and for a project's, written for the latter."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import MachineError, Place, Problem, ProjectError
from .face import ADDED_ROLES, ROLES, TABLE, Face

FOLDER = "fonts"
REMEDY = "重新安装 reporter；在源码文件夹中可运行 git checkout -- fonts"
_HERE = Path(__file__).resolve().parent.parent
_HINT = f"请{REMEDY}。"
_AGAIN = "请用 reporter fonts remove 去掉这一条，再用 reporter fonts add 重新加入。"
_ANEW = "请删去 fonts 文件夹里的 fonts.toml，再用 reporter fonts add 重新加入字体。"
_HEAD = "# 由 reporter fonts 写成；字体随项目保存，换一台电脑版面不变。\n"


def font_dir() -> Path:
    """Return the folder of the program's fonts: in a wheel beside the code, else in the checkout.

    Raises:
        MachineError: there is no such folder.
    """
    for folder in (_HERE / "_data" / FOLDER, _HERE.parent / FOLDER):
        if (folder / TABLE).is_file():
            return folder
    raise MachineError(Problem("machine.fonts_missing", "找不到程序自带的字体。", _HINT))


def read_faces(folder: Path) -> tuple[Face, ...]:
    """Return the faces of the program's own table in ``folder``.

    Raises:
        MachineError: the table or one of its files is missing or unreadable.
    """
    try:
        rows = tomllib.loads((folder / TABLE).read_text(encoding="utf-8"))["face"]
        found = tuple(_face(row, folder) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = Problem("machine.fonts_table", "字体清单读不出来。", _HINT, Place(file=TABLE))
        raise MachineError(problem) from error
    missing = [face.path.name for face in found if not face.path.is_file()]
    if missing:
        what = f"缺少字体文件：{'、'.join(missing)}。"
        raise MachineError(Problem("machine.fonts_missing", what, _HINT, Place(file=TABLE)))
    return found


def _face(row: Mapping[str, Any], folder: Path) -> Face:
    return Face(
        role=str(row["role"]),
        family=str(row["family"]),
        weight=int(row.get("weight", 400)),
        style="italic" if row.get("style") == "italic" else "normal",
        path=folder / str(row["file"]),
        name=str(row["family"]),
        licence=str(row.get("licence", "")),
        sha256=str(row.get("sha256", "")),
    )


@dataclass(frozen=True, slots=True)
class AddedFont:
    """A row of a project's table; ``source`` is the name of the file it was taken from."""

    role: str
    family: str
    weight: int
    file: str
    sha256: str
    licence: str = ""
    source: str = ""


def read_added(folder: Path) -> tuple[AddedFont, ...]:
    """Return the rows of the table in the font folder of the project in ``folder``.

    Raises:
        ProjectError: the table is there but cannot be read, or names what it must not.
    """
    path = folder / FOLDER / TABLE
    if not path.is_file():
        return ()
    try:
        text = path.read_text(encoding="utf-8")
        if text == (font_dir() / TABLE).read_text(encoding="utf-8"):
            return ()  # a checkout: the program's own table stands where a project's would
        rows = tomllib.loads(text).get("face", [])
        found = tuple(
            AddedFont(
                role=str(row["role"]),
                family=str(row["family"]),
                weight=700 if row.get("weight") == 700 else 400,
                file=str(row["file"]),
                sha256=str(row["sha256"]),
                licence=str(row.get("licence", "")),
                source=str(row.get("source", "")),
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        what = "项目的字体清单读不出来。"
        raise ProjectError(Problem("fonts.table", what, _ANEW, _PLACE)) from error
    for row in found:
        if row.role not in ADDED_ROLES or not _is_bare(row.file):
            what = f"项目的字体清单里，文件“{row.file[:40]}”或角色“{row.role[:20]}”不合规定。"
            raise ProjectError(Problem("fonts.table", what, _ANEW, _PLACE))
    return found


_PLACE = Place(file=f"{FOLDER}/{TABLE}")


def _is_bare(name: str) -> bool:
    """Return whether a name cannot lead out of its folder."""
    return name not in ("", ".", "..") and not set(name) & set('/\\:"\0')


def added_faces(folder: Path) -> tuple[Face, ...]:
    """Return the faces that the project in ``folder`` adds; none where it has no table.

    Each file is held against its SHA-256: it was looked at when it was added, not later.

    Raises:
        ProjectError: the table is unreadable, or a file is missing or not the one added.
    """
    found, rare = [], 0
    for row in read_added(folder):
        path = folder / FOLDER / row.file
        if digest(path) != row.sha256:
            state = "已改动" if path.is_file() else "找不到"
            what = f"项目字体“{row.file}”{state}。"
            raise ProjectError(Problem("fonts.changed", what, _AGAIN, _PLACE))
        rare += row.role == "rare"
        alias = f"Added {rare} Rare" if row.role == "rare" else f"Added {row.role.title()}"
        known = {"name": row.family, "licence": row.licence, "sha256": row.sha256}
        found.append(Face(row.role, alias, row.weight, "normal", path, added=True, **known))
    return tuple(found)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, "" where there is none."""
    try:
        state = path.stat()
        return _digest(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return ""


@lru_cache(maxsize=64)
def _digest(path: Path, changed: int, size: int) -> str:  # noqa: ARG001 - keys of the cache
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def written(rows: Iterable[AddedFont]) -> bytes:
    """Return the text of a project's table."""
    parts = [_HEAD]
    for row in rows:
        values = {
            "role": row.role,
            "family": row.family,
            "weight": row.weight,
            "file": row.file,
            "sha256": row.sha256,
            "licence": row.licence,
            "source": row.source,
        }
        # A JSON string of printable characters is a TOML string.
        lines = [f"{key} = {json.dumps(it, ensure_ascii=False)}" for key, it in values.items()]
        parts.append("\n".join(("", f"[[face]]  # {ROLES[row.role]}", *lines, "")))
    return "".join(parts).encode("utf-8")
