"""The table of a study: every column of a file as texts, and as numbers where asked for.

A study reads what it needs by column name; what cannot be read is a problem with its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..errors import DataError, Place, Problem
from .load import OpenedProject
from .model import StudyInfo
from .nearest import did_you_mean, listing, quote

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .readers.table import Table

_LARGEST = 1e15  # beyond it sums of squares lose all digits: no score, amount or count is so large
NOT_APPLICABLE = ("不了解", "不适用", "无法评价", "没有接触过", "不清楚", "(跳过)", "(空)")


@dataclass(frozen=True, slots=True, repr=False)
class StudyTable:
    """Rows of texts, cleaned and trimmed; blank is "".

    Attributes:
        source: bare name of the file; ``sheet`` is "" for text files.
        sha256: of the file's bytes.
        columns: header as it stands in the file -> one text a row, all equally long.
        row_numbers: row in the file of each row here (first line of the file is 1).
        missing: texts that are no answer, beside "".
        private: columns with private-use characters, which must not be asked for.
    """

    source: str
    sheet: str
    sha256: str
    columns: Mapping[str, tuple[str, ...]]
    row_numbers: tuple[int, ...]
    missing: tuple[str, ...] = NOT_APPLICABLE
    private: Mapping[str, Sequence[Problem]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.row_numbers)

    def __repr__(self) -> str:
        place = Place(self.source, self.sheet)
        return f"<StudyTable {place}：{len(self)}行，{len(self.columns)}列>"

    def place(self, row: int | None = None, column: str = "") -> Place:
        """Return the place of a cell; ``row`` counts from 0."""
        number = None if row is None else self.row_numbers[row]
        return Place(self.source, self.sheet, number, column)

    def require(self, names: Iterable[str]) -> None:
        """Raise DataError naming every column that the file lacks, with near misses.

        A column with private-use characters is refused too: its texts become names.
        """
        names = list(names)
        if private := [problem for name in names for problem in self.private.get(name, ())]:
            raise DataError(private)
        lacking = [name for name in names if name not in self.columns]
        if not lacking:
            return
        raise DataError(
            Problem(
                "study.column",
                f"数据文件没有“{name}”列。",
                did_you_mean(name, self.columns) or f"文件中的列：{listing(self.columns)}。",
                self.place(),
            )
            for name in lacking
        )

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a column; what is listed as missing is "".

        Raises:
            DataError: there is no such column.
        """
        self.require([name])
        blank = frozenset(self.missing)
        return tuple("" if text in blank else text for text in self.columns[name])

    def row_names(self, name: str) -> tuple[str, ...]:
        """Return what each row is called in a column: no two alike, and none blank.

        Raises:
            DataError: there is no such column.
        """
        texts = self.texts(name)
        count = Counter(texts)
        places = [f"第{number}行" for number in self.row_numbers]
        return tuple(
            text if text and count[text] == 1 else f"{text}（{place}）" if text else place
            for text, place in zip(texts, places, strict=True)
        )

    def numbers(
        self,
        names: Sequence[str],
        points: Mapping[str, float] | None = None,
        bounds: tuple[float, float] | None = None,
    ) -> np.ndarray:
        """Return columns as numbers.

        Args:
            names: the columns.
            points: text -> number (满意 = 90); texts beside them must be numbers.
            bounds: smallest and largest number allowed, both included.

        Returns:
            float64, shape (rows, columns); NaN where there is no answer.

        Raises:
            DataError: a column is not there, or a cell is no such number (at most 20 listed).
        """
        import numpy as np

        from .readers.table import capped

        self.require(names)
        known = dict(points or {})
        problems: list[Problem] = []
        matrix = np.full((len(self), len(names)), np.nan)
        for j, name in enumerate(names):
            texts = self.texts(name)
            values = {text: _number(text, known) for text in set(texts)}
            bad = {
                text
                for text, value in values.items()
                if value is None or (bounds and value == value and not _inside(value, bounds))
            }
            problems += (
                [
                    Problem(
                        "study.cell",
                        f"{quote(text)}{_fault(text)}{_wanted(known, bounds)}。",
                        "请改正，或写进 missing（视为未回答）。",
                        self.place(i, name),
                    )
                    for i, text in enumerate(texts)
                    if text in bad
                ]
                if bad
                else []
            )
            matrix[:, j] = [np.nan if text in bad else values[text] for text in texts]
        if problems:
            raise DataError(capped(problems))
        return matrix


def _number(text: str, points: Mapping[str, float]) -> float | None:
    """Return the number of a cell, NaN for a blank one, None for what is none (1_2, infinity)."""
    if not text:
        return float("nan")
    if text in points:
        return float(points[text])
    try:
        value = float(text.replace(",", "").replace("_", "?"))
    except ValueError:
        return None
    return value if abs(value) <= _LARGEST else None


def _fault(text: str) -> str:
    """Return why a cell is not what is wanted: a number too long to be one, or none at all."""
    digits = text.replace(",", "").lstrip("+-")
    return "超出15位，不是" if len(digits) > 15 and digits.isdecimal() else "不是"


def _inside(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _wanted(points: Mapping[str, float], bounds: tuple[float, float] | None) -> str:
    words = f"{bounds[0]:g}至{bounds[1]:g}之间的数" if bounds else "数"
    return f"{words}，也不是{listing(points)}之一" if points else words


def read_study_table(opened: OpenedProject, study: StudyInfo) -> StudyTable:
    """Read the file of a study, or the project's own data file where it names none.

    Raises:
        DataError: with every problem found.
    """
    from .readers.files import read_table

    data = opened.model.data
    own = data
    if study.file:
        own = data.model_copy(
            update={"file": study.file, "sheet": study.sheet, "header_rows": 0, "entry": "answers"}
        )
    model = opened.model.model_copy(update={"data": own})
    table = read_table(replace(opened, model=model))
    missing = (
        (*NOT_APPLICABLE, *study.missing)
        if study.file
        else (*data.not_applicable, *data.missing, *study.missing)
    )
    return _study_table(table, own.header_rows, missing)


def study_table_from_frame(
    frame: pd.DataFrame | Mapping[str, Sequence[object]], missing: Sequence[str] = ()
) -> StudyTable:
    """Return the study table of a DataFrame, or of a mapping of equally long columns."""
    from .readers.frame import frame_table

    if isinstance(frame, Mapping):
        import pandas as pd

        frame = pd.DataFrame(dict(frame))
    return _study_table(frame_table(frame), 1, (*NOT_APPLICABLE, *missing))


def _study_table(table: Table, declared: int, missing: Sequence[str]) -> StudyTable:
    from .readers.clean import clean_column
    from .readers.header_rows import header_rows, joined_headers
    from .readers.headers import header_row
    from .readers.private_use import private_cells
    from .readers.table import cell_text, is_blank

    start = header_row(table.top())
    count = header_rows(table, start, declared)
    headers = joined_headers(table, start, count)
    kept = [
        row
        for row in range(start + count, table.height)
        if not all(is_blank(column[row]) for column in table.columns)
    ]
    if not kept:
        what, hint = "没有数据行。", "请核对文件内容。"
        raise DataError(Problem("data.empty", what, hint, table.place()))
    columns: dict[str, tuple[str, ...]] = {}
    private: dict[str, list[Problem]] = {}
    for header in headers:
        at, name = header.index, header.text
        if name and (found := private_cells(table, [(at, name)], start, {at})):
            private.setdefault(name, found)
        texts, _ = clean_column([cell_text(table.columns[header.index][row]) for row in kept])
        if header.text:
            columns.setdefault(header.text, texts)
    return StudyTable(
        table.source,
        table.sheet,
        table.sha256,
        MappingProxyType(columns),
        tuple(row + 1 for row in kept),
        tuple(dict.fromkeys(text for text in missing if text)),
        MappingProxyType(private),
    )
