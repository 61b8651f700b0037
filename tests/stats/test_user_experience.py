"""UEQ: directions against the printed form, careless sheets against the handbook's example."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.stats.user_experience import alike, inconsistent, turned

LEFT = [False, True, False, True]
sheets = st.lists(st.lists(st.integers(1, 7), min_size=4, max_size=4), min_size=1, max_size=12).map(
    lambda rows: np.array(rows, dtype=float)
)


def test_the_best_answer_is_3_wherever_its_word_stands() -> None:
    best = np.array([[7.0, 1.0, 7.0, 1.0]])
    assert turned(best, 4, LEFT).tolist() == [[3, 3, 3, 3]]
    assert turned(8 - best, 4, LEFT).tolist() == [[-3, -3, -3, -3]]
    assert turned(np.array([[4.0] * 4]), 4, LEFT).tolist() == [[0, 0, 0, 0]]
    assert turned(best, 4, LEFT).mean(axis=1).tolist() == [3]


def test_agreeing_with_the_right_side_throughout_is_no_praise() -> None:
    assert turned(np.array([[7.0] * 4]), 4, LEFT).mean(axis=1).tolist() == [0]


@given(sheets)
@settings(max_examples=40, deadline=None)
def test_both_codings_say_the_same(answers: np.ndarray) -> None:
    one, two = turned(answers, 4, LEFT), turned(answers - 4, 0, LEFT)
    assert (one == two).all()
    assert (turned(8 - answers, 4, [not left for left in LEFT]) == one).all()
    assert (turned(8 - answers, 4, LEFT) == -one).all()


@given(sheets, st.permutations(range(4)))
@settings(max_examples=40, deadline=None)
def test_the_order_of_items_and_people_says_nothing(answers: np.ndarray, order: list[int]) -> None:
    values = turned(answers, 4, LEFT)
    moved = turned(answers[:, order], 4, [LEFT[j] for j in order])
    assert moved.mean(axis=1) == pytest.approx(values.mean(axis=1))
    assert (inconsistent([moved] * 3) == inconsistent([values] * 3)).all()


def test_the_handbooks_inconsistent_sheet() -> None:
    """Perspicuity as printed: 6, 7 (easy to learn stands left), 5, 6 (clear stands left)."""
    values = turned(np.array([[6.0, 7.0, 5.0, 6.0]]), 4, LEFT)
    assert (values + 4).tolist() == [[6, 1, 5, 2]]
    assert values.max() - values.min() == 5
    steady = np.zeros((1, 4))
    assert inconsistent([values, values, values, steady]).tolist() == [True]
    assert inconsistent([values, values, steady, steady]).tolist() == [False]


def test_three_steps_apart_are_consistent_and_gaps_are_left_out() -> None:
    three = np.array([[-1.0, 2.0, np.nan, 0.0]])
    assert inconsistent([three] * 6).tolist() == [False]
    assert inconsistent([three - [0, 0, 0, 2]] * 6).tolist() == [True]
    assert inconsistent([np.full((2, 4), np.nan)] * 6).tolist() == [False, False]


def test_more_than_fifteen_at_the_same_step() -> None:
    rest = [1.0, 2.0, 3.0, 5.0, 6.0, 7.0]
    fifteen = [4.0] * 15 + [*rest, *rest[:5]]
    sixteen = [4.0] * 16 + [*rest, *rest[:4]]
    assert alike(np.array([fifteen, sixteen, [np.nan] * 26])).tolist() == [False, True, False]
    assert alike(np.full((2, 26), np.nan)).tolist() == [False, False]


def test_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="direction"):
        turned(np.zeros((1, 3)), 4, LEFT)
    with pytest.raises(ValueError, match="three steps"):
        turned(np.array([[8.0, 4.0, 4.0, 4.0]]), 4, LEFT)
