"""Scores written by hand: two dimensions of two items each, one impression item, two segments."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from reporter.project.model import (
    DataInfo,
    Indicator,
    Item,
    OpenQuestion,
    Option,
    Project,
    ReportInfo,
    Scale,
    Segment,
    SurveyInfo,
    Targets,
)
from reporter.project.previous import PreviousScore, PreviousWave
from reporter.scoring.scores import Distribution, GroupScores, Node, NodeScore, Scores

LABELS = ("非常满意", "满意", "基本满意", "不满意")
POINTS = (100.0, 90.0, 75.0, 60.0)
LEAVES = ("q1", "q2", "q3", "q4")
PARENTS = {"a": ("q1", "q2"), "b": ("q3", "q4"), "total": ("a", "b")}
WEIGHTS = {"a": 0.6, "b": 0.4, "q1": 0.5, "q2": 0.5, "q3": 0.25, "q4": 0.75}

Part = tuple[int | None, Mapping[str, float | None]]
Make = Callable[..., Scores]


def project(**more: Any) -> Project:
    sampling = more.pop("sampling", "random")
    population = more.pop("population", 10000)
    items = [
        Item(id=id, name=f"题{id[1]}", indicator="a" if id in ("q1", "q2") else "b")
        for id in LEAVES
    ]
    items.append(Item(id="q9", name="总体印象", indicator="total", scored=False))
    parts: dict[str, Any] = {
        "report": ReportInfo(title="调查报告", date=date(2026, 11, 1)),
        "survey": SurveyInfo(
            organisation="我公司",
            subject="零售客户",
            wave="2026年度",
            sampling=sampling,
            population=population,
            issued=500,
            returned=420,
        ),
        "data": DataInfo(file="responses.csv"),
        "scales": (
            Scale(
                id="four",
                options=tuple(
                    Option(label=label, points=p, satisfied=p >= 90, dissatisfied=p == 60)
                    for label, p in zip(LABELS, POINTS, strict=True)
                ),
            ),
        ),
        "items": tuple(items),
        "indicators": (
            Indicator(id="a", name="诚心服务", weight=0.6, target=92, department="营销中心"),
            Indicator(id="b", name="诚信服务", weight=0.4, department="物流中心"),
        ),
        "segments": (
            Segment(id="county", name="县区", role="unit", population={"东": 6000, "西": 4000}),
            Segment(id="area", name="城乡"),
        ),
        "targets": Targets(total=90, rate=0.9),
        "open_questions": (OpenQuestion(id="advice", name="意见"),),
        **more,
    }
    return Project(**parts)


def nodes_of(leaves: Mapping[str, float | None], n: int | None, error: float | None, **extra: Any):
    """Scores of all nodes from those of the leaves; weights renormalised where one is None."""
    values: dict[str, float | None] = dict(leaves)
    for parent, children in PARENTS.items():
        present = [c for c in children if values.get(c) is not None]
        whole = sum(WEIGHTS[c] for c in present)
        values[parent] = sum(WEIGHTS[c] * values[c] for c in present) / whole if whole else None
    values["q9"] = leaves.get("q9", 90.0)
    bases = extra.get("bases", {})
    distribution = extra.get("distribution")
    return {
        id: NodeScore(
            score=value,
            n=bases.get(id, n) if value is not None else 0,
            standard_error=error if value is not None else None,
            distribution=distribution if value is not None else None,
            not_applicable=None if distribution is None else 3,
            missing=None if distribution is None else 1,
        )
        for id, value in values.items()
    }


def tree() -> dict[str, Node]:
    def node(id: str, name: str, level: int, parent: str, path: float, **more: Any) -> Node:
        return Node(
            id, name, level, parent, PARENTS.get(id, ()), WEIGHTS.get(id, 1.0), path, **more
        )

    found = [
        node("total", "总体满意度", 0, "", 1.0, target=90.0),
        node("a", "诚心服务", 1, "total", 0.6, target=92.0, department="营销中心"),
        node("q1", "题1", 2, "a", 0.3, is_item=True, department="营销中心"),
        node("q2", "题2", 2, "a", 0.3, is_item=True, department="营销中心"),
        node("b", "诚信服务", 1, "total", 0.4, department="物流中心"),
        node("q3", "题3", 2, "b", 0.1, is_item=True, department="物流中心"),
        node("q4", "题4", 2, "b", 0.3, is_item=True, department="物流中心"),
        Node("q9", "总体印象", 2, "", (), 0.0, 0.0, is_item=True, scored=False),
    ]
    return {n.id: n for n in found}


SHARES = Distribution(LABELS, (100, 200, 60, 40), (0.25, 0.5, 0.15, 0.1), 0.75, 0.1)


def make(
    leaves: Mapping[str, float | None] | None = None,
    n: int | None = 400,
    counties: Mapping[str, Part] | None = None,
    error: float | None = 0.5,
    distribution: Distribution | None = SHARES,
    **more: Any,
) -> Scores:
    leaves = leaves or {"q1": 95.0, "q2": 93.0, "q3": 80.0, "q4": 84.0}
    surveyed = more.pop("project", None) or project(**more.pop("project_parts", {}))
    populations = surveyed.segments[0].population if surveyed.segments else {}
    if counties is None:
        counties = {"东": (250, {**leaves, "q1": 97.0}), "西": (150, leaves)}
    part_extra = more.pop("part_extra", {})
    groups = tuple(
        GroupScores(
            "county", level, base, None, populations.get(level),
            nodes_of(found, base, error, distribution=distribution, **part_extra.get(level, {})),
        )
        for level, (base, found) in counties.items()
    )  # fmt: skip
    return Scores(
        **{
            "project": surveyed,
            "entry": "answers",
            "tree": tree(),
            "total": GroupScores(
                "", "", n, None, surveyed.survey.population,
                nodes_of(leaves, n, error, distribution=distribution, bases=more.pop("bases", {})),
            ),
            "groups": {"county": groups} if groups else {},
            "source": "responses.csv",
            "sha256": "0" * 64,
            "rows": 410,
            "rejected": 10,
            "weighted": False,
            "open_answers": {"advice": 37},
            **more,
        }
    )  # fmt: skip


def wave(scores: Mapping[str, float], margin: float | None = 0.6, **more: Any) -> Any:
    """Last wave, with the fields that the reader of previous results gives."""
    found = {
        f"score/{key}": PreviousScore(value, margin, more.get("n", 380))
        for key, value in scores.items()
    }
    definitions = more.get("definitions", {})
    return PreviousWave("2025年度", found, definitions)


@pytest.fixture(scope="session")
def scores() -> Make:
    return make


@pytest.fixture(scope="session")
def plan() -> Callable[..., Project]:
    return project


@pytest.fixture(scope="session")
def last() -> Callable[..., Any]:
    return wave
