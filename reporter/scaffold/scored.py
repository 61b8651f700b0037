"""A sheet of scores already given, unit by indicator: known by its column of units, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..errors import DataError
from ..project.responses import ScoredSheet
from .columns import ColumnGuess, numbers, words
from .draft import Draft

_FEWEST_UNITS = 2


def scored_draft(
    guesses: Sequence[ColumnGuess], read: Callable[[str], ScoredSheet]
) -> Draft | None:
    """Return the draft for a sheet of scores, or None where the columns are no such sheet.

    Args:
        guesses: of all columns.
        read: name of the column of units -> the sheet as the project will read it.
    """
    for unit in _units(guesses):
        try:
            sheet = read(unit)
        except DataError:
            continue
        if len({cell.unit for cell in sheet.cells if cell.unit}) >= _FEWEST_UNITS:
            return _draft(unit, sheet)
    return None


def _units(guesses: Sequence[ColumnGuess]) -> Iterator[str]:
    """Yield the columns that may name the units: a sheet a row has each once or by indicator."""
    for guess in guesses:
        is_unit = any(guess.name.endswith(word) for word in words()["unit"])
        if is_unit and guess.answers and not numbers(guess.answers):
            yield guess.header


def _draft(unit: str, sheet: ScoredSheet) -> Draft:
    units = dict.fromkeys(cell.unit for cell in sheet.cells if cell.unit)
    names = dict.fromkeys("—".join(cell.path) for cell in sheet.cells if cell.path)
    return Draft(
        entry="scored",
        respondent="",
        items=(),
        indicators=(),
        segments=(),
        open_questions=(),
        scales={},
        not_applicable=(),
        missing=(),
        ignore=(),
        unit=unit,
        remarks=(
            f"认出是已汇总的得分表：{len(units)}个单位，{len(names)}个指标（{'、'.join(names)}）。",
            "得分表没有答卷，不计算答案分布和抽样误差；有样本量列的，核对 [data] 的 base。",
        ),
    )
