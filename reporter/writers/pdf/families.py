"""The families of the fonts in use, for the style sheet."""

from __future__ import annotations

from collections.abc import Mapping

from ...fonts import FontSet


def family_properties(known: FontSet) -> Mapping[str, str]:
    """Return CSS custom properties naming the families of each role.

    ``--song`` and ``--kai`` put Latin letters and figures first; 黑体 keeps its own. What a
    role's own families lack is taken from 宋体, then from the fonts added for rare characters.
    """

    def chain(*roles: str) -> str:
        names = dict.fromkeys(name for role in roles for name in known.families(role))
        return ",".join(f'"{name}"' for name in names) or "serif"

    return {
        "--latin": chain("latin"),
        "--song": chain("latin", "song", "rare"),
        "--hei": chain("hei", "song", "rare"),
        "--hei-figures": chain("latin", "hei", "rare"),
        "--kai": chain("latin", "kai", "song", "rare"),
        "--fang": chain("latin", "fang", "song", "rare"),
    }
