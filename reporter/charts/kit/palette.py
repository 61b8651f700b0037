"""Colours that stay apart in grey print and for the colour-blind.

Fills are steps of lightness (CIE L*, 0 black to 100 white) of one hue, so a grey copy
keeps their order; series that share a hue scale would not be told apart, so lines differ
by marker and dash as well.
"""

from __future__ import annotations

import colorsys
from functools import lru_cache

from ...document import colours

INK, MUTED, RULE, GRID, WHITE = (
    f"#{colour}"
    for colour in (colours.INK, colours.MUTED, colours.RULE, colours.GRID, colours.WHITE)
)
RULE_DASHES = ("5 2", "1.5 1.5", "6 1.5 1.5 1.5")  # of reference lines, by their values
ALARM = "#B3261E"  # points out of control, which have a shape of their own too

_DARKEST, _LIGHTEST = 30.0, 90.0
_ACCENT_MOST = 45.0  # the theme colour is darkened to this, so that it stands on white
_NEAR_RED = 25 / 360  # share of the circle of hues on either side
_COLOURLESS = 0.2  # saturation under which a colour reads as grey
_SECOND = ("#E2A33C", "#D9DDE2")  # L* 71 and 88: grouped bars beside the accent
_LINES = ("#C2701C", "#4E8A57", "#7A5C9E", "#6B6B6B", "#2F9BA8")


def lightness(colour: str) -> float:
    """Return CIE L* (0-100) of a colour given as hex RGB."""
    y = colours.luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def _mix(colour: str, other: float, share: float) -> str:
    mixed = (round(255 * (c + (other - c) * share)) for c in colours.channels(colour))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


@lru_cache(maxsize=512)
def at_lightness(colour: str, target: float) -> str:
    """Return the colour mixed with white or black until its L* is ``target``."""
    other = 1.0 if target > lightness(colour) else 0.0
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        too_far = (lightness(_mix(colour, other, middle)) > target) == (other == 1.0)
        low, high = (low, middle) if too_far else (middle, high)
    return _mix(colour, other, (low + high) / 2)


def accent(colour: str) -> str:
    """Return the theme colour, dark enough to stand on white."""
    return at_lightness(colour, min(lightness(colour), _ACCENT_MOST))


def calm(colour: str) -> str:
    """Return the theme colour for points beside alarms; a red one gives way to grey."""
    red, green, blue = colours.channels(colour)
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    is_red = saturation > _COLOURLESS and min(hue, 1 - hue) < _NEAR_RED
    return MUTED if is_red else accent(colour)


def steps(colour: str, count: int) -> tuple[str, ...]:
    """Return ``count`` fills of one hue from dark to light, evenly spaced in L*."""
    if count == 1:
        return (accent(colour),)
    gap = (_LIGHTEST - _DARKEST) / (count - 1)
    return tuple(at_lightness(colour, _DARKEST + gap * i) for i in range(count))


def bars(colour: str, count: int) -> tuple[str, ...]:
    """Return fills for up to three series of bars."""
    return (accent(colour), *_SECOND)[:count]


def lines(colour: str, count: int) -> tuple[str, ...]:
    """Return colours for up to six lines."""
    return (accent(colour), *_LINES)[:count]


def heat(colour: str, position: float) -> str:
    """Return the fill of a heat cell: 0 lowest (almost white) to 1 highest.

    It stops at a middle tone, so that dark digits are readable on every tint.
    """
    return at_lightness(colour, 97.0 - 36.0 * position)


def on(fill: str) -> str:
    """Return the text colour that is readable on ``fill``."""
    return f"#{colours.ink_on(fill)}"
