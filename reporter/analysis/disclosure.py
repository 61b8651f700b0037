"""Which cells are not published: small bases, and what would let a reader undo the hiding.

A hidden figure is no secret when the total and all other parts are printed. Two kinds of
relations tie the printed scores: a score of the whole is the mean of the levels of a
segment, and a score of a parent is the weighted mean of its children. No relation may
keep exactly one hidden term, and the hidden levels of a segment together must reach the
minimum base (complementary suppression, to a fix point).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from ..facts.fact import TOTAL
from ..scoring.scores import GroupScores, Scores
from .cells import Cell, CellKey

COMPLEMENT = "为防止由合计推算出其他类别或指标的结果，不公布"

Part = TypeVar("Part", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Relation:
    """``whole`` follows from ``parts``; ``additive`` when their bases add up to its base."""

    parts: tuple[CellKey, ...]
    whole: CellKey
    additive: bool


def hidden_cells(scores: Scores) -> dict[CellKey, str]:
    """Return the reason, in Chinese, for every cell that must not be published."""
    bases = {cell.key: cell.n for cell in _cells(scores) if cell.result.score is not None}
    hidden = _small_bases(scores, bases)
    relations = tuple(_relations(scores, bases))
    while True:
        before = len(hidden)
        for relation in relations:
            _protect(relation, hidden, bases, scores.project.rules.hide_base)
        if len(hidden) == before:
            return hidden


def hidden_parts(scores: Scores, segment: str) -> dict[str, str]:
    """Return levels of a segment that are hidden as a whole, with the reason."""
    bases = {part.level: part.n for part in scores.groups[segment] if part.n != 0}
    return withheld(bases, scores.project.rules.hide_base)


def withheld(
    bases: Mapping[Part, int | None],
    limit: int,
    concealed: Mapping[Part, int] = MappingProxyType({}),
) -> dict[Part, str]:
    """Return the parts of a printed whole that are not printed, with the reason.

    Args:
        bases: of the parts that have one; None where it is not known.
        limit: least base that is printed.
        concealed: bases of parts that nobody sees whatever is decided here.
    """
    hidden = {
        part: _too_small(n, limit) for part, n in bases.items() if n is not None and n < limit
    }
    if not hidden and not concealed:
        return hidden
    known = {**bases, **concealed}
    by_size = sorted(bases, key=lambda part: _size(bases[part]))
    for part in by_size:
        unseen = {*hidden, *concealed}
        base = sum(known[one] or 0 for one in unseen)
        if (len(unseen) == 1 or base < limit) and part not in hidden:
            hidden[part] = COMPLEMENT
    return hidden


def _small_bases(scores: Scores, bases: dict[CellKey, int | None]) -> dict[CellKey, str]:
    limit = scores.project.rules.hide_base
    whole = {part: reason for id in scores.groups for part, reason in _part_reasons(scores, id)}
    hidden: dict[CellKey, str] = {}
    for key, base in bases.items():
        reason = whole.get(key[:2])
        if base is not None and 0 < base < limit:
            hidden[key] = _too_small(base, limit)
        elif reason is not None:
            hidden[key] = reason
    return hidden


def _part_reasons(scores: Scores, segment: str) -> Iterator[tuple[tuple[str, str], str]]:
    for level, reason in hidden_parts(scores, segment).items():
        yield (segment, level), reason


def _too_small(base: int, limit: int) -> str:
    return f"样本量为{base}，少于{limit}，不公布"


def _cells(scores: Scores) -> Iterator[Cell]:
    for part in _parts(scores):
        yield from (Cell(part, node) for node in scores.tree.values())


def _parts(scores: Scores) -> Iterator[GroupScores]:
    yield scores.total
    for parts in scores.groups.values():
        yield from parts


def _relations(scores: Scores, bases: dict[CellKey, int | None]) -> Iterator[_Relation]:
    for segment, parts in scores.groups.items():
        for id in scores.tree:
            keys = [(segment, part.level, id) for part in parts]
            yield _Relation(tuple(k for k in keys if k in bases), ("", "", id), additive=True)
    for part in _parts(scores):
        for node in scores.tree.values():
            keys = [(part.segment, part.level, child) for child in node.children]
            present = tuple(k for k in keys if k in bases and scores.tree[k[2]].scored)
            if present:
                yield _Relation(present, (part.segment, part.level, node.id), additive=False)


def _protect(
    relation: _Relation, hidden: dict[CellKey, str], bases: dict[CellKey, int | None], limit: int
) -> None:
    """Hide the next smallest term of a relation that would give a hidden one away."""
    concealed = [key for key in relation.parts if key in hidden]
    terms = len(concealed) + (relation.whole in hidden)
    base = sum(bases[key] or 0 for key in concealed)
    thin = relation.additive and relation.whole not in hidden and base < limit
    if not terms or (terms > 1 and not thin):
        return
    visible = [key for key in relation.parts if key not in hidden]
    if visible:
        smallest = min(visible, key=lambda k: (_size(bases[k]), k[2] == TOTAL))
        hidden[smallest] = COMPLEMENT
    elif terms == 1 and not relation.additive and relation.whole in bases:
        hidden.setdefault(relation.whole, COMPLEMENT)


def _size(base: int | None) -> float:
    return float("inf") if base is None else float(base)
