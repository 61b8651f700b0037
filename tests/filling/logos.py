"""Logos of a company that does not exist, good and bad, made in memory."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

SVG = b"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:e="urn:editor" e:export="C:\\Users\\me\\logo.png"
 viewBox="0 0 240 80"><metadata><?xpacket begin?><e:owner>me</e:owner></metadata>
<style>.a{fill:#C8102E}</style><circle class="a" cx="40" cy="40" r="36"/>
<path d="M40 16L60 56H20z" fill="#FFF"/>
<path class="a" d="M96 24h120v12H96zM96 46h80v12H96z"/></svg>
"""


def svg(inside: str, head: str = 'viewBox="0 0 240 80"') -> bytes:
    """Return a drawing that holds ``inside``."""
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {space} {head}>{inside}</svg>".encode()


def picture(kind: str = "PNG", mode: str = "RGBA", size: tuple[int, int] = (240, 80)) -> bytes:
    """Return a picture of one colour."""
    target = io.BytesIO()
    Image.new(mode, size, 90 if mode == "L" else None).save(target, kind)
    return target.getvalue()


def huge_png(side: int = 60_000) -> bytes:
    """Return the head of a picture of ``side`` squared pixels, which is small as a file."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


USES = "".join(f'<g id="u{i}">' + f'<use xlink:href="#u{i + 1}"/>' * 10 + "</g>" for i in range(9))
BAD_SVG = {
    "script": (svg("<script>alert(1)</script>"), "含有脚本"),
    "event": (svg('<path d="M0 0" onload="x()"/>'), "含有脚本"),
    "outside image": (svg('<image xlink:href="http://example.com/a.png"/>'), "“image”"),
    "outside use": (svg('<use xlink:href="other.svg#a"/>'), "引用了外部文件"),
    "outside style": (svg("<style>@import 'a.css';</style>"), "引用了外部文件"),
    "outside fill": (svg('<path d="M0 0" fill="url(http://example.com/#a)"/>'), "引用了外部文件"),
    "page inside": (svg("<foreignObject/>"), "“foreignObject”"),
    "entity": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "实体"),
    "style for all": (svg("<style>*{display:none}</style>"), "样式"),
    "style hidden": (svg("<style>.a{fill:ur/**/l(http://example.com)}</style>"), "外部文件"),
    "style at": (svg("<style>@media print{.a{fill:red}}</style>"), "样式"),
    "text": (svg("<text>x</text>"), "含有文字"),
    "gradient": (svg('<linearGradient id="g"/>'), "渐变"),
    "uses of uses": (svg(USES + '<path id="u9" d="M0 0h1"/>'), "过于复杂"),
    "use of itself": (svg('<g id="a"><use xlink:href="#a"/></g>'), "互相引用"),
    "no size": (svg("", head=""), "大小"),
    "broken": (svg("<path"), "读不出来"),
}
