"""Shewhart control charts of measurements and counts: centre line and limits of every point.

Limits are three standard errors wide on either side and belong to a point, as its sample size
does. The points that set them are the ``baseline``: all points in phase I (is the process
stable?), an earlier period in phase II (does it stay as it was?). Sources: Shewhart 1931;
Montgomery, Introduction to Statistical Quality Control, chapters 6 and 7; ISO 7870-2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from . import chart_constants as constants

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
WIDTH = 3.0


class NoLimitsError(ValueError):
    """The baseline does not vary, or holds too little, so that there are no limits."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One control chart; all arrays have a value a point.

    Attributes:
        values: what is plotted.
        centre, lower, upper: limits of each point, ``lower`` not below 0 for counts and spreads.
        errors: standard error of each point.
        sigma: of the process: of single measurements, or the factor of Laney's charts.
    """

    values: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    errors: Floats
    sigma: float

    @property
    def positions(self) -> Floats:
        """Distance of each point from the centre line, in standard errors."""
        return (self.values - self.centre) / self.errors


def individuals(values: Floats, baseline: Mask | None = None) -> Chart:
    """Return the chart of single measurements: mean +- 3 MR / d2(2).

    The spread is that of neighbours (mean moving range), not the standard deviation of all
    points, which shifts would widen. A range counts where both its points are in the baseline.

    Raises:
        NoLimitsError: the mean moving range is 0 or there is none.
    """
    base = _mask(values, baseline)
    ranges = _moving_ranges(values)
    counted = ranges[base[1:] & base[:-1]]
    if not counted.size or not counted.mean() > 0:
        raise NoLimitsError("the mean moving range is 0")
    sigma = float(counted.mean() / constants.d2(2))
    centre = np.full(values.shape, values[base].mean())
    return _around(values, centre, np.full(values.shape, sigma), sigma, floor=-np.inf)


def moving_ranges(values: Floats, baseline: Mask | None = None) -> Chart:
    """Return the chart of moving ranges; the first point has none (NaN)."""
    base = _mask(values, baseline)
    ranges = _moving_ranges(values)
    counted = ranges[base[1:] & base[:-1]]
    mean = float(counted.mean()) if counted.size else 0.0
    if not mean > 0:
        raise NoLimitsError("the mean moving range is 0")
    points = np.concatenate([[np.nan], ranges])
    sigma = mean / constants.d2(2)
    errors = np.full(values.shape, sigma * constants.d3(2))
    return _around(points, np.full(values.shape, mean), errors, sigma)


def mean_and_spread(
    samples: Sequence[Floats], by: str = "range", baseline: Mask | None = None
) -> tuple[Chart, Chart]:
    """Return the charts of means and of their spread; samples may differ in size.

    The process spread is the mean of R / d2(n), or of s / c4(n), over samples of two or more;
    the centre line of the means is the mean of all measurements. For samples of one size these
    are the charts with A2, D3, D4, or A3, B3, B4.

    Args:
        samples: measurements of each point, each at least one.
        by: range (X-bar and R) or deviation (X-bar and s).
        baseline: points that set the limits.

    Raises:
        NoLimitsError: nothing varies within the samples.
    """
    sizes = np.array([len(sample) for sample in samples])
    means = np.array([sample.mean() for sample in samples])
    base = _mask(means, baseline)
    expected = constants.d2 if by == "range" else constants.c4
    units = np.array([expected(int(n)) if n > 1 else np.nan for n in sizes])
    spreads = np.array([_spread(sample, by) for sample in samples])
    counted = base & (sizes > 1)
    sigma = float((spreads[counted] / units[counted]).mean()) if counted.any() else 0.0
    if not sigma > 0:
        raise NoLimitsError("nothing varies within the samples")
    centre = np.full(means.shape, float((means * sizes)[base].sum() / sizes[base].sum()))
    first = _around(means, centre, sigma / np.sqrt(sizes), sigma, floor=-np.inf)
    errors = np.array([_spread_error(int(n), by) if n > 1 else np.nan for n in sizes]) * sigma
    return first, _around(spreads, units * sigma, errors, sigma)


def shares(defects: Floats, sizes: Floats, baseline: Mask | None = None) -> Chart:
    """Return the p chart: p +- 3 sqrt(p(1 - p)/n) with each point's own n, within [0, 1]."""
    return _bounded(_share_chart(defects, sizes, baseline))


def laney_shares(defects: Floats, sizes: Floats, baseline: Mask | None = None) -> Chart:
    """Return Laney's p' chart: the limits of a p chart times the spread of its z values.

    With large samples the shares vary by more than chance of drawing; a p chart would then
    give alarms without end. sigma_z = mean moving range of z / d2(2) (Laney 2002, Quality
    Engineering 14(4)).

    Raises:
        NoLimitsError: the z values do not vary.
    """
    return _bounded(_stretched(_share_chart(defects, sizes, baseline), baseline))


def numbers(defects: Floats, sizes: Floats, baseline: Mask | None = None) -> Chart:
    """Return the np chart: n p +- 3 sqrt(n p(1 - p)), the centre line following n."""
    chart = shares(defects, sizes, baseline)
    return Chart(
        defects.astype(float),
        chart.centre * sizes,
        chart.lower * sizes,
        chart.upper * sizes,
        chart.errors * sizes,
        chart.sigma,
    )


def counts(defects: Floats, baseline: Mask | None = None) -> Chart:
    """Return the c chart: c +- 3 sqrt(c), defects on equal areas of opportunity."""
    return rates(defects, np.ones(defects.shape), baseline)


def rates(defects: Floats, sizes: Floats, baseline: Mask | None = None) -> Chart:
    """Return the u chart: u +- 3 sqrt(u/n), defects a unit, with each point's own n."""
    return _rate_chart(defects, sizes, baseline)


def dispersion(chart: Chart, baseline: Mask | None = None) -> float:
    """Return sigma_z: how much wider neighbours vary than the chart's distribution lets them.

    1 for a binomial or Poisson process; 0 where there are no neighbours in the baseline.
    """
    base = _mask(chart.values, baseline)
    counted = _moving_ranges(chart.positions)[base[1:] & base[:-1]]
    return float(counted.mean() / constants.d2(2)) if counted.size else 0.0


def autocorrelation(values: Floats) -> float | None:
    """Return the correlation of each point with the one before it; None without variation.

    Lag-1 sample autocorrelation (Box and Jenkins 1970). Beyond 2/sqrt(n) limits from moving
    ranges are too narrow.
    """
    centred = values - values.mean()
    square = float(centred @ centred)
    if len(values) < 3 or square <= 1e-12 * max(1.0, float(values @ values)):
        return None
    return float(centred[1:] @ centred[:-1]) / square


def _share_chart(defects: Floats, sizes: Floats, baseline: Mask | None) -> Chart:
    _check_counts(defects, sizes)
    if (defects > sizes).any():
        raise ValueError("more defects than things looked at")
    base = _mask(defects, baseline)
    share = float(defects[base].sum() / sizes[base].sum())
    if not 0 < share < 1:
        raise NoLimitsError("all or none are defective")
    errors = np.sqrt(share * (1 - share) / sizes)
    centre = np.full(errors.shape, share)
    return _around(defects / sizes, centre, errors, sqrt(share * (1 - share)))


def _rate_chart(defects: Floats, sizes: Floats, baseline: Mask | None) -> Chart:
    _check_counts(defects, sizes)
    base = _mask(defects, baseline)
    rate = float(defects[base].sum() / sizes[base].sum())
    if not rate > 0:
        raise NoLimitsError("there is no defect")
    errors = np.sqrt(rate / sizes)
    return _around(defects / sizes, np.full(errors.shape, rate), errors, sqrt(rate))


def _stretched(chart: Chart, baseline: Mask | None) -> Chart:
    factor = dispersion(chart, baseline)
    if not factor > 0:
        raise NoLimitsError("the shares do not vary")
    return _around(chart.values, chart.centre, chart.errors * factor, factor)


def _bounded(chart: Chart) -> Chart:
    upper = np.minimum(chart.upper, 1.0)
    return Chart(chart.values, chart.centre, chart.lower, upper, chart.errors, chart.sigma)


def _around(
    values: Floats, centre: Floats, errors: Floats, sigma: float, floor: float = 0.0
) -> Chart:
    lower = np.maximum(centre - WIDTH * errors, floor)
    return Chart(values, centre, lower, centre + WIDTH * errors, errors, sigma)


def _moving_ranges(values: Floats) -> Floats:
    return np.abs(np.diff(values))


def _spread(sample: Floats, by: str) -> float:
    if len(sample) < 2:
        return float("nan")
    return float(np.ptp(sample)) if by == "range" else float(sample.std(ddof=1))


def _spread_error(size: int, by: str) -> float:
    return constants.d3(size) if by == "range" else sqrt(1 - constants.c4(size) ** 2)


def _mask(values: Floats, baseline: Mask | None) -> Mask:
    base = np.ones(len(values), dtype=bool) if baseline is None else baseline
    if len(base) != len(values) or not base.any():
        raise NoLimitsError("no point sets the limits")
    return base


def _check_counts(defects: Floats, sizes: Floats) -> None:
    if (defects < 0).any() or not (sizes > 0).all():
        raise ValueError("counts are not negative, and each point has something looked at")
