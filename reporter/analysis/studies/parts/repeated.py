"""Ids that stand twice where each should stand once: said of, not judged."""

from __future__ import annotations

from collections.abc import Sequence

from ....errors import Problem
from ....project.study_cells import half_width
from ...study import Study


def tell_repeated(study: Study, column: str, word: str, rows: Sequence[int] | None = None) -> None:
    """Add a warning to what a study tells: ids of ``column`` that stand in several rows.

    Args:
        study: whose table holds the column.
        column: of the ids; blank ones are not compared.
        word: what an id is called, such as 工单编号.
        rows: those within which an id should stand once; all by default.
    """
    texts = study.table.texts(column)
    seen: dict[str, list[int]] = {}
    for row in range(len(texts)) if rows is None else rows:
        if texts[row]:
            seen.setdefault(half_width(texts[row]), []).append(row)
    twice = [found for found in seen.values() if len(found) > 1]
    if not twice:
        return
    first = "、".join(study.table.row_text(row) for row in twice[0][:3])
    more = f"等{len(twice)}组" if len(twice) > 1 else ""
    what = f"{study.title}：{word}有重复（{first}{more}），各行都计入。"
    place = study.table.place(twice[0][1], column)
    study.notes.append(
        Problem("study.repeated", what, "请核对；确是重复的，请删去多余的行。", place, "warning")
    )
