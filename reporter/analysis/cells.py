"""What every method sees: the cells (group x node), what is hidden, the facts so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..facts.fact import TOTAL, Fact, Group, fact_key
from ..scoring.scores import GroupScores, Node, NodeScore, Scores

CellKey = tuple[str, str, str]
"""Segment id, level, node id; the whole has "" for segment and level."""

PROJECT_FILE = "项目文件"
NO_SCORE = "没有有效答案，无法计算。"
NO_SCORE_GIVEN = "得分表中没有该项得分。"
NO_BASE = "数据没有提供样本量。"
_COLUMNS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One node in one part of the respondents."""

    part: GroupScores
    node: Node

    @property
    def key(self) -> CellKey:
        """Hashable identity."""
        return (self.part.segment, self.part.level, self.node.id)

    @property
    def group(self) -> Group | None:
        """The group as facts name it; None for the whole."""
        return Group(self.part.segment, self.part.level) if self.part.segment else None

    @property
    def result(self) -> NodeScore:
        """Its score and base; an empty one where the data has none."""
        return self.part.nodes.get(self.node.id) or NodeScore(score=None, n=None)

    @property
    def n(self) -> int | None:
        """Unweighted base: valid answers to the node, respondents for the whole tree."""
        if self.result.n is None and self.node.id == TOTAL:
            return self.part.n
        return self.result.n


@dataclass(frozen=True)
class Case:
    """The input of a method: scores, reasons of hidden cells, facts made so far by key."""

    scores: Scores
    hidden: Mapping[CellKey, str]
    made: Mapping[str, Fact]

    @property
    def total(self) -> Node:
        """The root of the tree."""
        return self.scores.tree[TOTAL]

    def whole(self) -> Iterator[Cell]:
        """Every node for all respondents, in document order."""
        return (Cell(self.scores.total, node) for node in self.scores.tree.values())

    def groups(self, node: Node, role: str | None = None) -> Iterator[Cell]:
        """One node in every level of every segment (of one role)."""
        for segment, parts in self.scores.groups.items():
            if role is None or self.scores.segment(segment).role == role:
                yield from (Cell(part, node) for part in parts)

    def everywhere(self) -> Iterator[Cell]:
        """Every node for the whole, then every node in every group."""
        yield from self.whole()
        for parts in self.scores.groups.values():
            for part in parts:
                yield from (Cell(part, node) for node in self.scores.tree.values())

    def graded(self, cell: Cell) -> bool:
        """Say whether a grade stands beside the score: all nodes of the whole, units' totals."""
        if cell.group is None:
            return True
        return cell.node.id == TOTAL and self.scores.segment(cell.part.segment).role == "unit"

    def score(self, cell: Cell) -> float | None:
        """The score that may be published, unrounded; None if there is none or it is hidden."""
        return None if cell.key in self.hidden else cell.result.score

    def fact(self, statistic: str, cell: Cell, detail: str = "") -> Fact | None:
        """A fact made before, of the same cell."""
        return self.made.get(fact_key(statistic, cell.node.id, cell.group, detail))

    def no_score(self) -> str:
        """Why a cell has no score, as the entry allows to say."""
        return NO_SCORE_GIVEN if self.scores.entry == "scored" else NO_SCORE

    def place(self, cell: Cell, fact: Fact) -> Fact:
        """Fill in subject, label, group and source; for facts that stay printed when hidden."""
        source = fact.source or source_of(self.scores, cell)
        return replace(
            fact, subject=cell.node.id, label=cell.node.name, group=cell.group, source=source
        )

    def publish(self, cell: Cell, fact: Fact) -> Fact:
        """Like :meth:`place`, with the base; hide the value or flag the base by the rules."""
        base = fact.n if fact.n is not None else cell.n
        placed = replace(self.place(cell, fact), n=base)
        reason = self.hidden.get(cell.key)
        if reason is not None:
            return replace(
                placed, value=None, shown=None, ci_low=None, ci_high=None, warning=reason, error=""
            )
        small = self.scores.project.rules.small_base
        if base is not None and placed.value is not None and base < small:
            note = f"样本量为{base}，少于{small}，仅供参考"
            placed = replace(placed, warning=f"{note}；{fact.warning}".rstrip("；"))
        return placed

    def about_total(self, fact: Fact) -> Fact:
        """Fill in label and source of a fact about the whole survey."""
        source = fact.source or self.scores.source
        return replace(fact, label=fact.label or self.total.name, source=source)


def leaves(scores: Scores, node: Node) -> tuple[Node, ...]:
    """Return the nodes without children at or below a node, in document order."""
    if not node.children:
        return (node,)
    return tuple(leaf for id in node.children for leaf in leaves(scores, scores.tree[id]))


def source_of(scores: Scores, cell: Cell) -> str:
    """Return file and columns a cell is computed from: ``responses.csv：订单准确度``."""
    columns = {item.id: item.column or item.name for item in scores.project.items}
    names = [columns.get(leaf.id, leaf.name) for leaf in leaves(scores, cell.node)]
    if scores.entry == "scored":
        names = [cell.node.name]
    text = "、".join(names[:_COLUMNS_SHOWN])
    if len(names) > _COLUMNS_SHOWN:
        text += f"等{len(names)}列"
    if cell.part.segment:
        segment = scores.segment(cell.part.segment)
        text += f"；{segment.column or segment.name}"
    return f"{scores.source}：{text}"
