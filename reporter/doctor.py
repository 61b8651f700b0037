"""What this machine lacks, and the exact command that mends it."""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, Literal

from .errors import MachineError, ReporterError
from .fonts import REMEDY, ROLES, font_dir
from .fonts.table import digest, read_added
from .office import find_office

Level = Literal["ok", "note", "warning", "error"]

_APT = "sudo apt-get install"
_PANGO = f"{_APT} libpango-1.0-0 libpangoft2-1.0-0"
_PANGO_ELSEWHERE = {
    "win32": "安装 MSYS2，在其终端运行 pacman -S mingw-w64-ucrt-x86_64-pango，"
    "再把 C:\\msys64\\ucrt64\\bin 设为环境变量 WEASYPRINT_DLL_DIRECTORIES",
    "darwin": "brew install pango",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it stands, in Chinese, and the command that mends it."""

    level: Level
    code: str
    what: str
    mend: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return a plain mapping for ``--json``."""
        return asdict(self)


def examine() -> tuple[Finding, ...]:
    """Look at everything a report needs; reads only, apart from one temporary file."""
    return (
        _python(),
        *_packages(),
        *_pdf(),
        *_fonts(),
        *_added_fonts(Path.cwd()),
        _libreoffice(),
        _writing(Path.cwd()),
    )


def _python() -> Finding:
    number = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= (3, 11):  # noqa: UP036 - pip may have been told to ignore it
        return Finding("ok", "python", f"Python {number}")
    mend = f"{_APT} python3.11 python3.11-venv"
    return Finding("error", "python", f"Python {number} 太旧，要 3.11 或更高", mend)


# ------------------------------------------------------------------- libraries


def _packages() -> Iterator[Finding]:
    bad = []
    floors = dependency_floors()
    for name, floor in floors.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = ""
        if not found or _numbers(found) < _numbers(floor):
            state = f"{name} {found} 低于 {floor}" if found else f"缺少 {name}（要 {floor} 以上）"
            mend = f'"{sys.executable}" -m pip install "{name}>={floor}"'
            bad.append(Finding("error", f"package.{name}", state, mend))
    yield from bad
    if not bad:
        yield Finding("ok", "packages", f"Python 组件 {len(floors)} 个，版本符合要求")


def dependency_floors() -> dict[str, str]:
    """Return name -> least version, from the installed metadata, else from the checkout."""
    try:
        rows = requires("reporter") or []
    except PackageNotFoundError:
        pyproject = Path(__file__).parent.parent / "pyproject.toml"
        if not pyproject.is_file():
            return {}
        rows = tomllib.loads(pyproject.read_text("utf-8"))["project"]["dependencies"]
    found = (re.match(r"([A-Za-z0-9._-]+)[^;]*?>=\s*([0-9.]+)", row) for row in rows)
    return {match[1]: match[2] for match in found if match}


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:4])


# ------------------------------------------------------------------------- PDF


def _pdf() -> Iterator[Finding]:
    try:
        import_module("weasyprint")
    except (ImportError, OSError):
        what = "缺少 PDF 排版组件 Pango；生成 DOCX 和 HTML 不受影响"
        mend = _PANGO_ELSEWHERE.get(sys.platform, f"{_PANGO} libharfbuzz-subset0")
        yield Finding("error", "pango", what, mend)
        return
    yield Finding("ok", "pango", "PDF 排版组件 Pango")
    yield _subset()


def _subset() -> Finding:
    """Without the subsetting library whole fonts go through Python: 12 times slower."""
    names = ("harfbuzz-subset", "harfbuzz-subset-0", "libharfbuzz-subset-0")
    if any(ctypes.util.find_library(name) for name in names) or _loads("libharfbuzz-subset.so.0"):
        return Finding("ok", "harfbuzz_subset", "字体子集组件 libharfbuzz-subset")
    mend = f"{_APT} libharfbuzz-subset0"
    if sys.platform != "linux":
        mend = _PANGO_ELSEWHERE.get(sys.platform, mend)
    what = "缺少字体子集组件 libharfbuzz-subset0，写 PDF 会慢约十二倍"
    return Finding("error", "harfbuzz_subset", what, mend)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


# ------------------------------------------------------- fonts, office, folders


def _fonts() -> Iterator[Finding]:
    try:
        folder = font_dir()
        rows = tomllib.loads((folder / "fonts.toml").read_text("utf-8"))["face"]
    except (MachineError, OSError, ValueError, KeyError):
        yield Finding("error", "fonts", "找不到程序自带的字体", REMEDY)
        return
    wrong = [str(row["file"]) for row in rows if not _intact(folder / str(row["file"]), row)]
    if wrong:
        yield Finding("error", "fonts", f"字体缺失或已改动：{'、'.join(wrong)}", REMEDY)
    else:
        yield Finding("ok", "fonts", f"自带字体 {len(rows)} 个，校验一致")


def _added_fonts(folder: Path) -> Iterator[Finding]:
    """Look at the fonts of the project that the command is run in, if it adds any."""
    try:
        rows = read_added(folder)
    except (ReporterError, OSError):
        mend = "删去 fonts/fonts.toml，再运行 reporter fonts add"
        yield Finding("error", "added_fonts", "本项目的字体清单读不出来", mend)
        return
    wrong = [row.file for row in rows if digest(folder / "fonts" / row.file) != row.sha256]
    if wrong:
        mend = f'reporter fonts remove "{wrong[0]}"，再用 reporter fonts add 加入'
        what = f"本项目的字体缺失或已改动：{'、'.join(wrong)}"
        yield Finding("error", "added_fonts", what, mend)
    elif rows:
        names = "、".join(f"{ROLES[row.role]} {row.family}" for row in rows)
        yield Finding("ok", "added_fonts", f"本项目加入的字体 {len(rows)} 个：{names}")


def _intact(path: Path, row: dict[str, Any]) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == row.get("sha256")
    except OSError:
        return False


def _libreoffice() -> Finding:
    if find_office() is not None:
        return Finding("ok", "libreoffice", "LibreOffice（可选，供 --exact-pages 核对 DOCX 页码）")
    what = "没有 LibreOffice（可选）：不影响生成，只是不能用 --exact-pages 核对 DOCX 页码"
    mend = f"{_APT} libreoffice-writer libreoffice-math" if sys.platform == "linux" else ""
    return Finding("note", "libreoffice", what, mend)


def _writing(folder: Path) -> Finding:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".reporter-"):
            pass
    except OSError:
        mend = f'sudo chown -R "$USER" "{folder}"' if os.name == "posix" else "换一个有权限的文件夹"
        return Finding("warning", "write", "当前文件夹不能写入；可用 --out 指定别的文件夹", mend)
    return Finding("ok", "write", "当前文件夹可以写入")
