"""Weights of respondents: read from a column, checked, and said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ....errors import DataError, Problem
from ....facts.fact import Fact
from ....project.nearest import quote
from ....project.readers.table import capped
from ...study import Study

if TYPE_CHECKING:
    import numpy as np

WEIGHT_HELP = "样本权数列，缺省同问卷"
NO_RANK_TEST = "有权数，秩检验不能加权，未做。"


def weights(study: Study, column: str) -> np.ndarray | None:
    """Return the weights of the rows, [rows] of mean 1: of ``column``, else of the survey's data.

    Weights are relative: their scale says nothing. None where there is no such column.

    Raises:
        DataError: a weight that is blank, no number, or not above 0.
    """
    import numpy as np

    from ....scoring.weighting import HIGH, LOW

    used = weight_column(study, column)
    if not used:
        return None
    values = study.table.numbers([used])[:, 0]
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


def is_even(weight: np.ndarray | None) -> bool:
    """Tell whether everybody counts the same, so that tests of counts and ranks may be made."""
    return weight is None or not len(weight) or float(weight.max() - weight.min()) < 1e-12


def each(study: Study, weight: np.ndarray | None) -> np.ndarray:
    """Return the weights, 1 for every row where there are none."""
    import numpy as np

    return np.ones(len(study.table)) if weight is None else weight


def about_weights(study: Study, weight: np.ndarray | None) -> Iterator[Fact]:
    """Return whether the study is weighted, and the effective number of rows (Kish).

    A survey with weights whose study has a table without them is told apart: its numbers do not
    go with the weighted scores of the report.
    """
    from ....stats.linear import effective_size

    known = "加权" if weight is not None else "没有权数" if _survey(study) else "否"
    yield study.fact("sample_weights", known, unit="text")
    w = each(study, weight)
    size = effective_size(float(w.sum()), float(w @ w))
    yield study.fact("n_effective", round(size), unit="count", counter="份", rule="Kish 有效样本量")


def _survey(study: Study) -> str:
    return study.project.data.weight if study.project is not None else ""


def about_report_scores(study: Study) -> Iterator[Fact]:
    """Return that a study takes the report's own scores, weighted as they are; else nothing."""
    if _survey(study):
        yield study.fact("sample_weights", "同本报告", unit="text")


def weight_column(study: Study, column: str) -> str:
    """Return the column of the weights: that asked for, else the survey's where it is there."""
    name = _survey(study)
    return column or (name if name in study.table.columns else "")
