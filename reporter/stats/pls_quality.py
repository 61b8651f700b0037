"""How well items measure constructs: reliability, convergent and discriminant validity.

All from correlations of items; a construct of one item has no reliability (NaN, never 1).
Sources: Cronbach 1951, Psychometrika 16; Fornell and Larcker 1981, Journal of Marketing Research
18 (AVE, rho_C); Werts, Linn, Jöreskog 1974 (Dillon-Goldstein's rho, as Tenenhaus et al. 2005 take
it from the first principal component); Dijkstra and Henseler 2015, MIS Quarterly 39 (rho_A);
Henseler, Ringle, Sarstedt 2015, JAMS 43 (HTMT); Tenenhaus et al. 2005 (GoF).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .pls import Design, Fit, Floats


@dataclass(frozen=True, slots=True)
class BlockQuality:
    """Quality of one construct; NaN for a construct of one item (``ave`` and the rest).

    Attributes:
        alpha: Cronbach's, of standardised items.
        rho_a: Dijkstra and Henseler's.
        rho_c: composite reliability from loadings (Fornell and Larcker).
        rho_dg: Dillon-Goldstein's rho from the first principal component.
        ave: mean squared loading.
        eigenvalues: the two largest of the correlations of its items.
    """

    alpha: float
    rho_a: float
    rho_c: float
    rho_dg: float
    ave: float
    eigenvalues: tuple[float, float]


def composite(loadings: Floats) -> float:
    """Return (Σλ)² / ((Σλ)² + Σ(1 - λ²)) of standardised loadings [items]."""
    common = float(loadings.sum()) ** 2
    return common / (common + float((1 - loadings**2).sum()))


def block_quality(block: Floats, loadings: Floats, weights: Floats) -> BlockQuality:
    """Return the quality of one construct.

    Args:
        block: [items, items], correlations of its items.
        loadings: [items], correlations of its items with its scores.
        weights: [items], outer weights of its standardised items, in any scale.
    """
    count = len(block)
    if count < 2:
        none = float("nan")
        return BlockQuality(none, none, none, none, none, (1.0, 0.0))
    alpha = count / (count - 1) * (1 - count / float(block.sum()))
    found, vectors = np.linalg.eigh(block)
    common = float(vectors[:, -1].sum()) ** 2 * float(found[-1])
    rest = count - float(found[-1])  # Σ(1 - l²) of loadings on the component
    return BlockQuality(
        alpha=alpha,
        rho_a=_rho_a(block, weights),
        rho_c=composite(loadings),
        rho_dg=common / (common + rest),
        ave=float((loadings**2).mean()),
        eigenvalues=(float(found[-1]), float(found[-2])),
    )


def _rho_a(block: Floats, weights: Floats) -> float:
    """Return rho_A; NaN where it is 0/0."""
    weights = weights / np.sqrt(float(weights @ block @ weights))
    off = block - np.diag(np.diagonal(block))
    outer = np.outer(weights, weights)
    below = float(weights @ (outer - np.diag(np.diagonal(outer))) @ weights)
    if below == 0:
        return float("nan")
    return float(weights @ weights) ** 2 * float(weights @ off @ weights) / below


def htmt(correlations: Floats, design: Design) -> Floats:
    """Return [constructs, constructs], the heterotrait-monotrait ratio; NaN on the diagonal.

    The mean correlation of items of two constructs over the geometric mean of the mean
    correlations within them; 1 within a construct of one item. Absolute correlations, so that a
    reversed item does not hide behind its sign.
    """
    count = len(design.arrows)
    size = np.abs(correlations)
    blocks = [np.flatnonzero(design.blocks == k) for k in range(count)]
    within = [_within(size[np.ix_(items, items)]) for items in blocks]
    found = np.full((count, count), np.nan)
    for j in range(count):
        for k in range(j):
            between = float(size[np.ix_(blocks[j], blocks[k])].mean())
            below = np.sqrt(within[j] * within[k])
            found[j, k] = found[k, j] = between / below if below > 0 else np.nan
    return found


def _within(block: Floats) -> float:
    if len(block) == 1:
        return 1.0
    return float(block[np.triu_indices(len(block), 1)].mean())


def goodness_of_fit(fit: Fit, design: Design) -> float:
    """Return GoF, the root of mean communality times mean R² (Tenenhaus et al. 2005).

    Communality is the mean over items of constructs with more than one.
    """
    sizes = np.bincount(design.blocks, minlength=len(design.arrows))
    several = sizes[design.blocks] > 1
    explained = fit.r_squared[design.arrows.any(axis=0)]
    shared = fit.loadings[several] if several.any() else fit.loadings
    return float(np.sqrt((shared**2).mean() * explained.mean()))
