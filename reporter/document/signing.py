"""The words of a block to be signed that every output prints alike."""

from __future__ import annotations

from .nodes import Signatures

DATE_WORD = "日期："
DATE_UNITS = ("年", "月", "日")
"""Room to write stands before each of them."""
SEAL_MM = 42.0
"""Diameter of the round seal of a company or public institution in China."""


def sealed(node: Signatures) -> tuple[str, ...]:
    """Return the lines over which the seal is set; none where no organisation signs."""
    if not node.organisation.strip():
        return ()
    return tuple(line for line in (node.organisation, node.date, node.seal) if line.strip())


def signature_lines(node: Signatures) -> tuple[str, ...]:
    """Return what the block prints, a text for each line."""
    blank = DATE_WORD + "".join(DATE_UNITS)
    return (*(line + blank for line in node.lines), *sealed(node))
