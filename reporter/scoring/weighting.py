"""Respondent weights: read and checked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .coding import Dictionary, Source, Wrong
from .scale import FIRST_OPTION
from .values import parse_number

LOW, HIGH = 1e-9, 1e12
"""Bounds of a weight: beyond them squares and sums lose their digits."""


def read_weights(source: Source, header: str, rows: int) -> NDArray[np.float64] | None:
    """Return the weights, [rows], or None if the project names no weight column.

    Blank, zero, negative and infinite weights are noted as problems: a respondent without
    a weight must be left out on purpose, not silently.
    """
    if not header:
        return None
    dictionary = Dictionary({}, grow=True)
    codes = dictionary.encode(source.column(header, "样本权数"))
    texts = dictionary.levels or []
    numbers = [_weight(text) for text in texts]
    bad = [i for i, number in enumerate(numbers) if number is None or not LOW <= number <= HIGH]
    table = np.zeros(len(texts) + FIRST_OPTION, dtype=np.int64)
    for order, index in enumerate(bad):
        table[FIRST_OPTION + index] = -1 - order
    hint = "权数须为大于0的数（如1.25）；请改正数据，或删除该行。"
    wrong = Wrong("data.bad_weight", "样本权数无效", hint)
    if not len(codes):
        return np.ones(rows)
    source.report(header, table[codes], [texts[i] for i in bad], wrong)
    values = np.zeros(len(texts) + FIRST_OPTION)
    values[FIRST_OPTION:] = [number or 0.0 for number in numbers]
    return values[codes]


def _weight(text: str) -> float | None:
    """Read a weight, which may be a share of the population: 12.5% is 0.125."""
    number = parse_number(text.removesuffix("%"))
    return number / 100 if number is not None and text.endswith("%") else number
