"""Weights that make a sample agree with its population, and what they cost.

Sources: Holt and Smith 1979, JRSS A 142 (post-stratification); Deming and Stephan 1940, Annals
of Mathematical Statistics 11 (raking); Kish 1965, Survey Sampling (design effects); Deville,
Särndal and Sautory 1993, JASA 88 (errors of raked estimates by residuals).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose

import numpy as np
from numpy.typing import NDArray

from .linear import effective_size, total_error

Floats = NDArray[np.float64]

_CLOSE = 1e-12  # relative distance from a margin at which raking has arrived
_FLAT = 1e-12  # change of residuals, in standard deviations, at which projections have arrived


@dataclass(frozen=True, slots=True)
class Margin:
    """A division of the respondents and the number of people of each class in the population.

    Attributes:
        labels: class of each respondent.
        population: class -> number, more than 0; classes without people may be left out.
    """

    labels: Sequence[str]
    population: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Design:
    """How respondents were drawn; None stands for one stratum, single rows, no correction.

    Attributes:
        strata, clusters: [rows] labels.
        population: [rows] units in the population of the row's stratum.
    """

    strata: NDArray[np.str_] | None = None
    clusters: NDArray[np.str_] | None = None
    population: Floats | None = None


def post_stratify(margin: Margin, base: Floats | None = None) -> Floats:
    """Return weights that add up to the population in every class: w = d N_h / Σ_h d.

    Args:
        margin: classes and their numbers in the population.
        base: [rows] weights of the design d; None for equal ones.

    Raises:
        ValueError: a class has people but no respondents, or respondents but no people.
    """
    weights = _base(margin, base)
    for rows, size in _classes(margin):
        weights[rows] *= size / weights[rows].sum()
    return weights


def rake(margins: Sequence[Margin], base: Floats | None = None, steps: int = 1000) -> Floats:
    """Return weights that agree with every margin at once, by iterative proportional fitting.

    Args:
        margins: one or more, of the same respondents and the same total.
        base: [rows] weights of the design; None for equal ones.
        steps: rounds after which it gives up.

    Raises:
        ValueError: as :func:`post_stratify`; totals of margins differ; no weights agree with all
            margins (the rounds do not come to rest).
    """
    if not margins:
        raise ValueError("raking needs a margin")
    totals = [sum(margin.population.values()) for margin in margins]
    if any(not isclose(total, totals[0], rel_tol=1e-9) for total in totals):
        raise ValueError("margins have different totals")
    classes = [_classes(margin) for margin in margins]
    weights = _base(margins[0], base)
    for _ in range(steps):
        for one in classes:
            for rows, size in one:
                weights[rows] *= size / weights[rows].sum()
        if all(
            isclose(weights[rows].sum(), size, rel_tol=_CLOSE)
            for one in classes
            for rows, size in one
        ):
            return weights
    raise ValueError("raking does not converge: no weights agree with all margins")


def kish_effect(weights: Floats) -> float:
    """Return the design effect of unequal weights alone, n Σw²/(Σw)²; 1 for equal ones."""
    return len(weights) / effective_size(float(weights.sum()), float(weights @ weights))


def calibrated_mean_error(
    values: Floats, weights: Floats, margins: Sequence[Margin], base: Floats, design: Design
) -> tuple[float, float]:
    """Return a mean with post-stratified or raked weights, and its standard error.

    What the margins explain has no sampling error, so the residuals of the values from the classes
    of all margins take their place in the linearised variance. Residuals come from alternating
    projections, as raking itself does.

    Args:
        values: [rows].
        weights: [rows] from :func:`post_stratify` or :func:`rake`.
        margins: that the weights were fitted to.
        base: [rows] weights of the design before fitting.
        design: of the sample.
    """
    mean = float(np.average(values, weights=weights))
    left = values - mean
    classes = [rows for margin in margins for rows, _ in _classes(margin)]
    least = _FLAT * float(np.sqrt(np.mean(left**2)))
    for _ in range(1000):
        before = left.copy()
        for rows in classes:
            left[rows] -= np.average(left[rows], weights=base[rows])
        if float(np.abs(left - before).max()) <= least:
            break
    scores = weights * left / weights.sum()
    return mean, total_error(scores, design.strata, design.clusters, design.population)


def design_effect(
    values: Floats, weights: Floats, error: float, *, with_replacement: bool = False
) -> float | None:
    """Return the variance of a mean over that of a simple random sample of the same size.

    Two definitions are in use: against a sample drawn without replacement from a population of Σw
    (the usual one), and against one drawn with replacement, smaller by 1 - n/Σw. The weights must
    add up to the population for the first.

    Returns:
        None where nothing varies or the sample is the population.
    """
    n, total = len(values), float(weights.sum())
    if n < 2:
        return None
    mean = float(np.average(values, weights=weights))
    spread = float(np.average((values - mean) ** 2, weights=weights)) * n / (n - 1)
    plain = spread / n * (1.0 if with_replacement else 1 - n / total)
    return error**2 / plain if plain > 0 else None


def _base(margin: Margin, base: Floats | None) -> Floats:
    return np.ones(len(margin.labels)) if base is None else np.array(base, dtype=np.float64)


def _classes(margin: Margin) -> list[tuple[NDArray[np.intp], float]]:
    """Return the rows and the size of each class.

    Raises:
        ValueError: a class has people but no respondents, or respondents but no people.
    """
    labels = np.asarray(margin.labels)
    known = {name: size for name, size in margin.population.items() if size > 0}
    lost = sorted(set(margin.labels) - set(known))
    if lost:
        raise ValueError(f"no people in the population: {lost[0]}")
    found = [(np.flatnonzero(labels == name), float(size)) for name, size in known.items()]
    empty = [name for name, (rows, _) in zip(known, found, strict=True) if not len(rows)]
    if empty:
        raise ValueError(f"no respondents: {empty[0]}")
    return found
