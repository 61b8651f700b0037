"""群体差异: whether the best and the worst group of a segment differ by more than chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..facts.fact import Fact
from ..facts.format import denoise
from ..scoring.scores import Node, Scores
from .cells import Case, Cell, leaves
from .differences import difference
from .precision import no_inference, precision

ID = "group_differences"
TITLE = "群体之间的差异"
DEFINITION = (
    "同一分组中，得分最高与最低的类别之差大于差异界限的，判为超过抽样误差。"
    "差异界限按 Tukey–Kramer 法计算：学生化极差的分位数，乘以两个类别得分标准误"
    "（含有限总体修正）的平方和的平方根，再除以二的平方根；"
    "自由度按 Welch–Satterthwaite 近似，向下取两位有效数字。"
    "最高与最低是从所有类别中挑出来的，因此分位数计入参加比较的类别个数，类别越多，界限越宽。"
    "同一分组逐项比较末级指标时，允许的误判率再按项数平分（Bonferroni 法），"
    "样本较少的类别不参加。没有抽样误差可用的，不作判断。"
)
NEEDS = "tally"
ORDER = 87

YES, NO = "是", "否"
NO_GROUPS = "没有分组，不比较群体差异。"
ALONE = "可以比较的类别不足两个，不比较群体差异。"
RULE = "得分最高与最低的类别之差"
MARGIN_RULE = "差异界限，Tukey–Kramer 法，计入类别个数"
MARGIN_RULE_LEAF = "差异界限，Tukey–Kramer 法，计入类别个数和末级指标项数"
JUDGED_RULE = "最高与最低之差是否大于差异界限"


@dataclass(frozen=True, slots=True)
class _Ends:
    """The best and the worst of ``count`` groups: their cells and their printed scores."""

    cells: tuple[Cell, Cell]
    scores: tuple[Fact, Fact]
    count: int


def lacks(scores: Scores) -> str | None:
    """There must be groups, and a sample to infer from."""
    return no_inference(scores) or (None if scores.groups else NO_GROUPS)


def run(case: Case) -> Iterator[Fact]:
    """Return spread, spread_margin and separated #segment of the total and of each leaf."""
    for segment in case.scores.groups:
        yield from _judged(case, segment, case.total, _ends(case, segment, case.total), 1)
        below = [node for node in leaves(case.scores, case.total) if node.id != case.total.id]
        found = {node.id: _ends(case, segment, node) for node in below if node.scored}
        tests = sum(ends is not None and not _why(case, ends) for ends in found.values())
        for node in below:
            if node.scored:
                yield from _judged(case, segment, node, found[node.id], tests)


def _ends(case: Case, segment: str, node: Node) -> _Ends | None:
    """Return the widest pair, the earlier best and the later worst where several tie.

    Leaves are compared in many places at once: groups with a small base stay out there.
    """
    found: list[tuple[float, Cell, Fact]] = []
    for part in case.scores.groups[segment]:
        cell = Cell(part, node)
        score = case.fact("score", cell)
        if score is None or score.number is None:
            continue
        if score.warning and node.id != case.total.id:
            continue
        found.append((score.number, cell, score))
    if len(found) < 2:
        return None
    found.sort(key=lambda one: one[0], reverse=True)
    (_, best, high), (_, worst, low) = found[0], found[-1]
    return _Ends((best, worst), (high, low), len(found))


def _judged(case: Case, segment: str, node: Node, ends: _Ends | None, tests: int) -> Iterator[Fact]:
    decimals = case.scores.project.report.decimals
    base = Fact("spread", detail=segment, unit="points", decimals=decimals, method=ID, rule=RULE)
    base = case.place(Cell(case.scores.total, node), base)
    leaf = node.id != case.total.id
    rule = MARGIN_RULE_LEAF if leaf else MARGIN_RULE
    margin = replace(base, statistic="spread_margin", rule=rule)
    judged = replace(base, statistic="separated", unit="text", rule=JUDGED_RULE)
    if ends is None:
        yield from (replace(fact, error=ALONE) for fact in (base, margin, judged))
        return
    spread = difference(base, *ends.scores)
    yield spread
    why = _why(case, ends)
    if why:
        yield from (replace(fact, error=why) for fact in (margin, judged))
        return
    width = _critical(case, ends, tests)
    yield replace(margin, value=width)
    beyond = denoise(spread.number or 0.0) > denoise(width)
    yield replace(judged, value=YES if beyond else NO)


def _why(case: Case, ends: _Ends) -> str:
    """Return why one of the ends has no standard error; "" when both have one."""
    return next((p.why for p in (precision(case.scores, c) for c in ends.cells) if p.why), "")


def _critical(case: Case, ends: _Ends, tests: int) -> float:
    """Return the critical difference, the chance of a false alarm shared by all ``tests``."""
    from ..stats.studentized_range import critical_difference, welch_degrees  # loads scipy

    first, second = (precision(case.scores, cell).error or 0.0 for cell in ends.cells)
    bases = (ends.cells[0].n or 0, ends.cells[1].n or 0)
    degrees = welch_degrees((first, second), bases)
    confidence = 1 - (1 - case.scores.project.survey.confidence) / tests
    return critical_difference((first, second), ends.count, degrees, confidence)
