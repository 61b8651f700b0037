"""The answers of each wave, from one table of all waves or from columns of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....errors import DataError, Problem, ProjectError
from ....project.nearest import did_you_mean, listing
from ....project.readers.table import capped
from ...study import Study
from .questions import distinct, own_questions, question
from .wave_comparison import Answers

if TYPE_CHECKING:
    import numpy as np

    from ....project.study_table import StudyTable


def names_of(study: Study) -> list[str]:
    """Return the names of the questions as printed.

    Raises:
        ProjectError: one twice; what was changed is said of none of them; a wave without columns.
    """
    options = study.options
    asked = own_questions(study) if options.items is None else options.items
    if options.wide and options.items is None:
        asked = tuple(options.waves[0].columns)
    names = [question(study, name, {}).name for name in asked]
    distinct(study, names, "题目")
    distinct(study, [one.name for one in options.waves], "期次")
    said = {*options.changed, *(name for one in options.waves for name in one.wording)}
    problems = [
        Problem(
            "wave.item",
            f"方法“{study.id}”没有“{name}”这道题，写明的口径变化无从对应。",
            did_you_mean(name, names) or f"列出的有：{listing(names)}。",
        )
        for name in sorted(said - set(names))
    ]
    if options.wide:
        problems += [
            Problem(
                "wave.columns",
                f"方法“{study.id}”的{one.name}没有写明“{name}”的列名。",
                "数据有期次一列的，请写 wave；各期分列的，每一期都要写 columns。",
            )
            for one in options.waves
            for name in names or ("题目",)
            if name not in one.columns
        ]
    if problems:
        raise ProjectError(capped(problems))
    return names


def rows_of(study: Study) -> dict[str, list[int]]:
    """Return the rows of every wave.

    Raises:
        DataError: a wave without rows, or one that is not listed; a person twice in a wave.
    """
    options = study.options
    if options.wide:
        return {one.name: list(range(len(study.table))) for one in options.waves}
    labels = study.table.texts(options.wave)
    found: dict[str, list[int]] = {one.name: [] for one in options.waves}
    problems = []
    for i, label in enumerate(labels):
        if label in found:
            found[label].append(i)
        else:
            what = f"“{label}”不在列出的各期中。" if label else "没有写明期次。"
            hint = f"列出的有：{listing(found)}。"
            place = study.table.place(i, options.wave)
            problems.append(Problem("wave.unknown", what, hint, place))
    for name, rows in found.items():
        if not rows:
            what = f"没有期次为“{name}”的答卷。"
            hint = "请核对 waves 中的写法与数据是否相同。"
            problems.append(
                Problem("wave.empty", what, hint, study.table.place(column=options.wave))
            )
    problems += _twice(study, found)
    if problems:
        raise DataError(capped(problems))
    return found


def _twice(study: Study, found: dict[str, list[int]]) -> list[Problem]:
    """Return a problem for everyone who stands twice in a wave."""
    column = study.options.respondent
    if not column:
        return []
    people = study.table.texts(column)
    problems = []
    for name, rows in found.items():
        seen: set[str] = set()
        for i in rows:
            if people[i] and people[i] in seen:
                what = f"编号“{people[i]}”在{name}出现两次。"
                place = study.table.place(i, column)
                problems.append(Problem("wave.twice", what, "每人每期只保留一份。", place))
            seen.add(people[i])
    return problems


def read(
    study: Study, name: str, parts: dict[str, StudyTable], weights: dict[str, np.ndarray]
) -> list[Answers]:
    """Return the answers of each wave, by the columns and points of that wave."""
    options = study.options
    made = []
    for one in options.waves:
        table = parts[one.name]
        asked = question(study, name, one.answers or options.answers)
        column = one.columns.get(name, asked.column)
        values: np.ndarray = table.numbers([column], asked.points, one.scale)[:, 0]
        people, classes = ("",) * len(table), ("",) * len(table)
        if options.paired:
            own = tuple(str(row) for row in range(len(table)))
            people = own if options.wide else table.texts(options.respondent)
        if options.segment:
            classes = table.texts(options.segment)
        kept = [k for k, value in enumerate(values) if value == value]
        ids, labels = tuple(people[k] for k in kept), tuple(classes[k] for k in kept)
        made.append(Answers(values[kept], ids, labels, weights[one.name][kept], one.population))
    return made
