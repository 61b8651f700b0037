"""High satisfaction: shares, differences and odds against other programs; scales; what fails."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable

WORDS = ("非常满意", "满意", "基本满意", "不满意")


def made(n: int = 300, seed: int = 1) -> dict[str, list[str]]:
    """The window goes along with the whole, the hotline with the window, the bill with nothing."""
    draw = np.random.default_rng(seed)
    window = draw.integers(0, 4, n)
    hotline = np.where(draw.random(n) < 0.6, window, draw.integers(0, 4, n))
    bill = draw.integers(0, 4, n)
    whole = np.where(draw.random(n) < 0.6, window, draw.integers(0, 4, n))
    columns = {"总体": whole, "窗口": window, "热线": hotline, "账单": bill}
    return {name: [WORDS[k] for k in codes] for name, codes in columns.items()}


NAMES = ["窗口", "热线", "账单"]


def run(data: Any, **options: Any) -> FactTable:
    return reporter.run_study(
        "delighters", data, **{"overall": "总体", "attributes": NAMES, **options}
    )


def codes(data: dict[str, list[str]], name: str) -> np.ndarray:
    return np.array([WORDS.index(text) for text in data[name]])


def test_differences_equal_statsmodels() -> None:
    data = made()
    facts = run(data)
    whole = codes(data, "总体")
    raw = []
    for name in NAMES:
        top = codes(data, name) == 0
        a, n = int(top[whole == 0].sum()), int((whole == 0).sum())
        b, m = int(top[whole == 1].sum()), int((whole == 1).sum())
        fact = facts["difference", name]
        assert fact.value == pytest.approx(a / n - b / m)
        low, high = confint_proportions_2indep(a, n, b, m, method="newcomb")
        assert (fact.ci_low or 0) == pytest.approx(low, abs=1e-10)
        assert (fact.ci_high or 0) == pytest.approx(high, abs=1e-10)
        raw.append(proportions_ztest([a, b], [n, m])[1])
    smallest = int(np.argmin(raw))
    assert facts["p", NAMES[smallest]].value == pytest.approx(min(1, 3 * raw[smallest]), rel=1e-9)


def test_odds_ratios_equal_statsmodels() -> None:
    data = made()
    facts = run(data)
    whole = codes(data, "总体")
    kept = whole < 2
    x = np.column_stack([codes(data, name)[kept] == 0 for name in NAMES]).astype(float)
    model = sm.Logit((whole[kept] == 0).astype(float), sm.add_constant(x)).fit(disp=0, tol=1e-14)
    limits = np.exp(model.conf_int())
    for k, name in enumerate(NAMES, start=1):
        fact = facts["odds", name]
        assert fact.value == pytest.approx(np.exp(model.params[k]), rel=1e-8)
        assert fact.ci_low == pytest.approx(limits[k, 0], rel=1e-8)
        assert fact.ci_high == pytest.approx(limits[k, 1], rel=1e-8)
    assert facts["fit_n/delighters"].value == int(kept.sum())


def test_words_follow_the_tests() -> None:
    facts = run(made(n=900))
    assert facts["verdict", "窗口"].value == "显著高于"
    assert facts["verdict", "账单"].value == "未超过抽样误差"
    assert facts["adjusted_verdict", "窗口"].value == "有关"
    assert facts["adjusted_verdict", "账单"].value == "未见关系"
    rows = [row["name"] for row in facts.meta["studies"][0]["rows"]]
    assert rows[0] == "窗口"


def test_huge_samples_do_not_make_small_differences_matter() -> None:
    """51.5 % against 50 % of 100,000 each: p is tiny, φ is 0.015."""
    half = ["非常满意"] * 51_500 + ["满意"] * 48_500 + ["非常满意"] * 50_000 + ["满意"] * 50_000
    data = {"总体": ["非常满意"] * 100_000 + ["满意"] * 100_000, "窗口": half}
    facts = run(data, attributes=["窗口"])
    assert float(facts["p", "窗口"].value or 0) < 1e-9
    assert facts["verdict", "窗口"].value == "略高于"


def test_worse_answers_take_no_part() -> None:
    data = made()
    facts = run(data)
    whole = codes(data, "总体")
    assert facts["delighted_n/delighters"].value == (whole == 0).sum()
    assert facts["satisfied_n/delighters"].value == (whole == 1).sum()
    assert facts["delighted_share/delighters"].value == pytest.approx((whole == 0).mean())
    kept = [i for i in range(300) if whole[i] < 2]
    fewer = run({name: [texts[i] for i in kept] for name, texts in data.items()})
    assert fewer["difference", "窗口"].value == facts["difference", "窗口"].value


def test_not_applicable_leaves_the_base() -> None:
    data = made()
    data["账单"] = ["不适用"] * 40 + data["账单"][40:]
    whole = codes(data, "总体")[40:]
    fact = run(data)["top_delighted", "账单"]
    assert fact.n == (whole == 0).sum()


def test_numbers_with_named_boxes() -> None:
    points = {"非常满意": "10", "满意": "8", "基本满意": "6", "不满意": "3"}
    words = made()
    data = {name: [points[text] for text in texts] for name, texts in words.items()}
    facts = run(data, top=["9", "10"], below=["7", "8"])
    assert facts["difference", "窗口"].value == run(words)["difference", "窗口"].value
    assert facts["top/delighters"].value == "9、10"


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(120)))
def test_order_of_rows_changes_nothing(order: list[int]) -> None:
    data = made(n=120)
    turned = {name: [texts[i] for i in order] for name, texts in data.items()}
    for name in NAMES:
        for what in ("difference", "odds"):
            one, other = run(data)[what, name].value, run(turned)[what, name].value
            assert one == pytest.approx(other, abs=1e-9)


def test_separation_and_constants_have_reasons() -> None:
    data = made()
    data["热线"] = data["总体"]
    facts = run(data)
    assert facts["is_penalised/delighters"].value == "是"
    odds = facts["odds", "热线"]
    assert odds.value > odds.ci_low > 10  # no likeliest model has an end; Firth's has
    assert facts["difference", "热线"].value == 1.0
    weighted = run({**data, "权数": [str(1 + i % 3) for i in range(300)]}, weight="权数")
    assert "完全分开" in weighted["odds", "窗口"].error
    assert run(made())["is_penalised/delighters"].value == "否"
    data = made()
    data["账单"] = ["满意"] * 300
    facts = run(data)
    assert "相同" in facts["odds", "账单"].error
    assert facts["odds", "窗口"].value is not None
    assert facts["verdict", "账单"].value == "未超过抽样误差"
    data["账单"] = [""] * 300
    facts = run(data)
    assert facts["difference", "账单"].value is None
    assert facts["odds", "窗口"].error
    data = made()
    data["热线"] = data["窗口"]
    assert "完全一样" in run(data)["odds", "窗口"].error


@pytest.mark.parametrize(
    ("whole", "said"),
    [(["满意"] * 300, "没有总体评价为“非常满意”"), (["非常满意"] * 300, "没有总体评价为“满意”")],
)
def test_one_group_alone_is_no_comparison(whole: list[str], said: str) -> None:
    assert said in run({**made(), "总体": whole}).meta["lacks"][0]["reason"]


def test_limits() -> None:
    one = {name: texts[:1] for name, texts in made().items()}
    assert run(one).meta["lacks"]
    twenty = {name: texts[:20] for name, texts in made().items()}
    assert run(twenty)["verdict", "窗口"].value is None  # base below 10: hidden
    assert "没有列出" in run(made(), attributes=[]).meta["lacks"][0]["reason"]
    many = {f"甲{k}": made(seed=k)["窗口"] for k in range(500)}
    facts = run({**made(), **many}, attributes=list(many))
    assert len(facts.select("difference")) == 500
    assert facts["events/delighters"].value == "偏少"
    assert all(fact.error for fact in facts.select("odds"))


def test_bad_input_has_its_place() -> None:
    data = made()
    data["热线"][6] = "挺好"
    with pytest.raises(DataError) as caught:
        run(data)
    place = caught.value.problems[0].where
    assert (place.row, place.column) == (8, "热线")
    with pytest.raises(ProjectError, match="“特别满意”不在量表中"):
        run(made(), top=["特别满意"])
    with pytest.raises(ProjectError, match="相同的答案"):
        run(made(), below=["非常满意"])
    with pytest.raises(ProjectError, match="写了两次"):
        run(made(), attributes=["窗口", "窗口"])


def test_shares_and_their_difference_agree_as_printed() -> None:
    from reporter.facts.format import printed

    facts = run(made())
    for row in (fact for fact in facts if fact.statistic == "difference"):
        one, other = (facts.get(f"top_{name}", row.subject) for name in ("delighted", "satisfied"))
        shown = printed(one).number - printed(other).number  # type: ignore[operator]
        assert printed(row).number == pytest.approx(shown, abs=1e-9)


def test_odds_of_many_attributes_are_judged_together() -> None:
    """One of six has p = 0.03 by chance alone."""
    draw = np.random.default_rng(14)
    columns = [np.where(draw.random(160) < 0.5, "非常满意", "满意") for _ in range(7)]
    names = [f"因素{k}" for k in range(6)]
    data = {name: one.tolist() for name, one in zip(["总体", *names], columns, strict=True)}
    facts = run(data, attributes=names)
    low, high = facts["odds_low", "因素5"].number, facts["odds_high", "因素5"].number
    assert not (low or 0) < 1 < (high or 0)  # alone it would be more than chance
    assert {facts["adjusted_verdict", name].value for name in names} == {"未见关系"}
