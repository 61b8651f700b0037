"""Clusters as a study: a claim where groups come again, none where they do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from tests.study_sections import filled, survey, table

NAMES = ["甲", "乙", "丙", "丁"]


def planted(n: int = 240) -> dict[str, list[Any]]:
    draw = np.random.default_rng(1)
    kinds = np.array([[9, 9, 5, 5], [5, 5, 9, 9], [5, 9, 5, 9]])
    rows = kinds[draw.choice(3, n, p=[0.5, 0.3, 0.2])] + draw.normal(size=(n, 4))
    return {name: list(np.clip(np.round(rows[:, j]), 1, 10)) for j, name in enumerate(NAMES)}


def noise(n: int = 240) -> dict[str, list[Any]]:
    draw = np.random.default_rng(2)
    return {name: list(draw.normal(size=n)) for name in NAMES}


def run(data: Any, **options: Any) -> FactTable:
    return reporter.run_study(
        "clusters", data, **{"questions": NAMES, "samples": 40, "starts": 10, **options}
    )


def test_planted_groups_are_described() -> None:
    facts = run(planted())
    assert facts["verdict/clusters"].value == "分群稳定"
    assert facts["groups/clusters"].value == 3
    first = "clusters.cluster.第一群"
    strong, weak = facts.get("strong", first), facts.get("weak", first)
    assert strong is not None
    assert weak is not None
    assert (strong.value, weak.value) == ("甲、乙", "丙、丁")
    shown = [float(printed(row).number or 0) for row in facts.select("share")]
    assert sum(shown) == pytest.approx(100)
    counts = [row.value for row in facts.select("n") if "cluster." in row.subject]
    assert sum(counts) == 240  # type: ignore[arg-type]
    assert len(facts.select("silhouette")) == 1 + 5


def test_noise_makes_no_claim() -> None:
    facts = run(noise())
    assert facts["verdict/clusters"].value in ("分群不稳定", "看不出分群")
    assert not facts.select("mean")
    assert not facts.select("share")
    assert facts["jaccard/clusters"].value is not None


def test_a_continuum_makes_no_claim() -> None:
    draw = np.random.default_rng(3)
    mood = draw.normal(size=(240, 1)) + draw.normal(0, 0.6, (240, 4))
    scores = np.clip(np.round(mood + 3), 1, 4)
    facts = run({name: list(scores[:, j]) for j, name in enumerate(NAMES)})
    assert facts["verdict/clusters"].value == "看不出分群"
    assert not facts.select("mean")


def test_the_order_of_rows_and_the_unit_change_nothing() -> None:
    data = planted()
    order = np.random.default_rng(4).permutation(240)
    mixed = {name: [values[i] for i in order] for name, values in data.items()}
    facts, again = run(data), run(mixed)
    assert [row.key for row in facts] == [row.key for row in again]
    for one, other in zip(facts, again, strict=True):
        same = pytest.approx(other.value) if isinstance(one.value, float) else other.value
        assert one.value == same
    wide = run({**data, "甲": [1000 * float(value) + 7 for value in data["甲"]]})
    sizes = [row.value for row in wide.select("n")]
    assert sizes == [row.value for row in facts.select("n")]
    assert run(data).rows == facts.rows


def test_blanks_and_constants() -> None:
    data = planted()
    data["甲"] = ["", "不了解", *data["甲"][2:]]
    facts = run({**data, "戊": [5] * 240}, questions=[*NAMES, "戊"])
    assert (facts["n/clusters"].value, facts["left_out/clusters"].value) == (238, 2)
    assert facts["items/clusters"].value == 4


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({name: values[:59] for name, values in planted().items()}, "少于60份"),
        ({name: [5] for name in NAMES}, "少于60份"),
        ({name: [5] * 100 for name in NAMES}, "不足两道"),
        ({name: [1, 2] * 50 for name in NAMES}, "组合太少"),
        ({**{name: [""] * 100 for name in NAMES}, "号": list(range(100))}, "只有0份"),
    ],
)
def test_what_cannot_be_run_says_why(data: dict[str, list[Any]], said: str) -> None:
    assert said in run(data).meta["lacks"][0]["reason"]


def test_500_questions() -> None:
    draw = np.random.default_rng(5)
    data = {f"题{j}": list(draw.integers(1, 6, 100)) for j in range(500)}
    facts = run(data, questions=list(data), samples=20, starts=2, most=2)
    assert facts["verdict/clusters"].value != "分群稳定"


def test_bad_input() -> None:
    with pytest.raises(DataError, match="没有“戊”列"):
        run(planted(), questions=["甲", "戊"])
    with pytest.raises(DataError, match="不是数") as caught:
        run({**planted(), "甲": ["很好", *planted()["甲"][1:]]})
    assert (caught.value.problems[0].where.row, caught.value.problems[0].where.column) == (2, "甲")
    with pytest.raises(ProjectError, match="写了两次"):
        run(planted(), questions=["甲", "甲", "乙"])
    assert "两道以上" in run(planted(), questions=["甲"]).meta["lacks"][0]["reason"]


STUDY = """\
[[studies]]
id = "kinds"
method = "clusters"
file = "kinds.csv"
samples = 40
questions = ["甲", "乙", "丙", "丁"]
"""


@pytest.mark.parametrize(
    ("data", "said"), [(planted(), "分群稳定"), (noise(), "因此不按群描述客户")]
)
def test_the_section_claims_what_it_may(
    tmp_path: Path, data: dict[str, list[Any]], said: str
) -> None:
    table(tmp_path, data, "kinds.csv")
    assert said in filled(survey(tmp_path, ["窗口", *["满意"] * 40], STUDY))[1]
