"""The result of scoring: means and counts of every node in every group.

This is what analysis methods see. It does not depend on the number of rows any
more; what an entry could not support is None, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..errors import Problem
from ..project.model import Project, Segment

if TYPE_CHECKING:
    from ..project import PreviousWave
    from .tally import Tally

Entry = Literal["answers", "scores", "scored"]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the indicator tree: the whole (level 0), an indicator, or an item (leaf).

    ``weight`` is the share within the parent (siblings add to 1); ``path_weight`` the
    share in the whole. ``scored`` is False for items reported on their own.
    """

    id: str
    name: str
    level: int
    parent: str
    children: tuple[str, ...]
    weight: float
    path_weight: float
    department: str = ""
    support: str = ""
    target: float | None = None
    is_item: bool = False
    scored: bool = True


@dataclass(frozen=True, slots=True)
class Distribution:
    """Answers to an item (or all items below an indicator), best answer first.

    ``counts`` are unweighted; ``shares`` weighted, of valid answers, adding to 1.
    """

    labels: tuple[str, ...]
    counts: tuple[int, ...]
    shares: tuple[float, ...]
    satisfied: float  # weighted share of valid answers that count as satisfied
    dissatisfied: float


@dataclass(frozen=True, slots=True)
class NodeScore:
    """Score of one node in one group. ``n``: unweighted respondents with a valid answer.

    ``standard_error`` holds no finite population correction; ``not_applicable`` and
    ``missing`` are unweighted counts of answers left out of the denominator.
    """

    score: float | None
    n: int | None
    standard_error: float | None = None
    distribution: Distribution | None = None
    not_applicable: int | None = None
    missing: int | None = None


@dataclass(frozen=True, slots=True)
class GroupScores:
    """All nodes in one part of the respondents; ``segment`` "" and ``level`` "" = all."""

    segment: str
    level: str
    n: int | None
    n_effective: float | None
    population: int | None
    nodes: Mapping[str, NodeScore]


@dataclass(frozen=True)
class Scores:
    """Scores of one wave, for the whole and for every level of every segment.

    ``definitions`` says in Chinese how the numbers came about, by topic; two waves are
    comparable in a node when the topics of its subtree are the same. ``tally`` holds the
    sums for methods that need pairs of items (correlations, drivers); None for "scored".
    """

    project: Project
    entry: Entry
    tree: Mapping[str, Node]  # in document order, the whole first ("total")
    total: GroupScores
    groups: Mapping[str, tuple[GroupScores, ...]]  # by segment id, in level order
    source: str  # data file name
    sha256: str
    rows: int  # rows read
    rejected: int  # rows left out (duplicates and the like)
    weighted: bool
    open_answers: Mapping[str, int] = field(default_factory=dict)  # non-empty texts by question
    problems: tuple[Problem, ...] = ()
    previous: PreviousWave | None = None
    definitions: Mapping[str, str] = field(default_factory=dict)
    tally: Tally | None = None

    def nodes(self, level: int | None = None, parent: str | None = None) -> tuple[Node, ...]:
        """Return nodes of the tree in order, by level and/or parent."""
        return tuple(
            node
            for node in self.tree.values()
            if (level is None or node.level == level) and (parent is None or node.parent == parent)
        )

    def segment(self, id: str) -> Segment:
        """Return a segment of the project by id; KeyError if there is none."""
        return next(s for s in self.project.segments if s.id == id)
