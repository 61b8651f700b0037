"""Small groups: hidden, flagged, and not to be recovered from what is printed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reporter.analysis import analyse
from reporter.analysis.disclosure import COMPLEMENT, hidden_cells
from reporter.facts.format import printed

LEAVES = {"q1": 95.0, "q2": 93.0, "q3": 80.0, "q4": 84.0}
TELLING = ("score", "rate", "dissatisfied", "grade", "gap_total", "rank", "margin", "change")


def counties(*sizes: int) -> dict[str, tuple[int, dict[str, float]]]:
    return {f"县{i}": (n, {**LEAVES, "q1": 95.0 - i}) for i, n in enumerate(sizes)}


@pytest.mark.parametrize("n", range(1, 10))
def test_groups_under_ten_are_hidden_everywhere(scores, last, n):
    before = last({"total@county=县0": 88.0})
    table = analyse(scores(counties=counties(n, 200, 150, 41), n=391 + n, previous=before))
    for statistic in TELLING:
        fact = table[f"{statistic}/total@county=县0"]
        assert fact.value is None
        assert fact.ci_low is None
        assert fact.warning == f"样本量为{n}，少于10，不公布"
        assert printed(fact).text == "*"
    assert table["n/total@county=县0"].value == n
    assert table["composition/total@county=县0"].value is not None
    assert table["previous/total@county=县0"].value is None
    assert table["score/q3@county=县0"].value is None
    # the next smallest goes with it, or the total would give it away
    assert table["score/total@county=县3"].value is None
    assert table["score/total@county=县3"].warning == COMPLEMENT
    assert table["score/total@county=县1"].value is not None
    assert table["hidden/total#county"].value == 2
    assert table["levels/total#county"].value == 2
    assert "县0" not in str(table["highest/total#county"].value)


@pytest.mark.parametrize("n", [10, 29])
def test_groups_under_thirty_are_flagged(scores, n):
    table = analyse(scores(counties=counties(n, 200)))
    fact = table["score/total@county=县0"]
    assert fact.value is not None
    assert fact.warning == f"样本量为{n}，少于30，仅供参考"


def test_thirty_is_plain(scores):
    table = analyse(scores(counties=counties(30, 200)))
    assert table["score/total@county=县0"].warning == ""


def test_two_hidden_groups_must_reach_the_base_together(scores):
    made = scores(counties=counties(3, 4, 50, 60, 200))
    hidden = {level for segment, level, node in hidden_cells(made) if segment and node == "total"}
    assert hidden == {"县0", "县1", "县2"}  # 3 + 4 respondents alone would be a readable mean


def test_the_same_group_goes_for_every_node(scores):
    extra = {"县3": {"bases": {"q1": 20}}}
    hidden = hidden_cells(scores(counties=counties(3, 4, 50, 60, 200), part_extra=extra))
    assert ("county", "县2", "q1") in hidden
    assert ("county", "县3", "q1") not in hidden


def test_few_answers_to_one_item_in_two_groups(scores):
    few = {"县0": {"bases": {"q1": 3}}, "县1": {"bases": {"q1": 4}}}
    hidden = hidden_cells(scores(counties=counties(50, 60, 70, 200), n=380, part_extra=few))
    assert {level for _, level, node in hidden if node == "q1"} == {"县0", "县1", "县2"}
    assert not [key for key in hidden if key[2] == "total"]


def test_a_parent_of_one_child_is_hidden_with_it(scores):
    made = scores(bases={"q3": 6}, counties={})
    only = replace(made.tree["b"], children=("q3",))
    tree = {id: node for id, node in made.tree.items() if id != "q4"} | {"b": only}
    assert ("", "", "b") in hidden_cells(replace(made, tree=tree))


def test_all_groups_hidden(scores):
    table = analyse(scores(counties=counties(4, 5), n=400))
    assert table["levels/total#county"].value == 0
    assert table["highest/total#county"].value is None
    assert table["rank/total@county=县0"].value is None
    assert table["rank_of/total@county=县0"].value == 0
    assert table["above/total#county"].value == 0


def test_an_item_few_could_answer_is_hidden_with_a_sibling(scores):
    table = analyse(scores(bases={"q3": 6}))
    assert table["score/q3"].value is None
    assert table["score/q4"].warning == COMPLEMENT  # parent minus sibling would give it
    assert table["contribution/q3"].value is None
    assert table["share/q3#满意"].value is None
    assert table["score/b"].value is not None
    assert all(fact.subject not in ("q3", "q4") for fact in table.select("weakness"))


def test_whole_survey_under_the_base(scores):
    table = analyse(scores(n=7, counties={}))
    assert table["score/total"].warning == "样本量为7，少于10，不公布"
    assert table["n/total"].value == 7


@settings(max_examples=60, deadline=None)
@example(sizes=[0, 10, 10], bases=[1, 1, 1, 1, 1, 1, 10, 10, 1, 1, 9, 9] + [1] * 12)
@given(
    sizes=st.lists(st.integers(0, 40), min_size=1, max_size=6),
    bases=st.lists(st.integers(1, 40), min_size=24, max_size=24),
)
def test_no_relation_keeps_exactly_one_hidden_term(scores, sizes, bases):
    ids = ("q1", "q2", "q3", "q4")
    named = [dict(zip(ids, bases[i * 4 : i * 4 + 4], strict=True)) for i in range(len(sizes))]
    # an empty group has no answers to any item
    extra = {f"县{i}": {"bases": row} for i, row in enumerate(named) if sizes[i]}
    made = scores(counties=counties(*sizes), n=max(sum(sizes), 1), part_extra=extra)
    hidden = set(hidden_cells(made))
    for whole, parts, needs in relations(made):
        concealed = [p for p in parts if p in hidden]
        assert len(concealed) + (whole in hidden) != 1
        if needs and concealed and whole not in hidden and len(concealed) < len(parts):
            bases_hidden = [n for p, n in needs.items() if p in hidden]
            assert sum(bases_hidden) >= 10


def relations(made) -> Iterator[tuple]:
    for id in made.tree:
        parts = {("county", g.level, id): g.nodes[id].n for g in made.groups["county"] if g.n}
        if len(parts) > 1:
            yield ("", "", id), list(parts), parts
    for part in (made.total, *made.groups["county"]):
        for node in made.tree.values():
            if node.children and part.nodes[node.id].score is not None:
                keys = [(part.segment, part.level, child) for child in node.children]
                yield (part.segment, part.level, node.id), keys, {}
