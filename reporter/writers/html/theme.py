"""Colours of a document: one accent, and tints of it that stay legible in grey print."""

from __future__ import annotations

from dataclasses import dataclass

from ...document.theme import Theme as Look

_READABLE = 5.0
_DARKEST_SHADE = 0.58  # share of accent in the darkest heat cell: black text keeps > 4.5:1


@dataclass(frozen=True, slots=True)
class Theme:
    """The accent colour as (red, green, blue), 0-255."""

    accent: tuple[int, int, int]

    def mix(self, share: float) -> str:
        """Return accent mixed with white as ``#rrggbb``; ``share`` of accent 0-1."""
        share = min(max(share, 0.0), 1.0)
        parts = (round(255 + (channel - 255) * share) for channel in self.accent)
        return "#" + "".join(f"{part:02x}" for part in parts)

    def legible(self) -> str:
        """Return accent as ``#rrggbb``, darkened until text of it can be read on white.

        WCAG 2.2, 1.4.3 asks for a contrast of 4.5; 5 leaves room for the lightest tint.
        """
        parts = self.accent
        while 1.05 / (_luminance(parts) + 0.05) < _READABLE:
            parts = (parts[0] * 15 // 16, parts[1] * 15 // 16, parts[2] * 15 // 16)
        return "#" + "".join(f"{part:02x}" for part in parts)

    def heat(self, shade: float) -> str:
        """Return the background of a heat cell for ``shade`` 0-1."""
        return self.mix(0.04 + (_DARKEST_SHADE - 0.04) * min(max(shade, 0.0), 1.0))

    def properties(self) -> str:
        """Return CSS custom properties for ``:root``."""
        names = {"accent": 1.0, "accent-line": 0.45, "accent-soft": 0.16, "accent-tint": 0.07}
        mixed = "".join(f"--{name}:{self.mix(share)};" for name, share in names.items())
        return f"{mixed}--accent-text:{self.legible()};"


def _luminance(colour: tuple[int, int, int]) -> float:
    """Return relative luminance 0-1 (WCAG 2.2, relative luminance)."""
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    )
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def read_theme(theme: Look) -> Theme:
    """Return the colours of a document's theme."""
    digits = theme.accent
    return Theme((int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)))
