"""What is worth knowing about the data before anybody signs: warnings and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from ..errors import Place, Problem
from ..project.model import Project, Rules
from ..project.nearest import listing
from ..stats.linear import effective_size
from .from_tally import Counted, Gap
from .scale import FIRST_OPTION
from .scores import GroupScores, Node
from .tally import Tally, straight_items

STRAIGHT_SHARE = 0.05
"""Share of identical answer sheets from which a note is given."""


def check_items(tally: Tally, names: Mapping[str, str], place: Place) -> Iterator[Problem]:
    """Yield items without any valid answer, and items that everybody answered alike."""
    for position, item in enumerate(tally.layout.items):
        here = Place(place.file, place.sheet, column=item.column)
        options = tally.counts[0, position, FIRST_OPTION:]
        n = int(options.sum())
        name = names[item.item]
        if n == 0:
            yield Problem(
                "data.item_all_missing",
                f"题目“{name}”没有任何有效答案，不计分，同级权重重新归一。",
                "请核对该列数据与量表；确无数据时可从项目文件中删去该题。",
                here,
                "warning",
            )
        elif n > 1 and _constant(tally, position):
            yield Problem(
                "data.zero_variance",
                f"题目“{name}”的{n}个有效答案完全相同，抽样误差为0，不能说明总体没有差异。",
                "请核对该列是否误填或误导出。",
                here,
                "note",
            )


def check_points(tally: Tally, names: Mapping[str, str], place: Place) -> Iterator[Problem]:
    """Yield the items whose scores are not all points of a scale: no distribution."""
    found = [names[item.item] for item in tally.layout.items if not item.points]
    if found:
        yield Problem(
            "data.no_distribution",
            f"题目{listing(found)}的分数不都是量表中的分值，不提供答案分布和满意率。",
            "如需分布，请使用答案数据，或使量表分值与数据一致。",
            place,
            "note",
        )


def check_respondents(tally: Tally, place: Place) -> Iterator[Problem]:
    """Yield a note on a single respondent and on identical answer sheets."""
    if tally.respondents[0] == 1:
        yield Problem(
            "data.one_respondent",
            "只有1份有效问卷，不能估计抽样误差，得分只代表这一份。",
            "请核对数据是否完整。",
            place,
            "warning",
        )
    if tally.straight_base > 1 and tally.straight / tally.straight_base >= STRAIGHT_SHARE:
        count, share = len(straight_items(tally.layout)), tally.straight / tally.straight_base
        yield Problem(
            "data.straight_lining",
            f"有{tally.straight}份问卷（{half_up(100 * share, 1)}%）"
            f"对{count}道同量表题目的回答完全相同。",
            "可能是如实回答，也可能是敷衍作答；请抽查复核，本程序未剔除。",
            place,
            "note",
        )


def check_bases(
    total: GroupScores, groups: Mapping[str, Sequence[GroupScores]], project: Project
) -> Iterator[Problem]:
    """Yield the groups whose base is small, empty, or larger than its population."""
    if total.n is not None and total.n < project.rules.small_base:
        what = f"总体样本量为{total.n}，少于{project.rules.small_base}，结果仅供参考。"
        yield Problem("data.small_base", what, severity="warning")
    names = {segment.id: segment.name for segment in project.segments}
    for segment, members in groups.items():
        yield from _small(members, f"分组“{names.get(segment, segment)}”", project.rules)
    for group in (total, *(g for members in groups.values() for g in members)):
        if group.n and group.population is not None and group.n > group.population:
            where = group.level or "总体"
            yield Problem(
                "data.more_than_population",
                f"“{where}”的样本{group.n}份多于所填总体数量{group.population}。",
                "请核对项目文件中的 population 或数据。",
                severity="warning",
            )


def check_gaps(
    gaps: Iterable[Gap], tree: Mapping[str, Node], segments: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield which nodes were scored without a child, once for each child and segment."""
    where: dict[tuple[str, str, str], list[str]] = {}
    for gap in gaps:
        where.setdefault((gap.segment, gap.parent, gap.child), []).append(gap.level)
    for (segment, parent, child), levels in where.items():
        part = f"分组“{segments[segment]}”的{listing(levels)}中，" if segment else ""
        yield Problem(
            "data.child_missing",
            f"{part}“{tree[child].name}”没有有效数据，“{tree[parent].name}”的得分由其余各项"
            "按权重重新归一计算。",
            severity="note" if segment else "warning",
        )


def weight_note(weight_sum: float, weight_squares: float, n: int, header: str) -> Problem:
    """Return the note that says what weighting does to the precision."""
    effective = effective_size(weight_sum, weight_squares)
    return Problem(
        "data.weighted",
        f"得分按“{header}”列加权；{n}份样本的有效样本量为{half_up(effective, 1)}"
        f"（Kish 设计效应{half_up(n / effective, 2)}）。",
        severity="note",
    )


def check_blank(counted: Counted, segments: Mapping[str, str], place: Place) -> Iterator[Problem]:
    """Yield how many respondents gave no level of a segment."""
    for segment, count in counted.blank.items():
        if count:
            yield Problem(
                "data.blank_level",
                f"有{count}份问卷未填写“{segments[segment]}”，计入总体，不计入该分组。",
                where=place,
                severity="note",
            )


def check_total(
    stated: float,
    parts: Sequence[tuple[str, float, float]],
    name: str,
    where: Place,
    digits: int,
) -> Problem | None:
    """Return the problem of a stated total that its parts do not give, or None.

    Args:
        stated: the total as written.
        parts: (name, score, weight) with weights that add to 1.
        name: what the total is called.
        where: its place.
        digits: decimals that the stated scores show.

    The parts and the total may each be rounded to the decimals they show; what that
    allows is tolerated. A total made by other weights is named as well: it is derivable,
    but not by those that the project declares.
    """
    scores = [score for _, score, _ in parts]
    declared = sum(score * weight for _, score, weight in parts)
    equal = sum(scores) / len(scores)
    slack = 10.0**-digits + 1e-9
    if abs(stated - declared) <= slack:
        return None
    are_equal = max(w for _, _, w in parts) - min(w for _, _, w in parts) < 1e-9
    by_weights = f"各项等权平均为{half_up(equal, 2)}分"
    if not are_equal:
        by_weights = f"按声明的权重为{half_up(declared, 2)}分，{by_weights}"
    listed = "、".join(f"{part}{half_up(score, 2).normalize():f}" for part, score, _ in parts)
    reach = ""
    if not min(scores) - slack <= stated <= max(scores) + slack:
        reach = "它超出了各分项的最低与最高得分，任何权重都得不到；"
    return Problem(
        "data.total_not_derivable",
        f"“{name}”给出{stated:g}分，不能由分项（{listed}）推算：{reach}{by_weights}。",
        "请核对总分、分项得分与权重；报告仍采用给出的总分，并在数据处理说明中注明。",
        where,
        "warning",
    )


def half_up(value: float, digits: int) -> Decimal:
    """Return a number as messages print it: halves go up, as a reader expects."""
    return Decimal(f"{value:.9f}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def decimals_of(values: Iterable[float]) -> int:
    """Return the most decimals that any of the values shows."""
    return max((_decimals(value) for value in values), default=0)


def _decimals(value: float) -> int:
    return len(repr(round(value, 9)).partition(".")[2].rstrip("0"))


def _constant(tally: Tally, position: int) -> bool:
    if tally.layout.items[position].points:
        return int((tally.counts[0, position, FIRST_OPTION:] > 0).sum()) == 1
    moments = tally.moments[0]
    k = len(tally.layout.items)
    at = k + 1 + position
    weight, mean = moments[position + 1, position + 1], moments[position + 1, at]
    spread = moments[at, at] - mean * mean / weight
    return bool(spread <= 1e-12 * max(1.0, moments[at, at]))


def _small(groups: Sequence[GroupScores], name: str, rules: Rules) -> Iterator[Problem]:
    """Yield the groups with fewer respondents than the two bounds of the rules."""
    empty = [group.level for group in groups if group.n == 0]
    hidden = [g for g in groups if g.n is not None and 0 < g.n < rules.hide_base]
    small = [g for g in groups if g.n is not None and rules.hide_base <= g.n < rules.small_base]
    if empty:
        what = f"{name}中没有样本的有{listing(empty)}。"
        yield Problem("data.empty_level", what, severity="note")
    if hidden:
        what = f"{name}中样本量少于{rules.hide_base}的有{_bases(hidden)}，不公布得分。"
        yield Problem("data.hidden_base", what, severity="warning")
    if small:
        what = f"{name}中样本量少于{rules.small_base}的有{_bases(small)}，结果仅供参考。"
        yield Problem("data.small_base", what, severity="note")


def _bases(groups: Iterable[GroupScores]) -> str:
    return listing(f"{group.level}（{group.n}）" for group in groups)
