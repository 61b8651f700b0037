"""Texts of a data file -> arrays of codes, values, levels and weights.

This is the last place that knows rows by their number: unknown answers are named here,
one problem for each different text of a column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError, Place, Problem
from ..project.nearest import did_you_mean, quote
from .scale import FIRST_OPTION, MISSING, NOT_APPLICABLE, ItemScale, normalised

if TYPE_CHECKING:
    from ..project import Responses

MOST_PROBLEMS = 8
"""Different wrong texts of one column that are named one by one."""

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_FAIL = -1


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """All rows as arrays, ready for the tally.

    Attributes:
        codes: [items, rows], uint8, see :mod:`.scale`.
        values: [items, rows] points for entry "scores" (0 where not valid), or None:
            the points follow from the codes.
        levels: [segments, rows], position of the level; the number of levels = blank.
        weights: [rows], or None for equal weights.
    """

    codes: NDArray[np.uint8]
    values: NDArray[np.float64] | None
    levels: NDArray[np.int64]
    weights: NDArray[np.float64] | None


class Dictionary(dict[str, int]):
    """Text -> code; texts not met before are looked up once and remembered.

    Unknown texts get negative codes in order of appearance: -1 - index into ``unknown``.
    """

    def __init__(self, known: Mapping[str, int], grow: bool = False) -> None:
        super().__init__(known)
        self.known = dict(known)
        self.unknown: list[str] = []
        self.levels: list[str] | None = [] if grow else None

    def __missing__(self, text: str) -> int:
        key = normalised(text)
        code = self.known.get(key)
        if code is None and self.levels is not None:
            code = self.known[key] = FIRST_OPTION + len(self.levels)
            self.levels.append(text.strip())
        elif code is None:
            code = self.known[key] = -1 - len(self.unknown)
            self.unknown.append(key)
        self[text] = code
        return code

    def encode(self, column: Sequence[str]) -> NDArray[np.int64]:
        """Return the codes of a column, [rows]."""
        return np.fromiter(map(self.__getitem__, column), dtype=np.int64, count=len(column))


@dataclass(frozen=True, slots=True)
class Source:
    """Where texts come from, for messages."""

    responses: Responses
    problems: list[Problem] = field(default_factory=list)

    def column(self, header: str, of: str) -> tuple[str, ...]:
        """Return a column; if it is absent, note the problem and return an empty tuple."""
        found = self.responses.columns.get(header)
        if found is None:
            hint = did_you_mean(header, self.responses.columns)
            self.problems.append(
                Problem(
                    "data.column_absent",
                    f"数据中没有“{header}”列（{of}）。",
                    f"{hint}请核对数据表头或项目文件中的 column。",
                    Place(self.responses.source, self.responses.sheet),
                )
            )
            return ()
        return found

    def place(self, row: int, column: str) -> Place:
        """Return the place of a cell; ``row`` counts the responses from 0."""
        return self.responses.place(row, column)

    def report(
        self, header: str, codes: NDArray[np.int64], texts: Sequence[str], kind: Wrong
    ) -> None:
        """Note every wrong text of a column once, with its count and first row."""
        wrong = codes[codes < 0]
        if not len(wrong):
            return
        counts = np.bincount(-1 - wrong, minlength=len(texts))
        for index, text in enumerate(texts[:MOST_PROBLEMS]):
            first = int(np.argmax(codes == -1 - index))
            times = f"，共{counts[index]}处" if counts[index] > 1 else ""
            self.problems.append(
                Problem(
                    kind.code,
                    f"{kind.what}{quote(text)}{times}。",
                    f"{did_you_mean(text, kind.known)}{kind.hint}",
                    self.place(first, header),
                )
            )
        if len(texts) > MOST_PROBLEMS:
            rest = len(texts) - MOST_PROBLEMS
            what = f"该列另有{rest}种无法识别的内容，共{counts[MOST_PROBLEMS:].sum()}处。"
            first = int(np.argmax(codes <= -1 - MOST_PROBLEMS))
            self.problems.append(Problem(kind.code, what, kind.hint, self.place(first, header)))

    def stop(self) -> None:
        """Raise DataError if anything was noted."""
        if self.problems:
            raise DataError(self.problems)


@dataclass(frozen=True, slots=True)
class Wrong:
    """How a wrong text is reported."""

    code: str
    what: str
    hint: str = ""
    known: tuple[str, ...] = ()


def code_answers(source: Source, scale: ItemScale, rows: int) -> NDArray[np.uint8]:
    """Return the codes of one item of entry "answers"; unknown options are noted."""
    dictionary = Dictionary(scale.codes)
    codes = dictionary.encode(source.column(scale.column, "题目"))
    hint = "请改正数据，或在量表选项的 aliases 中登记这种写法；不计分的答案登记在 not_applicable。"
    wrong = Wrong("data.unknown_option", "未知选项", hint, scale.base)
    source.report(scale.column, codes, dictionary.unknown, wrong)
    return _bytes(codes, rows)


def code_scores(
    source: Source, scale: ItemScale, rows: int
) -> tuple[NDArray[np.uint8], NDArray[np.float64], bool]:
    """Return codes, values and whether every value is a point of the scale.

    If one is not, all valid answers of the item get the first option's code: there is no
    distribution then. Values of reverse items are mirrored along the scale.
    """
    special = {t: c for t, c in scale.codes.items() if c in (MISSING, NOT_APPLICABLE)}
    dictionary = Dictionary(special, grow=True)
    texts = source.column(scale.column, "题目")
    codes = dictionary.encode(texts)
    found = dictionary.levels or []
    table, bad, outside = _numbers(found, scale, special)
    _report_numbers(source, scale, codes, (found, bad, outside))
    numbers = np.zeros(len(found) + FIRST_OPTION)
    numbers[FIRST_OPTION:] = [t if t is not None else 0.0 for t in table]
    kinds = np.arange(len(found) + FIRST_OPTION)
    if scale.points:
        numbers[FIRST_OPTION:] = _mirrored(numbers[FIRST_OPTION:], scale)
    on_scale = {round(p, 9): FIRST_OPTION + i for i, p in reversed([*enumerate(scale.points)])}
    exact = bool(scale.points)
    for index, number in enumerate(table):
        kind = FIRST_OPTION
        if number is None:  # a number that means "not applicable", such as 99.0
            kind = NOT_APPLICABLE
        elif exact:
            kind = on_scale.get(round(float(numbers[FIRST_OPTION + index]), 9), _FAIL)
        kinds[FIRST_OPTION + index] = kind
    if (kinds == _FAIL).any():
        exact = False
        kinds[FIRST_OPTION:] = np.where(
            kinds[FIRST_OPTION:] == NOT_APPLICABLE, NOT_APPLICABLE, FIRST_OPTION
        )
    if not len(codes):
        return _bytes(codes, rows), np.zeros(rows), exact
    return kinds[codes].astype(np.uint8), numbers[codes], exact


def code_levels(
    source: Source, header: str, name: str, declared: Sequence[str], missing: Sequence[str]
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return positions of levels (number of levels = blank) and the levels.

    Declared levels keep their order and admit no others; else levels are those of the
    data, in order of appearance.
    """
    known = {normalised(level): FIRST_OPTION + i for i, level in enumerate(declared)}
    known.update({normalised(text): MISSING for text in (*missing, "")})
    dictionary = Dictionary(known, grow=not declared)
    codes = dictionary.encode(source.column(header, f"分组“{name}”"))
    hint = f"请改正数据，或把它列入分组“{name}”的 levels。"
    wrong = Wrong("data.unknown_level", "未列入的类别", hint, tuple(declared))
    source.report(header, codes, dictionary.unknown, wrong)
    levels = tuple(declared) or tuple(dictionary.levels or ())
    return np.where(codes < FIRST_OPTION, len(levels), codes - FIRST_OPTION), levels


def parse_number(text: str) -> float | None:
    """Return a finite number written in digits, or None (no nan, inf, 1_000 or 12,5)."""
    plain = normalised(text)
    if not _NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    return number if np.isfinite(number) else None


def _numbers(
    texts: Sequence[str], scale: ItemScale, special: Mapping[str, int]
) -> tuple[list[float | None], list[int], list[int]]:
    """Return values (None = not applicable), indices of no numbers, of numbers out of range."""
    left_out = {n for t, c in special.items() if c and (n := parse_number(t)) is not None}
    low, high = scale.bounds
    values: list[float | None] = []
    bad: list[int] = []
    outside: list[int] = []
    for index, text in enumerate(texts):
        number = parse_number(text)
        if number is None:
            bad.append(index)
            number = low
        elif number in left_out:
            number = None
        elif not low - 1e-9 <= number <= high + 1e-9:
            outside.append(index)
        values.append(number)
    return values, bad, outside


def _report_numbers(
    source: Source,
    scale: ItemScale,
    codes: NDArray[np.int64],
    found: tuple[list[str], list[int], list[int]],
) -> None:
    texts, bad, outside = found
    low, high = scale.bounds
    hints = "若此列是答案文字，请把 [data] 的 entry 改为 answers。"
    wrongs = (
        (bad, Wrong("data.not_a_number", "不是有效的分数", hints)),
        (
            outside,
            Wrong(
                "data.score_out_of_range",
                f"得分超出{low:g}～{high:g}分：",
                "请改正数据，或核对量表的分值。",
            ),
        ),
    )
    for indices, wrong in wrongs:
        table = np.zeros(len(texts) + FIRST_OPTION, dtype=np.int64)
        for order, index in enumerate(indices):
            table[FIRST_OPTION + index] = -1 - order
        source.report(scale.column, table[codes], [texts[i] for i in indices], wrong)


def _mirrored(values: NDArray[np.float64], scale: ItemScale) -> NDArray[np.float64]:
    """Mirror values of a reverse item: points swap places, values between follow linearly."""
    if not scale.reverse:
        return values
    points = np.array(scale.points)
    order = np.argsort(points, kind="stable")
    mirrored: NDArray[np.float64] = np.interp(values, points[order], points[::-1][order])
    return mirrored


def _bytes(codes: NDArray[np.int64], rows: int) -> NDArray[np.uint8]:
    if not len(codes):  # the column is absent; the caller stops before anybody counts
        return np.zeros(rows, dtype=np.uint8)
    return np.maximum(codes, 0).astype(np.uint8)
