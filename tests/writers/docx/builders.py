"""Short names for nodes, and pictures without words."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from reporter.document.nodes import (
    Cell,
    Column,
    Figure,
    Inline,
    Paragraph,
    Row,
    Text,
    Value,
)

LONG_KEY = "share/q12#" + "对客户经理上门服务的及时性与专业性表示非常满意的持证零售户" * 3


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def p(*parts: str | Inline, role: str = "body") -> Paragraph:
    return Paragraph(tuple(Text(x) if isinstance(x, str) else x for x in parts), role)  # type: ignore[arg-type]


def v(key: str, text: str) -> Value:
    return Value(key, text)


def cell(text: str, key: str = "", **options: object) -> Cell:
    inner: tuple[Inline, ...] = (Value(key, text),) if key else t(text) if text else ()
    return Cell(inner, **options)  # type: ignore[arg-type]


def row(*texts: str, role: str = "body", keys: str = "") -> Row:
    cells = [
        cell(text, f"{keys}/{texts[0]}#{i}" if keys and i and text != "—" else "")
        for i, text in enumerate(texts)
    ]
    return Row(tuple(cells), role)  # type: ignore[arg-type]


def head(*texts: str) -> Row:
    return Row(tuple(cell(text, header=True) for text in texts))


def columns(*pairs: tuple[float, str]) -> tuple[Column, ...]:
    return tuple(Column(width, align) for width, align in pairs)  # type: ignore[arg-type]


def bars(values: Sequence[float], colour: str = "#1F4E79") -> bytes:
    """A plain bar chart without words: the writer does not look into pictures."""
    image = Image.new("RGB", (1200, 560), "white")
    draw = ImageDraw.Draw(image)
    for i, value in enumerate(values):
        top = 60 + i * (460 // len(values))
        draw.rectangle((120, top, 120 + value * 10, top + 40), fill=colour)
    draw.line((120, 40, 120, 540), fill="#595959", width=3)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def figure(number: int, name: str, title: str, **options: object) -> Figure:
    return Figure(
        id=name,
        caption=t(title),
        alt=f"{title}：条形图，诚心服务92.8分最高，落实成效85.7分最低。",
        width_mm=140,
        height_mm=65,
        png=bars([92.8, 90.1, 88.7, 85.7]),
        number=number,
        **options,  # type: ignore[arg-type]
    )
