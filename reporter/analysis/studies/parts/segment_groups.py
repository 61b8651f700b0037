"""Respondents of a study in groups: a segment of the survey, or a column of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...disclosure import hidden_parts
from ...study import Study
from .choices import by_row, refuse_unlisted
from .questions import distinct

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups in their order; ``members`` is [rows, groups], a row in none, one or several.

    ``secret`` are those that the survey's own tables withhold.
    """

    name: str
    column: str
    names: tuple[str, ...]
    members: np.ndarray
    secret: frozenset[str] = frozenset()

    @property
    def overlap(self) -> bool:
        """True where somebody belongs to several groups, so that they are not independent."""
        return bool((self.members.sum(axis=1) > 1).any())


def groups(study: Study, by: str, levels: Sequence[str] = (), separator: str = "") -> Groups:
    """Return the groups of a segment of the survey (id, name or column), or of a column.

    Args:
        study: its table, and the survey whose segments may be meant.
        by: what divides the respondents.
        levels: the groups in their order; else those of the segment, else as they turn up.
        separator: stands between the groups of one respondent who belongs to several.

    Raises:
        ProjectError: a group listed twice.
        DataError: no such column, or a group that is not listed, with row and column.
    """
    distinct(study, levels, "类别")
    name, column, known, aliases = _segment(study, by)
    listed = tuple(levels) or known
    texts = study.table.texts(column)
    parts = [_parts(text, separator, aliases) for text in texts]
    if listed:
        refuse_unlisted(study, column, parts, listed, "类别")
    names = listed or tuple(dict.fromkeys(part for row in parts for part in row))
    return Groups(name, column, names, by_row(parts, names), _secret(study, by))


def _secret(study: Study, by: str) -> frozenset[str]:
    """Return the levels of a segment of the survey that its own tables withhold."""
    scores = study.scores
    for one in study.project.segments if study.project is not None else ():
        named = by in (one.id, one.name, one.column or one.name)
        if named and scores is not None and one.id in scores.groups:
            return frozenset(hidden_parts(scores, one.id))
    return frozenset()


def _segment(study: Study, by: str) -> tuple[str, str, tuple[str, ...], Mapping[str, str]]:
    """Return printed name, column, groups and spellings."""
    for one in study.project.segments if study.project is not None else ():
        column = one.column or one.name
        if by in (one.id, one.name, column) and column in study.table.columns:
            return one.name, column, one.levels, one.aliases
    return by, by, (), {}


def _parts(text: str, separator: str, aliases: Mapping[str, str]) -> tuple[str, ...]:
    parts = text.split(separator) if separator else [text]
    named = (aliases.get(part.strip(), part.strip()) for part in parts)
    return tuple(dict.fromkeys(part for part in named if part))
