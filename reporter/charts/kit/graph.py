"""Places of boxes joined by arrows: no arrow through a box, few crossings, causes left of effects.

Boxes stand on a grid whose rows are half a box apart. The places are found by steepest descent
from several fixed beginnings, so the same graph always looks the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from .boxes import Box, Point

_AIR = 1.6  # millimetres between an arrow and a box that it passes
_STARTS, _MOST_SWEEPS = 24, 60
_OVERLAP, _THROUGH, _CROSSING, _NARROW = 1000.0, 120.0, 6.0, 5.0
_BACKWARDS, _UPRIGHT, _LAYER, _LENGTH = 9.0, 1.5, 0.8, 0.035
_NARROW_COSINE = 0.96  # two arrows at one box closer than 16° are hard to tell apart

Floats = NDArray[np.float64]
Arrow = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells for boxes: ``columns`` x ``rows`` middles, ``step`` apart, boxes of ``size``."""

    columns: int
    rows: int
    step: tuple[float, float]
    size: tuple[float, float]

    def middles(self) -> Floats:
        """Return [cells, 2], in millimetres from the first middle, column by column."""
        column, row = np.divmod(np.arange(self.columns * self.rows), self.rows)
        return np.stack([column * self.step[0], row * self.step[1]], axis=1)


@dataclass(frozen=True, slots=True)
class _Costs:
    """Costs by cell, by pair of cells (an arrow), and by two such pairs."""

    arrow: Floats  # [pairs]
    through: Floats  # [pairs, cells]
    crossing: Floats  # [pairs, pairs]
    overlap: Floats  # [cells, cells]
    layer: Floats  # [boxes, cells]
    cells: int


def arrange(count: int, arrows: Sequence[Arrow], layers: Sequence[int], grid: Grid) -> list[Point]:
    """Return the middle of each box, moved so that the leftmost and highest are at 0.

    Args:
        count: boxes, at most the cells of the grid.
        arrows: (from, to) as numbers of boxes.
        layers: of each box, the length of the longest way to it.
        grid: where boxes may stand.
    """
    costs = _costs(grid, layers)
    ends = np.array(arrows, dtype=np.int64).reshape(-1, 2)
    moves = _moves(count, costs.cells)
    draw = default_rng(1)
    best, least = _first(count, layers, grid), np.inf
    for start in range(_STARTS):
        at = _first(count, layers, grid) if start == 0 else draw.permutation(costs.cells)[:count]
        cost = float(_cost(at[None], ends, costs)[0])
        for _ in range(_MOST_SWEEPS):
            tried = _tried(at, moves)
            found = _cost(tried, ends, costs)
            place = int(found.argmin())
            if found[place] >= cost - 1e-9:
                break
            at, cost = tried[place], float(found[place])
        if cost < least - 1e-9:
            best, least = at, cost
    middles = grid.middles()[best]
    return [(float(x), float(y)) for x, y in middles - middles.min(axis=0)]


def _first(count: int, layers: Sequence[int], grid: Grid) -> NDArray[np.int64]:
    """Return a beginning: in the order of layers, column by column, every other row."""
    order = sorted(range(count), key=lambda k: (layers[k], k))
    each = -(-count // grid.columns)
    at = np.zeros(count, dtype=np.int64)
    for number, k in enumerate(order):
        column, row = divmod(number, each)
        at[k] = column * grid.rows + min(2 * row, grid.rows - 1)
    return at


def _moves(count: int, cells: int) -> list[tuple[int, int, int]]:
    """Return (box, cell, -1) for moves and (box, -1, other box) for exchanges."""
    single = [(k, cell, -1) for k in range(count) for cell in range(cells)]
    return single + [(j, -1, k) for j in range(count) for k in range(j)]


def _tried(at: NDArray[np.int64], moves: list[tuple[int, int, int]]) -> NDArray[np.int64]:
    tried = np.repeat(at[None], len(moves), axis=0)
    box, cell, other = np.array(moves).T
    rows = np.arange(len(moves))
    exchange = other >= 0
    tried[rows[~exchange], box[~exchange]] = cell[~exchange]
    tried[rows[exchange], box[exchange]] = at[other[exchange]]
    tried[rows[exchange], other[exchange]] = at[box[exchange]]
    return tried


def _cost(at: NDArray[np.int64], ends: NDArray[np.int64], costs: _Costs) -> Floats:
    """Return [tries], the cost of places [tries, boxes]."""
    pairs = at[:, ends[:, 0]] * costs.cells + at[:, ends[:, 1]]
    total = costs.arrow[pairs].sum(axis=1)
    total += costs.through[pairs[:, :, None], at[:, None, :]].sum(axis=(1, 2))
    total += costs.crossing[pairs[:, :, None], pairs[:, None, :]].sum(axis=(1, 2)) / 2
    total += costs.overlap[at[:, :, None], at[:, None, :]].sum(axis=(1, 2)) / 2
    total -= _OVERLAP * at.shape[1] / 2  # each box lies on itself
    total += costs.layer[np.arange(at.shape[1]), at].sum(axis=1)
    return np.asarray(total)


def _costs(grid: Grid, layers: Sequence[int]) -> _Costs:
    middles = grid.middles()
    cells = len(middles)
    first, last = np.divmod(np.arange(cells * cells), cells)
    way = middles[last] - middles[first]
    length = np.hypot(way[:, 0], way[:, 1])
    ahead = np.round(way[:, 0] / grid.step[0])
    arrow = (
        _LENGTH * length
        + np.where(ahead < 0, -_BACKWARDS * ahead, 0.0)
        + np.where(ahead == 0, _UPRIGHT + np.where(way[:, 1] < 0, 0.5, 0.0), 0.0)
    )
    gap = np.abs(middles[:, None, :] - middles[None, :, :])
    near = (gap[..., 0] < grid.size[0]) & (gap[..., 1] < grid.size[1] + 4.0)
    overlap = np.where(near, _OVERLAP, 0.0)
    most = max(max(layers), 1)
    wish = np.array(layers)[:, None] / most * (grid.columns - 1)
    column = np.arange(cells)[None, :] // grid.rows
    row = np.arange(cells)[None, :] % grid.rows
    middle = np.abs(row - (grid.rows - 1) / 2)
    layer = _LAYER * np.abs(column - wish) + 0.15 * middle
    return _Costs(
        arrow,
        _through(middles, (first, last), grid),
        _crossing(middles, (first, last), way, length),
        overlap,
        layer,
        cells,
    )


Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def _through(middles: Floats, pairs: Pairs, grid: Grid) -> Floats:
    """Return [pairs, cells], the cost of an arrow through the box of a third cell."""
    first, last = pairs
    enters = np.zeros((len(first), len(middles)))
    leaves = np.ones_like(enters)
    for axis in (0, 1):
        start = middles[first, axis][:, None]
        way = (middles[last, axis] - middles[first, axis])[:, None]
        half = grid.size[axis] / 2 + _AIR
        low, high = middles[None, :, axis] - half, middles[None, :, axis] + half
        still = np.abs(way) < 1e-9
        safe = np.where(still, 1.0, way)
        one, other = (low - start) / safe, (high - start) / safe
        inside = (low <= start) & (start <= high)
        enters = np.maximum(
            enters, np.where(still, np.where(inside, 0.0, 2.0), np.minimum(one, other))
        )
        leaves = np.minimum(
            leaves, np.where(still, np.where(inside, 1.0, -1.0), np.maximum(one, other))
        )
    hit = enters < leaves
    cells = np.arange(len(middles))[None, :]
    third = (cells != first[:, None]) & (cells != last[:, None])
    return np.where(hit & third, _THROUGH, 0.0)


def _crossing(middles: Floats, pairs: Pairs, way: Floats, length: Floats) -> Floats:
    """Return [pairs, pairs]: two arrows that cross, or leave one box at nearly one angle."""
    first, last = pairs
    a, b = middles[first], middles[last]

    def side(p: Floats, q: Floats, r: Floats) -> Floats:
        """Return on which side of p-q the points r lie, for all pairs of arrows."""
        along = (q - p)[:, None, :]
        to = r[None, :, :] - p[:, None, :]
        return np.asarray(
            np.sign(np.round(along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0], 6))
        )

    apart = side(a, b, a) * side(a, b, b)
    crossed = (apart < 0) & (apart.T < 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        cosine = (way @ way.T) / (length[:, None] * length[None, :])
    start = first[:, None] == first[None, :]
    end = last[:, None] == last[None, :]
    chained = (last[:, None] == first[None, :]) | (first[:, None] == last[None, :])
    narrow = ((start ^ end) & (cosine > _NARROW_COSINE)) | (chained & (cosine < -_NARROW_COSINE))
    found = _CROSSING * crossed + _NARROW * narrow
    np.fill_diagonal(found, 0.0)
    return np.asarray(found)


def border(box: Box, towards: Point) -> Point:
    """Return where the line from the middle of a box to a point leaves the box."""
    x, y = box.middle
    dx, dy = towards[0] - x, towards[1] - y
    half = (box.right - box.left) / 2, (box.bottom - box.top) / 2
    ways = [room / abs(way) for room, way in zip(half, (dx, dy), strict=True) if way]
    share = min(ways, default=0.0)
    return x + dx * share, y + dy * share
