"""What is to be said of studies beside their facts: sections left out, columns not in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

from ..errors import Problem
from ..project.load import OpenedProject
from ..project.model import StudyInfo
from ..project.nearest import did_you_mean, listing
from ..project.study_columns import texts_of
from ..project.study_table import StudyTable

_COLUMN = re.compile(r"没有“(.+)”列。$")


def with_lines(opened: OpenedProject, problem: Problem) -> Problem:
    """Return a missing column with the lines of the project file that name it.

    Several studies may read one file: without a line nobody finds which of them asks.
    """
    missing = _COLUMN.search(problem.what) if problem.code == "study.column" else None
    if missing is None:
        return problem
    lines = {
        line
        for index, study in enumerate(opened.model.studies)
        if _reads(opened, study, problem.where.file)
        for path in _paths(study.model_extra or {}, f"studies[{index}]", missing[1])
        if (line := opened.place(path).line)
    }
    if not lines:
        return problem
    shown = "、".join(map(str, sorted(lines)))
    return replace(problem, hint=f"{problem.hint}这个列名写在《{opened.file}》第{shown}行。")


def _reads(opened: OpenedProject, study: StudyInfo, file: str) -> bool:
    names = [part.file or study.file for part in study.files] or [study.file]
    return any(PurePath(name or opened.model.data.file).name in file for name in names)


def _paths(value: object, path: str, text: str) -> Iterator[str]:
    """Yield the key paths at which a text stands in the options of a study."""
    if value == text:
        yield path
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{key}", text)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _paths(inner, f"{path}[{number}]", text)


def columns_in_some_files(
    opened: OpenedProject, study: StudyInfo, table: StudyTable, options: BaseModel
) -> Iterator[Problem]:
    """Yield a warning for each column that a study asks for and that only some files have."""
    asked = dict.fromkeys(texts_of(study))
    every = getattr(options, "items", ()) is None  # the questions of the survey
    for item in opened.model.items:
        if every or item.id in asked or item.name in asked:
            asked[item.column or item.name] = None
    for column in asked:
        without = table.lacking.get(column, ())
        if not without:
            continue
        have = [file.name for file in table.files if file not in without]
        for file in without:
            what = (
                f"方法“{study.id}”：{file.name}的文件没有“{column}”列（{'、'.join(have)}有），"
                f"{file.name}的这一列按未回答处理。"
            )
            own = [name for name in table.columns if file not in table.lacking.get(name, ())]
            hint = did_you_mean(column, own) + "请核对这一文件的表头，列名各文件应相同。"
            place = table.place_in(file, column)
            yield Problem("study.column_in_some", what, hint, place, "warning")


def sections_left_out(opened: OpenedProject, studies: object) -> Iterator[Problem]:
    """Yield a warning for each study without a section; ``studies`` as in the meta of facts."""
    for index, row in enumerate(_rows(studies)):
        if row["reason"]:
            reason = f"{str(row['reason']).rstrip('。')}。"
            what = f"“{row['title']}”一节不写入报告：{reason}"
            hint = "请按所说的原因补齐数据或设置；不需要这一节的，删去这一段 [[studies]]。"
            place = opened.place(f"studies[{index}].id")
            yield Problem("study.no_section", what, hint, place, "warning")


def sections_written(studies: object) -> Iterator[Problem]:
    """Yield a note that lists the sections which studies will have."""
    titles = [str(row["title"]) for row in _rows(studies) if not row["reason"]]
    if titles:
        what = f"[[studies]] 中有{len(titles)}种方法写成章节：{listing(titles, len(titles))}。"
        yield Problem("study.sections", what, severity="note")


def _rows(studies: object) -> list[Mapping[str, Any]]:
    return list(studies) if isinstance(studies, list | tuple) else []
