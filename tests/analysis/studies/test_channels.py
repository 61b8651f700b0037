"""One channel against another: paired where paired, own samples where not, limits of agreement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from tests.study_sections import section

RNG = np.random.default_rng(11)
HALLS = RNG.normal(88, 6, 40)
SELF, THIRD = HALLS + 2 + RNG.normal(0, 2, 40), HALLS + RNG.normal(0, 2, 40)
WIDE = {"厅": [f"{i}号厅" for i in range(40)], "自评": list(SELF), "三方": list(THIRD)}
PAIRS = [{"name": "服务", "first": "自评", "second": "三方"}]
LONG = {"渠道": ["自评价"] * 40 + ["第三方评价"] * 40, "服务": [*SELF, *THIRD]}


def run(data: dict[str, list[Any]], **options: Any) -> FactTable:
    return reporter.run_study("channels", data, **options)


def test_the_same_halls_are_paired() -> None:
    facts = run(WIDE, pairs=PAIRS)
    test = stats.ttest_rel(SELF, THIRD)
    assert facts["p", "服务"].value == pytest.approx(test.pvalue, rel=1e-9)
    low, high = test.confidence_interval()
    assert facts["gap_low", "服务"].value == pytest.approx(low, abs=1e-9)
    assert facts["gap_high", "服务"].value == pytest.approx(high, abs=1e-9)
    assert facts["verdict", "服务"].value == "显著高于"


def test_own_samples_are_not_paired_and_tell_less() -> None:
    facts = run(LONG, channel="渠道", items=["服务"])
    test = stats.ttest_ind(SELF, THIRD, equal_var=False)
    assert facts["p", "服务"].value == pytest.approx(test.pvalue, rel=1e-9)
    assert facts["verdict", "服务"].value == "未超过抽样误差"
    assert facts["outside", "服务"].error


def test_limits_of_agreement_are_those_of_single_halls() -> None:
    facts = run(WIDE, pairs=PAIRS, unit="厅")
    apart = SELF - THIRD
    middle, half = apart.mean(), 1.96 * apart.std(ddof=1)
    assert facts["limit_low", "服务"].value == pytest.approx(middle - half, abs=1e-9)
    assert facts["limit_high", "服务"].value == pytest.approx(middle + half, abs=1e-9)
    outside = int((np.abs(apart - middle) > half).sum())
    assert facts["outside", "服务"].value == outside
    worst = [f for f in facts if f.statistic == "unit_gap"]
    assert len(worst) == 10
    assert worst[0].label == f"{int(np.abs(apart).argmax())}号厅"


def test_order_of_rows_and_missing_halves() -> None:
    order = RNG.permutation(40)
    mixed = {name: [column[i] for i in order] for name, column in WIDE.items()}
    assert run(mixed, pairs=PAIRS)["gap", "服务"].value == pytest.approx(
        run(WIDE, pairs=PAIRS)["gap", "服务"].value
    )
    half = {**WIDE, "三方": ["", *WIDE["三方"][1:]]}
    facts = run(half, pairs=PAIRS)
    assert facts["first_n", "服务"].value == 39
    assert facts["gap", "服务"].value == pytest.approx(float((SELF - THIRD)[1:].mean()))


def test_few_pairs_are_not_judged_and_equal_ones_not_tested() -> None:
    few = {name: column[:12] for name, column in WIDE.items()}
    assert run(few, pairs=PAIRS)["verdict", "服务"].value == "样本不足，不作判断"
    same = {"自评": [90.0] * 40, "三方": [88.0] * 40}
    facts = run(same, pairs=PAIRS)
    assert facts["p", "服务"].error == "差都相同，无法检验。"
    assert facts["limit_low", "服务"].value == 2


def test_few_units_are_judged_by_the_test_as_they_are_no_respondents() -> None:
    rise = np.array([4.0, 5, 6, 4, 5, 6, 4, 5, 6])
    few = {"厅": WIDE["厅"][:9], "自评": list(THIRD[:9] + rise), "三方": WIDE["三方"][:9]}
    facts = run(few, pairs=PAIRS, unit="厅")
    assert facts["verdict", "服务"].value == "显著高于"
    assert facts["gap", "服务"].value is not None
    assert not facts["gap", "服务"].warning
    assert run(few, pairs=PAIRS)["verdict", "服务"].value == "样本不足，不作判断"
    seven = {name: column[:7] for name, column in few.items()}
    assert run(seven, pairs=PAIRS, unit="厅")["verdict", "服务"].value == "样本不足，不作判断"


def test_nothing_of_one_channel_and_500_items() -> None:
    facts = run({"渠道": ["自评价"] * 40, "服务": list(SELF)}, channel="渠道", items=["服务"])
    assert "没有数据" in facts["gap", "服务"].error
    names = [f"项{i}" for i in range(500)]
    wide = {"渠道": LONG["渠道"], **dict.fromkeys(names, LONG["服务"])}
    many = run(wide, channel="渠道", items=names)
    assert many["items/channels"].value == 500


def test_words_need_more_than_one_of_many_tests() -> None:
    rng = np.random.default_rng(1)
    names = [f"项{i}" for i in range(40)]
    data = {"渠道": LONG["渠道"], **{name: list(rng.normal(88, 5, 80)) for name in names}}
    facts = run(data, channel="渠道", items=names)
    assert facts["same/channels"].value == 0
    assert min(f.value for f in facts if f.statistic == "p") < 0.05


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (
            LONG,
            {"channel": "渠道", "items": ["服务"], "names": ["自评", "三方"]},
            "不是两种评价之一",
        ),
        (LONG, {"channel": "渠道", "items": ["态度"]}, "没有“态度”列"),
        (LONG, {"channel": "渠道", "items": ["服务", "服务"]}, "写了两次"),
        (WIDE, {"pairs": PAIRS * 2}, "写了两次"),
        ({"自评": ["好"], "三方": ["1"]}, {"pairs": PAIRS}, "不是数"),
    ],
)
def test_bad_input_is_named(data: dict[str, list[Any]], options: dict[str, Any], said: str) -> None:
    with pytest.raises((DataError, ProjectError)) as caught:
        run(data, **options)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "options", [{}, {"channel": "渠道"}, {"pairs": PAIRS, "channel": "渠道", "items": ["服务"]}]
)
def test_what_is_compared_must_be_said(options: dict[str, Any]) -> None:
    assert "pairs" in next(iter(run({**LONG}, **options))).error


def test_the_section(tmp_path: Path) -> None:
    study = 'method = "channels"\nunit = "厅"\n'
    study += 'pairs = [{ name = "服务", first = "自评", second = "三方" }]\n'
    _, text = section(tmp_path, study, WIDE)
    assert text.lstrip().startswith("比较的1项中，自评价高于第三方评价的1项。")
    assert "显著高于" in text
    assert "平均差小不等于每个厅都一致：服务单个厅两种评价之差大多在" in text


def test_channels_from_a_file_each_are_paired_by_unit() -> None:
    draw = np.random.default_rng(3)
    own, others = draw.normal(90, 4, 30), draw.normal(86, 4, 30)
    names = [f"网点{i}" for i in range(30)]
    wide = reporter.run_study(
        "channels",
        {"网点": names, "甲": own, "乙": others},
        unit="网点",
        pairs=[{"name": "态度", "first": "甲", "second": "乙"}],
    )
    order = draw.permutation(30)
    files = {
        "自查": {"网点": [*names, "新网点"], "态度": [*own, 70]},
        "暗访": {"网点": [names[i] for i in order], "态度": others[order]},
    }
    facts = reporter.run_study("channels", files, unit="网点", items=["态度"])
    assert facts["first_name/channels"].value == "自查"
    assert facts["is_paired/channels"].value == "是"
    for name in ("gap", "p", "gap_low", "limit_low", "first_n"):
        assert facts[name, "态度"].value == pytest.approx(wide[name, "态度"].value), name
    gaps = [
        {fact.label: fact.value for fact in found if fact.statistic == "unit_gap"}
        for found in (facts, wide)
    ]
    assert gaps[0] == pytest.approx(gaps[1])
    # samples of their own where nothing pairs them
    alone = reporter.run_study("channels", files, items=["态度"])
    assert alone["is_paired/channels"].value == "否"
    assert alone["first_n", "态度"].value == 31


def test_a_unit_twice_in_a_channel_cannot_be_paired() -> None:
    files = {"自查": {"网点": ["甲", "甲"], "分": [1, 2]}, "暗访": {"网点": ["甲"], "分": [3]}}
    with pytest.raises(
        DataError, match="《自查》第3行“网点”列：“甲”的自查有两行，第一处在自查第2行"
    ):
        reporter.run_study("channels", files, unit="网点", items=["分"])
    files["自查"]["网点"] = ["甲", ""]
    with pytest.raises(DataError, match="没有填写"):
        reporter.run_study("channels", files, unit="网点", items=["分"])
    nobody = {"自查": {"网点": ["甲"], "分": [1]}, "暗访": {"网点": ["乙"], "分": [3]}}
    facts = reporter.run_study("channels", nobody, unit="网点", items=["分"])
    assert facts["gap", "分"].value is None or facts["p", "分"].value is None
