"""What a data file gave: texts with their places, or ready-made scores.

Reading is the only stage that knows file formats; nothing here is a number yet for
the entries "answers" and "scores".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..errors import NOWHERE, DataError, Place, Problem
from .load import OpenedProject

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, repr=False)
class Responses:
    """Respondent rows, everything as text, cleaned and trimmed.

    Attributes:
        entry: which of the two row entries the project chose.
        source: bare name of the data file; ``sheet`` is "" for text files.
        sha256: of the file's bytes.
        columns: column name **as the project writes it** -> one text a respondent.
            Only columns that the project uses are here.
        row_numbers: row in the file of each respondent (first line of the file is 1).
        dropped_columns: headers in the file that the project does not use.
        problems: warnings and notes; errors are raised instead.
        headers: column name as the project writes it -> header as it stands in the file.
        rejected: rows with answers that were left out as duplicates.
    """

    entry: Literal["answers", "scores"]
    source: str
    sheet: str
    sha256: str
    columns: Mapping[str, tuple[str, ...]]
    row_numbers: tuple[int, ...]
    dropped_columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    rejected: int = 0

    def __len__(self) -> int:
        return len(self.row_numbers)

    def __repr__(self) -> str:
        place = Place(self.source, self.sheet)
        size = f"{len(self)}行，用到{len(self.columns)}列，未用{len(self.dropped_columns)}列"
        return f"<Responses {place}：{size}，提示{len(self.problems)}条>"

    def place(self, row: int, column: str = "") -> Place:
        """Return the place of a cell; ``row`` counts from 0, ``column`` as in ``columns``."""
        header = self.headers.get(column, column)
        return Place(self.source, self.sheet, self.row_numbers[row], header)


@dataclass(frozen=True, slots=True)
class ScoredCell:
    """One given score.

    Attributes:
        unit: name of the unit, "" for the row of the whole (合计).
        path: indicator names from level 1 down, () for the overall score.
        score: in points, or None where the sheet leaves it blank.
        n: unweighted base; ``previous``: last wave's score; ``weight``: share in the parent.
    """

    unit: str
    path: tuple[str, ...]
    score: float | None
    n: int | None = None
    previous: float | None = None
    department: str = ""
    weight: float | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, repr=False)
class ScoredSheet:
    """Entry "scored": a sheet of scores already given, unit x indicator."""

    source: str
    sheet: str
    sha256: str
    cells: tuple[ScoredCell, ...]
    problems: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        units = len({cell.unit for cell in self.cells if cell.unit})
        size = f"{units}个单位，{len({cell.path for cell in self.cells})}个指标"
        place = Place(self.source, self.sheet)
        return f"<ScoredSheet {place}：{size}，提示{len(self.problems)}条>"


def read_responses(opened: OpenedProject) -> Responses | ScoredSheet:
    """Read the data file of a project (CSV, text, XLSX or XLS).

    Raises DataError with every problem found (at most 20 are listed, then a count).
    """
    from .readers.answers import build_responses
    from .readers.files import read_table

    table = read_table(opened)
    if opened.model.data.entry == "scored":
        from .readers.scored import build_scored_sheet

        return build_scored_sheet(opened, table)
    return build_responses(opened, table)


def responses_from_frame(opened: OpenedProject, frame: pd.DataFrame) -> Responses:
    """Return the responses in a DataFrame: headers are column labels, NaN is blank.

    Rows count as in a file saved from the frame: the first data row is row 2. Raises
    DataError as :func:`read_responses` does; the entry "scored" needs a file.
    """
    from .readers.answers import build_responses
    from .readers.frame import frame_table

    if opened.model.data.entry == "scored":
        what = 'entry = "scored" 的得分表不能由 DataFrame 读入。'
        raise DataError(Problem("data.entry", what, "请存为 XLSX 或 CSV 文件。"))
    return build_responses(opened, frame_table(frame))
