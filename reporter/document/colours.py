"""Colours that a chart has as a picture and as a chart of Word alike, as RRGGBB."""

from __future__ import annotations

INK = "262626"  # text
MUTED = "595959"  # ticks, notes
RULE = "8C8C8C"  # axis line
GRID = "DEDEDE"
WHITE = "FFFFFF"

_MIDDLE = 0.22  # luminance on which INK and WHITE have the same contrast
_READABLE = 5.0  # contrast on white; WCAG 2.2, 1.4.3 asks for 4.5, a pale ground takes some


def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue, 0-1, of RRGGBB with or without ``#``.

    Raises:
        ValueError: it is no such colour (Chinese).
    """
    text = colour.removeprefix("#")
    try:
        red, green, blue = (int(text[i : i + 2], 16) / 255 for i in (0, 2, 4))
    except ValueError as error:
        raise ValueError(f"颜色“{colour}”应写成六位十六进制，如 1F4E79。") from error
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 black to 1 white (WCAG 2.2, for sRGB)."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(fill: str) -> str:
    """Return the colour of text on a fill: INK or WHITE, whichever has the greater contrast."""
    return INK if luminance(fill) > _MIDDLE else WHITE


def legible(colour: str) -> str:
    """Return RRGGBB, darkened until text of it can be read on white and on a pale tint of it."""
    parts = [round(255 * channel) for channel in channels(colour)]
    text = colour.removeprefix("#").upper()
    while 1.05 / (luminance(text) + 0.05) < _READABLE:
        parts = [part * 15 // 16 for part in parts]
        text = "".join(f"{part:02X}" for part in parts)
    return text
