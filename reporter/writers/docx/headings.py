"""Live heading numbers: what Word's multilevel list prints, so that the tree can be held to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...document.nodes import Section
from ...document.numbering import heading_label


@dataclass(slots=True)
class HeadingCounter:
    """The four counters of the heading list in ``base/numbering.xml``."""

    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def accepts(self, level: int, label: str) -> bool:
        """Tell whether Word's next number of ``level`` (1-4) is ``label``; count on if so.

        A heading whose label differs (附录A, a chapter that starts elsewhere) must print
        its label as text, and Word then does not count it either.
        """
        following = self.counts[level - 1] + 1
        if label.strip() != heading_label(level, following).strip():
            return False
        self.counts[level - 1] = following
        self.counts[level:] = [0] * (4 - level)
        return True

    def accepts_section(self, section: Section) -> bool:
        """Tell whether the heading of ``section`` gets a live number; count on if so."""
        return section.numbered and self.accepts(heading_level(section), section.label)


def heading_level(section: Section) -> int:
    """Return the level of a section's heading, held to 1-4."""
    return min(max(section.level, 1), 4)


def label_gap(label: str) -> str:
    """Return what stands between a printed label and its title."""
    if not label or label.endswith(("、", "）")):
        return ""
    return " " if label.endswith(".") else "\u3000"
