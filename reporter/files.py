"""Files written whole or not at all: temporary files beside the targets, then renames."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from .errors import OutputError, Place, Problem

_PART = re.compile(r"\..+\.(?:part|old)-(\d+)-\d+")
_NUMBERS = itertools.count(1)
_RETRY = "请检查磁盘空间和文件夹权限；原有报告未改动。"
_OTHER_PLACE = "请换一个输出文件夹。"
_REASONS = {
    errno.EACCES: (
        "没有写入权限",
        "文件可能正在 Word、WPS 或阅读器中打开，请关闭后重试，或换一个输出文件夹。",
    ),
    errno.EROFS: ("磁盘是只读的", _OTHER_PLACE),
    errno.ENOSPC: ("磁盘空间不足", "请清出空间或换一个输出文件夹；原有报告未改动。"),
    errno.EDQUOT: ("磁盘配额已用完", "请清出空间或换一个输出文件夹；原有报告未改动。"),
    errno.EFBIG: ("文件超过了允许的大小", "请放宽限制或换一个输出文件夹；原有报告未改动。"),
    errno.EISDIR: ("同名的文件夹占着这个位置", "请移走这个文件夹，或换一个输出文件夹。"),
    errno.EEXIST: ("输出文件夹的位置上已有同名文件", _OTHER_PLACE),
    errno.ENOTDIR: ("输出文件夹的位置上已有同名文件", _OTHER_PLACE),
    errno.ENOENT: ("输出文件夹无法建立", _OTHER_PLACE),
    errno.ENAMETOOLONG: ("文件夹或文件的名称太长", "请改用较短的名称。"),
}
_REASONS[errno.EPERM] = _REASONS[errno.EACCES]


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write a set of files; no target is touched before all are safely on disk.

    What a run that was killed left in the same folders is swept away first. If a target
    cannot be replaced, those already replaced are put back.

    Raises:
        OutputError: a folder cannot be written, the disk is full, or a file is open in
            another program; the earlier files are still there and no leftovers remain.
    """
    staged: dict[Path, Path] = {}
    target = next(iter(contents), Path())
    try:
        for target, data in contents.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            sweep(target.parent)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "")
            staged[target] = _beside(target, "part")
            with staged[target].open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        with _alone({target.parent for target in staged}):
            _replace(staged)
    except _ReplaceError as error:
        raise OutputError(_problem(error.cause, error.target)) from error.cause
    except OSError as error:
        raise OutputError(_problem(error, target)) from error
    finally:
        for part in staged.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Delete the temporary files of runs that are no more."""
    for path in folder.iterdir():
        found = _PART.fullmatch(path.name)
        if found and not _is_running(int(found[1])):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


class _ReplaceError(Exception):
    def __init__(self, target: Path, cause: OSError) -> None:
        self.target, self.cause = target, cause


def _replace(staged: Mapping[Path, Path]) -> None:
    """Rename every part to its target; if that fails, put back what was there."""
    kept: dict[Path, Path] = {}
    made: list[Path] = []
    target = Path()
    try:
        for target, part in staged.items():
            is_new = not target.exists()
            if not is_new:
                with contextlib.suppress(OSError):  # a disk without hard links
                    old = _beside(target, "old")
                    os.link(target, old)
                    kept[target] = old
            part.replace(target)
            if is_new:
                made.append(target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            for done, old in kept.items():
                old.replace(done)
            for done in made:
                done.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _ReplaceError(target, error) from error
        raise
    finally:
        for old in kept.values():
            old.unlink(missing_ok=True)


def _beside(target: Path, kind: str) -> Path:
    return target.with_name(f".{target.name}.{kind}-{os.getpid()}-{next(_NUMBERS)}")


@contextlib.contextmanager
def _alone(folders: set[Path]) -> Iterator[None]:
    """Let two runs that write into one folder rename their sets one after the other."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        yield
        return
    with contextlib.ExitStack() as stack:
        for folder in sorted(folders):
            handle = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, handle)
            with contextlib.suppress(OSError):  # network disks may not lock
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return True  # there, asking would end the process
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _problem(error: OSError, target: Path) -> Problem:
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), _RETRY))
    return Problem("output.write", f"无法写入：{reason}。", hint, Place(file=target.name))


def safe_name(text: str, most: int = 80) -> str:
    """Return a file name that Windows, macOS and Linux accept, made from a title."""
    kept = "".join(char for char in text if char.isprintable() and char not in '\\/:*?"<>|')
    name = kept.strip(" .")[:most].strip(" .")
    while len(name.encode()) > 200:
        name = name[:-1]
    reserved = {"CON", "PRN", "AUX", "NUL"}
    return f"_{name}" if name.upper() in reserved else name or "报告"
