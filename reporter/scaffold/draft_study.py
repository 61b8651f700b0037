"""A [[studies]] block of a new project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftStudy:
    """A [[studies]] block; ``active`` is False where it is only shown as a comment.

    Attributes:
        columns: those that this study alone reads: they are neither items nor groups.
        note: what stands above a block that is only shown.
    """

    id: str
    method: str
    title: str
    settings: Mapping[str, object]
    columns: tuple[str, ...]
    active: bool = True
    note: str = ""
