"""Change between waves: R's tests, the same people, mix apart, definitions held together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from tests.study_sections import section

TWO = [{"name": "去年"}, {"name": "今年"}]
# R datasets, sleep
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def stacked(before: Any, now: Any, **more: Any) -> dict[str, list[Any]]:
    return {"期": ["去年"] * len(before) + ["今年"] * len(now), "分": [*before, *now], **more}


def run(data: Any, **options: Any) -> FactTable:
    return reporter.run_study(
        "wave_change", data, **{"wave": "期", "waves": TWO, "items": ["分"], **options}
    )


def scores(mean: float, n: int = 200, seed: int = 1) -> list[float]:
    """Answers of 60-100 points with this very mean."""
    values = np.random.default_rng(seed).normal(0, 9, n)
    return list(values - values.mean() + mean)


def test_independent_waves_equal_r() -> None:
    facts = run(stacked(SECOND, FIRST))
    assert facts["p", "分"].value == pytest.approx(0.079394140187, abs=1e-9)
    assert facts["change_low", "分"].value == pytest.approx(-3.3654832307, abs=1e-8)
    assert facts["change_high", "分"].value == pytest.approx(0.20548323071, abs=1e-8)
    assert facts["verdict", "分"].value == "样本不足，不作判断"


def test_the_same_people_are_paired() -> None:
    data = stacked(SECOND, FIRST, 编号=[f"K{i}" for i in range(10)] * 2)
    facts = run(data, respondent="编号")
    assert facts["p", "分"].value == pytest.approx(0.0028328901974, abs=1e-9)
    assert facts["change_low", "分"].value == pytest.approx(-2.4598857633, abs=1e-8)
    # the order of the people does not matter, and who answered once is left out
    turned = stacked(SECOND, [*FIRST[::-1], 99], 编号=[f"K{i}" for i in range(10)])
    turned["编号"] = [f"K{i}" for i in range(10)] + [f"K{i}" for i in range(9, -1, -1)] + ["新"]
    again = run(turned, respondent="编号")
    assert again["p", "分"].value == pytest.approx(facts["p", "分"].value)
    assert again["n", "分"].value == 10


def test_mcnemar_of_the_same_people() -> None:  # approval ratings, Agresti 1990
    cells = [(1, 1, 794), (1, 0, 86), (0, 1, 150), (0, 0, 570)]
    before = [a for a, _, n in cells for _ in range(n)]
    now = [b for _, b, n in cells for _ in range(n)]
    ids = [f"K{i}" for i in range(1600)]
    facts = run(stacked(before, now, 编号=ids * 2), respondent="编号", satisfied=[1])
    assert facts["rate_p", "分"].value == pytest.approx(3.099293441e-05, abs=1e-12)
    assert facts["rate_change", "分"].value == pytest.approx(64 / 1600)


def test_columns_of_waves_are_paired_by_row() -> None:
    waves = [
        {"name": "前", "columns": {"睡眠": "甲药"}},
        {"name": "后", "columns": {"睡眠": "乙药"}},
    ]
    data: dict[str, list[Any]] = {"甲药": [*SECOND, 3], "乙药": [*FIRST, ""]}
    facts = reporter.run_study("wave_change", data, waves=waves)
    assert facts["p", "睡眠"].value == pytest.approx(0.0028328901974, abs=1e-9)
    assert facts["n", "睡眠"].value == 10
    lacking = [waves[0], {"name": "后"}]
    with pytest.raises(ProjectError, match="没有写明“睡眠”的列名"):
        reporter.run_study("wave_change", data, waves=lacking)
    with pytest.raises(ProjectError, match="请写 wave"):
        reporter.run_study("wave_change", data, waves=[{"name": "前"}, {"name": "后"}])


def test_rates_of_independent_waves_by_newcombe() -> None:  # 56/70 - 48/80
    facts = run(stacked([1] * 48 + [0] * 32, [1] * 56 + [0] * 14), satisfied=[1])
    assert facts["rate_change_low", "分"].value == pytest.approx(0.052431472402, abs=1e-9)
    assert facts["rate_change_high", "分"].value == pytest.approx(0.33387265404, abs=1e-9)
    assert facts["rate_p", "分"].value == pytest.approx(0.0080450813682, abs=1e-9)
    assert facts["rate_verdict", "分"].value == "显著提高"


def test_a_rise_inside_the_error_is_no_rise_and_level_only_where_enough_answered() -> None:
    facts = run(stacked(scores(90.3), scores(90.9, seed=2)))
    assert printed(facts["change", "分"]).number == 0.6
    assert facts["verdict", "分"].value == "未超过抽样误差"
    many = run(stacked(scores(90.3, 400), scores(90.9, 400, seed=2)))
    assert many["verdict", "分"].value == "基本持平"


def test_huge_samples_are_judged_by_size() -> None:
    facts = run(stacked(scores(90.3, 20000), scores(90.9, 20000, seed=2)))
    assert float(facts["p", "分"].value or 1) < 0.001
    assert facts["verdict", "分"].value == "略有提高"
    assert run(stacked(scores(90), scores(84, seed=2)))["verdict", "分"].value == "显著下降"


def test_the_finite_population_narrows_the_interval() -> None:
    data = stacked(scores(90.0), scores(91.5, seed=2))
    plain = run(data)
    small = run(data, waves=[{**one, "population": 260} for one in TWO])
    widths = [
        float(one["change_high", "分"].value or 0) - float(one["change_low", "分"].value or 0)
        for one in (plain, small)
    ]
    assert widths[1] == pytest.approx(widths[0] * np.sqrt(1 - 200 / 260), rel=1e-3)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"changed": {"分": "题目改为两问"}}, "题目改为两问"),
        ({"waves": [TWO[0], {**TWO[1], "mode": "线上"}]}, "调查方式由未写明改为线上"),
        ({"waves": [{**TWO[0], "scale": (0, 200)}, {**TWO[1], "scale": (1, 200)}]}, "量表不同"),
        ({"waves": [TWO[0], {**TWO[1], "wording": {"分": "新题干"}}]}, "题干不同"),
        ({"waves": [TWO[0], {**TWO[1], "answers": {"好": 100}}]}, "赋分不同"),
    ],
)
def test_changed_definitions_are_not_compared(options: dict[str, Any], word: str) -> None:
    data = stacked(scores(80), scores(90, seed=2), 乙=scores(70, 400))
    facts = run(data, items=["分", "乙"], **options)
    assert facts["verdict", "分"].value == "口径变化，不可比"
    assert word in facts["reason", "分"].value  # type: ignore[operator]
    assert facts["change", "分"].value is None
    if "changed" in options or "wording" in str(options):
        assert facts["change", "乙"].value is not None  # the other question is as it was


def test_scales_of_different_length_are_noticed() -> None:
    five, ten = [1, 2, 3, 4, 5] * 8, [2, 4, 6, 8, 10] * 8
    facts = run(stacked(five, ten))
    assert facts["verdict", "分"].value == "口径变化，不可比"
    assert "最高分为5和10" in facts["reason", "分"].value  # type: ignore[operator]
    same = [{**one, "scale": (0, 10)} for one in TWO]
    assert run(stacked(five, ten), waves=same)["verdict", "分"].value == "显著提高"
    assert run(stacked(five, [1, 2, 3, 4] * 10))["change", "分"].value is not None
    assert run(stacked(five[:5], ten[:5]))["reason", "分"].value == ""  # too few to tell


def test_waves_have_scores_of_their_own_points() -> None:
    waves = [{**TWO[0], "answers": {"好": 80}}, {**TWO[1], "answers": {"好": 100}}]
    facts = run(stacked(["好"] * 40, ["好"] * 40), waves=waves)
    assert [fact.value for fact in facts.rows if fact.statistic == "score"] == [80, 100]


def mixed() -> dict[str, list[Any]]:
    """Nothing changes within a class, but the second wave has more of the contented one."""
    a, b = scores(80, 100, 3), scores(95, 100, 4)
    data = stacked(a + b[:40], a[:40] + b)
    data["类"] = ["甲"] * 100 + ["乙"] * 40 + ["甲"] * 40 + ["乙"] * 100
    return data


def test_mix_is_told_from_change_and_both_add_up() -> None:
    facts = run(mixed(), segment="类")
    change, own, mix = (facts[name, "分"] for name in ("change", "own", "mix"))
    assert float(own.value or 0) + float(mix.value or 0) == pytest.approx(change.value)
    assert sum(float(printed(one).number or 0) for one in (own, mix)) == pytest.approx(
        float(printed(change).number or 0)
    )
    assert facts["verdict", "分"].value == "显著提高"
    assert facts["own_verdict", "分"].value == "未超过抽样误差"
    assert float(mix.value or 0) > 5


def test_a_fixed_mix_may_be_given() -> None:
    facts = run(mixed(), segment="类", weights={"甲": 3, "乙": 1})
    values = np.array(mixed()["分"])
    parts, waves = np.array(mixed()["类"]), np.array(mixed()["期"])
    m = {
        (w, k): values[(waves == w) & (parts == k)].mean() for w in ("去年", "今年") for k in "甲乙"
    }
    wanted = 0.75 * (m["今年", "甲"] - m["去年", "甲"]) + 0.25 * (m["今年", "乙"] - m["去年", "乙"])
    assert facts["own", "分"].value == pytest.approx(wanted)
    lacking = run(mixed(), segment="类", weights={"甲": 1})
    assert "没有给出乙的比重" in lacking["own", "分"].error


def test_three_waves_have_a_trend() -> None:
    data = {"期": ["一"] * 50 + ["二"] * 50 + ["三"] * 50}
    data["分"] = scores(80, 50) + scores(84, 50, 2) + scores(90, 50, 3)  # type: ignore[assignment]
    waves = [{"name": name} for name in "一二三"]
    facts = run(data, waves=waves)
    assert facts["slope", "分"].value == pytest.approx(5)
    assert facts["trend_verdict", "分"].value == "呈上升趋势"
    assert facts["change", "分"].value == pytest.approx(6)
    broken = run(data, waves=[{**waves[0], "mode": "入户"}, *waves[1:]])
    assert "口径变化" in broken["trend_verdict", "分"].error
    assert broken["change", "分"].value == pytest.approx(6)  # the last two are alike


def test_p_of_several_questions_are_adjusted() -> None:
    one = stacked(scores(88), scores(90, seed=2))
    alone = run(one)["p", "分"].value
    data = {**one, "乙": scores(90, 400, 5)}
    both = run(data, items=["分", "乙"])["p", "分"].value
    assert float(both or 0) == pytest.approx(min(1, 2 * float(alone or 0)))
    plain = stats.ttest_ind(scores(88), scores(90, seed=2), equal_var=False).pvalue
    assert alone == pytest.approx(plain)


@pytest.mark.parametrize("sampling", ["convenience", "census"])
def test_no_inference_no_verdict(sampling: str, tmp_path: Path) -> None:
    facts = run(stacked(scores(80), scores(90, seed=2)), sampling=sampling)
    assert facts["change", "分"].value == pytest.approx(10)
    assert facts["p", "分"].value is None
    assert facts["verdict", "分"].value is None
    lines = (
        'method = "wave_change"\nwave = "期"\nitems = ["分"]\n'
        f'sampling = "{sampling}"\nwaves = [{{ name = "去年" }}, {{ name = "今年" }}]\n'
    )
    _, text = section(tmp_path, lines, stacked(scores(80), scores(90, seed=2)))
    assert "显著" not in text
    assert ("实际的变化" in text) == (sampling == "census")


def test_limits() -> None:
    constant = run(stacked([90] * 40, [90] * 40))
    assert constant["p", "分"].value is None
    assert "无法检验" in constant["p", "分"].error
    assert constant["verdict", "分"].value is None
    single = run(stacked([90], [80]))
    assert single["change", "分"].value is None
    missing = run(stacked([""] * 30, scores(80, 30)))
    assert "没有有效答案" in missing["change", "分"].error
    strangers = run(stacked([90, 80], [70, 60], 编号=["a", "b", "c", "d"]), respondent="编号")
    assert "没有两期都答" in strangers["change", "分"].error


def test_five_hundred_questions() -> None:
    data = {"期": ["去年"] * 12 + ["今年"] * 12}
    draw = np.random.default_rng(1)
    for i in range(500):
        data[f"题{i}"] = list(draw.normal(80, 5, 24))
    facts = run(data, items=[f"题{i}" for i in range(500)])
    assert len({fact.subject for fact in facts.rows if fact.statistic == "verdict"}) == 500


@pytest.mark.parametrize(
    ("change", "options", "words"),
    [
        ({"期": ["去年", "前年", "今年"]}, {}, ["“前年”不在列出的各期中", "第3行"]),
        ({"期": ["去年", "去年", "去年"]}, {}, ["没有期次为“今年”的答卷"]),
        ({"分": [90, "好", 80]}, {}, ["“好”不是", "第3行", "分"]),
        ({}, {"respondent": "号"}, ["“a”在去年出现两次", "第3行"]),
        ({}, {"items": ["分", "分"]}, ["“分”写了两次"]),
        ({}, {"items": ["无"]}, ["没有“无”列"]),
        ({}, {"changed": {"分数": "改过"}}, ["没有“分数”这道题"]),
        ({}, {"waves": [TWO[0]]}, ["waves"]),
    ],
)
def test_bad_input(change: dict[str, Any], options: dict[str, Any], words: list[str]) -> None:
    data = {"期": ["去年", "去年", "今年"], "分": [90, 91, 80], "号": ["a", "a", "a"], **change}
    with pytest.raises((DataError, ProjectError)) as caught:
        run(data, **options)
    for word in words:
        assert word in str(caught.value)


def test_nothing_to_compare() -> None:
    facts = reporter.run_study("wave_change", stacked([1], [2]), wave="期", waves=TWO)
    assert "没有列出要比较的题目" in facts["lacks/wave_change"].error


def test_the_section(tmp_path: Path) -> None:
    lines = (
        'method = "wave_change"\nwave = "期"\nitems = ["分"]\nsampling = "random"\n'
        'segment = "类"\nwaves = [{ name = "去年" }, { name = "今年" }]\n'
    )
    _, text = section(tmp_path, lines, mixed())
    assert "分显著提高" in text
    assert "来自样本构成" in text


def test_a_section_without_anything_to_compare(tmp_path: Path) -> None:
    lines = (
        'method = "wave_change"\nwave = "期"\nitems = ["分"]\nsampling = "random"\n'
        'waves = [{ name = "去年" }, { name = "今年" }]\n'
    )
    _, text = section(tmp_path, lines, stacked([1, 2, 3, 4, 5] * 8, [2, 4, 6, 8, 10] * 8))
    assert "没有可以比较的题目" in text
    assert "最高分为5和10" in text


def test_each_wave_from_a_file_of_its_own() -> None:
    before, now = scores(90.3), scores(84, seed=2)
    facts = reporter.run_study(
        "wave_change", {"去年": {"分": before}, "今年": {"分": now}}, items=["分"]
    )
    one = run(stacked(before, now))
    assert [facts[name, "分"].value for name in ("current", "change", "p", "verdict")] == [
        one[name, "分"].value for name in ("current", "change", "p", "verdict")
    ]
    assert facts["previous_wave/wave_change"].value == "去年"
    # waves in their own order, with what is known of each; columns called otherwise
    facts = reporter.run_study(
        "wave_change",
        {"今年": {"新分": now}, "去年": {"分": before}},
        items=["分"],
        waves=[{"name": "去年"}, {"name": "今年", "columns": {"分": "新分"}, "population": 260}],
    )
    assert facts["change", "分"].value == one["change", "分"].value
    assert facts["n", "今年"].value == 200


def test_a_wave_alone_is_no_comparison() -> None:
    with pytest.raises(ProjectError, match="没有列出两期以上"):
        reporter.run_study("wave_change", {"今年": {"分": [1, 2]}}, items=["分"])
    with pytest.raises(ProjectError, match="没有列出两期以上"):
        reporter.run_study("wave_change", {"期": ["甲"], "分": [1]}, wave="期", items=["分"])
    with pytest.raises(DataError, match="“今年”不在列出的各期中"):
        reporter.run_study(
            "wave_change",
            {"去年": {"分": [1, 2]}, "今年": {"分": [1, 2]}},
            items=["分"],
            waves=[{"name": "去年"}, {"name": "本年"}],
        )


def test_answers_that_count_as_satisfied_are_named_and_held_against_the_survey(
    tmp_path: Path,
) -> None:
    data = stacked(["满意", "基本满意"] * 40, ["非常满意", "满意"] * 40)
    study = (
        'method = "wave_change"\nwave = "期"\nwaves = [{ name = "上" }, { name = "下" }]\n'
        'items = ["分"]\nsatisfied = [100, 90]\n'
        'answers = { "非常满意" = 100, "满意" = 90, "基本满意" = 75, "不满意" = 60 }\n'
    )
    names = list(dict.fromkeys(data["期"]))
    study = study.replace('"上"', f'"{names[0]}"').replace('"下"', f'"{names[1]}"')
    facts, text = section(tmp_path, study, data)
    assert "满意率为“非常满意”“满意”的答案所占的比重" in text
    told = [one for one in facts.meta["problems"] if one["code"] == "study.rated"]
    assert len(told) == 1
    assert "“基本满意”计入" in told[0]["what"]
    facts, _ = section(tmp_path, study.replace("[100, 90]", "[100, 90, 75]"), data)
    assert not [one for one in facts.meta["problems"] if one["code"] == "study.rated"]
