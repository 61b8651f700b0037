"""Sample plan: numbers of the design, against R survey; what carries no error; bad input."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from tests.study_sections import section, survey

DATA = Path(__file__).parents[2] / "data"
ORACLE = json.loads((DATA / "oracle" / "survey_api.json").read_text("utf-8"))["results"]
TYPES = {"E": 4421, "H": 755, "M": 1018}


def api(name: str) -> dict[str, list[str]]:
    with (DATA / "studies" / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {key: [row[key] for row in rows] for key in rows[0]}


def strata(sizes: dict[str, int], **more: Any) -> list[dict[str, Any]]:
    return [{"name": name, "population": size, **more} for name, size in sizes.items()]


def run(data: Any, **options: Any) -> FactTable:
    return reporter.run_study("sample_plan", data, **options)


def made(**counts: int) -> dict[str, list[Any]]:
    labels = [name for name, n in counts.items() for _ in range(n)]
    return {"层": labels, "分": [60 + 10 * (i % 5) for i in range(len(labels))]}


def test_stratified_score_and_design_effect_equal_r() -> None:
    facts = run(
        api("apistrat"), stratum="stype", strata=strata(TYPES), sampling="stratified",
        scores=["api00"],
    )  # fmt: skip
    # the weights in the file, which R used, have the digits of single precision
    found = ORACLE["strat_mean_api00"]
    assert facts["weighted", "api00"].value == pytest.approx(found["est"]["api00"], abs=1e-6)
    assert facts["standard_error", "api00"].value == pytest.approx(found["se"]["api00"], abs=1e-6)
    assert facts["design_effect", "api00"].value == pytest.approx(found["deff"], abs=1e-6)
    assert facts["n", "api00"].value == 200  # the base is people, not weights


def test_clusters_raked_equal_r() -> None:
    data = api("apiclus1")
    facts = run(
        data, stratum="stype", strata=strata(TYPES), sampling="cluster", cluster="dnum",
        clusters_total=757, scores=["api00"],
        margins=[{"column": "sch.wide", "population": {"No": 1072, "Yes": 5122}}],
    )  # fmt: skip
    found = ORACLE["clus1_rake"]
    assert facts["weighted", "api00"].value == pytest.approx(
        found["mean_api00"]["est"]["api00"], abs=1e-7
    )
    # equal weights of the design cancel: the error is R's, too
    assert facts["standard_error", "api00"].value == pytest.approx(
        found["mean_api00"]["se"]["api00"], abs=1e-6
    )
    assert facts["kish/sample_plan"].value == pytest.approx(found["kish_deff"], abs=1e-8)
    assert facts["weighting/sample_plan"].value == "迭代加权"
    # a sample of clusters promises much less than its number of answers (trap: deff 9)
    assert float(facts["deff/sample_plan"].value or 0) > 8
    plain = run(data, stratum="stype", strata=strata(TYPES), scores=["api00"])
    clustered, simple = facts["margin/sample_plan"].value, plain["margin/sample_plan"].value
    assert float(clustered or 0) > 2.5 * float(simple or 0)


def test_margins_have_the_finite_correction_and_needs_round_up() -> None:
    facts = run(made(甲=323, 乙=45), stratum="层", strata=strata({"甲": 2000, "乙": 50}), scores=[])
    assert 0.049 < float(facts["margin", "甲"].value or 0) <= 0.05
    assert (facts["needed", "甲"].value, facts["needed", "乙"].value) == (323, 45)
    assert facts["sampling_fraction/sample_plan"].value == pytest.approx(368 / 2050)


def test_rates_by_their_own_denominators() -> None:
    plan = strata({"甲": 1000, "乙": 1000}, planned=50, issued=100, returned=60)
    facts = run(made(甲=48, 乙=40), stratum="层", strata=plan, scores=["分"])
    assert facts["completion", "甲"].value == pytest.approx(0.96)
    assert facts["response_rate", "乙"].value == pytest.approx(0.4)
    assert facts["response_rate/sample_plan"].value == pytest.approx(0.44)
    assert facts["valid_rate/sample_plan"].value == pytest.approx(88 / 120)
    needed, asked = facts["needed/sample_plan"].value, facts["invitations/sample_plan"].value
    assert float(asked or 0) * 0.44 >= float(needed or 0)


@pytest.mark.parametrize("sampling", ["convenience", "quota", "census"])
def test_what_is_no_probability_sample_has_no_error(sampling: str) -> None:
    facts = run(
        made(甲=60, 乙=40), stratum="层", strata=strata({"甲": 600, "乙": 500}), scores=["分"],
        sampling=sampling,
    )  # fmt: skip
    for key in ("margin/sample_plan", "margin@甲", "weighted_low@分", "standard_error@分"):
        fact = facts["margin", "甲"] if key == "margin@甲" else (
            facts[key] if "/" in key else facts[key.split("@")[0], "分"]
        )  # fmt: skip
        assert fact.value is None
        word = "普查" if sampling == "census" else "非概率样本，不推断总体"
        assert word in fact.error
    assert facts["weighted", "分"].value is not None


def test_an_empty_stratum_is_not_weighted_but_said() -> None:
    facts = run(made(甲=60), stratum="层", strata=strata({"甲": 600, "乙": 500}), scores=["分"])
    assert facts["weighted", "分"].value is None
    assert "乙没有有效样本" in facts["weighted", "分"].error
    assert facts["margin", "乙"].value is None
    assert facts["raw", "分"].value is not None


def test_a_question_nobody_answered_says_so() -> None:
    data = made(甲=30, 乙=30)
    data["分"] = [""] * 60
    facts = run(data, stratum="层", strata=strata({"甲": 600, "乙": 500}), scores=["分"])
    for statistic in (
        "raw",
        "weighted",
        "shift",
        "weighted_low",
        "standard_error",
        "design_effect",
    ):
        assert facts[statistic, "分"].value is None
        assert "没有有效答案" in facts[statistic, "分"].error


def test_agreement_with_the_frame() -> None:
    sizes = strata({"甲": 6000, "乙": 4000})
    same = run(made(甲=61, 乙=39), stratum="层", strata=sizes, scores=[])
    assert same["verdict/sample_plan"].value == "未见偏离"
    other = run(made(甲=90, 乙=10), stratum="层", strata=sizes, scores=[])
    assert other["verdict/sample_plan"].value == "明显偏离"
    assert other["chi2/sample_plan"].value == pytest.approx(900 / 60 + 900 / 40)
    assert run(made(甲=9, 乙=1), stratum="层", strata=sizes, scores=[])[
        "verdict/sample_plan"
    ].value == "样本不足，不作判断"  # fmt: skip


def test_small_expected_counts_are_simulated_the_same_every_time() -> None:
    sizes = strata({"甲": 9000, "乙": 900, "丙": 50})
    first = run(made(甲=80, 乙=8, 丙=2), stratum="层", strata=sizes, scores=[])
    assert first["is_simulated/sample_plan"].value == "是"
    again = run(made(甲=80, 乙=8, 丙=2), stratum="层", strata=sizes, scores=[])
    assert first.rows == again.rows
    assert 0.02 < float(first["p/sample_plan"].value or 0) < 0.3


def test_rows_of_no_stratum_are_counted_apart() -> None:
    data = made(甲=40, 乙=40)
    data["层"][:3] = ["", "", "不适用"]
    facts = run(data, stratum="层", strata=strata({"甲": 600, "乙": 500}), scores=["分"])
    assert facts["unknown/sample_plan"].value == 3
    assert facts["valid/sample_plan"].value == 77


def test_order_of_rows_changes_nothing() -> None:
    data = made(甲=40, 乙=35)
    turned = {name: values[::-1] for name, values in data.items()}
    sizes = strata({"甲": 600, "乙": 500})
    one = run(data, stratum="层", strata=sizes, scores=["分"])
    other = run(turned, stratum="层", strata=sizes, scores=["分"])
    for statistic in ("weighted", "standard_error", "design_effect"):
        assert one[statistic, "分"].value == pytest.approx(other[statistic, "分"].value)


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (made(甲=3, 丙=3), {}, ["“丙”不在列出的各层中，共3处", "第5行", "层"]),
        (made(**{f"新{i}": 2 for i in range(30)}), {}, ["“新0”不在", "另有10处问题没有列出"]),
        (made(甲=30, 乙=600), {}, ["有效样本（600）多于总体数量（500）"]),
        ({"区": ["甲"], "分": [1]}, {}, ["没有“层”列"]),
        (made(甲=3), {"strata": strata({"甲": 9, "乙": 8}) * 2}, ["“甲”写了两次"]),
        (
            made(甲=30, 乙=30),
            {"margins": [{"column": "层", "population": {"甲": 1, "乙": 1}}]},
            ["之和与各层之和不同"],
        ),
    ],
)
def test_bad_input_is_refused_with_its_place(
    data: Any, options: dict[str, Any], words: list[str]
) -> None:
    options = {"strata": strata({"甲": 600, "乙": 500}), **options}
    with pytest.raises((DataError, ProjectError)) as caught:
        run(data, stratum="层", **options)
    for word in words:
        assert word in str(caught.value)


def test_margins_that_contradict_are_said() -> None:
    data = made(甲=30, 乙=30)
    data["同"] = ["x" if label == "甲" else "y" for label in data["层"]]
    facts = run(
        data, stratum="层", strata=strata({"甲": 600, "乙": 400}), scores=["分"],
        margins=[{"column": "同", "population": {"x": 500, "y": 500}}],
    )  # fmt: skip
    assert "不收敛" in facts["weighted", "分"].error


def test_what_cannot_run_says_why() -> None:
    one = run(made(甲=3), stratum="层", strata=strata({"甲": 9}))
    assert "两个以上的层" in one["lacks/sample_plan"].error
    two = run(made(甲=3), stratum="层", strata=strata({"甲": 9, "乙": 9}), sampling="cluster")
    assert "群的列名" in two["lacks/sample_plan"].error
    blank = run({"层": ["", ""], "分": [1, 2]}, stratum="层", strata=strata({"甲": 9, "乙": 9}))
    assert "没有写明所属层" in blank["lacks/sample_plan"].error


def test_the_section_of_a_sample_that_is_not_random(tmp_path: Path) -> None:
    lines = (
        'method = "sample_plan"\nstratum = "层"\nscores = ["分"]\nsampling = "convenience"\n'
        'strata = [{ name = "甲", population = 900 }, { name = "乙", population = 800 }]\n'
    )
    _, text = section(tmp_path, lines, made(甲=40, 乙=60))
    assert "不推断总体" in text
    assert "最大误差" not in text
    assert "置信" not in text


def test_the_section_of_a_random_sample(tmp_path: Path) -> None:
    lines = (
        'method = "sample_plan"\nstratum = "层"\nscores = ["分"]\nsampling = "random"\n'
        'strata = [{ name = "甲", population = 900 }, { name = "乙", population = 800 }]\n'
    )
    facts, text = section(tmp_path, lines, made(甲=40, 乙=60))
    assert "最大抽样误差为" in text
    assert str(facts["verdict", "研究一节"].value) in text


def test_the_survey_s_own_segment_is_its_frame(tmp_path: Path) -> None:
    """Without a file or strata, the data and the populations of the survey's segment serve."""
    lines = (
        '[[segments]]\nid = "area"\nname = "片区"\npopulation = { "城区" = 900, "农村" = 300 }\n'
        '[[studies]]\nid = "P"\nmethod = "sample_plan"\nstratum = "area"\n'
    )
    answers = ["片区,窗口", *["城区,满意"] * 40, *["农村,不满意"] * 40]
    path = survey(tmp_path, answers, lines)
    random = path.read_text(encoding="utf-8").replace("[data]", 'sampling = "random"\n[data]')
    path.write_text(random, encoding="utf-8")
    facts = reporter.compute_facts(path)
    found = {fact.statistic: fact for fact in facts.rows if fact.label == "窗口"}
    assert found["raw"].value == pytest.approx(75)
    assert found["weighted"].value == pytest.approx(0.75 * 90 + 0.25 * 60)
    assert facts["population/P"].value == 1200
    assert facts["sampling/P"].value == "简单随机抽样"
