"""Printed digits never contradict a bound."""

import pytest

from reporter.facts.format import decimals_for_grade, meets


@pytest.mark.parametrize(
    ("value", "bounds", "digits"),
    [
        (84.96, [(85, True)], 2),
        (85.0, [(85, True)], 1),
        (84.9999999999999, [(85, True)], 1),  # binary noise
        (95.004, [(95, False)], 3),
        (95.0, [(95, False)], 1),
        (89.96, [(85, True), (90, True)], 2),
        (84.99999996, [(85, True)], 6),  # never more than six
        (84.96, [], 1),
    ],
)
def test_digits_keep_a_value_on_its_side(value, bounds, digits):
    assert decimals_for_grade(value, bounds, 1) == digits


def test_noise_in_a_bound_is_no_miss():
    assert meets(7.0, (0.07 * 100, True))  # the product is 7.000000000000001
    assert not meets(7.0, (0.07 * 100, False))
