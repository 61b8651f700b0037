"""Tints of a theme's accent that stay legible in grey print."""

from __future__ import annotations

from dataclasses import dataclass

_DARKEST_SHADE = 0.58  # share of accent in the darkest heat cell: black text keeps > 4.5:1
_SHARES = {"accent-line": 0.45, "accent-soft": 0.16, "accent-tint": 0.07}


@dataclass(frozen=True, slots=True)
class Tints:
    """Mixtures of ``accent`` (RRGGBB) with white."""

    accent: str

    def mix(self, share: float) -> str:
        """Return accent mixed with white as ``#rrggbb``; ``share`` of accent 0-1."""
        share = min(max(share, 0.0), 1.0)
        parts = (round(255 + (channel - 255) * share) for channel in bytes.fromhex(self.accent))
        return "#" + "".join(f"{part:02x}" for part in parts)

    def heat(self, shade: float) -> str:
        """Return the background of a heat cell for ``shade`` 0-1."""
        return self.mix(0.04 + (_DARKEST_SHADE - 0.04) * min(max(shade, 0.0), 1.0))

    def properties(self) -> dict[str, str]:
        """Return the pale tints by the names of their CSS custom properties."""
        return {f"--{name}": self.mix(share) for name, share in _SHARES.items()}
