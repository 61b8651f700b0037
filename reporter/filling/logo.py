"""A client's logo: a picture from anywhere, checked and made ready for every output.

What comes out was drawn anew: a PNG of plain pixels at a sensible size, or an SVG that only
draws. Nothing that a camera or an editor wrote beside the picture travels into a report.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING

from ..archives import declares_entities
from ..document.safe_svg import (
    SVG,
    UnsafeSvgError,
    drawn_elements,
    drop_foreign,
    safe_svg,
    write_out_classes,
)
from ..document.theme import Logo

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 10 * 2**20
_MOST_SVG, _MOST_DRAWN = 2**20, 20_000
_MOST_PIXELS = 30_000_000
_TALLEST_MM, _FLATTEST_MM = 60.0, 2.0
NARROWEST_MM, WIDEST_MM = 8.0, 120.0
_DPI = 600  # more cannot be seen in print
_SAME_SHAPE = 0.03  # share by which two pictures of one logo may differ in shape
_RESAVE = "请在绘图软件中另存为 PNG（背景透明）再试。"
_SMALLER = "请缩小尺寸后另存，宽1500像素足够印刷。"
_PLAIN = (
    "请在绘图软件中另存为普通 SVG（文字转曲，纯色，不嵌图片、滤镜和链接），或改用背景透明的 PNG。"
)
_FOREIGN = (
    (b"mz", "程序"),
    (b"pk", "压缩文件"),
    (b"%pdf", "PDF 文件"),
    (b"%!ps", "EPS 文件"),
    (b"gif8", "GIF 图片"),
    (b"bm", "BMP 图片"),
    (b"riff", "WebP 图片"),
    (b"ii*\0", "TIFF 图片"),
    (b"mm\0*", "TIFF 图片"),
    (b"\0\0\1\0", "图标文件"),
    (b"\xd7\xcd\xc6\x9a", "WMF 图片"),
    (b"8bps", "Photoshop 文件"),
    (b"<html", "网页"),
    (b"<!doctype html", "网页"),
)
# WeasyPrint's shadings are drawn differently by viewers of PDF.
_SHADED = tuple(
    f"{{{SVG}}}{name}" for name in ("linearGradient", "radialGradient", "pattern", "mask", "marker")
)
# Drawing programs name the standard's own type, which no one has to fetch.
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+svg(?:\s+PUBLIC\s+\"[^\"<>]*\"\s*\"[^\"<>]*\")?\s*>")
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*(mm|cm|in|pt|pc|px|)\s*", re.I)
_PX = {"": 1.0, "px": 1.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 4 / 3, "pc": 16.0}


class LogoError(ValueError):
    """The picture is refused: ``str`` is what is wrong, ``hint`` what to do, both Chinese."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.hint = hint


def read_logo(path: Path, width_mm: float, alt: str) -> Logo:
    """Return the logo in a PNG, JPEG or SVG file, ``width_mm`` wide and in its own shape.

    A PNG beside an SVG, of the same name, is what programs show that read no SVG.

    Raises:
        LogoError: no such picture, too large, damaged, or one that does more than show itself.
        MachineError: an SVG stands alone and this machine cannot draw it.
    """
    data = _bytes(path)
    if _looks_like_svg(data):
        return _vector(path, data, width_mm, alt)
    kind = next((kind for magic, kind in _FOREIGN if data[:16].lower().startswith(magic)), "")
    if kind:
        raise LogoError(f"标志文件“{path.name[:60]}”其实是{kind}，不能用作标志。", _RESAVE)
    png, height_mm = _pixels(path, data, width_mm)
    return Logo(png, "image/png", width_mm, height_mm, alt, png)


def _bytes(path: Path) -> bytes:
    name = path.name[:60].replace("\0", "")
    try:
        if not path.is_file():
            state = "是一个文件夹" if path.is_dir() else "不存在"
            raise LogoError(
                f"标志文件“{name}”{state}。", "路径从品牌文件所在的文件夹算起，请核对。"
            )
        size = path.stat().st_size
        if size > MOST_BYTES:
            what = f"标志文件“{name}”有{size / 1e6:.0f} MB，超过{MOST_BYTES // 2**20} MB的上限。"
            raise LogoError(what, _SMALLER)
        data = path.read_bytes()
    except OSError as error:
        raise LogoError(f"标志文件“{name}”读不出来。", "请检查读取权限。") from error
    except ValueError as error:
        if isinstance(error, LogoError):
            raise
        raise LogoError("标志文件的名称不对。", "请核对。") from error
    if not data:
        raise LogoError(f"标志文件“{name}”是空的（0字节）。", "请重新保存或复制这个文件。")
    return data


def _height(name: str, width_mm: float, shape: float) -> float:
    """Return the height in mm; ``shape`` is height by width."""
    height = round(width_mm * shape, 3)
    if _FLATTEST_MM <= height <= _TALLEST_MM:
        return height
    least, most = max(NARROWEST_MM, _FLATTEST_MM / shape), min(WIDEST_MM, _TALLEST_MM / shape)
    size = f"宽{width_mm:g}毫米时高{round(height, 2):g}毫米"
    what = f"标志“{name[:60]}”{size}，超出了封面放得下的范围。"
    if least > most:
        raise LogoError(what, "这个标志过于狭长，请换用长宽相差较小的。")
    raise LogoError(what, f"请把 width 改为{ceil(least)}～{floor(most)}之间的数。")


# -------------------------------------------------------------------------- pixels


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Pillow from warning of sizes that are refused here anyway."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        yield


def _pixels(path: Path, data: bytes, width_mm: float) -> tuple[bytes, float]:
    """Return a PNG made anew from the pixels, and its height in mm."""
    from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

    name = path.name[:60]
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on for the whole process
    try:
        with _quiet(), Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise Image.DecompressionBombError
            if opened.mode == "CMYK":
                what = f"标志“{name}”是印刷用的 CMYK 颜色，屏幕和 Word 中会变色。"
                raise LogoError(what, "请在绘图软件中另存为 RGB 的 PNG。")
            picture = ImageOps.exif_transpose(opened)
            is_clear = "A" in picture.getbands() or "transparency" in picture.info
            picture = picture.convert("RGBA" if is_clear else "RGB")
    except UnidentifiedImageError as error:
        what = f"标志文件“{name}”不是 PNG、JPEG 或 SVG 图片，或已损坏。"
        raise LogoError(what, _RESAVE) from error
    except Image.DecompressionBombError as error:
        raise LogoError(f"标志“{name}”的像素过多（上限3000万）。", _SMALLER) from error
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, LogoError):
            raise
        raise LogoError(f"标志文件“{name}”已损坏，读不完整。", _RESAVE) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    height_mm = _height(name, width_mm, picture.height / picture.width)
    most = round(width_mm / 25.4 * _DPI)
    if picture.width > most:
        size = most, max(1, round(most * picture.height / picture.width))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    target = io.BytesIO()
    dpi = picture.width / width_mm * 25.4
    picture.save(target, "PNG", dpi=(dpi, dpi), optimize=True)
    return target.getvalue(), height_mm


# ------------------------------------------------------------------------- drawing


def _looks_like_svg(data: bytes) -> bool:
    head = data[:4].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] == b"<" and b"<svg" in data[:20_000]


def _vector(path: Path, data: bytes, width_mm: float, alt: str) -> Logo:
    name = path.name[:60]
    if len(data) > _MOST_SVG:
        what = f"标志“{name}”有{len(data) / 1e6:.1f} MB，不像是简单的图形。"
        raise LogoError(what, _PLAIN)
    try:
        svg, shape = _plain_svg(data, width_mm)
    except UnsafeSvgError as error:
        raise LogoError(f"标志“{name}”{error}，不能使用。", _PLAIN) from error
    height_mm = _height(name, width_mm, shape)
    beside = path.with_suffix(".png")
    if beside != path and beside.is_file():
        png, other = _pixels(beside, _bytes(beside), width_mm)
        if abs(other / height_mm - 1) > _SAME_SHAPE:
            what = f"标志“{name}”与同名的 PNG 长宽比不同，不像是同一个标志。"
            raise LogoError(what, "请由 SVG 重新导出 PNG，或删去其中一个。")
    else:
        from ..writers.pdf.picture import svg_png

        png = svg_png(svg, width_mm, height_mm)
    return Logo(svg, "image/svg+xml", width_mm, height_mm, alt, png)


def _plain_svg(data: bytes, width_mm: float) -> tuple[bytes, float]:
    """Return the drawing with nothing but what is drawn, and its height by width."""
    from lxml import etree

    data = _DOCTYPE.sub(b"", data, count=1)
    if declares_entities(data):
        raise UnsafeSvgError("含有实体声明")
    root = safe_svg(data)
    if next(root.iter(f"{{{SVG}}}text"), None) is not None:
        raise UnsafeSvgError("含有文字，换一台电脑字体就会变")
    if next(root.iter(*_SHADED), None) is not None:
        raise UnsafeSvgError("含有渐变、图案、标记或蒙版，各种程序画出来不一样")
    write_out_classes(root)
    drawn_elements(root, _MOST_DRAWN)
    drop_foreign(root)
    box = _view_box(root)
    shape = box[3] / box[2]
    root.set("viewBox", " ".join(f"{part:g}" for part in box))
    root.set("width", f"{width_mm:g}mm")
    root.set("height", f"{width_mm * shape:g}mm")
    for odd in ("preserveAspectRatio", "x", "y", "style", "class"):
        root.attrib.pop(odd, "")
    return etree.tostring(root, encoding="utf-8"), shape


def _view_box(root: _Element) -> tuple[float, float, float, float]:
    written = root.get("viewBox", "").replace(",", " ").split()
    try:
        box = tuple(map(float, written))
    except ValueError:
        box = ()
    if not written:
        sizes = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
        box = (0.0, 0.0, *(float(m[1]) * _PX[m[2].lower()] for m in sizes if m))
    is_placed = all(abs(corner) < 1e6 for corner in box[:2])
    if len(box) != 4 or not is_placed or not all(0 < side < 1e6 for side in box[2:]):
        raise UnsafeSvgError("没有写明大小（viewBox）")
    return box[0], box[1], box[2], box[3]
