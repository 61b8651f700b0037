"""Tints of a theme's accent that stay legible in grey print, the same in every output."""

from __future__ import annotations

from dataclasses import dataclass

from ...document.theme import Theme

_PALE, _SOFT = 0.07, 0.16  # shares of accent
_DARKEST_SHADE = 0.45  # of heat cells: black text stays legible on it


@dataclass(frozen=True, slots=True)
class Tints:
    """Mixtures of ``accent`` with white; all colours are RRGGBB."""

    accent: str

    @classmethod
    def of(cls, theme: Theme) -> Tints:
        """Return those of a theme."""
        return cls(theme.accent.upper())

    @property
    def pale(self) -> str:
        """The ground of cards and group rows."""
        return self._mixed(_PALE)

    @property
    def soft(self) -> str:
        """The ground of what is pointed at."""
        return self._mixed(_SOFT)

    def heat(self, shade: float) -> str:
        """Return the ground of a heat cell for ``shade`` 0-1."""
        return self._mixed(_DARKEST_SHADE * min(max(shade, 0.0), 1.0))

    def _mixed(self, share: float) -> str:
        parts = (255 - (255 - part) * share for part in bytes.fromhex(self.accent))
        return "".join(f"{int(part + 0.5):02X}" for part in parts)
