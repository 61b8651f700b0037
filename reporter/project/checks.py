"""What a project must satisfy beyond its schema: ids, references, scales, grades, targets.

Every check yields findings and stops at none, so that a user sees all of them at once.
The indicator tree has a module of its own (:mod:`.tree_checks`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from .model import Project, Scale
from .nearest import did_you_mean, listing, quote
from .scales import SCALE_PRESETS, resolve_scale

TOTAL = "total"
MOST_POINTS = 10_000.0


class Finding(NamedTuple):
    """A problem whose place is still a key path such as ``items[3].scale``."""

    path: str
    code: str
    what: str
    hint: str


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_LEVEL_NAME = re.compile(r"level\d+")


def check_ids(project: Project) -> Iterator[Finding]:
    """Ids are unique in their list; items, indicators and the whole share one name space."""
    subjects: dict[str, str] = {TOTAL: "总体（保留的 id）"}
    yield from _unique("indicators", project.indicators, subjects)
    yield from _unique("items", project.items, subjects)
    lists: tuple[tuple[str, Iterable[_HasId]], ...] = (
        ("scales", project.scales),
        ("segments", project.segments),
        ("measures", project.measures),
        ("references", project.references),
        ("open_questions", project.open_questions),
    )
    for name, rows in lists:
        yield from _unique(name, rows, {})
    for index, segment in enumerate(project.segments):
        if _LEVEL_NAME.fullmatch(segment.id):
            yield Finding(
                f"segments[{index}].id",
                "project.reserved_id",
                f"分组的 id “{segment.id}”与指标层级的名称相同。",
                "请换一个 id。",
            )


def _unique(name: str, rows: Iterable[_HasId], seen: dict[str, str]) -> Iterator[Finding]:
    for index, row in enumerate(rows):
        here = f"[[{name}]] 第{index + 1}条"
        if row.id in seen:
            yield Finding(
                f"{name}[{index}].id",
                "project.duplicate_id",
                f"{here}的 id “{row.id}”与{seen[row.id]}重复。",
                "请改成没有用过的 id。",
            )
        seen.setdefault(row.id, here)


def check_references(project: Project) -> Iterator[Finding]:
    """Every id that is referred to exists (parents are checked with the tree)."""
    scales = [scale.id for scale in project.scales]
    indicators = [TOTAL, *(row.id for row in project.indicators)]
    subjects = [*indicators, *(row.id for row in project.items)]
    for index, item in enumerate(project.items):
        if item.scale and item.scale not in scales:
            yield _unknown(f"items[{index}].scale", "量表", item.scale, scales)
        if item.indicator not in indicators:
            yield _unknown(f"items[{index}].indicator", "指标", item.indicator, indicators)
    for index, measure in enumerate(project.measures):
        if measure.indicator not in subjects:
            path = f"measures[{index}].indicator"
            yield _unknown(path, "指标或题目", measure.indicator, subjects)
    if project.previous:
        for key in project.previous.scores:
            subject = key.partition("@")[0]
            if subject not in subjects:
                yield _unknown(f"previous.scores.{key}", "指标或题目", subject, subjects)


def _unknown(path: str, kind: str, given: str, known: list[str]) -> Finding:
    code = f"project.unknown_{path.rpartition('.')[2].partition('@')[0]}"
    code = "project.unknown_indicator" if path.startswith("previous") else code
    hint = f"可用的有：{listing(known)}。" if known else f"请先定义{kind}。"
    what = f"没有 id 为“{given}”的{kind}。"
    return Finding(path, code, what, did_you_mean(given, known) or hint)


def check_entry(project: Project) -> Iterator[Finding]:
    """The chosen entry has what it needs."""
    entry = project.data.entry
    if entry != "scored" and not project.items:
        yield Finding(
            "data.entry", "project.no_items", "没有任何题目。", "请用 [[items]] 写出计分的题目。"
        )
    if entry == "answers" and project.items and not project.scales:
        yield Finding(
            "items",
            "project.no_scale",
            '数据为答案（entry = "answers"），但没有定义量表。',
            '请加一段 [[scales]]，写 id 和 preset = "four_level"，或写出 options。',
        )
    previous = project.previous
    if previous and not previous.facts and not previous.scores:
        yield Finding(
            "previous",
            "project.previous_empty",
            "[previous] 既没有 facts，也没有 scores。",
            "请写上期 facts.json 的路径，或逐项写上期得分；没有上期数据则删去这一段。",
        )


def check_scales(project: Project) -> Iterator[Finding]:
    """Scales resolve, hold two options or more, and are free of contradictions."""
    for index, scale in enumerate(project.scales):
        path, name = f"scales[{index}]", f"量表“{scale.id}”"
        if scale.preset and scale.options:
            what = f"{name}同时写了 preset 和 options。"
            yield Finding(f"{path}.preset", "project.scale_both", what, "请只留一样。")
        elif scale.preset and scale.preset not in SCALE_PRESETS:
            known = list(SCALE_PRESETS)
            hint = did_you_mean(scale.preset, known) or f"可用的有：{listing(known, 20)}。"
            what = f"没有名为“{scale.preset}”的预设量表。"
            yield Finding(f"{path}.preset", "project.unknown_preset", what, hint)
        elif not scale.preset and len(scale.options) < 2:
            what = f"{name}的选项少于两个。"
            hint = "请写 preset，或按从好到差写出 options。"
            yield Finding(path, "project.scale_empty", what, hint)
        else:
            yield from _check_options(path, name, resolve_scale(scale))
            yield from _check_codes(path, name, resolve_scale(scale))


def _check_codes(path: str, name: str, scale: Scale) -> Iterator[Finding]:
    """Option numbers mean nothing until somebody has looked at the questionnaire."""
    if scale.codes == "unconfirmed":
        best, worst = scale.options[0].label, scale.options[-1].label
        what = f"{name}还没有确认选项序号的次序：序号1是“{best}”还是“{worst}”，从数据看不出来。"
        hint = (
            f'请对照问卷，把 codes 改成 "best_first"（1＝{best}）或 "worst_first"（1＝{worst}），'
            "并核对各级选项是否齐全。"
        )
        yield Finding(f"{path}.codes", "project.codes_unconfirmed", what, hint)


def _check_options(path: str, name: str, scale: Scale) -> Iterator[Finding]:
    points = [option.points for option in scale.options]
    if far := [value for value in points if abs(value) > MOST_POINTS]:
        what = f"{name}的赋分{far[0]:g}超出了正常范围（±{MOST_POINTS:g}）。"
        yield Finding(f"{path}.options", "project.out_of_range", what, "请改正赋分。")
    if len(set(points)) == 1:
        yield Finding(
            path, "project.scale_flat", f"{name}各选项赋分相同。", "请给不同的选项不同的分值。"
        )
    elif points != sorted(points, reverse=True):
        what = f"{name}的选项没有按赋分从高到低排列。"
        hint = "请从最好到最差排列；反向题请在题目上写 reverse = true。"
        yield Finding(f"{path}.options", "project.scale_order", what, hint)
    written = Counter(word for o in scale.options for word in dict.fromkeys((o.label, *o.aliases)))
    if twice := [word for word, count in written.items() if count > 1]:
        what = f"{name}中{listing(twice)}属于多个选项。"
        hint = "请让每种写法只属于一个选项。"
        yield Finding(f"{path}.options", "project.scale_ambiguous", what, hint)
    for number, option in enumerate(scale.options):
        if option.satisfied and option.dissatisfied:
            yield Finding(
                f"{path}.options[{number}]",
                "project.scale_contradiction",
                f"{name}的选项“{option.label}”既算满意又算不满意。",
                "satisfied 与 dissatisfied 最多一个为 true。",
            )


def check_grades(project: Project) -> Iterator[Finding]:
    """Grades run from best to worst; only the last has no lower bound."""
    last = len(project.grades) - 1
    if last < 0:
        hint = "请写出等级，或删去 grades 用缺省。"
        yield Finding("grades", "project.grades", "评价等级为空。", hint)
    for index, grade in enumerate(project.grades):
        path = f"grades[{index}]"
        if index == last and grade.minimum is not None:
            what = f"最后一个等级“{grade.label}”写了下限，低于它的得分没有等级。"
            hint = "请删去最后一个等级的 minimum。"
            yield Finding(f"{path}.minimum", "project.grades", what, hint)
        elif index < last and grade.minimum is None:
            what = f"等级“{grade.label}”没有下限 minimum。"
            yield Finding(path, "project.grades", what, "只有最后一个等级不写下限，其余都要写。")
        previous = project.grades[index - 1].minimum if index else None
        if previous is not None and grade.minimum is not None and grade.minimum >= previous:
            what = f"等级“{grade.label}”的下限{grade.minimum:g}不低于前一等级的{previous:g}。"
            hint = "请按从好到差排列，下限依次降低。"
            yield Finding(f"{path}.minimum", "project.grades", what, hint)
    names = Counter(grade.label for grade in project.grades)
    for label in (label for label, count in names.items() if count > 1):
        yield Finding("grades", "project.grades", f"等级“{label}”出现多次。", "请改用不同名称。")


def score_range(project: Project) -> tuple[float, float]:
    """Return the lowest and highest points any scale of the project can give (else 0, 100).

    Respondent-level and ready-made scores are on the scale of the project where it has
    one, since the same grades and targets apply to them.
    """
    points = [
        option.points
        for scale in project.scales
        if scale.options or scale.preset in SCALE_PRESETS
        for option in resolve_scale(scale).options
    ]
    return (min(points), max(points)) if points else (0.0, 100.0)


def check_targets(project: Project) -> Iterator[Finding]:
    """Targets and last wave's scores lie within what the scales can give."""
    low, high = score_range(project)
    low = 0.0 if project.data.entry != "answers" else low
    rows: list[tuple[str, str, float | None]] = [
        ("targets.total", "总体目标值", project.targets.total),
        *(
            (f"indicators[{i}].target", f"指标“{row.name}”的目标值", row.target)
            for i, row in enumerate(project.indicators)
        ),
        *(
            (f"measures[{i}].target", f"措施“{row.id}”的目标值", row.target)
            for i, row in enumerate(project.measures)
        ),
    ]
    for key, score in (project.previous.scores if project.previous else {}).items():
        rows.append((f"previous.scores.{key}", f"“{key}”的上期得分", score))
    for path, name, value in rows:
        if value is not None and not low <= value <= high:
            yield Finding(
                path,
                "project.out_of_range",
                f"{name}{value:g}不在量表的分值范围{low:g}～{high:g}内。",
                "请改正数值，或检查量表的赋分。",
            )


def check_segments(project: Project) -> Iterator[Finding]:
    """Levels are listed once; populations belong to listed levels and to the whole."""
    for index, segment in enumerate(project.segments):
        path, name = f"segments[{index}]", f"分组“{segment.name}”"
        for level, count in Counter(segment.levels).items():
            if count > 1:
                what = f"{name}的类别“{level}”列了{count}次。"
                yield Finding(f"{path}.levels", "project.duplicate_level", what, "请删去重复的。")
        for written, level in segment.aliases.items():
            if level not in segment.levels:
                what = f"{name}的 aliases 中的类别{quote(level)}不在 levels 里。"
                hint = did_you_mean(level, segment.levels) or "请把它列入 levels。"
                path_here = f"{path}.aliases.{written}"
                yield Finding(path_here, "project.unknown_level", what, hint)
        for level, size in segment.population.items():
            here = f"{path}.population.{level}"
            if segment.levels and level not in segment.levels:
                what = f"{name}的 population 中有不在 levels 里的类别{quote(level)}。"
                hint = did_you_mean(level, segment.levels)
                hint = hint or f"可用的有：{listing(segment.levels)}。"
                yield Finding(here, "project.unknown_level", what, hint)
            if size < 1:
                what = f"{name}中{quote(level)}的总体数量应为正整数。"
                yield Finding(here, "project.value", what, "请改正，或删去这一项。")
        whole, parts = project.survey.population, sum(segment.population.values())
        if whole is not None and parts > whole:
            what = f"{name}各类别总体数量合计{parts}，超过总体数量{whole}。"
            yield Finding(f"{path}.population", "project.population", what, "请核对两处数量。")


def check_survey(project: Project) -> Iterator[Finding]:
    """Dates and counts of the field work do not contradict one another."""
    survey = project.survey
    if survey.start and survey.end and survey.start > survey.end:
        what = f"调查开始日期{survey.start}晚于结束日期{survey.end}。"
        yield Finding("survey.start", "project.dates", what, "请核对 start 和 end。")
    issued, returned = survey.issued, survey.returned
    if issued is not None and returned is not None and returned > issued:
        what = f"回收问卷数{returned}多于发放问卷数{issued}。"
        yield Finding("survey.returned", "project.counts", what, "请核对两个数。")


CHECKS = (
    check_ids,
    check_references,
    check_entry,
    check_scales,
    check_grades,
    check_targets,
    check_segments,
    check_survey,
)
