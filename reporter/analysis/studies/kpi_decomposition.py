"""绩效指标分解: whose part of the gap to the target it is, and what it costs in the appraisal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import Field

from ...facts.fact import TOTAL, Fact
from ...facts.format import parts_to_sum, printed
from ...facts.verdict import attained
from ...project.model import Model
from ...scoring.scores import Node
from ..differences import difference
from ..study import Row, Study
from .parts.kpi_table import of_table
from .parts.kpi_tree import KpiTree, of_survey
from .parts.sample_weights import about_report_scores

ID = "kpi_decomposition"
TITLE = "绩效指标分解"
DEFINITION = (
    "末级指标的差距为得分减目标值，没有写目标值的取上级的目标值；"
    "差距贡献为总权重×差距，各末级指标、各部门的差距贡献之和都等于总差距。"
    "总权重为各级权重连乘，同一上级之下权重合计为1；没有得分的指标不参加，其余同级指标的权重按比例放大。"
    "每个末级指标只有一个责任部门；部门得分和部门目标值为所负责指标的得分和目标值按总权重加权的平均。"
    "考核扣分、加分按项目文件写明的规则由未修约的差距计算。"
)
PLACE = "analysis"
SUMMARY = 3
FORMULAS = (r"S - T = \sum_{k} W_k (S_k - T_k)",)
SYMBOLS = {
    "S": "总体得分",
    "T": "总体目标值",
    "W_k": "总权重",
    "S_k": "末级指标的得分",
    "T_k": "末级指标的目标值",
}
_BY = {"department": "部门", "indicator": "指标"}


class Columns(Model):
    """Columns of a table of indicators."""

    name: str = Field("指标", min_length=1, description="指标名称列")
    id: str = Field("", description="编号列，缺省用名称")
    parent: str = Field("", description="上级指标列（名称，有编号列时写编号），一级指标留空")
    weight: str = Field("权重", min_length=1, description="权重列，同一上级之下合计为1或100")
    department: str = Field("责任部门", min_length=1, description="责任部门列")
    score: str = Field("得分", min_length=1, description="得分列")
    target: str = Field("目标值", min_length=1, description="目标值列")


class Appraisal(Model):
    """How a gap becomes points of appraisal."""

    by: Literal["department", "indicator"] = Field(
        "department", description="按什么扣分：department 部门的差距，indicator 每个末级指标的差距"
    )
    lost_per_point: float = Field(gt=0, description="每低于目标值1分扣几分")
    allowance: float = Field(0, ge=0, description="低于目标值多少分以内不扣")
    most_lost: float | None = Field(None, gt=0, description="每个部门（或指标）最多扣几分")
    won_per_point: float = Field(0, ge=0, description="每高于目标值1分加几分")
    most_won: float | None = Field(None, gt=0, description="每个部门（或指标）最多加几分")


class Options(Model):
    """Options of a decomposition; without ``table`` the survey's own indicators are used."""

    table: Columns | None = Field(None, description="数据文件是指标表时，写各列的名称")
    highest: float = Field(
        100, gt=0, allow_inf_nan=False, description="指标表中得分和目标值的满分，超出的不接受"
    )
    appraisal: Appraisal | None = Field(None, description="考核扣分、加分的规则")


def lacks(study: Study) -> str | None:
    """There must be indicators with scores and targets."""
    options: Options = study.options
    if options.table is None and (study.scores is None or study.project is None):
        return "没有本期测评的得分，也没有写明指标表的列 table，未做绩效分解。"
    tree = _tree(study)
    scored = _scored(tree)
    if not scored:
        return "各末级指标都没有得分，未做绩效分解。"
    without = [leaf.name for leaf in scored if tree.target(leaf) is None]
    if without:
        return f"“{without[0]}”及其上级没有目标值，未做绩效分解。"
    return None


def _tree(study: Study) -> KpiTree:
    options: Options = study.options
    if options.table is None:
        return of_survey(study)
    return of_table(study.table, options.table, options.highest)


@dataclass(frozen=True, slots=True)
class _Part:
    """A leaf: its share in the whole, score and target."""

    node: Node
    weight: float
    score: float
    target: float

    @property
    def gap(self) -> float:
        return self.score - self.target


def run(study: Study) -> Iterator[Fact]:
    """Return gaps and their parts of the whole gap, by leaf, first level and department."""
    options: Options = study.options
    tree = (
        of_survey(study)
        if options.table is None
        else of_table(study.table, options.table, options.highest)
    )
    parts = [
        _Part(leaf, tree.weights[leaf.id], tree.scores[leaf.id], tree.target(leaf) or 0.0)
        for leaf in _scored(tree)
    ]
    whole = list(_whole(study, tree, parts))
    yield from whole
    if options.table is None:
        yield from about_report_scores(study)
    shown = _shown(study, parts, next(fact for fact in whole if fact.statistic == "gap_target"))
    yield _lost(study, parts, shown)
    for part in parts:
        yield from _leaf(study, tree, part, shown[part.node.id])
    tops = [tree.nodes[id] for id in tree.nodes[TOTAL].children if id in tree.weights]
    for top in tops:
        ids = {leaf.id for leaf in tree.leaves(top.id)}
        own = [part for part in parts if part.node.id in ids]
        if own:
            yield from _group(study, study.row("indicator", top.name), own, shown)
    departments = dict.fromkeys(part.node.department for part in parts)
    owned = {name: [p for p in parts if p.node.department == name] for name in departments}
    for name, own in owned.items():
        row = study.row("department", name)
        yield from _group(study, row, own, shown)
        yield from _appraisal(study, row, own)
    yield from _steps(study, parts, owned, shown)


def _scored(tree: KpiTree) -> list[Node]:
    return [leaf for leaf in tree.leaves() if leaf.id in tree.scores and leaf.id in tree.weights]


def _mean(parts: list[_Part]) -> tuple[float, float, float]:
    """Return score, target and weight of parts taken together."""
    weight = sum(part.weight for part in parts)
    if not weight:
        return (
            sum(p.score for p in parts) / len(parts),
            sum(p.target for p in parts) / len(parts),
            0.0,
        )
    score = sum(part.weight * part.score for part in parts) / weight
    return score, sum(part.weight * part.target for part in parts) / weight, weight


def _contribution(parts: list[_Part]) -> float:
    return sum(part.weight * part.gap for part in parts)


def _whole(study: Study, tree: KpiTree, parts: list[_Part]) -> Iterator[Fact]:
    score, target, _ = _mean(parts)
    name = "总体得分" if study.options.table is None else "绩效总分"
    yield study.fact("whole_name", name, unit="text")
    finer: dict[str, Any] = {"unit": "points", "decimals": _finer(study)}
    reached = study.fact("score", score, rule="Σ总权重×得分", **finer)
    wanted = study.fact("target", target, rule="Σ总权重×目标值", **finer)
    gap = study.fact("gap_target", None, rule="得分减目标值", **finer)
    yield from (reached, wanted, difference(gap, reached, wanted))
    yield study.fact("reached", attained(score, score, target), unit="text")
    yield study.fact("leaves", len(parts), unit="count", counter="项")
    below = sum(part.gap < 0 for part in parts)
    yield study.fact("below", below, unit="count", counter="项", rule="得分低于目标值")
    owners = len({part.node.department for part in parts})
    yield study.fact("departments", owners, unit="count", counter="个")
    left = len(tree.leaves()) - len(parts)
    yield study.fact("without_score", left, unit="count", counter="项")
    slack = 10.0**-study.decimals
    for name, stated, found in (
        ("stated_score", tree.scores.get(TOTAL), score),
        ("stated_target", tree.nodes[TOTAL].target, target),
    ):
        differs = stated is not None and abs(stated - found) > slack
        error = "" if differs else "与各项加总一致，或没有写明。"
        yield study.fact(name, stated if differs else None, unit="points", error=error)
    rule = study.options.appraisal
    yield study.fact("appraised_by", _BY[rule.by] if rule else "无", unit="text")
    if rule is not None:
        for name, value in rule.model_dump(exclude={"by"}).items():
            error = "" if value is not None else "没有上限。"
            yield study.fact(name, value, unit="points", decimals=_digits(value), error=error)


def _lost(study: Study, parts: list[_Part], shown: dict[str, float]) -> Fact:
    """Return what the leaves below their targets take, printed as the sum of their parts."""
    own = [part for part in parts if part.gap < 0]
    lost = study.fact(
        "lost", -_contribution(own), unit="points", decimals=_finer(study),
        rule="未达标指标的差距贡献",
    )  # fmt: skip
    return replace(lost, shown=-sum(shown[part.node.id] for part in own))


def _shown(study: Study, parts: list[_Part], gap: Fact) -> dict[str, float]:
    """Return what each leaf's part of the gap prints as: they add to the printed gap."""
    printed_parts = parts_to_sum(
        [part.weight * part.gap for part in parts], printed(gap).number or 0.0, _finer(study)
    )
    return {part.node.id: one for part, one in zip(parts, printed_parts, strict=True)}


def _finer(study: Study) -> int:
    """Return the digits of a share of a gap, which is a small number."""
    return study.decimals + 1


def _digits(value: float | None) -> int:
    return next((d for d in range(4) if value is None or round(value, d) == round(value, 6)), 4)


def _leaf(study: Study, tree: KpiTree, part: _Part, shown: float) -> Iterator[Fact]:
    row, n = study.row("leaf", _name(tree, part.node)), tree.bases.get(part.node.id)
    yield study.fact("department", part.node.department, row, unit="text")
    yield study.fact("weight", part.weight, row, unit="weight", decimals=1)
    ci = tree.limits.get(part.node.id)
    digits = _digits(part.target)
    target = study.fact("target", part.target, row, unit="points", decimals=digits)
    score = study.fact("score", part.score, row, unit="points", n=n, ci=ci)
    gap = study.fact("gap_target", None, row, unit="points", n=n)
    yield from (target, score, difference(gap, score, target))
    share = study.fact(
        "gap_contribution", part.weight * part.gap, row, unit="points", n=n,
        decimals=_finer(study), rule="总权重×差距",
    )  # fmt: skip
    yield replace(share, shown=shown)
    word = attained(part.score, part.score, part.target)
    yield study.fact("reached", word, row, unit="text", n=n)
    sure = attained(*ci, part.target) if ci else None
    error = "" if ci else "没有抽样误差。"
    yield study.fact("sure", sure, row, unit="text", n=n, error=error, rule="置信区间与目标值比较")


def _name(tree: KpiTree, node: Node) -> str:
    """Return the name of a leaf, with its parent's where another leaf is called the same."""
    same = [leaf for leaf in tree.leaves() if leaf.name == node.name]
    return node.name if len(same) == 1 else f"{tree.nodes[node.parent].name}—{node.name}"


def _group(study: Study, row: Row, parts: list[_Part], shown: dict[str, float]) -> Iterator[Fact]:
    score, target, weight = _mean(parts)
    yield study.fact("leaves", len(parts), row, unit="count", counter="项")
    yield study.fact("weight", weight, row, unit="weight", decimals=1)
    finer: dict[str, Any] = {"unit": "points", "decimals": _finer(study)}
    wanted = study.fact("target", target, row, **finer)
    reached = study.fact("score", score, row, **finer)
    gap = study.fact("gap_target", None, row, **finer)
    yield from (wanted, reached, difference(gap, reached, wanted))
    yield _share(study, row, parts, shown)
    yield study.fact("reached", attained(score, score, target), row, unit="text")
    below = sum(part.gap < 0 for part in parts)
    yield study.fact("below", below, row, unit="count", counter="项")


def _share(study: Study, row: Row, parts: list[_Part], shown: dict[str, float]) -> Fact:
    """Return the part of the gap of some leaves, printed as the sum of their own parts."""
    share = study.fact(
        "gap_contribution", _contribution(parts), row, unit="points", decimals=_finer(study),
        rule="Σ总权重×差距",
    )  # fmt: skip
    return replace(share, shown=sum(shown[part.node.id] for part in parts))


def _appraisal(study: Study, row: Row, parts: list[_Part]) -> Iterator[Fact]:
    rule: Appraisal | None = study.options.appraisal
    if rule is None:
        for name in ("lost", "won"):
            yield study.fact(name, None, row, error="没有写明考核规则。")
        return
    score, target, _ = _mean(parts)
    gaps = [score - target] if rule.by == "department" else [part.gap for part in parts]
    lost = sum(_points(-gap - rule.allowance, rule.lost_per_point, rule.most_lost) for gap in gaps)
    won = sum(_points(gap, rule.won_per_point, rule.most_won) for gap in gaps)
    yield study.fact(
        "lost", lost, row, unit="points", decimals=2, rule="每低于目标值1分的扣分×差距"
    )
    yield study.fact("won", won, row, unit="points", decimals=2, rule="每高于目标值1分的加分×差距")


def _points(gap: float, each: float, most: float | None) -> float:
    found = max(0.0, gap) * each
    return found if most is None else min(found, most)


def _steps(
    study: Study, parts: list[_Part], owned: dict[str, list[_Part]], shown: dict[str, float]
) -> Iterator[Fact]:
    """Yield the rows of the waterfall: target, what each department adds or takes, score."""
    score, target, _ = _mean(parts)
    row = study.row("step", "总体目标值")
    yield study.fact("standing", target, row, unit="points", decimals=_finer(study))
    for name, own in sorted(owned.items(), key=lambda pair: _contribution(pair[1])):
        yield _share(study, study.row("step", name), own, shown)
    row = study.row("step", "总体得分")
    yield study.fact("standing", score, row, unit="points", decimals=_finer(study))
