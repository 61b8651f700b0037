"""The mergeable tally: rows become sums once; nothing after it depends on their number.

Cells are the whole and every level of every segment (plus one for blank levels). Two
tallies of parts of the data add up to the tally of all of it, so the same function serves
a file that is read in pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .coding import Coded
from .scale import FIRST_OPTION, NOT_APPLICABLE, ItemScale

CHUNK = 8192
"""Rows handled at a time: bounds memory and keeps the blocks in the cache."""

STRAIGHT_ITEMS = 5
"""Identical answers to fewer items than this say nothing."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What two tallies must share to be added.

    Attributes:
        items: scales of the items, in project order; those not scored too.
        nodes: (indicator id, positions of the items below it).
        segments: (segment id, its levels).
    """

    items: tuple[ItemScale, ...]
    nodes: tuple[tuple[str, tuple[int, ...]], ...]
    segments: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def width(self) -> int:
        """Number of codes of the longest scale."""
        return FIRST_OPTION + max([1, *(len(item.points) for item in self.items)])

    def cells(self) -> Iterator[tuple[str, str | None]]:
        """Yield (segment, level) of every cell, in order; level None = blank."""
        yield "", ""
        for segment, levels in self.segments:
            yield from ((segment, level) for level in levels)
            yield segment, None


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Sums by cell. k = number of items, w = weight, m = 1 for a valid answer.

    Attributes:
        layout: what the axes stand for.
        respondents: [cells] unweighted rows.
        weights: [cells, 2] Σw and Σw².
        counts: [cells, items, codes] unweighted answers.
        weighted: [cells, items, codes] weighted answers.
        any_valid: [cells, nodes] rows with a valid answer to any item below the node.
        moments: [cells, 2k+1, 2k+1] Σ zᵀz of z = (1, w·m, w·m·(x - centre)): every mean,
            covariance and linearised variance of the items follows from it.
        straight: rows with one and the same answer to all of ``straight_items`` items,
            out of ``straight_base`` rows that answered enough of them.
    """

    layout: Layout
    respondents: NDArray[np.int64]
    weights: NDArray[np.float64]
    counts: NDArray[np.int64]
    weighted: NDArray[np.float64]
    any_valid: NDArray[np.int64]
    moments: NDArray[np.float64]
    straight: int = 0
    straight_base: int = 0


def tally(coded: Coded, layout: Layout) -> Tally:
    """Count all rows."""
    cells = sum(1 for _ in layout.cells())
    k = len(layout.items)
    sums = Tally(
        layout=layout,
        respondents=np.zeros(cells, np.int64),
        weights=np.zeros((cells, 2)),
        counts=np.zeros((cells, k, layout.width), np.int64),
        weighted=np.zeros((cells, k, layout.width)),
        any_valid=np.zeros((cells, len(layout.nodes)), np.int64),
        moments=np.zeros((cells, 2 * k + 1, 2 * k + 1)),
    )
    points = _points(layout)
    for start in range(0, coded.codes.shape[1], CHUNK):
        _count(sums, _part(coded, start), points)
    straight, base = _straight(coded.codes, layout)
    if coded.weights is None:
        sums.weighted[...] = sums.counts
    return replace(sums, straight=straight, straight_base=base)


def merge(a: Tally, b: Tally) -> Tally:
    """Return the tally of both parts; ValueError if their layouts differ."""
    if a.layout != b.layout:
        raise ValueError("tallies of different layouts cannot be added")
    return Tally(
        layout=a.layout,
        respondents=a.respondents + b.respondents,
        weights=a.weights + b.weights,
        counts=a.counts + b.counts,
        weighted=a.weighted + b.weighted,
        any_valid=a.any_valid + b.any_valid,
        moments=a.moments + b.moments,
        straight=a.straight + b.straight,
        straight_base=a.straight_base + b.straight_base,
    )


def straight_items(layout: Layout) -> tuple[int, ...]:
    """Return positions of the largest set of items that share a scale."""
    families: dict[tuple[str, ...], list[int]] = {}
    for position, item in enumerate(layout.items):
        if item.base:
            families.setdefault(item.base, []).append(position)
    largest = max(families.values(), key=len, default=[])
    return tuple(largest) if len(largest) >= STRAIGHT_ITEMS else ()


def _part(coded: Coded, start: int) -> Coded:
    rows = slice(start, start + CHUNK)
    return Coded(
        coded.codes[:, rows],
        None if coded.values is None else coded.values[:, rows],
        coded.levels[:, rows],
        None if coded.weights is None else coded.weights[rows],
    )


def _points(layout: Layout) -> NDArray[np.float64]:
    """Return points less the centre by [item, code]; 0 where there are none."""
    table = np.zeros((len(layout.items), layout.width))
    for row, item in zip(table, layout.items, strict=True):
        row[FIRST_OPTION : FIRST_OPTION + len(item.points)] = np.array(item.points) - item.centre
    return table


def _count(sums: Tally, part: Coded, points: NDArray[np.float64]) -> None:
    layout = sums.layout
    k, rows = part.codes.shape
    width = layout.width
    valid = part.codes >= FIRST_OPTION
    weights = part.weights
    moment_rows = _moment_rows(part, valid, points, layout)
    nodes = [valid[list(positions)].any(axis=0) for _, positions in layout.nodes]
    answered = np.nonzero(np.array(nodes, dtype=bool).reshape(len(nodes), rows))
    keys = np.arange(k)[:, None] * width + part.codes
    repeated = None if weights is None else np.broadcast_to(weights, (k, rows)).ravel()
    offset = 0
    for levels, size in _segments(part, layout):
        here = slice(offset, offset + size)
        sums.respondents[here] += np.bincount(levels, minlength=size)
        flat = (levels * (k * width) + keys).ravel()
        shape = (size, k, width)
        bins = size * k * width
        sums.counts[here] += np.bincount(flat, minlength=bins).reshape(shape)
        if weights is None:
            sums.weights[here] += np.bincount(levels, minlength=size)[:, None]
        else:
            sums.weighted[here] += np.bincount(flat, repeated, bins).reshape(shape)
            for power in (1, 2):
                sums.weights[here, power - 1] += np.bincount(levels, weights**power, size)
        reached = levels[answered[1]] * len(nodes) + answered[0]
        reached_bins = np.bincount(reached, minlength=size * len(nodes))
        sums.any_valid[here] += reached_bins.reshape(size, len(nodes))
        _add_moments(sums.moments[here], moment_rows, levels)
        offset += size


def _segments(part: Coded, layout: Layout) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Yield the level of every row and the number of cells: the whole, then each segment."""
    yield np.zeros(part.codes.shape[1], np.int64), 1
    for levels, (_, names) in zip(part.levels, layout.segments, strict=True):
        yield levels, len(names) + 1


def _moment_rows(
    part: Coded, valid: NDArray[np.bool_], points: NDArray[np.float64], layout: Layout
) -> NDArray[np.float64]:
    """Return z, [rows, 2k+1]: rows together in memory, since cells gather rows."""
    k, rows = valid.shape
    z = np.empty((2 * k + 1, rows))
    z[0] = 1
    z[1 : k + 1] = valid
    if part.values is None:
        for item in range(k):
            np.take(points[item], part.codes[item], out=z[k + 1 + item])
    else:
        centres = np.array([item.centre for item in layout.items])
        z[k + 1 :] = np.where(valid, part.values - centres[:, None], 0.0)
    if part.weights is not None:
        z[1:] *= part.weights
    return np.ascontiguousarray(z.T)


def _add_moments(
    moments: NDArray[np.float64], z: NDArray[np.float64], levels: NDArray[np.int64]
) -> None:
    if len(moments) == 1:
        moments[0] += z.T @ z
        return
    order = np.argsort(levels, kind="stable")
    ordered = z.take(order, axis=0)
    edges = np.searchsorted(levels[order], np.arange(len(moments) + 1))
    for cell, (low, high) in enumerate(pairwise(edges)):
        if high > low:
            block = ordered[low:high]
            moments[cell] += block.T @ block


def _straight(codes: NDArray[np.uint8], layout: Layout) -> tuple[int, int]:
    """Count rows whose answers as given (before mirroring) are all the same."""
    positions = straight_items(layout)
    if not positions:
        return 0, 0
    low = np.full(codes.shape[1], 255, np.uint8)
    high = np.zeros(codes.shape[1], np.uint8)
    answers = np.zeros(codes.shape[1], np.int64)
    for position in positions:
        item, column = layout.items[position], codes[position]
        valid = column > NOT_APPLICABLE
        if item.reverse:
            last = np.uint8(2 * FIRST_OPTION + len(item.points) - 1)
            column = np.where(valid, last - column, column)
        low = np.where(valid, np.minimum(low, column), low)
        high = np.where(valid, np.maximum(high, column), high)
        answers += valid
    enough = answers >= max(STRAIGHT_ITEMS, len(positions) // 2)
    return int((enough & (low == high)).sum()), int(enough.sum())
