"""The table of a study: every column of its files as texts, and as numbers where asked for.

A study reads what it needs by column name; what cannot be read is a problem with its place.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..errors import DataError, Place, Problem
from .header_names import Columns
from .nearest import did_you_mean, listing
from .readers.table import capped, nowhere_else
from .study_cells import cell_fault, half_width

if TYPE_CHECKING:
    import numpy as np

_MOST_FILES = 3  # that a source names
_LARGEST = 1e15  # beyond it sums of squares lose all digits: no score, amount or count is so large
NOT_APPLICABLE = ("不了解", "不适用", "无法评价", "没有接触过", "不清楚", "(跳过)", "(空)")


@dataclass(frozen=True, slots=True)
class FileOfTable:
    """One file of a table: bare name, sheet ("" for text files), and digest of its bytes.

    ``name`` is what the study calls it, where it reads several.
    """

    source: str
    sheet: str
    sha256: str
    name: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class StudyTable:
    """Rows of texts, cleaned and trimmed; blank is "".

    Attributes:
        files: the file, or those whose rows stand one below the other.
        columns: header as it stands in the file -> one text a row, all equally long; they are
            found by names that differ in no way that makes them another column, too.
        row_numbers: row in its file of each row here (first line of a file is 1).
        row_files: index in ``files`` of each row; empty where there is one file.
        missing: texts that are no answer, beside "".
        faults: column -> what makes cells no data (private-use characters, #DIV/0!, merged
            cells); such a column must not be asked for.
        elsewhere: columns that are looked for -> what other sheets of a workbook have of them.
        file_column: the column that names the file of each row; "" where there is one file.
        lacking: column -> the files that have no such column, where others have it.
        notes: what is to be said of the reading: totals left out, merged cells filled.
    """

    files: tuple[FileOfTable, ...]
    columns: Columns
    row_numbers: tuple[int, ...]
    row_files: tuple[int, ...] = ()
    missing: tuple[str, ...] = NOT_APPLICABLE
    faults: Mapping[str, Sequence[Problem]] = field(default_factory=dict)
    elsewhere: Callable[[Iterable[str]], str] = field(default=nowhere_else, compare=False)
    file_column: str = ""
    lacking: Mapping[str, tuple[FileOfTable, ...]] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.row_numbers)

    def __repr__(self) -> str:
        return f"<StudyTable {self.place()}：{len(self)}行，{len(self.columns)}列>"

    @property
    def source(self) -> str:
        """Bare names of the files."""
        names = tuple(dict.fromkeys(one.source for one in self.files))
        return "、".join(names[:_MOST_FILES]) + (
            f"等{len(names)}个文件" if len(names) > _MOST_FILES else ""
        )

    @property
    def sheet(self) -> str:
        """Sheet that was read; "" for text files."""
        return "、".join(dict.fromkeys(one.sheet for one in self.files if one.sheet))

    @property
    def sha256(self) -> str:
        """Digest of the file's bytes; of several files, that of their digests one a line."""
        if len(self.files) == 1:
            return self.files[0].sha256
        lines = "\n".join(one.sha256 for one in self.files)
        return hashlib.sha256(lines.encode()).hexdigest()

    def place(self, row: int | None = None, column: str = "") -> Place:
        """Return the place of a cell; ``row`` counts from 0."""
        if row is None:
            return Place(self.source, self.sheet if len(self.files) == 1 else "", None, column)
        file = self.files[self.row_files[row] if self.row_files else 0]
        return Place(file.source, file.sheet, self.row_numbers[row], column)

    def place_in(self, file: FileOfTable, column: str = "") -> Place:
        """Return a column's place in one of the files."""
        return Place(file.source, file.sheet, None, column)

    def row_text(self, row: int) -> str:
        """Return 第5行, with the name of its file where there are several."""
        name = self.files[self.row_files[row]].name if self.row_files else ""
        return f"{name}第{self.row_numbers[row]}行"

    def only(self, rows: Sequence[int]) -> StudyTable:
        """Return the table with these rows, in this order."""
        return replace(
            self,
            columns=Columns(
                {name: tuple([texts[i] for i in rows]) for name, texts in self.columns.items()}
            ),
            row_numbers=tuple([self.row_numbers[i] for i in rows]),
            row_files=tuple([self.row_files[i] for i in rows]) if self.row_files else (),
        )

    def require(self, names: Iterable[str]) -> None:
        """Raise DataError naming every column that no file has, with near misses.

        A column with cells that are no data is refused too.
        """
        names = list(names)
        headers = [self.columns.header(name) or name for name in names]
        if bad := [problem for name in headers for problem in self.faults.get(name, ())]:
            raise DataError(capped(bad))
        lacking = [name for name in names if name not in self.columns]
        if not lacking:
            return
        which = "各数据文件都" if self.file_column else "数据文件"
        other = self.elsewhere(lacking)
        raise DataError(
            Problem(
                "study.column",
                f"{which}没有“{name}”列。",
                self._instead(name) + other,
                self.place(),
            )
            for name in lacking
        )

    def _instead(self, name: str) -> str:
        """Return what may be meant by a name that no column has."""
        if several := self.columns.fitting(name):
            return f"{listing(several)}都像这一列，请写完整的列名。"
        return did_you_mean(name, self.columns) or f"文件中的列：{listing(self.columns)}。"

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
        places = [self.row_text(row) for row in range(len(self))]
        return tuple(
            text if text and count[text] == 1 else f"{text}（{place}）" if text else place
            for text, place in zip(texts, places, strict=True)
        )

    def numbers(
        self,
        names: Sequence[str],
        points: Mapping[str, float] | None = None,
        bounds: tuple[float, float] | None = None,
        percent: bool = False,
    ) -> np.ndarray:
        """Return columns as numbers; full-width digits are digits.

        Args:
            names: the columns.
            points: text -> number (满意 = 90); texts beside them must be numbers.
            bounds: smallest and largest number allowed, both included.
            percent: whether 85% is read as 0.85; else it is refused: a score is written 85.

        Returns:
            float64, shape (rows, columns); NaN where there is no answer.

        Raises:
            DataError: a column is not there, or a cell is no such number. Equal texts of a
                column are one problem, at the first of them; at most 20 are listed.
        """
        import numpy as np

        self.require(names)
        known = {half_width(text): value for text, value in (points or {}).items()}
        found: list[tuple[int, Problem]] = []
        matrix = np.full((len(self), len(names)), np.nan)
        for j, name in enumerate(names):
            texts = self.texts(name)
            values = {text: _number(half_width(text), known, percent) for text in set(texts)}
            bad = {
                text
                for text, value in values.items()
                if value is None or (bounds and value == value and not _inside(value, bounds))
            }
            for text in bad:
                first, count = texts.index(text), texts.count(text)
                what, hint = cell_fault(text, points or {}, bounds, percent)
                what += f"，共{count}处。" if count > 1 else "。"
                found.append((first, Problem("study.cell", what, hint, self.place(first, name))))
            matrix[:, j] = [np.nan if text in bad else values[text] for text in texts]
        if found:
            raise DataError(capped(problem for _, problem in sorted(found, key=lambda x: x[0])))
        return matrix


def _number(text: str, points: Mapping[str, float], percent: bool) -> float | None:
    """Return the number of a cell, NaN for a blank one, None for what is none (1_2, infinity)."""
    if not text:
        return float("nan")
    if text in points:
        return float(points[text])
    share = percent and text.endswith("%")
    try:
        value = float(text.removesuffix("%" if share else "").replace(",", "").replace("_", "?"))
    except ValueError:
        return None
    return (value / 100 if share else value) if abs(value) <= _LARGEST else None


def _inside(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]
