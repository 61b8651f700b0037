"""What columns and answers of a study are called in print: as stated, else without numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..errors import Problem, ProjectError
from .nearest import did_you_mean, listing
from .readers.headers import unnumbered
from .study_table import StudyTable


def printed_labels(table: StudyTable, stated: Mapping[str, str]) -> dict[str, str]:
    """Return column or answer -> label, for those that are not printed as they stand.

    A column loses its question number and marks such as (单选题), where no other column is then
    called the same: 2、您的经营规模 prints as 您的经营规模.

    Args:
        table: as read.
        stated: labels of the project file.

    Raises:
        ProjectError: a label for what the table does not hold.
    """
    known = set(table.columns)
    for cells in table.columns.values() if stated.keys() - known else ():
        known.update(cells)
    unknown = [name for name in stated if name not in known]
    if unknown:
        raise ProjectError(
            Problem(
                "study.label",
                f"labels 中的“{name}”不是数据中的列名或答案。",
                did_you_mean(name, known) or f"数据中的列：{listing(table.columns)}。",
                table.place(),
            )
            for name in unknown
        )
    short = {name: unnumbered(name) for name in table.columns}
    count = Counter([*short.values(), *stated.values()])
    own = {name: text for name, text in short.items() if text != name and count[text] == 1}
    return {**own, **stated}
