"""Options of a control chart held against its data: periods, kind of chart, counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ....errors import Problem, ProjectError
from ....project.nearest import did_you_mean, listing
from ....project.readers.table import capped
from ....project.study_table import StudyTable
from .control_series import Series


def check_series(table: StudyTable, options: Any, series: Sequence[Series]) -> None:
    """Refuse periods that the data do not hold, and options that contradict the data.

    Args:
        table: where the series come from, for the place of a problem.
        options: of the study: baseline_until, exclude, chart, value, defects, size, time.
        series: as read.

    Raises:
        ProjectError: with every problem found.
    """
    known = list(dict.fromkeys(label for one in series for label in one.labels))
    problems = [
        Problem(
            "study.period",
            f"{key} 写的“{label}”不在数据的各期中。",
            did_you_mean(label, known) or f"数据中的各期：{listing(known)}。",
        )
        for key, labels in (
            ("baseline_until", [options.baseline_until] if options.baseline_until else []),
            ("exclude", options.exclude),
        )
        for label in labels
        if label not in known
    ]
    counted = options.chart in ("p", "laney_p", "np", "c", "u")
    if options.chart != "auto" and counted == bool(options.value):
        wanted = "不合格数列 defects" if counted else "数值列 value"
        what = f"图种 {options.chart} 要用{wanted}。"
        problems.append(Problem("study.chart", what, '请改图种或列名，或写 chart = "auto"。'))
    shares = options.chart in ("p", "laney_p", "np") or (options.chart == "auto" and options.size)
    if options.defects and shares:
        what, hint = "的不合格数多于检查数。", '请核对数据；一处可有几个缺陷的，写 chart = "u"。'
        place = table.place(None, options.defects)
        problems += [
            Problem("study.count", f"{one.name}{label}{what}", hint, place)
            for one in series
            for label, over in zip(one.labels, one.defects > one.sizes, strict=True)
            if over
        ]
    if options.chart == "i_mr" and options.value:
        what, hint = "个数，单值图每期只能有一个。", '请写 chart = "auto"，或补写 by。'
        place = table.place(None, options.time)
        problems += [
            Problem("study.period", f"{one.name}{label}有{len(sample)}{what}", hint, place)
            for one in series
            for label, sample in zip(one.labels, one.samples, strict=True)
            if len(sample) > 1
        ]
    if problems:
        raise ProjectError(capped(problems))
