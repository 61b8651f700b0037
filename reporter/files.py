"""Files written whole or not at all: temporary files beside the targets, then renames."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .errors import OutputError, Place, Problem


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write a set of files; no target is touched before all are safely on disk.

    Raises:
        OutputError: a folder cannot be written, the disk is full, or a file is open in
            another program; the earlier files are still there and no leftovers remain.
    """
    staged: list[tuple[Path, Path]] = []
    target = next(iter(contents), Path())
    try:
        for target, data in contents.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.part-{os.getpid()}")
            staged.append((part, target))
            with part.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        for part, target in staged:
            part.replace(target)
    except OSError as error:
        raise OutputError(_problem(error, target)) from error
    finally:
        for part, _ in staged:
            part.unlink(missing_ok=True)


def _problem(error: OSError, target: Path) -> Problem:
    if isinstance(error, PermissionError):
        hint = "文件可能正在 Word、WPS 或阅读器中打开，请关闭后重试，或换一个输出文件夹。"
    elif isinstance(error, FileExistsError | NotADirectoryError):
        hint = "输出位置已有同名文件，请换一个文件夹。"
    else:
        hint = "请检查磁盘空间和文件夹权限；原有报告未改动。"
    what = f"无法写入：{error.strerror or error}。"
    return Problem("output.write", what, hint, Place(file=target.name))


def safe_name(text: str, most: int = 80) -> str:
    """Return a file name that Windows, macOS and Linux accept, made from a title."""
    kept = "".join(char for char in text if char.isprintable() and char not in '\\/:*?"<>|')
    name = kept.strip(" .")[:most].strip(" .")
    while len(name.encode()) > 200:
        name = name[:-1]
    reserved = {"CON", "PRN", "AUX", "NUL"}
    return f"_{name}" if name.upper() in reserved else name or "报告"
