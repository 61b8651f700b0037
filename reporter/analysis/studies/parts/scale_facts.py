"""Facts of a scale of questions: alpha, omega, factors, and what each question adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....facts.fact import Fact
from ....facts.verdict.measurement import (
    NOT_APPLICABLE,
    rating_of_alpha,
    rating_of_kmo,
    remark_on_item,
)
from ...study import Row, Study
from .stated import bounds

if TYPE_CHECKING:
    import numpy as np

LEAST_ROWS = 3
HEYWOOD = "单因子模型不成立（有一题的独特方差不为正，即 Heywood 情形）。"
SINGULAR = "相关矩阵不可逆（有题目重复，或题数不少于答卷数），无法计算。"


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A scale that was read.

    Attributes:
        names: of its questions with spread, in the order of the columns of ``rows``.
        rows: [complete rows, questions], reversed questions turned.
        constant: questions to which all answers are the same.
        incomplete: rows left out for a missing answer.
        weights: [complete rows].
    """

    name: str
    names: tuple[str, ...]
    rows: np.ndarray
    constant: tuple[str, ...]
    incomplete: int
    weights: np.ndarray

    @property
    def size(self) -> float:
        """Kish's effective number of rows."""
        from ....stats.linear import effective_size

        return effective_size(float(self.weights.sum()), float(self.weights @ self.weights))

    @property
    def means(self) -> np.ndarray:
        """Weighted means, [questions]."""
        found: np.ndarray = self.weights @ self.rows / self.weights.sum()
        return found

    @property
    def covariance(self) -> np.ndarray:
        """Weighted covariance, [questions, questions], divisor n - 1."""
        from ....stats.reliability import covariance_of

        return covariance_of(self.rows, self.weights)


def scale_facts(study: Study, block: Block, row: Row) -> Iterator[Fact]:
    """Yield counts, alpha, omega and the fitness for factors; ``row`` is the scale's."""
    n, k = block.rows.shape
    yield study.fact("items", k, row, unit="count", counter="道题")
    yield study.fact("n", n, row, unit="count", counter="份")
    yield study.fact("incomplete", block.incomplete, row, unit="count", counter="份")
    for name in block.constant:
        yield study.fact("constant", name, row, unit="text", detail=name)
    reason = "单题没有信度，不适用。" if k < 2 else ""
    reason = "完整的答卷少于三份，无法计算。" if n < LEAST_ROWS else reason
    yield from _alpha_facts(study, block, row, reason)
    yield _omega_fact(study, block, row, reason)
    yield from _factor_facts(study, block, row, reason)


def _alpha_facts(study: Study, block: Block, row: Row, reason: str) -> Iterator[Fact]:
    from ....stats import reliability as maths

    n, k = block.rows.shape
    value, standard, ci = None, None, None
    if not reason:
        covariance = block.covariance
        try:
            value = maths.alpha(covariance)
            standard = maths.alpha(_correlations(covariance))
            ci = maths.alpha_interval(value, max(2.0, block.size), k, study.confidence)
        except ValueError:
            reason = "各题之和没有差异，无法计算。"
    yield study.fact("alpha", value, row, n=n, ci=ci, decimals=3, error=reason)
    yield from bounds(study, "alpha", ci, row, n=n, decimals=3, why=reason)
    yield study.fact("alpha_standardised", standard, row, n=n, decimals=3, error=reason)
    yield study.fact("rating", rating_of_alpha(value, n), row, unit="text")


def _omega_fact(study: Study, block: Block, row: Row, reason: str) -> Fact:
    from ....stats import reliability as maths

    n, k = block.rows.shape
    value = None
    if not reason and k < maths.LEAST_FACTOR_ITEMS:
        reason = "两题的单因子模型不能识别，不适用。"
    if not reason:
        try:
            factor = maths.one_factor(block.covariance)
        except ValueError:
            reason = SINGULAR
        else:
            value = factor.omega if factor.proper and factor.converged else None
            reason = "" if value is not None else HEYWOOD
    return study.fact("omega", value, row, n=n, decimals=3, error=reason)


def _factor_facts(study: Study, block: Block, row: Row, reason: str) -> Iterator[Fact]:
    from ....stats import reliability as maths

    n, k = block.rows.shape
    adequacy, test = None, None
    if not reason:
        related = _correlations(block.covariance)
        adequacy, test = maths.adequacy(related), maths.sphericity(related, block.size)
        reason = "" if adequacy else SINGULAR
    two = "两题的 KMO 恒为二分之一，不适用。" if k == 2 else reason
    value = adequacy[0] if adequacy and not two else None
    yield study.fact("kmo", value, row, n=n, decimals=3, error=two)
    yield study.fact("fits", rating_of_kmo(value, n), row, unit="text")
    chi, degrees, p = test or (None, None, None)
    why = "" if test else reason or "答卷太少，无法计算。"
    yield study.fact("bartlett", chi, row, n=n, decimals=1, error=why)
    yield study.fact("df", degrees, row, unit="number", decimals=0, error=why)
    yield study.fact("p", p, row, unit="p", n=n, error=why)


def _correlations(covariance: np.ndarray) -> np.ndarray:
    import numpy as np

    sizes = np.sqrt(np.diagonal(covariance))
    related: np.ndarray = covariance / np.outer(sizes, sizes)
    return related


def item_facts(study: Study, block: Block) -> Iterator[Fact]:
    """Yield mean, item-total correlation, alpha without it, and a remark, of every question."""
    from ....stats import reliability as maths

    for name in block.constant:
        row = study.row("item", name)
        yield study.fact("scale", block.name, row, unit="text")
        yield from _none(study, row, "答案全部相同，没有差异。")
        yield study.fact("remark", "答案全部相同，未参与", row, unit="text")
    n, k = block.rows.shape
    if n < LEAST_ROWS or k < 2:
        reason = "单题没有信度，不适用。" if n >= LEAST_ROWS else "完整的答卷少于三份，无法计算。"
        for name in block.names:
            row = study.row("item", name)
            yield study.fact("scale", block.name, row, unit="text")
            yield from _none(study, row, reason)
            yield study.fact("remark", NOT_APPLICABLE, row, unit="text")
        return
    covariance = block.covariance
    total, without = maths.item_total(covariance), maths.alpha_without(covariance)
    adequacy = maths.adequacy(_correlations(covariance)) if k > 2 else None
    try:
        whole = maths.alpha(covariance)
    except ValueError:
        whole = float("nan")
    for j, name in enumerate(block.names):
        row = study.row("item", name)
        yield study.fact("scale", block.name, row, unit="text")
        yield study.fact("mean", float(block.means[j]), row, n=n, decimals=2)
        others = "" if total[j] == total[j] else "其余各题之和没有差异。"
        value = None if others else float(total[j])
        yield study.fact("item_total", value, row, n=n, decimals=3, error=others)
        few = "" if without[j] == without[j] else "删去后不足两题，或没有差异。"
        value = None if few else float(without[j])
        yield study.fact("alpha_without", value, row, n=n, decimals=3, error=few)
        own = float(adequacy[1][j]) if adequacy else float("nan")
        error = "" if own == own else "无法计算。"
        yield study.fact("msa", own if not error else None, row, n=n, decimals=3, error=error)
        word = remark_on_item(float(total[j]), without[j] - whole, n)
        yield study.fact("remark", word, row, unit="text")


def _none(study: Study, row: Row, reason: str) -> Iterator[Fact]:
    for statistic in ("mean", "item_total", "alpha_without", "msa"):
        yield study.fact(statistic, None, row, error=reason)
