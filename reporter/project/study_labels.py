"""What columns and answers of a study are called in print: as stated, else without numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..errors import Problem, ProjectError
from .header_names import unnumbered
from .nearest import did_you_mean, listing
from .study_table import StudyTable


def printed_labels(table: StudyTable, stated: Mapping[str, str]) -> dict[str, str]:
    """Return column or answer -> label, for those that are not printed as they stand.

    A column loses its question number and marks such as (单选题), where no other column is then
    called the same: 2、您的经营规模 prints as 您的经营规模.

    Args:
        table: as read.
        stated: labels of the project file.

    Raises:
        ProjectError: a label for what the table does not hold, or that would make two one.
    """
    short = {name: text for name in table.columns if (text := unnumbered(name)) != name}
    if not short and not stated:
        return {}
    known = set(table.columns).union(*map(set, table.columns.values()))
    if problems := [*_unknown(table, stated, known), *_shared(table, stated, known)]:
        raise ProjectError(problems)
    count = Counter([*short.values(), *stated.values(), *known])
    return {**{name: text for name, text in short.items() if count[text] == 1}, **stated}


def _unknown(table: StudyTable, stated: Mapping[str, str], known: set[str]) -> Iterator[Problem]:
    for name in stated:
        if name not in known:
            yield Problem(
                "study.label",
                f"labels 中的“{name}”不是数据中的列名或答案。",
                did_you_mean(name, known) or f"数据中的列：{listing(table.columns)}。",
                table.place(),
            )


def _shared(table: StudyTable, stated: Mapping[str, str], known: set[str]) -> Iterator[Problem]:
    """Yield labels that two names would have: the report could not tell them apart."""
    count = Counter([*stated.values(), *(known - stated.keys())])
    for name, text in stated.items():
        if count[text] > 1:
            what = f"labels 把“{name}”写作“{text}”，而另有列名或答案也叫“{text}”。"
            yield Problem("study.label", what, "请换一个写法，各不相同。", table.place())
