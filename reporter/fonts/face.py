"""A face, and a set of them with the order in which they stand in for each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Style = Literal["normal", "italic"]

TABLE = "fonts.toml"
ROLES = {
    "song": "宋体",
    "hei": "黑体",
    "kai": "楷体",
    "fang": "仿宋",
    "latin": "西文",
    "rare": "生僻字",
}
ADDED_ROLES = ("fang", "song", "hei", "kai", "rare")  # what a project may add


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: ``role`` is one of ``ROLES``; ``weight`` is 400 or 700.

    ``family`` is what CSS and fontconfig call it; for an added face that is a name of the
    role's own, because a file may call itself as one of ours does. ``name`` is the file's own.
    """

    role: str
    family: str
    weight: int
    style: Style
    path: Path
    name: str = ""
    licence: str = ""
    sha256: str = ""
    added: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class FontSet:
    """Faces in use; equal only to itself, so that caches can be kept by it."""

    faces: tuple[Face, ...]

    def families(self, role: str) -> tuple[str, ...]:
        """Return the families of a role, each once: an added one before the program's own."""
        ours = [face for face in self.faces if face.role == role]
        return tuple(dict.fromkeys(face.family for face in sorted(ours, key=lambda f: not f.added)))

    def family(self, role: str) -> str:
        """Return the family that plays ``role``, or an empty text if none does."""
        return next(iter(self.families(role)), "")

    def chain(self, roles: Iterable[str], weight: int) -> tuple[Face, ...]:
        """Return one upright face of each family of ``roles``, of ``weight`` where it has it."""
        return tuple(
            min(
                (f for f in self.faces if f.family == family and f.style == "normal"),
                key=lambda face: abs(face.weight - weight),
            )
            for role in roles
            for family in self.families(role)
        )
