"""What is to be said of studies beside their facts: sections left out, columns not in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from ..errors import Problem
from ..project.load import OpenedProject
from ..project.model import StudyInfo
from ..project.nearest import did_you_mean, listing
from ..project.study_columns import texts_of
from ..project.study_table import StudyTable


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
