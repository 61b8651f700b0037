"""The tally: adding parts, invariances, limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.scoring import GroupScores, Scores, score
from reporter.scoring.from_tally import from_tally
from reporter.scoring.run import code
from reporter.scoring.tally import Tally, merge, tally
from reporter.scoring.tree import build_tree

from .make import opened, project, responses

INDICATORS = [{"id": "a", "name": "甲", "weight": 0.7}, {"id": "b", "name": "乙"}]
ITEMS = [
    {"id": "q1", "name": "题一", "indicator": "a"},
    {"id": "q2", "name": "题二", "indicator": "a", "weight": 0.2, "reverse": True},
    {"id": "q3", "name": "题三", "indicator": "b"},
    {"id": "q0", "name": "总体印象", "indicator": "total", "scored": False},
]
SEGMENTS = [
    {"id": "s", "name": "区", "levels": ["东", "西"]},
    {"id": "t", "name": "类", "levels": ["大", "小", "无"]},
]
MODEL = project(indicators=INDICATORS, items=ITEMS, segments=SEGMENTS)
WEIGHTED = project(indicators=INDICATORS, items=ITEMS, segments=SEGMENTS, data={"weight": "权数"})
ANSWERS = ["非常满意", "满意", "基本满意", "不满意", "不了解", ""]

Rows = list[tuple[str, ...]]

row = st.tuples(
    *[st.sampled_from(ANSWERS)] * 4,
    st.sampled_from(["东", "西", ""]),
    st.sampled_from(["大", "小", ""]),
    st.sampled_from(["1", "0.5", "2.25", "3"]),
)
# the first row answers everything, so that no data set is without any valid answer
rows_strategy = st.lists(row, max_size=25).map(
    lambda rows: [("满意", "满意", "满意", "满意", "东", "大", "1"), *rows]
)


def scored(rows: Rows, model: object = WEIGHTED) -> Scores:
    headers = ("题一", "题二", "题三", "总体印象", "区", "类", "权数")
    columns = dict(zip(headers, zip(*rows, strict=True), strict=True))
    return score(opened(model), responses(columns))  # type: ignore[arg-type]


def counted(rows: Rows) -> Tally:
    found = scored(rows).tally
    assert found is not None
    return found


def all_groups(scores: Scores) -> list[GroupScores]:
    return [scores.total, *(group for members in scores.groups.values() for group in members)]


def close(a: float | None, b: float | None) -> bool:
    return a == b if a is None or b is None else a == pytest.approx(b, rel=1e-7, abs=1e-7)


def assert_same(a: Scores, b: Scores) -> None:
    for one, other in zip(all_groups(a), all_groups(b), strict=True):
        assert one.level == other.level
        for id, node in one.nodes.items():
            twin = other.nodes[id]
            assert node.n == twin.n
            assert close(node.score, twin.score)
            assert close(node.standard_error, twin.standard_error)


@settings(max_examples=50, deadline=None)
@given(rows=rows_strategy, seed=st.randoms(use_true_random=False))
def test_row_order_does_not_matter(rows: Rows, seed: object) -> None:
    shuffled = list(rows)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert_same(scored(rows), scored(shuffled))


@settings(max_examples=50, deadline=None)
@given(rows=rows_strategy, factor=st.sampled_from([0.001, 2, 37, 1e6]))
def test_scale_of_weights_does_not_matter(rows: Rows, factor: float) -> None:
    scaled = [(*r[:-1], repr(float(r[-1]) * factor)) for r in rows]
    assert_same(scored(rows), scored(scaled))


@settings(max_examples=50, deadline=None)
@given(rows=rows_strategy)
def test_equal_weights_are_no_weights(rows: Rows) -> None:
    equal = [(*r[:-1], "2.5") for r in rows]
    assert_same(scored(rows, MODEL), scored(equal, WEIGHTED))


@settings(max_examples=50, deadline=None)
@given(rows=rows_strategy, more=rows_strategy)
def test_halves_add_up_to_the_whole(rows: Rows, more: Rows) -> None:
    both, whole = merge(counted(rows), counted(more)), counted(rows + more)
    assert both.layout == whole.layout
    for name in ("respondents", "weights", "counts", "weighted", "any_valid", "moments"):
        np.testing.assert_allclose(getattr(both, name), getattr(whole, name), rtol=1e-12)
    assert (both.straight, both.straight_base) == (whole.straight, whole.straight_base)


@settings(max_examples=50, deadline=None)
@given(rows=rows_strategy)
def test_parent_lies_between_its_children(rows: Rows) -> None:
    scores = scored(rows)
    for group in all_groups(scores):
        for id, node in scores.tree.items():
            below = [s for c in node.children if (s := group.nodes[c].score) is not None]
            own = group.nodes[id].score
            if below:
                assert own is not None
                assert min(below) - 1e-9 <= own <= max(below) + 1e-9
            elif node.children:
                assert own is None


@settings(max_examples=50, deadline=None)
@given(rows=rows_strategy, blanks=st.integers(1, 5))
def test_blank_answers_change_no_mean(rows: Rows, blanks: int) -> None:
    more = [*rows, *[("", "不了解", "", "", "东", "大", "2")] * blanks]
    before, after = scored(rows), scored(more)
    assert_same(before, after)
    assert after.total.n == (before.total.n or 0) + blanks


@settings(max_examples=50, deadline=None)
@given(rows=rows_strategy)
def test_groups_add_up_to_the_whole(rows: Rows) -> None:
    found = counted([r for r in rows if r[4]])
    for name in ("counts", "any_valid", "moments"):
        parts = getattr(found, name)
        np.testing.assert_allclose(parts[1] + parts[2] + parts[3], parts[0], rtol=1e-12)


def test_shares_add_to_one_and_pool_by_path_weight() -> None:
    rows = [
        ("非常满意", "不满意", "满意", "", "东", "", "1"),
        ("满意", "", "不满意", "", "", "", "1"),
    ]
    node = scored(rows, MODEL).total.nodes["total"]
    assert node.distribution is not None
    # q1: half 100 half 90 at .7*.8; q2 mirrored: 100 at .7*.2; q3: half 90 half 60 at .3
    assert node.distribution.shares == pytest.approx((0.42, 0.43, 0.0, 0.15))
    assert node.distribution.counts == (2, 2, 0, 1)
    assert node.distribution.satisfied == pytest.approx(0.85)


def test_no_pooled_answers_where_scales_differ() -> None:
    other = {"id": "yes", "options": [{"label": "是", "points": 100}, {"label": "否", "points": 0}]}
    base = project(items=2)
    model = base.model_copy(
        update={
            "scales": (*base.scales, type(base.scales[0]).model_validate(other)),
            "items": (base.items[0], base.items[1].model_copy(update={"scale": "yes"})),
        }
    )
    nodes = score(opened(model), responses({"Q1": ["满意"], "Q2": ["否"]})).total.nodes
    assert nodes["total"].score == 45
    assert nodes["total"].distribution is None
    assert nodes["q2"].distribution is not None


def test_missing_child_renormalises_and_says_so() -> None:
    rows = [
        ("非常满意", "", "", "", "东", "大", "1"),
        ("非常满意", "", "不满意", "", "西", "大", "1"),
    ]
    scores = scored(rows, MODEL)
    east, west = scores.groups["s"]
    assert east.nodes["total"].score == 100  # 乙 has no answer in 东
    assert west.nodes["total"].score == pytest.approx(0.7 * 100 + 0.3 * 60)
    found = [p for p in scores.problems if p.code == "data.child_missing"]
    assert any(p.severity == "warning" and "“题二”" in p.what for p in found)
    assert any("“东”" in p.what and "“乙”" in p.what for p in found)


def test_layouts_must_agree() -> None:
    one = counted([("满意", "", "", "", "东", "大", "1")])
    other = replace(one, layout=replace(one.layout, segments=()))
    with pytest.raises(ValueError, match="different layouts"):
        merge(one, other)


def test_chunks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    rows = [
        (*rng.choice(ANSWERS, 4), str(rng.choice(["东", "西"])), "大", str(rng.choice(["1", "2"])))
        for _ in range(100)
    ]
    whole = counted(rows)
    monkeypatch.setattr("reporter.scoring.tally.CHUNK", 7)
    parts = counted(rows)
    np.testing.assert_allclose(parts.moments, whole.moments, rtol=1e-12)
    np.testing.assert_array_equal(parts.counts, whole.counts)


def test_one_respondent() -> None:
    scores = scored([("满意", "满意", "满意", "", "东", "大", "1")], MODEL)
    total = scores.total.nodes["total"]
    # q2 is mirrored: 满意 counts 75
    assert total.score == pytest.approx(0.7 * (0.8 * 90 + 0.2 * 75) + 0.3 * 90)
    assert total.standard_error is None
    assert "data.one_respondent" in {p.code for p in scores.problems}


def test_all_missing_item_and_constant_item() -> None:
    rows = [("满意", "", a, "", "东", "大", "1") for a in ("满意", "不满意", "满意")]
    scores = scored(rows, MODEL)
    codes = {(p.code, p.where.column) for p in scores.problems}
    assert ("data.item_all_missing", "题二") in codes
    assert ("data.zero_variance", "题一") in codes
    assert ("data.zero_variance", "题三") not in codes
    assert scores.total.nodes["q1"].standard_error == 0


def test_five_hundred_items() -> None:
    model = project(items=500)
    data = responses({f"Q{n}": ["满意", "非常满意", ""] for n in range(1, 501)})
    scores = score(opened(model), data)
    assert scores.total.nodes["total"].score == pytest.approx(95)
    assert scores.total.nodes["total"].standard_error == pytest.approx(
        scores.total.nodes["q1"].standard_error
    )


def test_straight_lines_are_noted_before_mirroring() -> None:
    items = [
        {"id": f"q{n}", "name": f"Q{n}", "indicator": "total", "reverse": n == 6}
        for n in range(1, 7)
    ]
    mixed = ["满意", "非常满意", "基本满意"]
    columns = {f"Q{n}": ["满意", "满意", mixed[n % 3]] for n in range(1, 7)}
    scores = score(opened(project(items=items)), responses(columns))
    assert scores.tally is not None
    assert (scores.tally.straight, scores.tally.straight_base) == (2, 3)
    assert "data.straight_lining" in {p.code for p in scores.problems}


def test_small_bases_are_named() -> None:
    rows = [("满意", "满意", "满意", "", "东" if n < 5 else "西", "大", "1") for n in range(20)]
    found = [(p.code, p.what) for p in scored(rows, MODEL).problems]
    assert ("data.hidden_base", "分组“区”中样本量少于10的有“东（5）”，不公布得分。") in found
    assert ("data.small_base", "分组“区”中样本量少于30的有“西（15）”，结果仅供参考。") in found
    assert ("data.small_base", "总体样本量为20，少于30，结果仅供参考。") in found
    assert ("data.empty_level", "分组“类”中没有样本的有“小”、“无”。") in found


def test_more_answers_than_population() -> None:
    model = project(items=1, survey={"population": 3})
    scores = score(opened(model), responses({"Q1": ["满意"] * 4}))
    assert "data.more_than_population" in {p.code for p in scores.problems}


def test_tally_alone_gives_the_scores() -> None:
    rows = [
        ("满意", "不满意", "基本满意", "", "东", "大", "2"),
        ("不满意", "", "满意", "", "西", "小", "1"),
    ]
    scores = scored(rows)
    assert scores.tally is not None
    again = from_tally(scores.tally, scores.tree, {})
    assert again.total.nodes == scores.total.nodes


def test_code_keeps_one_byte_an_answer() -> None:
    data = responses({"Q1": ["满意", "不了解", ""]})
    model = project(items=1)
    coded, _ = code(model, data, build_tree(model))
    assert coded.codes.dtype == np.uint8
    assert coded.codes.tolist() == [[3, 1, 0]]
    assert tally(coded, code(model, data, build_tree(model))[1]).respondents[0] == 3
