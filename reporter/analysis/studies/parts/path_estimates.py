"""A path model of satisfaction estimated on one wave of answers, with its bootstrap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ....project.study_table import StudyTable
from .path_models import PathModel

if TYPE_CHECKING:
    from ....stats.pls import Fit, Floats, Metric, Scheme
    from ....stats.pls_bootstrap import Model, Resamples

LEAST_ROWS = 10
MANY_SAME = 5  # from this many questions on, the same answer to all of them is remarkable
_SINGULAR = 1e10  # condition of correlations beyond which coefficients are noise


@dataclass(frozen=True, slots=True)
class Answers:
    """Complete answers of one wave.

    Attributes:
        matrix: [rows, items], complete.
        kept: items of each construct that stand in ``matrix``, in order.
        constant: items without spread, left out.
        incomplete: rows with a missing answer (left out, or filled by the item's mean).
        filled: cells filled.
        same: rows in which all answers are the same.
        weights: [rows].
    """

    matrix: Floats
    kept: tuple[tuple[str, ...], ...]
    constant: tuple[str, ...]
    incomplete: int
    filled: int
    same: int
    weights: Floats

    @property
    def means(self) -> Floats:
        """Weighted means, [items]."""
        found: Floats = self.weights @ self.matrix / self.weights.sum()
        return found

    @property
    def covariance(self) -> Floats:
        """Weighted covariance, [items, items], divisor n."""
        moved = self.matrix - self.means
        found: Floats = (moved * self.weights[:, None]).T @ moved / self.weights.sum()
        return found

    @property
    def deviations(self) -> Floats:
        """Standard deviations, [items], divisor n."""
        import numpy as np

        return np.asarray(np.sqrt(np.diagonal(self.covariance)))

    @property
    def correlations(self) -> Floats:
        """[items, items]."""
        import numpy as np

        return np.asarray(self.covariance / np.outer(self.deviations, self.deviations))


@dataclass(frozen=True, slots=True)
class Estimates:
    """A fitted wave."""

    answers: Answers
    setup: Model
    fit: Fit
    weights: Floats  # [items], in the items' own units, summing to 1 a construct
    indices: Floats  # [constructs], NaN where a weight is negative
    spreads: Floats  # [constructs], standard deviation of the respondents' index


@dataclass(frozen=True, slots=True)
class Reading:
    """How answers are read: texts as numbers, ends of the scale, what is done with gaps."""

    points: dict[str, float]
    scale: tuple[float, float]
    fill: Literal["listwise", "mean"] = "listwise"


def answers(table: StudyTable, model: PathModel, how: Reading, weights: Floats) -> Answers:
    """Read the answers of the rows whose weight is above 0.

    Raises:
        DataError: a column is missing, or a cell is no number of the scale.
    """
    import numpy as np

    parts = [table.numbers(c.items, how.points, c.scale or how.scale) for c in model.constructs]
    matrix = np.concatenate(parts, axis=1)
    some = (weights > 0) & ~np.isnan(matrix).all(axis=1)
    matrix, w = matrix[some], weights[some]
    blank = np.isnan(matrix)
    incomplete, filled = int(blank.any(axis=1).sum()), 0
    if how.fill == "mean":
        counts = w @ ~blank
        sums = w @ np.where(blank, 0.0, matrix)
        means = np.divide(sums, counts, out=np.zeros_like(sums), where=counts > 0)
        matrix, filled = np.where(blank, means, matrix), int(blank.sum())
    else:
        matrix, w = matrix[~blank.any(axis=1)], w[~blank.any(axis=1)]
    spread = (
        matrix.max(axis=0) > matrix.min(axis=0)
        if len(matrix)
        else np.ones(matrix.shape[1], dtype=np.bool_)
    )
    names = [item for construct in model.constructs for item in construct.items]
    varied = dict(zip(names, spread, strict=True))
    alike = (matrix == matrix[:, :1]).all(axis=1).sum() if len(names) >= MANY_SAME else 0
    return Answers(
        matrix[:, spread],
        tuple(tuple(item for item in c.items if varied[item]) for c in model.constructs),
        tuple(name for name in names if not varied[name]),
        incomplete,
        filled,
        int(alike),
        w,
    )


def too_little(found: Answers, model: PathModel) -> str | None:
    """Return why the answers cannot carry the model, in Chinese, or None."""
    rows = len(found.matrix)
    most = max(sum(end == k for _, end in model.paths) for k in range(len(model.constructs)))
    if rows < max(LEAST_ROWS, most + 3):
        return f"各题都回答了的只有{rows}份答卷，不足以估计路径模型。"
    empty = [c.name for c, items in zip(model.constructs, found.kept, strict=True) if not items]
    if empty:
        return f"构念“{empty[0]}”的各题所有人答案相同，没有差异，无法估计。"
    return None


def estimates(
    found: Answers, model: PathModel, scheme: Scheme, metric: Metric, scale: tuple[float, float]
) -> Estimates | str:
    """Fit the model; a text (Chinese) says why there is no result."""
    import numpy as np

    from ....stats.pls import MOST_ROUNDS, Bounds, estimate, index, index_weights
    from ....stats.pls_bootstrap import Model

    design = model.design(found.kept)
    matrix = found.matrix
    ends = [c.scale or scale for c in model.constructs]
    bounds = Bounds(*(np.array([ends[k][side] for k in design.blocks]) for side in (0, 1)))
    covariance = found.covariance
    alike = "有的题目或构念几乎完全相同，系数无法确定。请检查题目是否重复，或合并构念。"
    try:
        fit = estimate(covariance, design, scheme, metric)
    except np.linalg.LinAlgError:
        return alike
    if not bool(fit.converged):
        return f"权重迭代{MOST_ROUNDS}次仍未收敛，没有可靠的结果。请检查题目归属，或换 scheme。"
    for k in range(len(model.constructs)):
        before = design.predecessors(k)
        among = fit.correlations[np.ix_(before, before)]
        if len(before) > 1 and np.linalg.cond(among) > _SINGULAR:
            return alike
    weights = index_weights(fit.weights, found.deviations, metric, design)
    span = (weights * (bounds.high - bounds.low)) @ design.member
    persons = (matrix * weights) @ design.member / span * 100
    return Estimates(
        found,
        Model(design, bounds, scheme, metric),
        fit,
        weights,
        index(weights, found.means, bounds, design),
        _spreads(persons, found.weights),
    )


def _spreads(persons: Floats, weights: Floats) -> Floats:
    """Return weighted standard deviations of columns, divisor n - 1."""
    import numpy as np

    n, share = len(persons), weights / weights.sum()
    return np.asarray(np.sqrt(share @ (persons - share @ persons) ** 2 * n / (n - 1)))


def resamples(found: Estimates, times: int, seed: int) -> Resamples:
    """Return the bootstrap of a fitted wave."""
    from ....stats.pls_bootstrap import Drawing, bootstrap

    own = found.answers
    drawing = Drawing(times, seed, own.weights)
    return bootstrap(own.matrix, found.setup, found.fit.loadings, drawing)
