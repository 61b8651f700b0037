"""Fonts of a project: added, removed, listed. What the command ``reporter fonts`` runs."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from ..errors import OutputError, Place, Problem, ProjectError
from ..files import safe_name, write_whole
from . import bundled
from .coverage import characters, gb2312_hanzi, standard_hanzi
from .examine import FontFile, examined
from .face import ROLES, TABLE
from .table import FOLDER, AddedFont, digest, read_added, written

_FANG = ("仿宋", "fangsong", "simfang", "fandolfang")
_SUFFIXES = (".ttf", ".otf", ".ttc")


@dataclass(frozen=True, slots=True)
class ListedFont:
    """A font as listed; ``gb2312`` and ``standard`` count hanzi, of 6763 and 8105."""

    role: str
    family: str
    weight: int
    style: str
    file: str
    licence: str
    characters: int
    gb2312: int
    standard: int
    added: bool
    state: str = ""  # what is wrong with it, or worth knowing


@dataclass(frozen=True, slots=True)
class Addition:
    """What to add: files, their role ("" finds it by name), the face of a collection."""

    files: tuple[Path, ...]
    role: str = ""
    index: int | None = None


def project_folder(project: Path) -> Path:
    """Return the folder of a project, given as folder or file.

    Raises:
        ProjectError: there is no project.
    """
    folder = project if project.is_dir() else project.parent
    if project.is_file() or any(folder.glob("*.toml")):
        return folder
    what = f"“{project.name or project.resolve().name}”里没有项目文件。"
    hint = "字体随项目保存：请用 --project 指明项目所在的文件夹。"
    raise ProjectError(Problem("project.not_found", what, hint))


def listed(folder: Path | None) -> tuple[ListedFont, ...]:
    """Return the program's own fonts, then those of the project in ``folder``.

    Raises:
        ProjectError: the project's table cannot be read.
        MachineError: the program's own fonts are missing.
    """
    own = tuple(
        _listed(row, characters(face.path), face.style)
        for row, face in zip(_own(), bundled().faces, strict=True)
    )
    return own + (tuple(_of_project(folder, row) for row in read_added(folder)) if folder else ())


def _own() -> tuple[AddedFont, ...]:
    return tuple(
        AddedFont(f.role, f.name, f.weight, f.path.name, f.sha256, f.licence)
        for f in bundled().faces
    )


def _of_project(folder: Path, row: AddedFont) -> ListedFont:
    path = folder / FOLDER / row.file
    if digest(path) == row.sha256:
        return replace(_listed(row, characters(path)), added=True)
    state = "文件已改动" if path.is_file() else "找不到文件"
    return replace(_listed(row, frozenset()), added=True, state=state)


def _listed(row: AddedFont, chars: frozenset[int], style: str = "normal") -> ListedFont:
    return ListedFont(
        row.role,
        row.family,
        row.weight,
        style,
        row.file,
        row.licence,
        len(chars),
        len(chars & gb2312_hanzi()),
        len(chars & standard_hanzi()),
        added=False,
    )


def unlisted(folder: Path) -> list[str]:
    """Return font files in a project's font folder that its table does not name."""
    known = {row.file for row in (*read_added(folder), *_own())}
    here = folder / FOLDER
    found = sorted(here.iterdir()) if here.is_dir() else []
    return [p.name for p in found if p.suffix.lower() in _SUFFIXES and p.name not in known]


def add(folder: Path, wanted: Addition) -> tuple[ListedFont, ...]:
    """Copy fonts into the project in ``folder`` and enter them in its table; all or none.

    Raises:
        OutputError: a file is refused (:func:`.examine.examined`), or is there already.
        ProjectError: the table cannot be read.
    """
    rows = list(read_added(folder))
    contents: dict[Path, bytes] = {}
    added = []
    for path in wanted.files:
        font = examined(path, wanted.index)
        row = _row(path, font, wanted)
        _require_new(rows, row, path)
        _require_regular(rows, row, path)
        contents[folder / FOLDER / row.file] = font.data
        rows.append(row)
        remark = "；".join(filter(None, (font.remark, _helps(row, font))))
        added.append(replace(_listed(row, font.characters), added=True, state=remark))
    contents[folder / FOLDER / TABLE] = written(rows)
    write_whole(contents)
    return tuple(added)


def _row(path: Path, font: FontFile, wanted: Addition) -> AddedFont:
    from hashlib import sha256

    role = wanted.role or _guess(path, font)
    picked = f"#{wanted.index}" if wanted.index is not None else ""
    stem = safe_name(PurePath(path.name).stem, 60) + (f"-{wanted.index}" if picked else "")
    return AddedFont(
        role,
        font.family,
        400 if role == "rare" else font.weight,
        stem + font.suffix,
        sha256(font.data).hexdigest(),
        font.licence,
        safe_name(path.name) + picked,
    )


def _guess(path: Path, font: FontFile) -> str:
    names = f"{path.name} {font.family}".lower().replace(" ", "")
    return "fang" if any(word in names for word in _FANG) else "rare"


def _require_new(rows: Sequence[AddedFont], new: AddedFont, path: Path) -> None:
    for row in rows:
        if row.sha256 == new.sha256 or row.file.lower() == new.file.lower():
            what = f"项目里已经有这个字体（{row.file}，角色 {row.role}）。"
            hint = f"要换角色或换文件，请先运行 reporter fonts remove {row.file}。"
        elif new.role != "rare" and (row.role, row.weight) == (new.role, new.weight):
            kind = "粗体" if new.weight == 700 else "常规"
            what = f"项目的{ROLES[row.role]}（{kind}）已经是“{row.family}”。"
            hint = (
                f"要换，请先运行 reporter fonts remove {row.file}；只作补字用，请加 --role rare。"
            )
        else:
            continue
        raise OutputError(Problem("fonts.exists", what, hint, Place(file=path.name)))


def _require_regular(rows: Sequence[AddedFont], new: AddedFont, path: Path) -> None:
    """Refuse a bold face alone: the running text of its role would be set in it."""
    if new.weight == 700 and not any((row.role, row.weight) == (new.role, 400) for row in rows):
        what = f"“{new.family}”是粗体，而项目里还没有{ROLES[new.role]}的常规体，正文会全用粗体。"
        hint = "请先加入常规体（文件名多带 Regular），再加粗体。"
        raise OutputError(Problem("fonts.bold_alone", what, hint, Place(file=path.name)))


def _helps(row: AddedFont, font: FontFile) -> str:
    """Return what a user should know of a font before relying on it."""
    if row.role == "rare":
        have = frozenset[int]().union(*(characters(f.path) for f in bundled().faces))
        return f"比程序自带的字体多 {len(font.characters - have)} 个字符"
    if lost := len(gb2312_hanzi() - font.characters):
        return f"缺 GB2312 汉字 {lost} 个，缺的字用宋体补"
    return ""


def remove(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Take fonts, named by file, out of a project's table and delete their files.

    Raises:
        OutputError: a name is not in the table; nothing was removed.
        ProjectError: the table cannot be read.
    """
    rows = read_added(folder)
    known = {row.file.lower(): row.file for row in rows}
    for name in names:
        if name.lower() not in known:
            what = f"项目里没有加入过字体“{name[:60]}”。"
            have = "、".join(row.file for row in rows)
            hint = f"已加入的有：{have}。" if have else "项目里还没有加入字体。"
            raise OutputError(Problem("fonts.unknown", what, hint))
    gone = tuple(dict.fromkeys(known[name.lower()] for name in names))
    write_whole({folder / FOLDER / TABLE: written(row for row in rows if row.file not in gone)})
    for name in gone:
        with contextlib.suppress(OSError):  # its entry is gone: the file is used no more
            (folder / FOLDER / name).unlink(missing_ok=True)
    return gone
