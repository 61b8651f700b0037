"""Marks that stand for nodes while a template is text.

Data never passes through markup: the filling puts a mark of private-use characters
into the text and keeps the node aside; the parser puts the node back.
"""

from __future__ import annotations

import re

from .nodes import Block, Inline

_INLINE, _BLOCK, _END = "\ue000", "\ue001", "\ue002"
_DIGITS = "\ue010\ue011\ue012\ue013\ue014\ue015\ue016\ue017\ue018\ue019"
_TO_DIGIT = {char: str(value) for value, char in enumerate(_DIGITS)}
MARK = re.compile(f"([{_INLINE}{_BLOCK}])([{_DIGITS}]+){_END}")


class Store:
    """Nodes kept aside during one filling, addressed by their marks."""

    def __init__(self) -> None:
        self._inlines: list[tuple[Inline, ...]] = []
        self._blocks: list[tuple[Block, ...]] = []

    def inline(self, *nodes: Inline) -> str:
        """Keep inline nodes; return their mark."""
        self._inlines.append(nodes)
        return _mark(_INLINE, len(self._inlines) - 1)

    def block(self, *nodes: Block) -> str:
        """Keep blocks; return their mark, set off as a paragraph of its own.

        Raises:
            TypeError: an id that is no text; templates may pass anything.
        """
        if not all(isinstance(getattr(node, "id", ""), str) for node in nodes):
            raise TypeError("an id must be a text")
        self._blocks.append(nodes)
        return f"\n\n{_mark(_BLOCK, len(self._blocks) - 1)}\n\n"

    def inlines_of(self, number: int) -> tuple[Inline, ...]:
        """Return the inline nodes of a mark's number."""
        return self._inlines[number]

    def blocks_of(self, number: int) -> tuple[Block, ...]:
        """Return the blocks of a mark's number."""
        return self._blocks[number]


def _mark(kind: str, number: int) -> str:
    return kind + "".join(_DIGITS[int(digit)] for digit in str(number)) + _END


def number_of(match: re.Match[str]) -> int:
    """Return the number in a mark."""
    return int("".join(_TO_DIGIT[char] for char in match.group(2)))


def is_block(match: re.Match[str]) -> bool:
    """Tell whether a mark stands for blocks."""
    return match.group(1) == _BLOCK
