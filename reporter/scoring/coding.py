"""Texts of a data file -> arrays of codes, values, levels and weights.

This is the last place that knows rows by their number: unknown answers are named here,
one problem for each different text of a column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError, Place, Problem
from ..project.model import Segment
from ..project.nearest import did_you_mean, listing, quote
from .scale import FIRST_OPTION, MISSING, ItemScale, normalised

if TYPE_CHECKING:
    from ..project import Responses

MOST_PROBLEMS = 8
"""Different wrong texts of one column that are named one by one."""


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
                    kind.advice(text),
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

    def advice(self, text: str) -> str:
        """Return the nearest of the known texts, or all of them, and what to do."""
        near = did_you_mean(text, self.known)
        if not near and self.known:
            near = f"可用的有：{listing(self.known)}。"
        return near + self.hint


def code_answers(source: Source, scale: ItemScale, rows: int) -> NDArray[np.uint8]:
    """Return the codes of one item of entry "answers"; unknown options are noted."""
    dictionary = Dictionary(scale.codes)
    codes = dictionary.encode(source.column(scale.column, "题目"))
    hint = "请改正数据，或在量表选项的 aliases 中登记这种写法；不计分的答案登记在 not_applicable。"
    wrong = Wrong("data.unknown_option", "未知选项", hint, scale.base)
    source.report(scale.column, codes, dictionary.unknown, wrong)
    return as_bytes(codes, rows)


def code_levels(
    source: Source, segment: Segment, missing: Sequence[str]
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return positions of levels (number of levels = blank) and the levels.

    Declared levels keep their order and admit no others but their aliases; else levels
    are those of the data, in order of appearance.
    """
    known = {level: FIRST_OPTION + i for i, level in enumerate(segment.levels)}
    known.update({text: known[level] for text, level in segment.aliases.items() if level in known})
    known.update(dict.fromkeys(("", *missing), MISSING))
    dictionary = Dictionary({normalised(k): v for k, v in known.items()}, grow=not segment.levels)
    header = segment.column or segment.name
    codes = dictionary.encode(source.column(header, f"分组“{segment.name}”"))
    hint = f"请改正数据，或在分组“{segment.name}”的 levels、aliases 中登记。"
    wrong = Wrong("data.unknown_level", "未列入的类别", hint, segment.levels)
    source.report(header, codes, dictionary.unknown, wrong)
    levels = segment.levels or tuple(dictionary.levels or ())
    return np.where(codes < FIRST_OPTION, len(levels), codes - FIRST_OPTION), levels


def as_bytes(codes: NDArray[np.int64], rows: int) -> NDArray[np.uint8]:
    """Return codes as bytes; zeros for an absent column, which has been noted already."""
    if not len(codes):
        return np.zeros(rows, dtype=np.uint8)
    return np.maximum(codes, 0).astype(np.uint8)
