"""Rules that sort customers into classes: conditions on columns, as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import Field

from ....errors import DataError, Problem, ProjectError
from ....project.model import Model
from ....project.readers.table import capped
from ...study import Study

if TYPE_CHECKING:
    import numpy as np


class Rule(Model):
    """One condition on one column; all that are written must hold."""

    column: str = Field(min_length=1, description="列名")
    values: tuple[str, ...] = Field((), description="等于其中之一")
    at_least: float | None = Field(None, description="大于或等于")
    above: float | None = Field(None, description="大于")
    at_most: float | None = Field(None, description="小于或等于")
    below: float | None = Field(None, description="小于")
    top: float | None = Field(None, gt=0, lt=1, description="数值最高的一部分，0.2 表示最高的两成")
    bottom: float | None = Field(None, gt=0, lt=1, description="数值最低的一部分")

    @property
    def words(self) -> str:
        """The rule as printed."""
        bounds = (
            (self.at_least, "≥"),
            (self.above, ">"),
            (self.at_most, "≤"),
            (self.below, "<"),
        )
        said = [
            f"{sign}{bound:,.10g}".replace(",", "") for bound, sign in bounds if bound is not None
        ]
        said += [f"为最高的{self.top:.0%}"] if self.top is not None else []
        said += [f"为最低的{self.bottom:.0%}"] if self.bottom is not None else []
        said += ["为" + "、".join(self.values)] if self.values else []
        return self.column + "且".join(said)

    @property
    def is_numeric(self) -> bool:
        """True where the column must hold numbers."""
        bounds = (self.at_least, self.above, self.at_most, self.below, self.top, self.bottom)
        return any(bound is not None for bound in bounds)


class CustomerClass(Model):
    """A class and what its members fulfil."""

    name: str = Field(min_length=1, description="类别名称，如 A类")
    rules: tuple[Rule, ...] = Field(min_length=1, description="条件")
    match: str = Field(
        "all", pattern="^(all|any)$", description="all 条件全部满足；any 满足一条即可"
    )

    @property
    def words(self) -> str:
        """The rules as printed."""
        return ("；" if self.match == "all" else "，或").join(rule.words for rule in self.rules)


def members(
    study: Study, classes: Sequence[CustomerClass], first: bool
) -> tuple[np.ndarray, int, np.ndarray]:
    """Return who belongs to which class.

    Args:
        study: whose table holds the columns.
        classes: in their order.
        first: True where the first class that fits takes those whom several fit.

    Returns:
        members, bool [rows, classes], at most one True a row; how many rows several fitted; rows
        with a blank in a column of a rule, bool [rows].

    Raises:
        ProjectError: a rule without a condition.
        DataError: no such column, what is no number, or a row that fits two classes.
    """
    import numpy as np

    empty = [one.name for one in classes for r in one.rules if not (r.values or r.is_numeric)]
    if empty:
        what = f"类别“{empty[0]}”有一条规则没有写条件。"
        hint = "请写 values、at_least、above、at_most、below、top、bottom 之一。"
        raise ProjectError(Problem("study.rule", what, hint))
    study.table.require(dict.fromkeys(rule.column for one in classes for rule in one.rules))
    fits = np.zeros((len(study.table), len(classes)), dtype=bool)
    blank = np.zeros(len(study.table), dtype=bool)
    for j, one in enumerate(classes):
        held = np.array([_holds(study, rule) for rule in one.rules])
        fits[:, j] = held.all(axis=0) if one.match == "all" else held.any(axis=0)
        for rule in one.rules:
            blank |= np.array([not text for text in study.table.texts(rule.column)])
    several = fits.sum(axis=1) > 1
    if several.any() and not first:
        _refuse(study, classes, fits, several)
    taken = fits & (np.cumsum(fits, axis=1) == 1)
    return taken, int(several.sum()), blank & ~taken.any(axis=1)


def _holds(study: Study, rule: Rule) -> np.ndarray:
    import numpy as np

    texts = study.table.texts(rule.column)
    held = np.array([not rule.values or text in rule.values for text in texts], dtype=bool)
    if not rule.is_numeric:
        return held
    numbers = study.table.numbers([rule.column])[:, 0]
    known = np.isfinite(numbers)
    held &= known
    value = np.where(known, numbers, 0.0)
    for bound, sign in ((rule.at_least, np.greater_equal), (rule.above, np.greater)):
        held &= True if bound is None else sign(value, bound)
    for bound, below in ((rule.at_most, np.less_equal), (rule.below, np.less)):
        held &= True if bound is None else below(value, bound)
    if known.any():
        if rule.top is not None:
            held &= value >= np.quantile(numbers[known], 1 - rule.top)
        if rule.bottom is not None:
            held &= value <= np.quantile(numbers[known], rule.bottom)
    return held


def _refuse(
    study: Study, classes: Sequence[CustomerClass], fits: np.ndarray, several: np.ndarray
) -> None:
    problems = []
    for i in [int(i) for i in several.nonzero()[0]]:
        names = "”“".join(one.name for one, fit in zip(classes, fits[i], strict=True) if fit)
        what = f"这一行同时符合“{names}”。"
        hint = '请改规则，使一户只属一类；或写 overlap = "first"，归入先列的一类。'
        problems.append(Problem("study.two_classes", what, hint, study.table.place(i)))
    raise DataError(capped(problems))
