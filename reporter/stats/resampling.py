"""Bootstrap samples of rows as the moments of each: no sample is ever written out.

Source: Efron 1979, Annals of Statistics 7.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CELLS = 4_000_000  # numbers held at once


def resampled_moments(
    rows: Floats, times: int, seed: int, weights: Floats | None = None
) -> Iterator[tuple[Floats, Floats]]:
    """Yield means [samples, columns] and covariances of ``times`` samples, some at a time.

    The samples are the same in whatever order the rows come.

    Args:
        rows: [n, columns], complete.
        times: how many samples of n rows to draw.
        seed: where the generator starts.
        weights: [n], of the rows; a row takes its weight along whenever it is drawn.
    """
    n, columns = rows.shape
    w = np.ones(n) if weights is None else weights
    order = np.lexsort([w, *rows.T[::-1]])
    rows, w = rows[order], w[order]
    draw = default_rng(seed)
    each = max(1, CELLS // max(n, columns * columns))
    for start in range(0, times, each):
        part = min(each, times - start)
        drawn = draw.integers(n, size=(part, n)) + n * np.arange(part)[:, None]
        counts = np.bincount(drawn.ravel(), minlength=part * n).reshape(part, n)
        yield moments(rows, counts * w)


def moments(rows: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Return means [samples, columns] and covariances (divisor n) of rows taken several times.

    Args:
        rows: [n, columns], complete.
        counts: [samples, n], how often each row was drawn, times its weight.
    """
    total = counts.sum(axis=1)[:, None]
    centre = rows.mean(axis=0)
    moved = rows - centre
    means = counts @ moved / total
    n, columns = moved.shape
    one, other = np.triu_indices(columns)
    pairs = np.zeros((len(counts), len(one)))
    step = max(1, CELLS // len(one))
    for start in range(0, n, step):  # one large product is far faster than one a sample
        part = moved[start : start + step]
        pairs += counts[:, start : start + step] @ (part[:, one] * part[:, other])
    squares = np.empty((len(counts), columns, columns))
    squares[:, one, other] = pairs / total
    squares[:, other, one] = squares[:, one, other]
    return means + centre, squares - means[:, :, None] * means[:, None, :]
