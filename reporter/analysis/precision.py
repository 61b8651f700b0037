"""Sampling error of a cell: half width of the interval, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from ..scoring.scores import Scores
from .cells import NO_BASE, Cell

CENSUS = "普查，无抽样误差。"
CONVENIENCE = "非概率样本，不推断总体。"
UNSTATED = "没有写明抽样方式，未计算抽样误差。"
WHOLE_GROUP = "该类别全部调查，无抽样误差。"
TOO_MANY = "样本量大于总体数量，无法计算抽样误差，请核对总体数量。"
NO_ERROR_GIVEN = "数据为已汇总的得分，没有标准误，未计算抽样误差。"
ONE_ANSWER = "有效答案不足两个，无法计算抽样误差。"
NO_SPREAD = "有效答案完全相同，无法估计抽样误差。"


@dataclass(frozen=True, slots=True)
class Precision:
    """``half_width`` of the confidence interval in points, or None and ``why``.

    ``error`` is the standard error behind it, with finite population correction.
    """

    half_width: float | None
    why: str = ""
    error: float | None = None


def no_inference(scores: Scores) -> str:
    """Return why the survey as a whole carries no sampling error; "" when it does."""
    sampling = scores.project.survey.sampling
    reasons = {"census": CENSUS, "convenience": CONVENIENCE, "unstated": UNSTATED}
    return reasons.get(sampling, "")


def population_of(scores: Scores, cell: Cell) -> int | None:
    """Return the size of the population a cell stands for, if known."""
    if cell.part.population is None and not cell.part.segment:
        return scores.project.survey.population
    return cell.part.population


def precision(scores: Scores, cell: Cell) -> Precision:
    """Return the half width of the interval of a score: t(n-1) x SE x sqrt(1 - n/N)."""
    from ..stats.intervals import fpc_mean, t_quantile  # scipy is slow to load

    error, n = cell.result.standard_error, cell.n
    why = no_inference(scores)
    if not why and error is None and scores.entry == "scored":
        why = NO_ERROR_GIVEN
    why = why or _no_base(scores, cell)
    if why:
        return Precision(None, why)
    if error is None or n is None or n < 2:
        return Precision(None, ONE_ANSWER)
    if error == 0:
        return Precision(None, NO_SPREAD)
    quantile = t_quantile(scores.project.survey.confidence, n - 1)
    corrected = error * fpc_mean(n, population_of(scores, cell))
    return Precision(quantile * corrected, error=corrected)


def share_interval(scores: Scores, cell: Cell, share: float) -> tuple[float, float] | None:
    """Return the Wilson interval of a share (0-1), with effective base and FPC, or None."""
    from ..stats.intervals import fpc_share, wilson

    if no_inference(scores) or _no_base(scores, cell) or not cell.n:
        return None
    factor = fpc_share(cell.n, population_of(scores, cell))
    # a finite population makes n answers worth n / fpc² of an infinite one
    low, high = wilson(
        min(max(share, 0.0), 1.0),
        effective_base(cell) / factor**2,
        scores.project.survey.confidence,
    )
    return low, high


def largest_share_error(scores: Scores, cell: Cell) -> Precision:
    """Return the half width for a share of one half, the widest, as a share (0-1)."""
    from ..stats.intervals import share_margin

    why = no_inference(scores) or _no_base(scores, cell)
    if why:
        return Precision(None, why)
    n = cell.n or 0
    width = share_margin(
        n,
        population_of(scores, cell),
        confidence=scores.project.survey.confidence,
        design_effect=n / effective_base(cell),
    )
    return Precision(width)


def effective_base(cell: Cell) -> float:
    """Return the base that weights leave: n x (effective n / n of the group)."""
    n = float(cell.n or 0)
    if not cell.part.n or not cell.part.n_effective:
        return n
    return n * cell.part.n_effective / cell.part.n


def _no_base(scores: Scores, cell: Cell) -> str:
    n, population = cell.n, population_of(scores, cell)
    if not n:
        return NO_BASE if n is None else ONE_ANSWER
    if population is None or n < population:
        return ""
    return WHOLE_GROUP if n == population else TOO_MANY
