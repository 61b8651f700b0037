"""Tally -> scores of every node in every group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..stats.linear import composite_errors, effective_size
from .scale import FIRST_OPTION, MISSING, NOT_APPLICABLE
from .scores import Distribution, GroupScores, Node, NodeScore
from .tally import Tally
from .tree import items_below

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gap:
    """A child without data: the weights of its siblings were renormalised in this group."""

    segment: str
    level: str
    parent: str
    child: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What follows from a tally; ``blank`` counts respondents without a level."""

    total: GroupScores
    groups: Mapping[str, tuple[GroupScores, ...]]
    gaps: tuple[Gap, ...]
    blank: Mapping[str, int]


def from_tally(
    tally: Tally, tree: Mapping[str, Node], populations: Mapping[tuple[str, str], int]
) -> Counted:
    """Return the scores of the whole and of every level of every segment.

    Args:
        tally: sums by cell.
        tree: the nodes, children before nobody: the whole first.
        populations: (segment, level) -> size, ("", "") for the whole.
    """
    below = items_below(tree)
    groups: dict[str, list[GroupScores]] = {"": []}
    gaps: list[Gap] = []
    blank: dict[str, int] = {}
    for cell, (segment, level) in enumerate(tally.layout.cells()):
        if level is None:
            blank[segment] = int(tally.respondents[cell])
            continue
        view = _Cell(tally, cell, tree, below)
        gaps += [Gap(segment, level, parent, child) for parent, child in view.gaps]
        sums = tally.weights[cell]
        groups.setdefault(segment, []).append(
            GroupScores(
                segment=segment,
                level=level,
                n=int(tally.respondents[cell]),
                n_effective=effective_size(float(sums[0]), float(sums[1])),
                population=populations.get((segment, level)),
                nodes=view.nodes(),
            )
        )
    (total,) = groups.pop("")
    return Counted(total, {s: tuple(g) for s, g in groups.items()}, tuple(gaps), blank)


class _Cell:
    """One cell of the tally, seen through the tree."""

    def __init__(
        self,
        tally: Tally,
        cell: int,
        tree: Mapping[str, Node],
        below: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.tally, self.cell, self.tree, self.below = tally, cell, tree, below
        self.position = {item.item: i for i, item in enumerate(tally.layout.items)}
        self.counts = tally.counts[cell]
        weighted = tally.weighted[cell][:, FIRST_OPTION:]
        sums_of_items = weighted.sum(axis=1, keepdims=True)
        self.shares = np.divide(
            weighted, sums_of_items, out=np.zeros_like(weighted), where=sums_of_items > 0
        )
        k = len(self.position)
        sums = tally.moments[cell][0]
        present = sums[1 : k + 1] > 0
        offsets = np.divide(sums[k + 1 :], sums[1 : k + 1], out=np.zeros(k), where=present)
        self.means = np.array([item.centre for item in tally.layout.items]) + offsets
        self.present = present
        self.gaps: list[tuple[str, str]] = []
        self.parts = self._coefficients()

    def nodes(self) -> dict[str, NodeScore]:
        """Return the score of every node, in tree order."""
        reached = self._reached()
        table = np.array([self.parts[id] for id in self.tree])
        errors = composite_errors(
            self.tally.moments[self.cell], table, np.array([reached[id] for id in self.tree])
        )
        return {
            node.id: self._node(node, reached[node.id], float(error))
            for node, error in zip(self.tree.values(), errors, strict=True)
        }

    def _coefficients(self) -> dict[str, Floats]:
        """Return the share of every item in every node, after renormalising; 0 = no data."""
        parts: dict[str, Floats] = {}
        for node in reversed(list(self.tree.values())):
            part = np.zeros(len(self.position))
            if node.is_item:
                part[self.position[node.id]] = self.present[self.position[node.id]]
            else:
                children = [(self.tree[id].weight, parts[id]) for id in node.children]
                whole = sum(weight for weight, share in children if share.any())
                for weight, share in children:
                    if whole > 0:
                        part += share * (weight / whole)
                if part.any():
                    self.gaps += [(node.id, id) for id in node.children if not parts[id].any()]
            parts[node.id] = part
        return parts

    def _reached(self) -> dict[str, int]:
        """Return respondents with a valid answer to the item, or to any item below."""
        counts = self.counts[:, FIRST_OPTION:].sum(axis=1)
        reached = {id: int(counts[i]) for id, i in self.position.items()}
        nodes = zip(self.tally.layout.nodes, self.tally.any_valid[self.cell], strict=True)
        reached.update({id: int(n) for (id, _), n in nodes})
        return {id: reached.get(id, 0) for id in self.tree}

    def _node(self, node: Node, n: int, error: float) -> NodeScore:
        part = self.parts[node.id]
        leaves = (node.id,) if node.is_item else self.below[node.id]
        items = [self.position[leaf] for leaf in leaves if leaf in self.position]
        has_data = bool(part.any())
        return NodeScore(
            score=_mean(self.means, part) if has_data else None,
            n=n,
            standard_error=error if has_data and n > 1 else None,
            distribution=self._distribution(node, items, part) if has_data else None,
            not_applicable=int(self.counts[items, NOT_APPLICABLE].sum()),
            missing=int(self.counts[items, MISSING].sum()),
        )

    def _distribution(self, node: Node, items: Iterable[int], part: Floats) -> Distribution | None:
        """Pool the answers of the items that have any, weighted by their share in the node."""
        used = [i for i in items if part[i] > 0]
        scales = [self.tally.layout.items[i] for i in used]
        first = scales[0]
        same = all((s.base, s.points) == (first.base, first.points) for s in scales)
        if not first.points or not same:
            return None
        size = len(first.points)
        shares = part[used] @ self.shares[used, :size]
        counts = self.counts[used, FIRST_OPTION : FIRST_OPTION + size].sum(axis=0)
        return Distribution(
            labels=first.labels if node.is_item else first.base,
            counts=tuple(int(count) for count in counts),
            shares=tuple(float(share) for share in shares),
            satisfied=float(shares[list(first.satisfied)].sum()),
            dissatisfied=float(shares[list(first.dissatisfied)].sum()),
        )


def _mean(means: Floats, part: Floats) -> float:
    """Return the weighted mean; measured from its lowest value so that equals stay equal."""
    used = part > 0
    low, high = float(means[used].min()), float(means[used].max())
    return min(high, low + float(part[used] @ (means[used] - low)))
