"""Methods that scored items allow: shown as comments only, as they lengthen a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..project.scales import SCALE_PRESETS
from .draft_rows import DraftRow
from .draft_study import DraftStudy

_Shown = tuple[str, str, str, dict[str, object]]
_FEWEST_ITEMS = 3
_NOTE = "现有数据还可以做下面各节，需要的去掉各行前的 #。"


def further(
    items: Sequence[DraftRow], studies: Sequence[DraftStudy], presets: Mapping[str, str]
) -> tuple[DraftStudy, ...]:
    """Return a study for each method that works with the scored items and the overall question.

    Args:
        items: of the draft.
        studies: those suggested by other columns.
        presets: header -> scale of the items; empty where they are scores.
    """
    scored = [row for row in items if row.scored]
    overall = next((row for row in items if not row.scored), None)
    if len(scored) < _FEWEST_ITEMS:
        return ()
    found: list[_Shown] = [("reliability", "reliability", "问卷的信度与效度", {})]
    if overall is not None:
        found += _with_overall(overall, studies, presets)
    return tuple(
        DraftStudy(id, method, title, settings, (), False, _NOTE)
        for id, method, title, settings in found
    )


def _with_overall(
    overall: DraftRow, studies: Sequence[DraftStudy], presets: Mapping[str, str]
) -> Iterator[_Shown]:
    named: dict[str, object] = {"overall": overall.name}
    yield "drivers", "drivers", "总体评价的关键驱动因素", named
    if not any(study.method == "importance_performance" for study in studies):
        yield "matrix", "importance_performance", "重要性—满意度矩阵", named
    preset = SCALE_PRESETS.get(presets.get(overall.column, ""))
    labels = [option.label for option in preset.options] if preset else []
    if {"非常满意", "满意"} <= set(labels):
        yield "delighters", "delighters", "非常满意与满意的客户差在哪里", named
    if reasons := _reasons(studies):
        yield "reasons", "reasons", "不满意的原因", {"overall": overall.column, **reasons}


def _reasons(studies: Sequence[DraftStudy]) -> dict[str, object]:
    """Return the column of the reasons of dissatisfaction and its separator, or {}."""
    for study in studies:
        asked = study.settings.get("questions") if study.method == "multiple_choice" else None
        for one in asked if study.active and isinstance(asked, list) else ():
            column = one.get("column", "") if isinstance(one, dict) else ""
            if "不满意" in column and "原因" in column:
                sign = study.settings.get("separator", "")
                return {"reasons": column, **({"separator": sign} if sign else {})}
    return {}
