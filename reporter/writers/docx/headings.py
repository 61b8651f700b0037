"""Live heading numbers: what Word's multilevel list prints, so that the tree can be held to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...document.nodes import Section

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return 1-9999 as Word's ``chineseCountingThousand`` prints it: 十一, 一百零一, 一百一十."""
    if not 0 < number < 10000:
        return str(number)
    out, zero = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + word
            zero = False
        else:
            zero = True
    return out[1:] if out.startswith("一十") else out


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
        if label.strip() != printed_label(level, following):
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


def printed_label(level: int, number: int) -> str:
    """Return the number of a heading as the list prints it."""
    match level:
        case 1:
            return f"{chinese_number(number)}、"
        case 2:
            return f"（{chinese_number(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"


def label_gap(label: str) -> str:
    """Return what stands between a printed label and its title."""
    if not label or label.endswith(("、", "）")):
        return ""
    return " " if label.endswith(".") else "\u3000"
