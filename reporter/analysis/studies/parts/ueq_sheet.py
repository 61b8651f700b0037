"""The sheets of a user experience study: which items make which scale, answers in one direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ....errors import Problem, ProjectError
from ....project.nearest import did_you_mean, listing
from ...study import Study
from .questions import complete_with, distinct
from .sample_weights import each
from .ueq_forms import FORMS, FULL, HIGHEST, LOWEST, Borders, Form, Scales

if TYPE_CHECKING:
    import numpy as np

STEPS = 6  # from the leftmost to the rightmost


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers.

    Attributes:
        names: of the columns.
        numbers: of their items in the printed form.
        reversed_items: numbers of items whose better word stands left.
        scales: name -> indices of its columns.
        values: [sheets that count, items] from -3 to 3, nan where there is no answer.
        answered: [rows], whether there is any answer.
        incomplete: answered sheets with an item left out.
        inconsistent, alike: [rows] of sheets that were hardly read; None where the rule does not
            apply.
        benchmarks: scale -> borders of the classes.
        weights: [sheets that count].
    """

    names: tuple[str, ...]
    numbers: tuple[int, ...]
    reversed_items: frozenset[int]
    scales: Mapping[str, tuple[int, ...]]
    values: np.ndarray
    answered: np.ndarray
    incomplete: int
    inconsistent: np.ndarray | None
    alike: np.ndarray | None
    benchmarks: Mapping[str, Borders]
    weights: np.ndarray

    @property
    def suspicious(self) -> np.ndarray | None:
        """Rows that were hardly read by either rule."""
        if self.inconsistent is None or self.alike is None:
            return self.inconsistent if self.alike is None else self.alike
        both: np.ndarray = self.inconsistent | self.alike
        return both

    def complete(self, items: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Return the answers to some items of those who gave them all, and their weights."""
        return complete_with(self.values[:, list(items)], self.weights)


def sheet_of(study: Study, weight: np.ndarray | None) -> Sheet:
    """Return the answers of a study, whose options say what was asked.

    Args:
        study: whose table is read.
        weight: [rows], or None.

    Raises:
        ProjectError: items, numbers, scales and benchmarks do not fit each other.
        DataError: a column is missing, or holds what is no answer.
    """
    import numpy as np

    from ....stats import user_experience as maths

    asked = study.options
    form = FORMS[asked.version]
    distinct(study, asked.items, "题目")
    numbers = asked.numbers or tuple(range(1, len(asked.items) + 1))
    whole = asked.scales or form.scales
    problems = [*_number_problems(study, asked, numbers, form), *_scale_problems(study, whole)]
    if problems:
        raise ProjectError(problems)
    turned = form.reversed_items if not asked.scales else ()
    turned = turned if asked.reversed_items is None else asked.reversed_items
    problems = [*_asked_problems(study, whole, numbers), *_turned_problems(study, asked, whole)]
    scales = {
        name: tuple(numbers.index(one) for one in own)
        for name, own in whole.items()
        if set(own) <= set(numbers)
    }
    benchmarks = _benchmarks(asked, form)
    problems += _benchmark_problems(study, asked, whole)
    if problems:
        raise ProjectError(problems)

    answers = study.table.numbers(asked.items, None, (asked.lowest, asked.lowest + STEPS))
    reversed_items = frozenset(turned)
    left = [number in reversed_items for number in numbers]
    values = maths.turned(answers, asked.lowest + STEPS / 2, left)
    answered = np.isfinite(answers).any(axis=1)
    apart = None
    if len(scales) > maths.MOST_SCALES_APART:
        apart = maths.inconsistent([values[:, own] for own in map(list, scales.values())])
    alike = maths.alike(answers) if len(numbers) == FULL.items else None
    made = Sheet(
        names=asked.items,
        numbers=numbers,
        reversed_items=reversed_items,
        scales=scales,
        values=values,
        answered=answered,
        incomplete=int((answered & ~np.isfinite(answers).all(axis=1)).sum()),
        inconsistent=apart,
        alike=alike,
        benchmarks={name: own for name, own in benchmarks.items() if name in scales},
        weights=each(study, weight),
    )
    return _kept(made, asked.drop_suspicious)


def _kept(made: Sheet, drop: bool) -> Sheet:
    """Return the sheet without blank rows, and without suspicious ones where that is asked."""
    kept = made.answered
    if drop and made.suspicious is not None:
        kept = kept & ~made.suspicious
    return replace(made, values=made.values[kept], weights=made.weights[kept])


def _benchmarks(asked: Any, form: Form) -> Mapping[str, Borders]:
    """Return those stated, else those published for the printed form as it stands."""
    if asked.benchmarks is not None:
        return {**asked.benchmarks}
    own = {name for name, numbers in asked.scales.items() if form.scales.get(name) == numbers}
    published = form.benchmark
    return {k: v for k, v in published.items() if not asked.scales or k in own}


def _number_problems(
    study: Study, asked: Any, numbers: Sequence[int], form: Form
) -> Iterator[Problem]:
    code, about = "study.ueq_numbers", f"方法“{study.id}”的"
    if len(numbers) != len(asked.items):
        what = f"{about}题号有{len(numbers)}个，而题目有{len(asked.items)}道。"
        yield Problem(code, what, "请使 numbers 与 items 一一对应。")
    if not asked.numbers and not asked.scales and len(asked.items) != form.items:
        what = f"{about}题目有{len(asked.items)}道，而问卷有{form.items}题。"
        yield Problem(code, what, "只问其中几个量表时，请用 numbers 写明各列的题号。")
    for number, count in Counter(numbers).items():
        if count > 1:
            yield Problem(code, f"{about}题号{number}写了两次。", "每题只写一次。")


def _scale_problems(study: Study, scales: Scales) -> Iterator[Problem]:
    code, about = "study.ueq_scales", f"方法“{study.id}”的"
    for name, own in scales.items():
        if not name.strip():
            yield Problem(code, f"{about}一个量表没有名称。", "请写上名称。")
        if not own:
            yield Problem(code, f"{about}量表“{name}”没有题号。", "请写上它的题号，或删去。")
    for number, count in Counter(n for own in scales.values() for n in own).items():
        if count > 1:
            what = f"{about}题号{number}在 scales 中写了两次。"
            yield Problem(code, what, "一题只属于一个量表。")


def _asked_problems(study: Study, scales: Scales, numbers: Sequence[int]) -> Iterator[Problem]:
    """Yield scales of which a part is asked, and items that belong to none."""
    code, about = "study.ueq_scales", f"方法“{study.id}”的"
    for name, own in scales.items():
        gone = [str(number) for number in own if number not in numbers]
        if gone and len(gone) < len(own):
            what = f"{about}量表“{name}”缺第{'、'.join(gone)}题。"
            yield Problem(code, what, "量表要问全；不问这个量表，就把它的题目都去掉。")
    known = {number for own in scales.values() for number in own}
    for number in numbers:
        if number not in known:
            what = f"{about}第{number}题不属于任何量表。"
            yield Problem(code, what, "请核对题号，或在 scales 中写明。")


def _turned_problems(study: Study, asked: Any, scales: Scales) -> Iterator[Problem]:
    known = {number for own in scales.values() for number in own}
    for number in asked.reversed_items or ():
        if number not in known:
            what = f"方法“{study.id}”的 reversed_items 中，题号{number}不在问卷里。"
            yield Problem("study.ueq_direction", what, "请核对题号。")


def _benchmark_problems(study: Study, asked: Any, scales: Scales) -> Iterator[Problem]:
    code, about = "study.ueq_benchmark", f"方法“{study.id}”的 benchmarks 中，"
    for name, borders in (asked.benchmarks or {}).items():
        if name not in scales:
            hint = did_you_mean(name, scales) or f"量表有{listing(scales)}。"
            yield Problem(code, f"{about}没有名为“{name}”的量表。", hint)
        if any(one >= two for one, two in pairwise((LOWEST, *borders, HIGHEST))):
            what = f"{about}“{name}”的四个起点不是由低到高，或不在－3与3之间。"
            yield Problem(code, what, "请依次写低于平均、高于平均、良好、优秀的起点。")
