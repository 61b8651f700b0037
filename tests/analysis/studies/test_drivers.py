"""Key drivers as a study: oracle, wording of what was done, what cannot be run, bad input."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from tests.study_sections import HOTLINE, WHOLE, filled, survey

DATA = Path(__file__).parents[2] / "data"
ORACLE = json.loads((DATA / "oracle" / "drivers.json").read_text("utf-8"))["results"]
WORDS = {"非常满意": 100, "满意": 90, "基本满意": 75, "不满意": 60}


def yellow() -> dict[str, list[str]]:
    with (DATA / "studies" / "yellowpages_customerSat.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


QS = [f"q{i}" for i in range(2, 11)]


def run(data: Any, **options: Any) -> FactTable:
    return reporter.run_study("drivers", data, **{"samples": 0, **options})


def made(n: int = 60, p: int = 3, seed: int = 1) -> dict[str, list[float]]:
    draw = np.random.default_rng(seed)
    parts = draw.integers(1, 6, size=(n, p)).astype(float)
    whole = parts @ np.arange(1, p + 1) + draw.normal(size=n)
    return {**{f"因素{k}": list(parts[:, k]) for k in range(p)}, "总体": list(whole)}


NAMES = ["因素0", "因素1", "因素2"]


def test_equals_r_and_adds_to_100() -> None:
    facts = run(yellow(), overall="q1", drivers=QS)
    rows = [facts["importance", name] for name in QS]
    expected = ORACLE["yellowpages"]["lmg_pct"]
    assert [row.value for row in rows] == pytest.approx([expected[n] for n in QS], abs=1e-10)
    assert sum(float(printed(row).number or 0) for row in rows) == pytest.approx(100)
    assert facts["r_squared/drivers"].value == pytest.approx(ORACLE["yellowpages"]["r2"])
    assert facts["measure/drivers"].value == "LMG（夏普利值）分解法"


def test_johnson_is_named_and_differs() -> None:
    lmg = run(yellow(), overall="q1", drivers=QS)
    johnson = run(yellow(), overall="q1", drivers=QS, measure="johnson")
    expected = ORACLE["yellowpages"]["johnson_raw"]
    r2 = ORACLE["yellowpages"]["r2"]
    assert johnson["importance", "q4"].value == pytest.approx(expected["q4"] / r2, abs=1e-10)
    assert johnson["importance", "q4"].value != lmg["importance", "q4"].value
    assert johnson["measure/drivers"].value == "Johnson 相对权重法"


def test_order_is_by_importance_never_by_beta() -> None:
    facts = run(yellow(), overall="q1", drivers=QS)
    rows = [row["name"] for row in facts.meta["studies"][0]["rows"]]
    shares = [facts["importance", name].number or 0 for name in rows]
    assert shares == sorted(shares, reverse=True)
    assert float(facts["beta", "q9"].value or 0) < 0 < float(facts["importance", "q9"].value or 0)
    by_beta = sorted(QS, key=lambda name: -float(facts["beta", name].value or 0))
    assert rows != by_beta


def test_intervals_and_what_is_beyond_chance() -> None:
    facts = run(yellow(), overall="q1", drivers=QS, samples=400)
    for name in QS:
        low, high = facts["importance_low", name].value, facts["importance_high", name].value
        value = facts["importance", name]
        assert low < value.value < high  # type: ignore[operator]
        assert (value.ci_low, value.ci_high) == (low, high)
    words = {name: facts["against_first", name].value for name in QS}
    assert words["q4"] == "首位"
    assert words["q6"] == "与首位难分先后"
    assert words["q9"] == "低于首位"
    assert run(yellow(), overall="q1", drivers=QS, samples=400).rows == facts.rows


def test_only_whole_answers_count_and_are_said() -> None:
    data: dict[str, list[Any]] = dict(made())
    data["因素1"] = ["不了解", "", *data["因素1"][2:]]
    facts = run(data, overall="总体", drivers=NAMES)
    assert (facts["n/drivers"].value, facts["left_out/drivers"].value) == (58, 2)
    kept = {name: values[2:] for name, values in data.items()}
    assert facts["importance", "因素2"].value == pytest.approx(
        run(kept, overall="总体", drivers=NAMES)["importance", "因素2"].value
    )


def test_a_binary_outcome_is_said() -> None:
    data = made()
    data["总体"] = [float(value > 10) for value in data["总体"]]
    assert run(data, overall="总体", drivers=NAMES)["is_binary/drivers"].value == "是"
    assert run(made(), overall="总体", drivers=NAMES)["is_binary/drivers"].value == "否"


def test_collinearity_is_said() -> None:
    data = made()
    noise = np.random.default_rng(2).normal(size=60) * 0.1
    data["因素1"] = list(np.array(data["因素0"]) + noise)
    facts = run(data, overall="总体", drivers=NAMES)
    assert facts["collinear/drivers"].value == "强"
    assert float(facts["vif_highest/drivers"].value or 0) > 50
    assert run(made(), overall="总体", drivers=NAMES)["collinear/drivers"].value == "弱"


def test_many_factors_go_to_johnson() -> None:
    facts = run(made(n=80, p=20), overall="总体", drivers=[f"因素{k}" for k in range(20)])
    assert facts["measure/drivers"].value == "Johnson 相对权重法"
    assert facts["measure_asked/drivers"].value == "LMG（夏普利值）分解法"


def test_500_factors() -> None:
    data = made(n=700, p=500)
    facts = run(data, overall="总体", drivers=[f"因素{k}" for k in range(500)])
    shown = [float(printed(row).number or 0) for row in facts.select("importance")]
    assert sum(shown) == pytest.approx(100)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"总体": [5.0] * 60}, "总体评价的答案全部相同"),
        ({name: [3.0] * 60 for name in NAMES}, "各因素的答案全部相同"),
        ({"因素1": [""] * 60}, "没有把各题都答全"),
        ({"因素1": [""] * 56 + [1, 2, 3, 4]}, "答全的答卷只有4份"),
    ],
)
def test_what_cannot_be_run_says_why_once(change: dict[str, list[Any]], said: str) -> None:
    facts = run({**made(), **change}, overall="总体", drivers=NAMES)
    (lack,) = facts.meta["lacks"]
    assert said in lack["reason"]
    assert [fact.statistic for fact in facts] == ["lacks"]


def test_a_repeated_question_is_refused_in_words() -> None:
    data = made()
    data["因素1"] = data["因素0"]
    facts = run(data, overall="总体", drivers=NAMES)
    assert "完全推算" in facts.meta["lacks"][0]["reason"]


def test_one_answer_is_not_judged() -> None:
    one = {name: values[:1] for name, values in made().items()}
    assert run(one, overall="总体", drivers=NAMES).meta["lacks"]


def test_a_constant_factor_has_a_reason_and_the_others_stay() -> None:
    data = made()
    data["因素1"] = [4.0] * 60
    facts = run(data, overall="总体", drivers=NAMES)
    assert facts["importance", "因素1"].value is None
    assert "全部相同" in facts["importance", "因素1"].error
    assert facts["importance", "因素0"].value is not None


def test_bad_input_has_its_place() -> None:
    with pytest.raises(DataError, match="没有“因素9”列"):
        run(made(), overall="总体", drivers=["因素0", "因素9"])
    data: dict[str, list[Any]] = dict(made())
    data["因素1"] = ["很好", *data["因素1"][1:]]
    with pytest.raises(DataError) as caught:
        run(data, overall="总体", drivers=NAMES)
    place = caught.value.problems[0].where
    assert (place.row, place.column) == (2, "因素1")
    with pytest.raises(ProjectError, match="“因素0”写了两次"):
        run(made(), overall="总体", drivers=["因素0", "因素0", "因素1"])
    with pytest.raises(ProjectError, match="同时列为因素"):
        run(made(), overall="总体", drivers=["总体", "因素0", "因素1"])
    assert "两项以上的因素" in run(made(), overall="总体").meta["lacks"][0]["reason"]


STUDY = '[[studies]]\nid = "kd"\nmethod = "drivers"\noverall = "whole"\nsamples = 200\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    draw = np.random.default_rng(4)
    words = list(WORDS)
    lines = ["总体印象,窗口,Q2"]
    for _ in range(150):
        one, two = draw.integers(0, 4, 2)
        whole = round((2 * one + two) / 3)
        lines.append(",".join(words[k] for k in (whole, one, two)))
    return survey(tmp_path, lines, WHOLE + HOTLINE + STUDY)


def test_the_survey_explains_itself(project: Path) -> None:
    facts = reporter.compute_facts(project)
    assert [row["name"] for row in facts.meta["studies"][0]["rows"]] == ["窗口", "热线"]
    assert facts["overall/kd"].value == "总体印象"
    assert facts["against_first/kd.driver.热线"].value == "低于首位"
    assert facts["importance/kd.driver.窗口"].source == "survey.csv"


def test_the_section_says_what_may_be_said(project: Path) -> None:
    _, html = filled(project)
    assert "不等于因果" in html
    assert "标准化系数受因素之间相关的影响，不用于排序" in html


def noise(n: int, seed: int = 3) -> dict[str, list[float]]:
    draw = np.random.default_rng(seed)
    return {name: draw.integers(1, 6, n).astype(float).tolist() for name in [*NAMES, "总体"]}


def test_chance_is_not_told_as_an_order() -> None:
    facts = run(noise(60), overall="总体", drivers=NAMES, samples=200)
    assert facts["model_verdict/drivers"].value == "未见关系"
    assert float(facts["p/drivers"].value or 0) > 0.05
    assert facts["against_first", "因素0"].value is None
    few = run(noise(23), overall="总体", drivers=NAMES, samples=200)
    assert few["model_verdict/drivers"].value == "样本不足，不作判断"
    assert run(made(), overall="总体", drivers=NAMES)["model_verdict/drivers"].value == "有关"


def test_a_factor_that_goes_the_other_way_is_named() -> None:
    data = made()
    data["总体"] = [a - 3 * b for a, b in zip(data["因素0"], data["因素2"], strict=True)]
    facts = run(data, overall="总体", drivers=NAMES)
    assert facts["sign", "因素2"].value == "反向"
    assert facts["sign", "因素0"].value == "同向"


def beside(weight: float, n: int = 400) -> dict[str, list[float]]:
    """Return an outcome that hangs on one factor, and on another alike it by ``weight``."""
    draw = np.random.default_rng(11)
    one = draw.normal(size=n)
    other = one + draw.normal(size=n)
    whole = one + weight * other + draw.normal(size=n)
    return {"甲": one.tolist(), "乙": other.tolist(), "总体": whole.tolist()}


def test_a_coefficient_below_zero_by_chance_is_no_fault_of_the_question() -> None:
    facts = run(beside(-0.06), overall="总体", drivers=["甲", "乙"], samples=50)
    assert -0.1 < float(facts["beta", "乙"].value or 0) < 0
    assert facts["sign", "乙"].value == "同向"
    clear = run(beside(-0.4), overall="总体", drivers=["甲", "乙"], samples=50)
    assert float(clear["correlation", "乙"].value or 0) > 0
    assert clear["sign", "乙"].value == "系数为负"


def close(n: int = 250) -> dict[str, list[float]]:
    """Return factors of which some are hardly less important than the first."""
    draw = np.random.default_rng(4)
    common = draw.normal(size=(n, 1))
    parts = common + draw.normal(size=(n, 6))
    weight = np.array([1.0, 0.9, 0.8, 0.7, 0.6, 0.5])
    whole = parts @ weight + 3 * draw.normal(size=n)
    return {**{f"因素{k}": parts[:, k].tolist() for k in range(6)}, "总体": whole.tolist()}


def test_words_do_not_hang_on_the_seed() -> None:
    names = [f"因素{k}" for k in range(6)]
    told = [
        [run(close(), overall="总体", drivers=names, samples=1000, seed=seed)["against_first", n]
         .value for n in names]
        for seed in range(1, 5)
    ]  # fmt: skip
    assert all(one == told[0] for one in told)
    assert "低于首位" in told[0]


def test_the_section_draws_no_order_from_chance(tmp_path: Path) -> None:
    draw = np.random.default_rng(11)
    words = list(WORDS)
    lines = ["总体印象,窗口,Q2"]
    lines += [",".join(words[k] for k in draw.integers(0, 4, 3)) for _ in range(80)]
    project = survey(tmp_path, lines, WHOLE + HOTLINE + STUDY)
    _, html = filled(project)
    assert "未见关系" in html
    assert "关系最密切" not in html
    assert "优先列为改进对象" not in html
