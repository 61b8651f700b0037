"""Agreement of raters as a study: paradox, constant raters, scales, missing ratings, bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from tests.study_sections import section

TWO = ["甲", "乙"]


def run(data: dict[str, list[Any]], **options: Any) -> FactTable:
    return reporter.run_study("rater_agreement", data, **{"raters": list(data), **options})


def crossed(table: list[list[int]], words: str = "是否") -> dict[str, list[Any]]:
    """Return the ratings of two raters with a given table of counts."""
    pairs = [
        (words[i], words[j])
        for i, row in enumerate(table)
        for j, count in enumerate(row)
        for _ in range(count)
    ]
    return {"甲": [one for one, _ in pairs], "乙": [two for _, two in pairs]}


def of(facts: FactTable, statistic: str) -> Any:
    return facts[f"{statistic}/rater_agreement"]


def test_the_paradox_is_said() -> None:
    """R: kappa .3182 and AC1 .808 at 85 % agreement."""
    facts = run(crossed([[80, 10], [5, 5]]))
    pair = "rater_agreement.pair.甲与乙"
    assert facts[f"kappa/{pair}"].value == pytest.approx(0.31818181818, abs=1e-10)
    assert facts[f"ac1/{pair}"].value == pytest.approx(0.808, abs=1e-10)
    assert of(facts, "agreement").value == pytest.approx(0.85)
    assert of(facts, "is_paradox").value == "是"
    assert of(run(crossed([[40, 9], [5, 46]])), "is_paradox").value == "否"


def test_raters_that_never_differ() -> None:
    facts = run({"甲": ["是"] * 20, "乙": ["是"] * 20})
    assert of(facts, "alpha").value is None
    assert "没有差别" in of(facts, "alpha").error
    assert of(facts, "agreement").value == 1
    assert of(facts, "ac1").value == 1
    assert of(facts, "verdict").value == "不能判断"
    assert of(facts, "is_paradox").value == "是"


def test_words_by_alpha() -> None:
    assert of(run(crossed([[50, 0], [1, 49]])), "verdict").value == "可靠"
    assert of(run(crossed([[44, 8], [7, 41]])), "verdict").value == "只宜作初步结论"
    assert of(run(crossed([[30, 20], [20, 30]])), "verdict").value == "不可靠"
    few = run(crossed([[3, 0], [0, 3]]))
    assert of(few, "verdict").value == "样本不足，不作判断"
    assert of(few, "alpha").value is None


def test_ordinal_needs_its_order_and_weighs_far_slips() -> None:
    data = crossed([[20, 5, 0], [4, 20, 5], [0, 4, 20]], "差中好")
    assert "levels" in next(iter(run(data, scale="ordinal"))).error
    near = run(data, scale="ordinal", levels=list("差中好"))
    far = run(
        crossed([[20, 0, 5], [4, 20, 0], [5, 4, 20]], "差中好"),
        scale="ordinal",
        levels=list("差中好"),
    )
    pair = "kappa/rater_agreement.pair.甲与乙"
    assert near[pair].value > far[pair].value
    assert of(near, "alpha").value > of(far, "alpha").value


def test_a_stricter_rater_lowers_the_icc() -> None:
    rng = np.random.default_rng(2)
    truth = rng.normal(85, 6, 40)
    first = truth + rng.normal(0, 1, 40)
    fair = run({"甲": list(first), "乙": list(truth)}, scale="score")
    strict = run({"甲": list(first), "乙": list(truth - 8)}, scale="score")
    assert of(fair, "icc").value > 0.95
    assert of(strict, "icc").value < 0.7
    assert strict["gap/rater_agreement.pair.甲与乙"].value == pytest.approx(8, abs=1)


def test_missing_ratings_and_order_of_rows() -> None:
    rng = np.random.default_rng(4)
    data = {name: [str(x) for x in rng.integers(0, 3, 30)] for name in ("甲", "乙", "丙")}
    data["丙"][3] = data["乙"][3] = data["甲"][9] = ""
    one = run(data)
    assert of(one, "n").value == 29
    assert of(one, "missing").value == 3
    assert "有缺失" in of(one, "fleiss").error
    order = rng.permutation(30)
    other = run({name: [column[i] for i in order] for name, column in data.items()})
    assert of(one, "alpha").value == pytest.approx(of(other, "alpha").value)
    assert of(one, "ac1").value == pytest.approx(of(other, "ac1").value)


def test_nobody_rated_twice_and_many_raters() -> None:
    alone = run({"甲": ["是", ""], "乙": ["", "否"]})
    assert "没有" in str([f.error for f in alone])
    rng = np.random.default_rng(8)
    names = [f"员{i}" for i in range(30)]
    wide = run({name: [str(x) for x in rng.integers(0, 2, 500)] for name in names})
    assert of(wide, "fleiss").value == pytest.approx(0, abs=0.02)
    assert not [f for f in wide if ".pair." in f.subject]  # 435 pairs are no table


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        ({"甲": ["好"], "乙": ["坏"]}, {"levels": ["差", "好"]}, "“坏”不在 levels 中"),
        ({"甲": ["好"], "乙": ["3"]}, {"scale": "score"}, "不是数"),
        ({"甲": ["1"], "乙": ["1"]}, {"raters": ["甲", "甲"]}, "写了两次"),
        ({"甲": ["1"], "乙": ["1"]}, {"raters": ["甲", "丙"]}, "没有“丙”列"),
        ({"甲": [str(i) for i in range(60)], "乙": ["1"] * 60}, {}, "不像类别"),
    ],
)
def test_bad_input_is_named(data: dict[str, list[Any]], options: dict[str, Any], said: str) -> None:
    with pytest.raises((DataError, ProjectError)) as caught:
        run(data, **options)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("scale", "said"),
    [
        ('scale = "nominal"\n', "两两一致率86.0%，AC1 为0.721"),
        ('scale = "ordinal"\nlevels = ["是", "否"]\n', "克里彭多夫 α 为0.720"),
    ],
)
def test_the_section(tmp_path: Path, scale: str, said: str) -> None:
    study = 'method = "rater_agreement"\nraters = ["甲", "乙"]\n' + scale
    _, text = section(tmp_path, study, crossed([[40, 9], [5, 46]]))
    assert text.lstrip().startswith("2名评分员对100个对象的评分，")
    assert said in text
    assert "评分只宜作初步结论" in text


def test_the_section_of_scores(tmp_path: Path) -> None:
    data = {"甲": [80 + i for i in range(20)], "乙": [81 + i for i in range(20)]}
    study = 'method = "rater_agreement"\nraters = ["甲", "乙"]\nscale = "score"\n'
    _, text = section(tmp_path, study, data)
    assert "组内相关系数为" in text


def test_each_rater_from_a_file_of_his_own() -> None:
    draw = np.random.default_rng(5)
    true = draw.integers(1, 6, 40)
    scores = {name: np.clip(true + draw.integers(-1, 2, 40), 1, 5) for name in ("甲", "乙", "丙")}
    units = [f"录像{i}" for i in range(40)]
    one = reporter.run_study(
        "rater_agreement",
        {"录像": units, **scores},
        raters=list(scores),
        unit="录像",
        scale="score",
    )
    order = {name: draw.permutation(40) for name in scores}
    files = {
        name: {"录像": [units[i] for i in order[name]], "评分": scores[name][order[name]]}
        for name in scores
    }
    facts = reporter.run_study("rater_agreement", files, unit="录像", rating="评分", scale="score")
    for key in ("units", "raters", "alpha", "split"):
        assert facts[f"{key}/rater_agreement"].value == pytest.approx(
            one[f"{key}/rater_agreement"].value
        ), key
    # some rate less than others; one file with a column of raters says the same
    files["丙"] = {name: cells[:30] for name, cells in files["丙"].items()}
    facts = reporter.run_study("rater_agreement", files, unit="录像", rating="评分", scale="score")
    assert facts["missing/rater_agreement"].value == 10
    rows = [(n, u, s) for n, f in files.items() for u, s in zip(f["录像"], f["评分"], strict=True)]
    table = dict(zip(("谁", "录像", "评分"), zip(*rows, strict=True), strict=True))
    same = reporter.run_study(
        "rater_agreement", table, unit="录像", rating="评分", rater="谁", scale="score"
    )
    assert same["alpha/rater_agreement"].value == facts["alpha/rater_agreement"].value


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        ({"评分": ["好", "中"]}, {}, "《乙》第3行“评分”列：“中”不在 levels 中"),
        ({"录像": ["A", "A"]}, {}, "《乙》第3行“录像”列：乙对“A”评了两次，第一处在乙第2行"),
        ({"录像": ["A", ""]}, {}, "《乙》第3行“录像”列：没有填写"),
        ({}, {"raters": ["甲", "丙"]}, "《乙》第2行“文件”列：“乙”不在 raters 中"),
        ({}, {"unit": ""}, "还要写明对象和评分员"),
        ({}, {"rating": ""}, "没有写明评分员"),
        ({}, {"rating": "分"}, "没有“分”列"),
    ],
)
def test_ratings_one_a_row_are_checked(
    change: dict[str, list[str]], options: dict[str, object], said: str
) -> None:
    first = {"录像": ["A", "B"], "评分": ["好", "差"]}
    asked = {
        "unit": "录像",
        "rating": "评分",
        "scale": "ordinal",
        "levels": ["差", "好"],
        **options,
    }
    with pytest.raises(reporter.ReporterError, match=said):
        reporter.run_study("rater_agreement", {"甲": first, "乙": {**first, **change}}, **asked)


def test_one_rater_agrees_with_nobody() -> None:
    facts = reporter.run_study(
        "rater_agreement", {"甲": {"录像": ["A"], "评分": ["好"]}}, unit="录像", rating="评分"
    )
    assert facts["lacks/rater_agreement"].error == "只有一名评分员，未评价一致性。"


def test_alpha_has_an_interval_and_its_lower_end_a_word() -> None:
    draw = np.random.default_rng(3)
    truth = draw.integers(0, 3, 40)
    noisy = np.where(draw.random(40) < 0.25, (truth + 1) % 3, truth)
    data = {"甲": [str(x) for x in truth], "乙": [str(x) for x in noisy]}
    facts = reporter.run_study("rater_agreement", data, raters=["甲", "乙"])
    value, low = facts["alpha/rater_agreement"].value, facts["alpha_low/rater_agreement"].value
    assert low < value < facts["alpha_high/rater_agreement"].value
    assert (facts["verdict/rater_agreement"].value, facts["doubt/rater_agreement"].value) == (
        "只宜作初步结论",
        "不可靠",
    )
