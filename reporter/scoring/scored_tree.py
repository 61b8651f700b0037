"""Which node a cell of a scored sheet belongs to; the tree itself if none is declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import DataError, Problem
from ..project.model import Project
from ..project.nearest import did_you_mean
from .scale import normalised
from .scores import Node
from .tree import TOTAL, build_tree, shares

if TYPE_CHECKING:
    from ..project import ScoredCell

Path = tuple[str, ...]

_FORBIDDEN = str.maketrans(dict.fromkeys(" \t\n/@#=", "·"))
_WHOLE = 0.01  # weights that add to 1 within this are shares of the whole


@dataclass(frozen=True, slots=True)
class ScoredTree:
    """The tree and the way from a cell's path to its node; () is the whole."""

    tree: Mapping[str, Node]
    ids: Mapping[Path, str]
    problems: tuple[Problem, ...] = ()


def scored_tree(project: Project, cells: Sequence[ScoredCell]) -> ScoredTree:
    """Return the project's tree, or the sheet's own if the project declares no indicators.

    Raises:
        DataError: a path of the sheet that the declared tree does not know.
    """
    paths = list(dict.fromkeys(_clean(project, cell.path) for cell in cells))
    if project.indicators or project.items:
        return _declared(project, paths, cells)
    return _from_sheet(project, paths, cells)


def clean_path(project: Project, path: Iterable[str]) -> Path:
    """Return a path without blanks; () if it names the whole."""
    return _clean(project, path)


def _clean(project: Project, path: Iterable[str]) -> Path:
    parts = tuple(part.strip() for part in path if part.strip())
    is_whole = bool(parts) and parts[-1] in project.data.total_columns
    return () if is_whole else parts


def _declared(project: Project, paths: Sequence[Path], cells: Sequence[ScoredCell]) -> ScoredTree:
    tree = build_tree(project)
    columns = {item.id: item.column for item in project.items if item.column}
    ids: dict[Path, str] = {(): TOTAL}
    problems: list[Problem] = []
    places = {_clean(project, cell.path): cell.place for cell in reversed(cells)}
    for path in paths:
        if not path:
            continue
        found = [id for id in tree if id != TOTAL and _fits(path, id, tree, columns)]
        if len(found) == 1:
            ids[path] = found[0]
            continue
        why = "在项目文件的指标和题目中对应不止一个" if found else "不是项目文件中的指标或题目"
        hint = did_you_mean(path[-1], (node.name for node in tree.values()))
        problems.append(
            Problem(
                "data.unknown_indicator",
                f"“{' / '.join(path)}”{why}。",
                f"{hint}请改正表头，或在项目文件中登记；不用的列请列入 [data] 的 ignore。",
                places[path],
            )
        )
    if problems:
        raise DataError(problems)
    return ScoredTree(tree, ids)


def _fits(path: Path, id: str, tree: Mapping[str, Node], columns: Mapping[str, str]) -> bool:
    """Whether the last names of a path are those of a node and of its ancestors."""
    at = id
    for part in reversed(path):
        if at in ("", TOTAL):
            return False
        names = {tree[at].name, at, columns.get(at, "")}
        if normalised(part) not in {normalised(name) for name in names if name}:
            return False
        at = tree[at].parent
    return True


def _from_sheet(project: Project, paths: Sequence[Path], cells: Sequence[ScoredCell]) -> ScoredTree:
    order = list(dict.fromkeys(path[:depth] for path in paths for depth in range(len(path) + 1)))
    children = {path: [p for p in order if p and p[:-1] == path] for path in order}
    weights, problems = _sheet_weights(project, children, cells)
    departments = {
        _clean(project, cell.path): cell.department for cell in reversed(cells) if cell.department
    }
    ids = _make_ids(order)
    tree: dict[str, Node] = {}
    root = Node(TOTAL, "总体", 0, "", (), 1.0, 1.0, target=project.targets.total)
    stack: list[tuple[Path, Node]] = [((), root)]
    while stack:
        path, node = stack.pop()
        below = children.get(path, [])
        tree[node.id] = replace(node, children=tuple(ids[child] for child in below))
        made: list[tuple[Path, Node]] = []
        for child, weight in zip(below, shares([weights.get(c) for c in below]), strict=True):
            made.append(
                (
                    child,
                    Node(
                        id=ids[child],
                        name=child[-1],
                        level=node.level + 1,
                        parent=node.id,
                        children=(),
                        weight=weight,
                        path_weight=weight * node.path_weight,
                        department=departments.get(child, node.department),
                    ),
                )
            )
        stack += reversed(made)
    return ScoredTree(tree, ids, tuple(problems))


def _make_ids(order: Sequence[Path]) -> dict[Path, str]:
    """Return an id for each path: its last name, or more of it where names repeat."""
    ids: dict[Path, str] = {(): TOTAL}
    for path in order:
        if not path:
            continue
        for depth in range(1, len(path) + 1):
            id = "·".join(path[-depth:]).translate(_FORBIDDEN)[:40]
            if id not in ids.values():
                break
        while id in ids.values():
            id = f"{id[:36]}·{len(ids)}"
        ids[path] = id
    return ids


def _sheet_weights(
    project: Project, children: Mapping[Path, Sequence[Path]], cells: Sequence[ScoredCell]
) -> tuple[dict[Path, float], list[Problem]]:
    """Return the weight of every path relative to its siblings, as far as the sheet says.

    Leaf weights that add to 1 over the sheet are shares of the whole: a parent then has the
    sum of its children. Otherwise they are shares within the parent.
    """
    given: dict[Path, float] = {}
    for cell in cells:
        path = _clean(project, cell.path)
        if cell.weight is not None and path:
            given.setdefault(path, cell.weight)
    top = max(given.values(), default=0.0)
    if top > 1:  # written as percentages
        given = {path: weight / 100 for path, weight in given.items()}
    problems: list[Problem] = []
    leaves = [path for path, below in children.items() if path and not below]
    total = sum(given.get(leaf, 0.0) for leaf in leaves)
    if all(leaf in given for leaf in leaves) and abs(total - 1) <= _WHOLE:
        for path in sorted(children, key=len, reverse=True):
            if path and path not in given:
                known = [given[p] for p in children[path] if p in given]
                if known:
                    given[path] = sum(known)
        return given, problems
    for path, below in children.items():
        known = [given[p] for p in below if p in given]
        if known and abs(sum(known) - 1) > _WHOLE:
            problems.append(
                Problem(
                    "data.weights_not_one",
                    f"“{path[-1] if path else '总体'}”下各项的权重合计为{sum(known):.4g}，"
                    "不等于1，已按比例归一。",
                    "请核对得分表中的权重列。",
                    severity="warning",
                )
            )
    return given, problems
