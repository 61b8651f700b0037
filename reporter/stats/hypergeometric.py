"""Draws without replacement."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special


def hypergeometric(
    found: NDArray[np.int64], marked: int, others: int, drawn: int
) -> NDArray[np.float64]:
    """Return the probability of each number ``found`` of marked things among those drawn.

    C(M, k) C(N - M, n - k) / C(N, n) by logarithms, so that large lots do not overflow.
    ``scipy.stats`` has it too; loading that takes a second.

    Args:
        found: numbers k that can occur: max(0, drawn - others) to min(drawn, marked).
        marked: M, things that are marked.
        others: N - M, things that are not.
        drawn: n, at most all.
    """
    logs = _log_choose(marked, found) + _log_choose(others, drawn - found)
    chances: NDArray[np.float64] = np.exp(logs - _log_choose(marked + others, np.array(drawn)))
    return chances


def _log_choose(n: int, k: NDArray[np.int64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = (
        special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    )
    return found
