"""A font file from elsewhere, looked at before it is taken into a project.

Nothing in it is trusted: its size, its kind and its table of characters are checked before a
library reads it, and whatever a library says of a broken file becomes one Chinese sentence.
"""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import OutputError, Place, Problem

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

LARGEST = 64 * 2**20  # bytes; the largest Chinese faces in use have 52 MB
_MOST_CHARACTERS = 0x110000
_LONGEST = 60
_FLAVOURS = {
    b"\x00\x01\x00\x00": "ttf",
    b"true": "ttf",
    b"OTTO": "otf",
    b"ttcf": "ttc",
    b"wOFF": "woff",
    b"wOF2": "woff",
}
# fsType of table OS/2 (OpenType specification): who may embed the font in a document.
_RESTRICTED, _PRINT, _EDITABLE, _WHOLE, _BITMAPS = 0x2, 0x4, 0x8, 0x100, 0x200
_BOLD = 600
_OTHER = "请换一个允许嵌入的字体；开源字体（如 OFL 许可的思源宋体、朱雀仿宋）都可以。"
_REMARKS = {
    0: "",
    _PRINT: "字体声明“可供预览和打印”：印在 PDF 里可以，收件人不得据此编辑文字",
    _EDITABLE: "字体声明“可嵌入供编辑”",
}


@dataclass(frozen=True, slots=True)
class FontFile:
    """What a usable file holds. ``data`` is one face: of a collection, the one chosen."""

    data: bytes
    family: str
    weight: int
    licence: str
    characters: frozenset[int]
    suffix: str  # .ttf or .otf
    remark: str = ""


def examined(path: Path, index: int | None = None) -> FontFile:
    """Return what ``path`` holds; ``index`` chooses the face of a collection (TTC), from 0.

    Raises:
        OutputError: it cannot be read, is no static TrueType or OpenType font, or its maker
            does not allow it in documents; the message says what to do.
    """
    data = _read(path)
    flavour = _FLAVOURS.get(data[:4], "")
    if flavour == "woff":
        what = "这是网页字体（WOFF），每次排版都要先解压，三十页的报告要多用半分钟。"
        raise _refused("woff", path, what, "请改用同一字体的 TTF 或 OTF 文件。")
    if not flavour:
        what = "这不是 TTF、OTF 或 TTC 字体。"
        raise _refused("kind", path, what, "请在字体文件夹中另选一个文件。")
    number = _face_number(path, data, index) if flavour == "ttc" else 0
    try:
        with _silence():
            return _checked(path, data, number, flavour)
    except OutputError:
        raise
    except Exception as error:  # a broken file may raise anything
        raise _broken(path) from error


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the library's English remarks on odd tables off the user's screen."""
    logger = logging.getLogger("fontTools")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            what = "找不到这个字体文件。"
            hint = "请检查路径；Windows 的字体在 C:\\Windows\\Fonts。"
            raise _refused("missing", path, what, hint)
        if path.stat().st_size > LARGEST:
            what = f"文件超过 {LARGEST // 2**20} MB，不像是一个字体。"
            raise _refused("size", path, what, "请只用需要的那一个字重的文件。")
        return path.read_bytes()
    except OSError as error:
        raise _refused("unreadable", path, "文件读不出来。", "请检查读取权限。") from error


def _refused(code: str, path: Path, what: str, hint: str) -> OutputError:
    return OutputError(Problem(f"fonts.{code}", what, hint, Place(file=path.name)))


def _broken(path: Path) -> OutputError:
    return _refused("broken", path, "字体文件已损坏，读不出来。", "请重新取得这个文件。")


def _face_number(path: Path, data: bytes, index: int | None) -> int:
    """Return which face of a collection to take; there must be one choice or an explicit one."""
    count = struct.unpack(">L", data[8:12])[0] if len(data) >= 12 else 0
    if not 0 < count <= 64:
        raise _broken(path)
    if index is None and count > 1:
        names = "；".join(f"{i} {_name_in(data, i)}" for i in range(min(count, 20)))
        what = f"这个文件里有 {count} 种字体：{names}。"
        raise _refused("collection", path, what, "请用 --index 指定一种，如 --index 0。")
    if index is not None and not 0 <= index < count:
        what = f"这个文件里只有 {count} 种字体，没有第 {index} 号。"
        raise _refused("collection", path, what, f"--index 可以是 0 至 {count - 1}。")
    return index or 0


def _name_in(data: bytes, number: int) -> str:
    try:
        with _silence(), _open(data, number) as font:
            return _family(font)
    except Exception:  # only to help choose
        return "（读不出）"


def _open(data: bytes, number: int) -> TTFont:
    from fontTools.ttLib import TTFont

    return TTFont(io.BytesIO(data), lazy=True, fontNumber=number, recalcTimestamp=False)


def _checked(path: Path, data: bytes, number: int, flavour: str) -> FontFile:
    with _open(data, number) as font:
        _require_static_outlines(path, font)
        remark = _embedding(path, font)
        _require_sane_characters(path, font.reader["cmap"])
        if flavour == "ttc":
            target = io.BytesIO()
            font.save(target, reorderTables=None)
            data = target.getvalue()
        suffix = ".otf" if "CFF " in font else ".ttf"
        os2: Any = font["OS/2"]
        family, licence = _family(font), _licence(font)
        weight = 700 if os2.usWeightClass >= _BOLD else 400
    return FontFile(data, family, weight, licence, _drawable(data), suffix, remark)


def _drawable(data: bytes) -> frozenset[int]:
    """Return the characters, read by the library that draws charts: it must open the file too."""
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(io.BytesIO(data)).get_charmap())


def _require_static_outlines(path: Path, font: TTFont) -> None:
    if "fvar" in font or "CFF2" in font:
        what = "这是可变字体（一个文件含多种粗细），排版极慢，图表里又只有最细的一种。"
        hint = (
            "请改用静态字体文件（文件名带 Regular 或 Bold）；也可自行转换："
            "fonttools varLib.instancer 字体.ttf wght=400 --static -o 新字体.ttf。"
        )
        raise _refused("variable", path, what, hint)
    if not ("glyf" in font or "CFF " in font) or not {"cmap", "OS/2", "name", "head"} <= set(
        font.keys()
    ):
        what = "文件里没有轮廓字形或缺少必要的表（如彩色表情字体、点阵字体），不能用于印刷。"
        raise _refused("no_outlines", path, what, "请换一个普通的 TTF 或 OTF 字体。")


def _embedding(path: Path, font: TTFont) -> str:
    """Return a remark on the right to embed; a right that a PDF needs and lacks is refused."""
    rights = font["OS/2"].fsType
    kind = rights & 0xF
    if kind & _RESTRICTED and not kind & (_PRINT | _EDITABLE):
        what = "字体厂商不允许把它嵌入文档（fsType 2），而 PDF 必须嵌入字体。"
        raise _refused("restricted", path, what, _OTHER)
    if rights & _WHOLE:
        what = "字体厂商只允许整个嵌入（fsType 100h），而 PDF 里只放用到的字。"
        raise _refused("no_subset", path, what, _OTHER)
    if rights & _BITMAPS:
        what = "字体厂商只允许嵌入点阵（fsType 200h），不能用于印刷。"
        raise _refused("restricted", path, what, _OTHER)
    return _REMARKS[_EDITABLE if kind & _EDITABLE else kind & _PRINT]


def _require_sane_characters(path: Path, table: bytes) -> None:
    """Refuse a table that would unfold into more characters than there are.

    Formats 12 and 13 store runs (OpenType specification, cmap); a few bytes of a hostile
    file can claim billions, and libraries write them all out.
    """
    count = struct.unpack(">H", table[2:4])[0]
    for i in range(count):
        start = struct.unpack(">L", table[8 + 8 * i : 12 + 8 * i])[0]
        if struct.unpack(">H", table[start : start + 2])[0] not in (8, 12, 13):
            continue
        at = start + (8204 if table[start : start + 2] == b"\x00\x08" else 12)
        groups = struct.unpack(">L", table[at : at + 4])[0]
        if 12 * groups > len(table):
            raise _broken(path)
        total = 0
        for place in range(at + 4, at + 4 + 12 * groups, 12):
            first, last = struct.unpack(">LL", table[place : place + 8])
            total += max(0, last - first + 1)
            if not first <= last < _MOST_CHARACTERS or total > _MOST_CHARACTERS:
                raise _broken(path)


def _family(font: TTFont) -> str:
    """Return the family in Chinese where the file has it, else in English."""
    names: Any = font["name"]
    for number in (16, 1):
        for language in (0x804, 0x409):
            if found := names.getName(number, 3, 1, language):
                return _tidy(found.toUnicode(errors="replace"))
    return _tidy(names.getBestFamilyName() or "") or "未命名"


def _licence(font: TTFont) -> str:
    names: Any = font["name"]
    text = " ".join(
        entry.toUnicode(errors="replace") for entry in names.names if entry.nameID in (13, 14)
    )
    if (
        "SIL Open Font License" in text
        or "scripts.sil.org/OFL" in text
        or "openfontlicense" in text
    ):
        return "OFL-1.1"
    return "随字体文件的许可"


def _tidy(text: str) -> str:
    return " ".join("".join(char for char in text if char.isprintable()).split())[:_LONGEST]
