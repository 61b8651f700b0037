"""Rows of a checklist: who was checked on what, passed, failed or not applicable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....errors import DataError, Problem
from ....project.nearest import listing
from ....project.readers.table import capped

if TYPE_CHECKING:
    from ....project.study_table import StudyTable


@dataclass(frozen=True, slots=True)
class Check:
    """One applicable item at one outlet."""

    outlet: str
    item: str
    step: str
    passed: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Checklist:
    """Applicable checks, and how many were not applicable or not filled in."""

    checks: tuple[Check, ...]
    not_applicable: int
    blank: int


@dataclass(frozen=True, slots=True)
class Compliance:
    """Passed of applicable, with limits (None for a census or a single outlet) of the share."""

    passed: int
    applicable: int
    share: float | None
    interval: tuple[float, float] | None


def read_checks(
    table: StudyTable,
    columns: Mapping[str, str],
    words: Mapping[str, Sequence[str]],
    weights: Mapping[str, float],
) -> Checklist:
    """Read a checklist.

    Args:
        table: one row a check.
        columns: names of outlet, item, result, step, visit; "" for no step or visit.
        words: spellings of pass, fail and not_applicable.
        weights: weight of an item, 1 where not listed.

    Raises:
        DataError: a result of another spelling, no outlet or item, or the same check twice.
    """
    table.require(name for name in columns.values() if name)
    meaning = {text: key for key, texts in words.items() for text in texts}
    cells = {
        key: table.columns[name] if name else ("",) * len(table) for key, name in columns.items()
    }
    seen: dict[tuple[str, str, str], int] = {}
    found, problems, out, blank = [], [], 0, 0
    for row in range(len(table)):
        outlet, item, result = (cells[key][row] for key in ("outlet", "item", "result"))
        for key in ("outlet", "item"):
            if not cells[key][row]:
                where = table.place(row, columns[key])
                problems.append(Problem("check.blank", "没有填写。", "请补上或删去这一行。", where))
        same = (outlet, item, cells["visit"][row])
        if same in seen:
            first = table.row_text(seen[same])
            what = f"“{outlet}”的“{item}”与{first}重复。"
            hint = "同一网点检查多次的，请用 visit 写明次数的列。"
            problems.append(Problem("check.twice", what, hint, table.place(row, columns["item"])))
        seen.setdefault(same, row)
        kind = meaning.get(result)
        if kind is None and result and result not in table.missing:
            what = f"“{result}”既不是通过、不通过，也不是不适用。"
            hint = f"可写{listing(meaning)}，或在 passed、failed 中补充写法。"
            where = table.place(row, columns["result"])
            problems.append(Problem("check.result", what, hint, where))
        elif kind == "not_applicable":
            out += 1
        elif kind is None:
            blank += 1
        else:
            weight = weights.get(item, 1.0)
            found.append(Check(outlet, item, cells["step"][row], kind == "passed", weight))
    if problems:
        raise DataError(capped(problems))
    return Checklist(tuple(found), out, blank)


def compliance(
    checks: Sequence[Check], confidence: float, sampled: bool = True, outlets: int | None = None
) -> Compliance:
    """Return the weighted share of passed checks; outlets are the sampling units.

    The share is a ratio estimator (Cochran 1977, Sampling Techniques, 6; 11.9): its linearised
    variance between outlets gives the number of independent checks that the clustered ones are
    worth, and Wilson's interval is taken with that number. Of ``outlets`` in all, those checked
    leave less to chance: the variance has the finite population correction (Cochran, 2.6).
    """
    import numpy as np

    from ....stats.acceptance import effective_records
    from ....stats.intervals import wilson

    passed, count = sum(one.passed for one in checks), len(checks)
    total = sum(one.weight for one in checks)
    if not count or not total:
        return Compliance(passed, count, None, None)
    share = sum(one.weight for one in checks if one.passed) / total
    places = {outlet: i for i, outlet in enumerate(dict.fromkeys(one.outlet for one in checks))}
    if not sampled or len(places) < 2:
        return Compliance(passed, count, share, None)
    failed, applicable = np.zeros(len(places)), np.zeros(len(places))
    for one in checks:
        weight = one.weight * count / total  # weights of 1 on average keep the number of checks
        applicable[places[one.outlet]] += weight
        failed[places[one.outlet]] += 0 if one.passed else weight
    kept = applicable > 0
    effective = effective_records(failed[kept], applicable[kept])
    if outlets is not None:
        unseen = 1 - int(kept.sum()) / outlets
        if unseen <= 0:
            return Compliance(passed, count, share, None)
        effective /= unseen
    return Compliance(passed, count, share, wilson(share, effective, confidence))
