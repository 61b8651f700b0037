from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.analysis import analyse

LEAVES = {"q1": 95.0, "q2": 93.0, "q3": 80.0, "q4": 84.0}


def level(shift: float, n: int = 100) -> tuple[int, dict[str, float]]:
    return n, {id: value - shift for id, value in LEAVES.items()}


def ranks(table, id="total"):
    return [fact.value for fact in table.select("rank", id, "county")]


def test_ties_share_the_better_rank(scores):
    table = analyse(
        scores(counties={"甲": level(1), "乙": level(0), "丙": level(1), "丁": level(3)})
    )
    assert ranks(table) == [2, 1, 2, 4]
    assert [fact.value for fact in table.select("rank_tied", "total", "county")] == [2, 1, 2, 1]
    assert {fact.value for fact in table.select("rank_of", "total", "county")} == {4}
    assert table["lowest/total#county"].value == "丁"
    assert table["highest/total#county"].value == "乙"


def test_binary_noise_is_no_rank(scores):
    table = analyse(scores(counties={"甲": level(0.3), "乙": level(0.1 + 0.2)}))
    assert ranks(table) == [1, 1]
    assert table["highest/total#county"].value == "甲、乙"
    assert table["range/total#county"].value == 0


def test_an_item_reported_on_its_own_is_not_ranked(scores):
    table = analyse(scores({**LEAVES, "q9": 99.0}))
    assert "rank/q9" not in table
    assert table["rank_of/q1"].value == 4
    assert table["highest/total#level2"].value == "题1"


def test_counts_agree_with_printed_scores(scores):
    # whole 89.6; 89.62 prints the same, 89.66 does not
    shifts = {"甲": level(-0.02), "乙": level(-0.06), "丙": level(0.3), "丁": level(0)}
    table = analyse(scores(counties=shifts))
    counts = [table[f"{name}/total#county"].value for name in ("above", "equal", "below")]
    assert counts == [1, 2, 1]


def test_one_unit_is_not_compared(scores):
    table = analyse(scores(counties={"甲": level(1)}))
    assert table["highest/total#county"].value is None
    assert "只有一个" in table["highest/total#county"].error
    assert table["levels/total#county"].value == 1
    assert table["rank/total@county=甲"].value == 1
    assert table["rank_of/total@county=甲"].value == 1


@settings(max_examples=20, deadline=None)
@given(st.permutations(["甲", "乙", "丙", "丁"]))
def test_order_of_groups_changes_no_fact(scores, order):
    sizes = {"甲": level(1, 25), "乙": level(0, 7), "丙": level(1, 90), "丁": level(3, 200)}
    first = analyse(scores(counties=sizes))
    other = analyse(scores(counties={name: sizes[name] for name in order}))
    texts = {"highest", "lowest"}  # ties are joined in the order of the levels
    left = {f.key: f for f in first if f.statistic not in texts}
    right = {f.key: f for f in other if f.statistic not in texts}
    assert left == right
