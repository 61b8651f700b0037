"""Every line of every report keeps the rules (CLREQ 行内调整, 行首行尾禁则; GB/T 15834—2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reporter.writers.pdf.spacing import CLOSING, OPENING, gap_kind

from .laid_out import ATOM, INVISIBLE, LaidOut, Line, Placed

FLUSH, WIDEST_GAP = 0.02, 0.30  # em
MIXED = (0.125, 0.25)
NOT_AT_START = "，。、；：？！）】》〉」』”’％%℃‰·～~"
UNITS = "分户家个项次名位人份期年月日天元万亿倍件条题组周岁%％℃‰"
KEPT = re.compile(
    rf"[0-9]\n[{UNITS}]|个\n百分点|百\n分点|分\n点|[图表第]\n[0-9A-Z]|附\n?录\n?[A-Z]|—\n—|…\n…|[0-9]\n[.,]?[0-9]"
)


def shown(line: Line) -> list[Placed]:
    return [placed for placed in line.chars if placed.char not in INVISIBLE]


def filled(report: LaidOut) -> list[Line]:
    return [line for line in report.lines if line.justified and not line.last]


def pairs(line: Line) -> Iterator[tuple[Placed, Placed, float]]:
    """Yield neighbours, and the gap between them beyond what the font gives, in em."""
    for left, right in pairwise(shown(line)):
        yield left, right, (left.width - left.natural) / left.em


def test_lines_are_flush_on_both_sides(report: LaidOut) -> None:
    found, off = filled(report), []
    for line in found:
        first, *_, last = shown(line)
        start = (first.x - line.left) / first.em
        if first.char in OPENING and start < -FLUSH:
            start += 0.5  # its blank half hangs out
        end = (last.x + last.width - line.right) / last.em
        if max(abs(start), abs(end)) > FLUSH:
            off.append(f"{start:+.3f} {end:+.3f} {line}")
    assert len(found) > 20
    assert not off, "\n".join(off)


def test_gaps_stay_small(report: LaidOut) -> None:
    wide = [
        f"{gap:.3f} em after {left.char} in {line}"
        for line in filled(report)
        for left, right, gap in pairs(line)
        if gap > (MIXED[1] + 0.002 if gap_kind(left.char, right.char) == "mixed" else WIDEST_GAP)
    ]
    assert not wide, "\n".join(wide)


def test_nothing_forbidden_at_either_end(report: LaidOut) -> None:
    bad = []
    for line in report.lines:
        text = "".join(placed.char for placed in shown(line)).strip()
        dash = re.match("—(?!—)", text) and len(text) > 1  # alone it stands for no value
        ends = text[-1] in OPENING and not line.last
        if line.kind != "running" and (text[0] in NOT_AT_START or dash or ends):
            bad.append(str(line))
    assert not bad, "\n".join(bad)


def test_no_character_alone_on_a_last_line(report: LaidOut) -> None:
    alone = [
        str(line)
        for before, line in pairwise(report.lines)
        if line.last
        and before.paragraph == line.paragraph
        and not before.last
        and len(re.findall(r"[\w%]", line.text)) < 2
    ]
    assert not alone, "\n".join(alone)


def test_what_belongs_together_stays_together(report: LaidOut) -> None:
    parted = [
        f"sheet {before.sheet}: {before.text[-8:]}|{line.text[:8]}"
        for before, line in pairwise(report.lines)
        if before.paragraph == line.paragraph
        and not before.last
        and KEPT.search(f"{before.text.rstrip()[-3:]}\n{line.text[:3]}")
    ]
    assert not parted, "\n".join(parted)


def test_marks_are_compressed(report: LaidOut) -> None:
    """Two full-width marks take an em and a half at most, one at a line end half an em."""
    marks, wide = CLOSING | OPENING, []
    for line in report.lines:
        for left, right, _ in pairs(line):
            both = left.char in marks and right.char in marks
            if both and (left.natural + right.natural) / left.em > 1.51:
                wide.append(f"{left.char}{right.char} in {line}")
    for line in filled(report):
        last = shown(line)[-1]
        if last.char in CLOSING and last.width / last.em > 0.52:
            wide.append(f"{last.char} at the end of {line}")
    assert not wide, "\n".join(wide)


def test_han_and_latin_stand_an_eighth_to_a_quarter_apart(report: LaidOut) -> None:
    """In lines that have no room for it, which are never body lines, less; nowhere else any."""
    off = []
    for line in report.lines:
        full = shown(line)[-1].x + shown(line)[-1].width >= line.right - 0.5
        for left, right, gap in pairs(line):
            kind = gap_kind(left.char, right.char)
            least = 0.0 if full and not line.justified else MIXED[0]
            if kind == "mixed" and not least - 0.002 <= gap <= MIXED[1] + 0.002:
                off.append(f"{gap:.3f} em {left.char}|{right.char} in {line}")
            mark = (left.char in CLOSING or right.char in OPENING) and right.char != ATOM
            if kind == "fixed" and mark and gap > 0.002:
                off.append(f"{gap:.3f} em beside a mark, {left.char}|{right.char} in {line}")
    assert not off, "\n".join(off)
