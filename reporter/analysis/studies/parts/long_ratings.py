"""Ratings one a row (unit, rater, rating), as one row a unit and one column a rater."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ....errors import DataError, Problem, ProjectError
from ....project.header_names import Columns
from ....project.nearest import listing
from ....project.readers.table import capped
from ...study import Study

if TYPE_CHECKING:
    from ....project.study_table import StudyTable


def wide(study: Study, check: Callable[[StudyTable, str], None]) -> Study:
    """Return the study with a column for each rater, where its options name a ``rating``.

    Args:
        study: its options have raters, unit, rater and rating; several files are the raters where
            ``rater`` is blank.
        check: raises DataError for a rating that cannot be read; given table and column.

    Raises:
        ProjectError: neither raters nor rating, or a rating without unit or rater.
        DataError: a row without unit or rater, a rater who is not listed, a unit rated twice.
    """
    options, table = study.options, study.table
    rater = options.rater or table.file_column
    if not options.rating:
        if options.raters:
            return study
        what = f"方法“{study.id}”没有写明评分员。"
        hint = "每名评分员一列的写 raters；一行一次评分的写 rating、rater 和 unit。"
        raise ProjectError(Problem("rater.none", what, hint))
    if not (rater and options.unit):
        what = f"方法“{study.id}”写了 rating，还要写明对象和评分员。"
        hint = "请写 unit 和 rater；每名评分员一个文件（files）的，rater 不写。"
        raise ProjectError(Problem("rater.none", what, hint))
    check(table, options.rating)
    rows = _rows(study, rater)
    raters = options.raters or tuple(dict.fromkeys(name for own in rows.values() for name in own))
    texts = table.texts(options.rating)
    columns = {options.unit: tuple(rows)}
    for name in raters:
        found = (own.get(name) for own in rows.values())
        columns[name] = tuple("" if row is None else texts[row] for row in found)
    firsts = [next(iter(own.values())) for own in rows.values()]
    return replace(
        study,
        table=replace(table.only(firsts), columns=Columns(columns)),
        options=options.model_copy(update={"raters": raters}),
    )


def _rows(study: Study, rater: str) -> dict[str, dict[str, int]]:
    """Return the row of each rating, by unit and rater, in the order of the file."""
    options, table = study.options, study.table
    units, raters = table.texts(options.unit), table.texts(rater)
    found: dict[str, dict[str, int]] = {}
    problems: list[Problem] = []
    for i, (unit, name) in enumerate(zip(units, raters, strict=True)):
        for text, column in ((unit, options.unit), (name, rater)):
            if not text:
                where = table.place(i, column)
                problems.append(Problem("rater.blank", "没有填写。", "请补上。", where))
        if not (unit and name):
            continue
        own = found.setdefault(unit, {})
        if options.raters and name not in options.raters:
            hint = f"列出的有：{listing(options.raters)}。请改正，或补进 raters。"
            where = table.place(i, rater)
            problems.append(Problem("rater.name", f"“{name}”不在 raters 中。", hint, where))
        elif name in own:
            what = f"{name}对“{unit}”评了两次，第一处在{table.row_text(own[name])}。"
            where = table.place(i, options.unit)
            problems.append(Problem("rater.twice", what, "每人对每个对象只留一次。", where))
        own.setdefault(name, i)
    if problems:
        raise DataError(capped(problems))
    return found
