"""The families of the fonts in use, for the style sheet."""

from __future__ import annotations

from ...fonts import FontSet


def family_properties(known: FontSet) -> str:
    """Return CSS custom properties naming the families of each role.

    ``--song`` and ``--kai`` put Latin letters and figures first; 黑体 keeps its own. What a
    role's own families lack is taken from 宋体, then from the fonts added for rare characters.
    """

    def chain(*roles: str) -> str:
        names = dict.fromkeys(name for role in roles for name in known.families(role))
        return ",".join(f'"{name}"' for name in names) or "serif"

    return (
        f"--latin:{chain('latin')};"
        f"--song:{chain('latin', 'song', 'rare')};"
        f"--hei:{chain('hei', 'song', 'rare')};"
        f"--hei-figures:{chain('latin', 'hei', 'rare')};"
        f"--kai:{chain('latin', 'kai', 'song', 'rare')};"
        f"--fang:{chain('latin', 'fang', 'song', 'rare')};"
    )
