"""Weights of respondents: read from a column or switched off, checked, and said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from ....errors import DataError, Problem, ProjectError
from ....facts.fact import Fact
from ....project.nearest import quote
from ....project.readers.table import capped
from ...study import Study

if TYPE_CHECKING:
    import numpy as np

WEIGHT_HELP = "样本权数列，缺省同问卷；这一节不加权写 false"
ONE_COUNTS = "权数几乎全在一份答卷上，无法估计抽样误差。"
NO_RANK_TEST = "有权数，秩检验不能加权，未做。"


_OFF = ("false", "False", "不加权", "否", "无")  # what is written for false by mistake


def _column_or_false(value: object) -> object:
    if isinstance(value, str) or value is False:
        return value
    raise PydanticCustomError("column_or_false", "a column or false")


WeightColumn = Annotated[str | Literal[False], BeforeValidator(_column_or_false)]
"""The option of every method that takes weights: a column, "" the survey's own, False none."""


def weights(study: Study, column: WeightColumn) -> np.ndarray | None:
    """Return the weights of the rows, [rows] of mean 1: of ``column``, else of the survey's data.

    Weights are relative: their scale says nothing. None where there is no such column, or where
    the study is not to be weighted.

    Raises:
        DataError: a weight that is blank, no number, or not above 0.
    """
    import numpy as np

    from ....scoring.weighting import HIGH, LOW

    used = weight_column(study, column)
    if not used:
        return None
    if used in _OFF and used not in study.table.columns:
        what, hint = f"没有“{used}”列。", "不加权的，写 weight = false，不加引号。"
        raise ProjectError(Problem("study.weight", what, hint))
    values = study.table.numbers([used], percent=True)[:, 0]
    if not len(values):
        return values
    bad = [i for i, value in enumerate(values) if not LOW <= value <= HIGH]
    if bad:
        raise DataError(
            capped(
                Problem(
                    "study.weight",
                    f"{quote(study.table.columns[used][i])}不能作权数。",
                    "权数须为大于0的数。",
                    study.table.place(i, used),
                )
                for i in bad
            )
        )
    found: np.ndarray = values / values.mean()
    return np.ones(len(values)) if is_even(found) else found


def weights_of_parts(
    study: Study, rows: Mapping[str, Sequence[int]]
) -> tuple[np.ndarray | None, dict[str, np.ndarray]]:
    """Return the weights of all rows, None where there are none, and those of each part.

    Each part (a wave, a channel) is a sample of its own. The survey's own weights may stand in
    some parts only: the others count everybody the same.

    Args:
        study: whose option ``weight`` says where they stand.
        rows: of each part, which may share them.

    Raises:
        DataError: a weight that is none.
    """
    import numpy as np

    asked = study.options.weight
    column = weight_column(study, asked)
    whole, own = np.ones(len(study.table)), {}
    for name, places in rows.items():
        table = study.table.only(places)
        blank = not asked and column and not any(table.texts(column))
        found = None if blank else weights(replace(study, table=table), asked)
        own[name] = np.ones(len(table)) if found is None else found
        whole[list(places)] = own[name]
    return whole if column else None, own


def is_even(weight: np.ndarray | None) -> bool:
    """Tell whether everybody counts the same, so that tests of counts and ranks may be made."""
    return weight is None or not len(weight) or float(weight.max() - weight.min()) < 1e-12


def each(study: Study, weight: np.ndarray | None) -> np.ndarray:
    """Return the weights, 1 for every row where there are none."""
    import numpy as np

    return np.ones(len(study.table)) if weight is None else weight


def about_weights(study: Study, weight: np.ndarray | None, counter: str = "份") -> Iterator[Fact]:
    """Return whether the study is weighted, and the effective number of rows (Kish).

    A survey with weights whose study has a table without them, or switches them off, is told
    apart: its numbers do not go with the weighted scores of the report.
    """
    from ....stats.linear import effective_size

    if weight is not None:
        known = "加权"
    elif not _survey(study):
        known = "否"
    else:
        known = "设为不加权" if study.options.weight is False else "没有权数"
    yield study.fact("sample_weights", known, unit="text")
    w = each(study, weight)
    size = effective_size(float(w.sum()), float(w @ w))
    yield study.fact(
        "n_effective", round(size), unit="count", counter=counter, rule="Kish 有效样本量"
    )


def _survey(study: Study) -> str:
    return study.project.data.weight if study.project is not None else ""


def about_report_scores(study: Study) -> Iterator[Fact]:
    """Return that a study takes the report's own scores, weighted as they are; else nothing."""
    if _survey(study):
        yield study.fact("sample_weights", "同本报告", unit="text")


def weight_column(study: Study, column: WeightColumn) -> str:
    """Return the column of the weights: that asked for, else the survey's where it is there."""
    if column is False:
        return ""
    name = _survey(study)
    return column or (name if name in study.table.columns else "")
