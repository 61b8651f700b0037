"""The few colours of the file, derived from one accent colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ...document.theme import Theme

DEFAULT_ACCENT = "1F4E79"
_STRONGEST_TINT = 0.45  # black text stays legible on it, also in grey print


@lru_cache(maxsize=256)
def mix(colour: str, share: float) -> str:
    """Return ``colour`` (RRGGBB) mixed into white; ``share`` 0 is white, 1 the colour itself."""
    share = min(max(share, 0.0), 1.0)
    parts = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return "".join(f"{int(255 - (255 - part) * share + 0.5):02X}" for part in parts)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as RRGGBB."""

    accent: str = DEFAULT_ACCENT

    @property
    def pale(self) -> str:
        """The ground of cards."""
        return mix(self.accent, 0.07)

    def tint(self, shade: float) -> str:
        """Return the ground of a cell for ``shade`` 0-1."""
        return mix(self.accent, min(max(shade, 0.0), 1.0) * _STRONGEST_TINT)


def palette_of(theme: Theme) -> Palette:
    """Return the colours that follow from the theme's accent."""
    return Palette(theme.accent.upper())
