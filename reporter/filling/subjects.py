"""What a report speaks of: nodes of the indicator tree and groups of respondents."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import Problem, TemplateError
from ..facts import TOTAL, Group
from .views import Desk, StatedText, SubjectView


def near(kind: str, name: str, known: Iterable[str]) -> Problem:
    """Return the problem of an unknown name, with the names that come near it."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
    hint = f"相近的有：{'、'.join(close)}。" if close else f"可用的有：{'、'.join(names)}。"
    return Problem("template.unknown_name", f"{kind}“{name}”不存在。", hint)


@dataclass(frozen=True, slots=True)
class Subjects:
    """The tree and the groups, from what the facts say of them (``meta``)."""

    desk: Desk
    nodes: Mapping[str, Mapping[str, Any]]
    segments: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, desk: Desk) -> Subjects:
        """Read tree and segments from the facts' meta."""
        meta = desk.facts.meta
        return cls(
            desk,
            {row["id"]: row for row in meta.get("tree", ())},
            {row["id"]: row for row in meta.get("segments", ())},
        )

    def node(self, id: str = TOTAL) -> SubjectView:
        """Return a node of the tree by id."""
        if id not in self.nodes:
            raise TemplateError(near("指标", id, self.nodes))
        row = self.nodes[id]

        def children() -> tuple[SubjectView, ...]:
            return self.select(parent=id)

        return SubjectView(self.desk, id, {**row, "children": children, "reason": ""})

    def select(
        self, level: int | None = None, parent: str | None = None, scored: bool | None = True
    ) -> tuple[SubjectView, ...]:
        """Return nodes in tree order, by level or parent; ``scored=None`` takes all."""
        return tuple(
            self.node(id)
            for id, row in self.nodes.items()
            if (level is None or row["level"] == level)
            and (parent is None or row["parent"] == parent)
            and (scored is None or row["scored"] == scored)
        )

    def leaves(self) -> tuple[SubjectView, ...]:
        """Return the scored nodes without children, in tree order."""
        parents = {row["parent"] for row in self.nodes.values()}
        return tuple(node for node in self.select() if node.id not in parents)

    def cut(self, level: int) -> tuple[SubjectView, ...]:
        """Return the scored nodes of a level and the leaves above it: together the whole."""
        leaves = {node.id for node in self.leaves()}
        return tuple(
            node
            for node in self.select()
            if node.level == level or (node.level < level and node.id in leaves)
        )

    def groups(self, segment: str) -> tuple[SubjectView, ...]:
        """Return the whole's view in every level of a segment."""
        if segment not in self.segments:
            raise TemplateError(near("分组", segment, self.segments))
        total = self.nodes[TOTAL]
        return tuple(
            SubjectView(
                self.desk,
                TOTAL,
                {**total, "name": level, "segment": segment, "children": (), "reason": ""},
                Group(segment, level),
            )
            for level in self.segments[segment]["levels"]
        )

    def picked(self, statistic: str) -> tuple[SubjectView, ...]:
        """Return the nodes that a selecting statistic (strength, weakness) names, in order."""
        found = []
        for fact in self.desk.own.select(statistic):
            if fact.subject in self.nodes and fact.value is not None:
                info = {**self.nodes[fact.subject], "children": ()}
                info["reason"] = StatedText(self.desk, fact.rule, f"{fact.key}.rule")
                found.append(SubjectView(self.desk, fact.subject, info))
        return tuple(found)

    @staticmethod
    def within(rows: Iterable[SubjectView], node: SubjectView) -> list[SubjectView]:
        """Return a node in each of the groups, under the group's name."""
        return [node.within(row.group).named(row.name) for row in rows]

    def all_groups(self) -> list[SubjectView]:
        """Return every group of every segment."""
        return [group for id in self.segments for group in self.groups(id)]
