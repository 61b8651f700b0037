"""Charts that add up past points and so see small lasting shifts: EWMA and CUSUM.

Their points depend on each other by construction, so run rules do not apply to them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .control_charts import Chart, Floats


def ewma(chart: Chart, smoothing: float = 0.2, width: float = 3.0) -> Chart:
    """Return the exponentially weighted moving average of a chart of means or measurements.

    z_t = l x_t + (1 - l) z_(t-1), z_0 = centre line; limits of each point
    centre +- L sigma_t sqrt(l / (2 - l) (1 - (1 - l)^(2t))) (Roberts 1959, Technometrics 1;
    Lucas and Saccucci 1990, Technometrics 32).

    Args:
        chart: whose values, centre line and standard errors are used.
        smoothing: l in (0, 1]; 1 gives the chart itself.
        width: L, half the width of the limits in standard errors.
    """
    if not 0 < smoothing <= 1 or not width > 0:
        raise ValueError("smoothing lies in (0, 1] and width is positive")
    points = np.empty_like(chart.values)
    last = float(chart.centre[0])
    for i, value in enumerate(chart.values):
        last = smoothing * float(value) + (1 - smoothing) * last
        points[i] = last
    steps = np.arange(1, len(points) + 1)
    shrink = np.sqrt(smoothing / (2 - smoothing) * (1 - (1 - smoothing) ** (2 * steps)))
    errors = chart.errors * shrink
    lower, upper = chart.centre - width * errors, chart.centre + width * errors
    return Chart(points, chart.centre, lower, upper, errors, chart.sigma)


@dataclass(frozen=True, slots=True)
class Cusum:
    """Sums of what lies beyond the allowance, in standard errors: above >= 0, below <= 0."""

    above: Floats
    below: Floats
    limit: float


def cusum(chart: Chart, allowance: float = 0.5, limit: float = 5.0) -> Cusum:
    """Return the tabular cumulative sums of a chart of means or measurements.

    C+ = max(0, C+ + z - k), C- = min(0, C- + z + k) with z in standard errors from the centre
    line (Page 1954, Biometrika 41; Montgomery, chapter 9). k = half the shift to be seen.
    """
    if allowance < 0 or not limit > 0:
        raise ValueError("the allowance is not negative and the limit is positive")
    above, below = np.zeros(len(chart.values)), np.zeros(len(chart.values))
    up = down = 0.0
    for i, z in enumerate(chart.positions):
        up = max(0.0, up + float(z) - allowance)
        down = min(0.0, down + float(z) + allowance)
        above[i], below[i] = up, down
    return Cusum(above, below, limit)
