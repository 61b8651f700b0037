"""Measures of last wave with their indicator before and after: rows, tests, status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Literal

from ....errors import DataError, Problem
from ....project.nearest import listing, quote
from ....project.readers.table import capped
from ....project.study_cells import half_width
from .wave_comparison import TOO_FEW, Change

if TYPE_CHECKING:
    from ....project.study_table import StudyTable

Done = Literal["done", "partial", "none"]
Kind = Literal["points", "share"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure: who does it, how far it is, its indicator before and after.

    ``ends`` is the interval of the indicator now; None where its error is not known.
    """

    measure: str
    indicator: str
    department: str
    done: Done
    was_closed: bool
    target: float | None
    change: Change
    ends: tuple[float, float] | None = None


def of_scores(
    before: tuple[float, float, float], after: tuple[float, float, float], confidence: float
) -> Change:
    """Return the change of a mean from (mean, standard deviation, n) of two independent samples.

    Welch's t and Hedges' g, as for single answers; nan as a deviation or n stands for unknown.
    """
    from ....stats.contrasts import contrast
    from ....stats.mean_tests import Sample, hedges_g

    (mean, sd, n), (mean2, sd2, n2) = before, after
    known = all(one == one for one in (sd, n, sd2, n2))
    if not known:
        bases = (0 if n != n else int(n), 0 if n2 != n2 else int(n2))
        return Change(mean, mean2, *bases, why="没有写明样本量和标准差，无法检验。")
    one, two = Sample(n, mean, sd**2), Sample(n2, mean2, sd2**2)
    found = contrast([one, two], (-1, 1), confidence) if min(n, n2) >= 2 else None
    if found is None:
        return Change(mean, mean2, int(n), int(n2), why=TOO_FEW)
    effect = hedges_g(one, two)
    return Change(mean, mean2, int(n), int(n2), found.p, effect, found.interval)


def of_shares(before: tuple[float, float], after: tuple[float, float], confidence: float) -> Change:
    """Return the change of a share from (share, n): Newcombe's interval, pooled z, Cohen's h."""
    from ....stats.contingency import cohens_h, proportions_p
    from ....stats.intervals import newcombe

    (p, n), (q, m) = before, after
    if not (n >= 2 and m >= 2):  # nan too
        bases = (0 if n != n else int(n), 0 if m != m else int(m))
        return Change(p, q, *bases, why="没有写明样本量，无法检验。")
    z = proportions_p(before, after)
    interval = newcombe(after, before, confidence)
    return Change(p, q, int(n), int(m), 1.0 if z is None else z, cohens_h(p, q), interval)


def ends_of_score(mean: float, sd: float, n: float, level: float) -> tuple[float, float] | None:
    """Return the t interval of a mean; None where deviation or n (nan) is not known."""
    from ....stats.mean_tests import Sample, mean_interval

    return mean_interval(Sample(n, mean, sd**2), level) if sd == sd and n >= 2 else None


def ends_of_share(share: float, n: float, level: float) -> tuple[float, float] | None:
    """Return Wilson's interval of a share; None where n (nan) is not known."""
    from ....stats.intervals import wilson

    return wilson(share, n, level) if n >= 1 else None


def of_margins(
    before: tuple[float, float | None, int], after: tuple[float, float | None, int], level: float
) -> Change:
    """Return the change of a score known with half widths of its intervals at ``level``."""
    from scipy import special

    from ....stats.intervals import normal_quantile

    (score, width, n), (score2, width2, n2) = before, after
    if width is None or width2 is None or not hypot(width, width2):
        return Change(score, score2, n, n2, why="没有抽样误差，无法检验。")
    half = hypot(width, width2)
    error = half / normal_quantile(level)
    p = float(2 * special.ndtr(-abs(score2 - score) / error))
    change = score2 - score
    return Change(score, score2, n, n2, p, None, (change - half, change + half))


def read_numbers(
    table: StudyTable,
    column: str,
    share: bool = False,
    bounds: tuple[float, float] | None = None,
) -> list[float]:
    """Return a column as numbers, nan for blanks; "" gives nan only; of shares 85% is 0.85.

    Numbers that are no shares must lie within ``bounds``.

    Raises:
        DataError: a cell that is no number, a share outside 0-1, or 85% among scores.
    """
    if not column:
        return [float("nan")] * len(table)
    if share:
        return [float(one) for one in table.numbers([column], None, (0, 1), True)[:, 0]]
    for row, text in enumerate(table.texts(column)):
        if half_width(text).endswith("%"):
            what = f"{quote(text)}是百分数，而这一段按得分读（unit 没有写 share）。"
            hint = '是比例的，请在这一段 [[studies]] 中写 unit = "share"；是得分的，请去掉百分号。'
            raise DataError(Problem("loop.share", what, hint, table.place(row, column)))
    return [float(one) for one in table.numbers([column], None, bounds)[:, 0]]


def read_words(table: StudyTable, column: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the key of ``words`` that each cell of a column belongs to.

    Raises:
        DataError: a cell with another text.
    """
    known = {text: key for key, texts in words.items() for text in texts}
    problems, found = [], []
    for row, text in enumerate(table.texts(column)):
        if text not in known:
            what = f"“{text}”不是约定的写法。" if text else "没有填写。"
            hint = f"可写{listing(text for text in known if text)}。"
            problems.append(Problem("loop.word", what, hint, table.place(row, column)))
        found.append(known.get(text, ""))
    if problems:
        raise DataError(capped(problems))
    return found


def checked_bases(table: StudyTable, column: str, numbers: Sequence[float]) -> None:
    """Refuse numbers of answers or deviations below 0.

    Raises:
        DataError: with the cell.
    """
    for row, number in enumerate(numbers):
        if number < 0:
            what = f"{number:g}小于0。"
            raise DataError(Problem("loop.base", what, "请改正。", table.place(row, column)))
