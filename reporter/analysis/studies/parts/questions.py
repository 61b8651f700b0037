"""Columns of a study as numbers: by the survey's own scales, by points given, or as they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....errors import Problem, ProjectError
from ....project.nearest import listing
from ....scoring.scale import FIRST_OPTION, ItemScale, item_scales
from ...study import Study

if TYPE_CHECKING:
    import numpy as np


LISTED_HELP = "要列全：数据中有没列出的，程序指出位置，不会略去"
"""The rule of every option that lists the classes of a column: what it leaves out is refused."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question by its printed name, its column and the points of its answers."""

    name: str
    column: str
    points: Mapping[str, float]


def own_questions(study: Study) -> tuple[str, ...]:
    """Return the names of the survey's scored items whose columns stand in the study's table."""
    if study.project is None:
        return ()
    return tuple(
        item.name
        for item in study.project.items
        if item.scored and (item.column or item.name) in study.table.columns
    )


def none_listed(study: Study, reason: str) -> str:
    """Return why a method has no questions: none are listed, and the survey's are not in the table.

    Args:
        study: whose table was read.
        reason: what is said where nothing is wrong with the table.
    """
    items = study.project.items if study.project is not None else ()
    columns = [item.column or item.name for item in items if item.scored]
    if not columns or any(name in study.table.columns for name in columns):
        return reason
    sheet = f"的工作表“{study.table.sheet}”" if study.table.sheet else ""
    return (
        f"{reason}所读的数据（{study.table.source}{sheet}）没有问卷的题目列，"
        f"如“{columns[0]}”；它的列是{listing(study.table.columns, 4)}。"
    )


def question(study: Study, name: str, answers: Mapping[str, float]) -> Question:
    """Return the question of a name: an item of the survey (id, name or column), or a column.

    Points are ``answers`` where there are any, else those of the item's scale, else those of the
    survey's first scale; numbers in the table always stand for themselves.
    """
    scales = item_scales(study.project) if study.project is not None else ()
    items = study.project.items if study.project is not None else ()
    for item, scale in zip(items, scales, strict=True):
        if name in (item.id, item.name, scale.column) and scale.column in study.table.columns:
            return Question(item.name, scale.column, dict(answers) or _points(scale))
    first = _points(scales[0]) if scales else {}
    return Question(name, name, dict(answers) or first)


def _points(scale: ItemScale) -> dict[str, float]:
    """Return every way of writing an answer with its points."""
    return {
        text: scale.points[code - FIRST_OPTION]
        for text, code in scale.codes.items()
        if code >= FIRST_OPTION
    }


def numbers(study: Study, questions: Sequence[Question]) -> np.ndarray:
    """Return the answers as numbers, [rows, questions], nan where there is none.

    Raises:
        DataError: a column is not there, or holds what has no points.
    """
    import numpy as np

    study.table.require(one.column for one in questions)
    read = []
    for one in questions:
        # a column of numbers alone may hold amounts; beside answers numbers are scores
        has_answers = not one.points.keys().isdisjoint(study.table.texts(one.column))
        bounds = score_bounds(one.points) if has_answers else None
        read.append(study.table.numbers([one.column], one.points, bounds))
    return np.hstack(read) if read else np.zeros((len(study.table), 0))


def score_bounds(points: Mapping[str, float]) -> tuple[float, float] | None:
    """Return between what numbers scores beside answers of these points lie: 0-100 or wider."""
    if not points:
        return None
    return min(0.0, *points.values()), max(100.0, *points.values())


def complete(matrix: np.ndarray) -> np.ndarray:
    """Return the rows without a missing answer."""
    import numpy as np

    kept: np.ndarray = matrix[np.isfinite(matrix).all(axis=1)]
    return kept


def complete_with(matrix: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows without a missing answer, and their weights, [rows] each."""
    import numpy as np

    kept = np.isfinite(matrix).all(axis=1)
    return matrix[kept], weights[kept]


def distinct(study: Study, names: Sequence[str], what: str) -> None:
    """Refuse a name that is listed twice.

    Raises:
        ProjectError: naming each of them.
    """
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ProjectError(
            Problem(
                "study.twice",
                f"方法“{study.id}”的{what}“{name}”写了两次。",
                "每项只写一次。",
            )
            for name in twice
        )
