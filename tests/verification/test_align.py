"""Aligning token sequences."""

from hypothesis import given
from hypothesis import strategies as st

from reporter.verification.align import align

WORDS = ["总体", "满意度", "为", "90.3", "分", "提高", "1.2"]


def test_equal_sequences_match_in_place():
    assert align(WORDS, WORDS) == {i: i for i in range(len(WORDS))}


def test_one_changed_token_is_the_only_gap():
    found = align(WORDS, ["98.3" if w == "90.3" else w for w in WORDS])
    assert sorted(found) == [0, 1, 2, 4, 5, 6]


def test_a_moved_run_is_found():
    moved = ["诚心服务", "得分", "97.8"]
    found = align([*moved, *WORDS], [*WORDS, *moved])
    assert [found[i] for i in range(3)] == [7, 8, 9]


def test_a_moved_number_alone_is_not():
    found = align(["1", "甲乙丙丁", "戊己庚辛"], ["甲乙丙丁", "戊己庚辛", "1"])
    assert 0 not in found


@given(
    st.lists(st.sampled_from("abcd12"), max_size=40),
    st.lists(st.sampled_from("abcd12"), max_size=40),
)
def test_pairs_are_equal_and_used_once(left, right):
    found = align(left, right)
    assert all(left[i] == right[j] for i, j in found.items())
    assert len(set(found.values())) == len(found)
