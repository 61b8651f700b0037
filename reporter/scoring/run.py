"""Scoring: responses (or scores already given) -> :class:`Scores`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError, Place, Problem, ProjectError
from ..project import Responses, ScoredSheet
from ..project.model import Project
from . import checks
from .coding import Coded, Source, code_answers, code_levels
from .definitions import define
from .from_scored import from_scored
from .from_tally import Counted, from_tally
from .scale import ItemScale, item_scales
from .scores import Entry, Node, Scores
from .tally import Layout, Tally, tally
from .tree import build_tree, items_below
from .values import code_scores
from .weighting import read_weights

if TYPE_CHECKING:
    from ..project import OpenedProject, PreviousWave

MOST_LEVELS = 200
"""A segment with more levels in the data than this is a wrong column."""


def score(
    opened: OpenedProject,
    responses: Responses | ScoredSheet,
    previous: PreviousWave | None = None,
) -> Scores:
    """Return the scores of every node of the tree, for the whole and for every group.

    Raises:
        DataError: columns, answers, scores, levels or weights that cannot be used, each
            with row and column; every kind of mistake is reported, not the first only.
        ProjectError: a tree or scale that cannot be used.
    """
    project = opened.model
    if isinstance(responses, ScoredSheet):
        return from_scored(project, responses, previous)
    if not responses.row_numbers:
        raise DataError(
            Problem(
                "data.empty",
                "数据中没有一份问卷。",
                "请核对数据文件与工作表。",
                Place(responses.source, responses.sheet),
            )
        )
    tree = build_tree(project)
    coded, layout = code(project, responses, tree)
    sums = tally(coded, layout)
    counted = from_tally(sums, tree, _populations(project))
    entry: Entry = "scores" if project.data.entry == "scores" else "answers"
    return Scores(
        project=project,
        entry=entry,
        tree=tree,
        total=counted.total,
        groups=counted.groups,
        source=responses.source,
        sha256=responses.sha256,
        rows=len(responses.row_numbers) + responses.rejected,
        rejected=responses.rejected,
        weighted=coded.weights is not None,
        open_answers=_open_answers(project, responses),
        problems=(*responses.problems, *_problems(project, responses, sums, counted, tree)),
        previous=previous,
        definitions=define(project, entry, layout.items, tree),
        tally=sums,
    )


def code(project: Project, responses: Responses, tree: Mapping[str, Node]) -> tuple[Coded, Layout]:
    """Return all rows as arrays, and what the axes of their tally stand for.

    Raises:
        DataError: all wrong cells of all columns, grouped by column and text.
    """
    if not project.items:
        raise ProjectError(
            Problem("project.no_items", "项目文件没有题目。", "请在 [[items]] 中列出计分题目。")
        )
    rows = len(responses.row_numbers)
    source = Source(responses)
    scales = item_scales(project)
    if project.data.entry == "scores":
        parts = [code_scores(source, scale, rows) for scale in scales]
        codes, values = np.array([p[0] for p in parts]), np.array([p[1] for p in parts])
        scales = tuple(
            scale if part[2] else _without_options(scale)
            for scale, part in zip(scales, parts, strict=True)
        )
    else:
        codes = np.array([code_answers(source, scale, rows) for scale in scales])
        values = None
    levels, segments = _levels(project, source, rows)
    weights = read_weights(source, project.data.weight, rows)
    source.stop()
    position = {scale.item: i for i, scale in enumerate(scales)}
    nodes = tuple(
        (id, tuple(position[leaf] for leaf in leaves if leaf in position))
        for id, leaves in items_below(tree).items()
        if not tree[id].is_item
    )
    return Coded(codes, values, levels, weights), Layout(scales, nodes, segments)


def _levels(
    project: Project, source: Source, rows: int
) -> tuple[NDArray[np.int64], tuple[tuple[str, tuple[str, ...]], ...]]:
    table = np.zeros((len(project.segments), rows), np.int64)
    segments: list[tuple[str, tuple[str, ...]]] = []
    for row, segment in zip(table, project.segments, strict=True):
        codes, levels = code_levels(source, segment, project.data.missing)
        if len(levels) > MOST_LEVELS and not segment.levels:
            source.problems.append(
                Problem(
                    "data.too_many_levels",
                    f"分组“{segment.name}”在数据中有{len(levels)}个不同的类别。",
                    f"分组最多{MOST_LEVELS}类；请核对 column，数值列请先分档。",
                    source.place(0, segment.column or segment.name),
                )
            )
        elif len(codes):
            row[:] = codes
        segments.append((segment.id, levels))
    return table, tuple(segments)


def _without_options(scale: ItemScale) -> ItemScale:
    return replace(scale, labels=(), points=(), satisfied=(), dissatisfied=(), base=())


def _populations(project: Project) -> dict[tuple[str, str], int]:
    sizes = {
        (segment.id, level): size
        for segment in project.segments
        for level, size in segment.population.items()
    }
    if project.survey.population is not None:
        sizes["", ""] = project.survey.population
    return sizes


def _open_answers(project: Project, responses: Responses) -> dict[str, int]:
    missing = {text.strip() for text in project.data.missing} | {""}
    return {
        question.id: sum(
            text.strip() not in missing
            for text in responses.columns.get(question.column or question.name, ())
        )
        for question in project.open_questions
    }


def _problems(
    project: Project,
    responses: Responses,
    sums: Tally,
    counted: Counted,
    tree: Mapping[str, Node],
) -> list[Problem]:
    place = Place(responses.source, responses.sheet)
    if not counted.total.nodes["total"].n and not any(
        counted.total.nodes[item.id].n for item in project.items
    ):
        raise DataError(
            Problem(
                "data.no_valid_answers",
                "所有题目都没有有效答案，无法计分。",
                "请核对题目的列名、量表选项与 not_applicable、missing 的设置。",
                place,
            )
        )
    names = {segment.id: segment.name for segment in project.segments}
    found = [
        *checks.check_respondents(sums, place),
        *checks.check_items(sums, {item.id: item.name for item in project.items}, place),
        *checks.check_gaps(counted.gaps, tree, names),
        *checks.check_blank(counted, names, place),
        *checks.check_bases(counted.total, counted.groups, project),
    ]
    if project.data.entry == "scores":
        found += checks.check_points(sums, {item.id: item.name for item in project.items}, place)
    if project.data.weight:
        first, squares = (float(value) for value in sums.weights[0])
        n = int(sums.respondents[0])
        found.append(checks.weight_note(first, squares, n, project.data.weight))
    return found
