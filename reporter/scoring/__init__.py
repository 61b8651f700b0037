"""Answers become a tally, a tally becomes scores. Start with :func:`score`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .run import score
    from .scores import Distribution, GroupScores, Node, NodeScore, Scores

# first use imports: numpy is not loaded by a command that does not count
_HOMES = {
    "score": ".run",
    "Distribution": ".scores",
    "GroupScores": ".scores",
    "Node": ".scores",
    "NodeScore": ".scores",
    "Scores": ".scores",
}

__all__ = ["Distribution", "GroupScores", "Node", "NodeScore", "Scores", "score"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
