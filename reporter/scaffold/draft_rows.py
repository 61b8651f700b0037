"""Rows of the draft of a project file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

WHOLE = "total"


@dataclass(frozen=True, slots=True)
class DraftOption:
    """An answer as it will stand in the project file."""

    label: str
    points: float
    aliases: tuple[str, ...]
    satisfied: bool
    dissatisfied: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An item, indicator, segment or open question."""

    id: str
    name: str
    column: str = ""
    group: str = WHOLE
    scale: str = ""
    scored: bool = True
    role: str = "segment"
    levels: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
