"""评分规则: points of answers, bounds of grades, thresholds, the size of the design."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..facts.fact import Fact
from ..project.scales import scales_in_use
from ..scoring.scores import Scores
from .cells import PROJECT_FILE, Case

ID = "scale_rules"
TITLE = "评分与判定规则"
DEFINITION = (
    "各答案的赋分、评价等级的下限、“持平”的界限、小样本的界限和置信度由调查方案规定，"
    "随报告印出；指标、题目、责任部门和分组的个数由指标体系清点。"
)
NEEDS = "tally"
ORDER = 50

COUNTER = "个"
_MOST_DECIMALS = 4


def lacks(_scores: Scores) -> str | None:
    """Every project has rules."""
    return None


def run(case: Case) -> Iterator[Fact]:
    """Return points of scales in use, grade_minimum, thresholds, counts of the design."""
    for fact in (*_scales(case.scores), *_bounds(case.scores), *_design(case.scores)):
        yield case.about_total(replace(fact, method=ID, source=PROJECT_FILE))


def _scales(scores: Scores) -> Iterator[Fact]:
    for scale in scales_in_use(scores.project):
        for option in scale.options:
            yield Fact(
                "points",
                subject=scale.id,
                label=scale.id,
                detail=option.label,
                value=option.points,
                unit="points",
                decimals=_digits(option.points),
                rule="该答案的赋分",
            )


def _bounds(scores: Scores) -> Iterator[Fact]:
    for grade in scores.project.grades:
        if grade.minimum is not None:
            rule = "等级下限，含本数" if grade.inclusive else "等级下限，不含本数"
            fact = Fact("grade_minimum", detail=grade.label, value=grade.minimum, rule=rule)
            yield replace(fact, unit="points", decimals=_digits(grade.minimum))
    rules, survey = scores.project.rules, scores.project.survey
    flat = Fact("flat_threshold", value=rules.flat, unit="points", decimals=_digits(rules.flat))
    yield replace(flat, rule="变化小于此值写“持平”")
    for statistic, value, rule in (
        ("small_base", rules.small_base, "样本量少于此数须提示"),
        ("hide_base", rules.hide_base, "样本量少于此数不公布"),
    ):
        yield Fact(statistic, value=value, unit="count", counter=survey.counter, rule=rule)
    digits = _digits(survey.confidence * 100)
    confidence = Fact("confidence", value=survey.confidence, unit="share", decimals=digits)
    yield replace(confidence, rule="置信区间的置信度")


def _design(scores: Scores) -> Iterator[Fact]:
    nodes = list(scores.tree.values())
    departments = {node.department for node in nodes if node.department}
    counts = [
        ("items", "", sum(node.is_item for node in nodes), "题目数，含单独报告的题目"),
        ("departments", "", len(departments), "责任部门数"),
        ("segments_count", "", len(scores.project.segments), "分组数"),
    ]
    for level in sorted({node.level for node in nodes} - {0}):
        here = sum(node.level == level and node.scored for node in nodes)
        counts.append(("indicators", f"level{level}", here, "该级指标数，末级含计分题目"))
    for statistic, detail, value, rule in counts:
        fact = Fact(statistic, detail=detail, value=value, unit="count", counter=COUNTER)
        yield replace(fact, rule=rule)


def _digits(value: float) -> int:
    """Return the digits that print a stated number in full."""
    exact = round(value, 9)
    return next((d for d in range(_MOST_DECIMALS) if round(value, d) == exact), _MOST_DECIMALS)
