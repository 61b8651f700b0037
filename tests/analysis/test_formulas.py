"""Formulas of methods: printed as they are computed, and every letter explained."""

from __future__ import annotations

import re
from math import isclose, sqrt

import pytest

from reporter.analysis.method import found
from reporter.document.math import formula, leaves
from reporter.stats.intervals import fpc_mean

WITH_FORMULAS = [method for method in found() if hasattr(method, "FORMULAS")]


@pytest.mark.parametrize("method", WITH_FORMULAS, ids=lambda method: method.ID)
def test_every_letter_of_a_formula_is_explained(method: object) -> None:
    letters = set()
    for latex in method.FORMULAS:  # type: ignore[attr-defined]
        letters |= _letters(latex)
    explained = set()
    for latex in method.SYMBOLS:  # type: ignore[attr-defined]
        explained |= _letters(latex)
    assert letters - explained == set()


def _letters(latex: str) -> set[str]:
    """Return the letters of a formula but its running indices."""
    texts = leaves(formula(latex).mathml)
    return {text for text in texts if re.fullmatch("[A-Za-zα]", text)} - set("ijk")


def test_the_methods_with_formulas_are_those_where_words_say_less() -> None:
    assert {method.ID for method in WITH_FORMULAS} == {
        "scores", "sampling_error", "rates", "weights", "contribution", "year_on_year",
    }  # fmt: skip


def test_the_correction_is_that_of_the_formula() -> None:
    assert isclose(fpc_mean(300, 1200), sqrt(1 - 300 / 1200))
