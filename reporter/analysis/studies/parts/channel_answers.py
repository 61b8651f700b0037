"""The answers of two channels: of the same units, or of two samples of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....errors import DataError, Problem
from ....project.nearest import listing
from ...study import Study
from .questions import complete_with, distinct, numbers, question
from .sample_weights import each, is_even, weights, weights_of_parts
from .wave_comparison import Answers

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Units that have both channels.

    Attributes:
        units: their names, () where they have none.
        values: of each item by its name, [units, 2], nan where there is no answer.
        weights: [units].
        given: weights of all rows of the table, None where there are none.
    """

    units: tuple[str, ...]
    values: Mapping[str, np.ndarray]
    weights: np.ndarray
    given: np.ndarray | None

    def complete(self, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return first, second and weight of the units that have both answers to an item."""
        rows, w = complete_with(self.values[name], self.weights)
        return rows[:, 0], rows[:, 1], w

    def apart(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Return how far both lie apart, and the weights, of the units that have both."""
        first, second, w = self.complete(name)
        return first - second, w


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Two samples: the answers of either to each item by its name; ``given`` as of pairs."""

    items: Mapping[str, tuple[Answers, Answers]]
    given: np.ndarray | None


def both(study: Study) -> Pairs:
    """Return the items of rows that have both channels."""
    options = study.options
    distinct(study, [pair.name for pair in options.pairs], "项目")
    values = {}
    for pair in options.pairs:
        columns = [question(study, name, options.answers) for name in (pair.first, pair.second)]
        values[pair.name] = numbers(study, columns)
    units = study.table.row_names(options.unit) if options.unit else ()
    given = weights(study, options.weight)
    return Pairs(units, values, each(study, given), given)


def matched(study: Study) -> Pairs:
    """Return the items of units that have a row of either channel.

    A unit counts with its weight in the second channel, in the first where the second has none.

    Raises:
        DataError: a unit has no name, or two rows of one channel.
    """
    import numpy as np

    options = study.options
    labels, units = _labels(study), study.table.texts(options.unit)
    rows: dict[str, dict[str, int]] = {}
    for i, (label, unit) in enumerate(zip(labels, units, strict=True)):
        where = study.table.place(i, options.unit)
        if not unit:
            raise DataError(Problem("channels.unit", "没有填写。", "请补上，才能配对。", where))
        if label in (own := rows.setdefault(unit, {})):
            what = f"“{unit}”的{label}有两行，第一处在{study.table.row_text(own[label])}。"
            hint = "每种评价只留一行；不按网点配对的，请不写 unit。"
            raise DataError(Problem("channels.unit", what, hint, where))
        own[label] = i
    names = tuple(unit for unit, own in rows.items() if len(own) == len(options.names))
    places = np.array([[rows[unit][name] for name in options.names] for unit in names], dtype=int)
    places = places.reshape(-1, 2)
    given, _ = weights_of_parts(study, _rows(study, labels))
    first, second = each(study, given)[places].T
    values = {name: own[places] for name, own in _values(study)}
    return Pairs(names, values, first if is_even(second) else second, given)


def sampled(study: Study) -> Samples:
    """Return the items of two samples of their own."""
    import numpy as np

    labels = _labels(study)
    rows = _rows(study, labels)
    given, own = weights_of_parts(study, rows)
    items = {}
    for item, values in _values(study):
        sides = []
        for name in study.options.names:
            answers = values[rows[name]]
            kept = np.isfinite(answers)
            nobody = ("",) * int(kept.sum())
            sides.append(Answers(answers[kept], nobody, nobody, own[name][kept]))
        items[item] = (sides[0], sides[1])
    return Samples(items, given)


def _rows(study: Study, labels: tuple[str, ...]) -> dict[str, list[int]]:
    return {
        name: [i for i, label in enumerate(labels) if label == name] for name in study.options.names
    }


def _labels(study: Study) -> tuple[str, ...]:
    """Return the channel of every row.

    Raises:
        DataError: a channel that is neither of the two.
    """
    options = study.options
    labels = study.table.texts(options.channel)
    for i, label in enumerate(labels):
        if label not in options.names:
            what = f"“{label}”不是两种评价之一。" if label else "没有填写。"
            hint = f"应为{listing(options.names)}，或改 names。"
            where = study.table.place(i, options.channel)
            raise DataError(Problem("channels.name", what, hint, where))
    return labels


def _values(study: Study) -> Iterator[tuple[str, np.ndarray]]:
    """Yield name and points of every item."""
    options = study.options
    asked = [question(study, item, options.answers) for item in options.items]
    distinct(study, [one.name for one in asked], "项目")
    for one in asked:
        yield one.name, numbers(study, [one])[:, 0]
