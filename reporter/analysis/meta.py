"""What is true of all facts: where they come from and how the survey is built."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..scoring.scores import Scores
from ..version import __version__
from .method import Method


def describe(
    scores: Scores, used: Sequence[Method], lacks: Sequence[dict[str, str]]
) -> dict[str, Any]:
    """Return the ``meta`` of a table of facts: plain mappings, lists, words and numbers.

    Args:
        scores: what was analysed.
        used: methods that gave facts, for the method appendix.
        lacks: methods that could not run, with the reason.
    """
    project = scores.project
    return {
        "program": __version__,
        "title": project.report.title,
        "wave": project.survey.wave,
        "previous_wave": scores.previous.wave if scores.previous else "",
        "data_file": scores.source,
        "sha256": scores.sha256,
        "entry": scores.entry,
        "rows": scores.rows,
        "rejected": scores.rejected,
        "respondents": scores.total.n,
        "weighted": scores.weighted,
        "definitions": dict(scores.definitions),
        "problems": [problem.to_json() for problem in scores.problems],
        "lacks": list(lacks),
        "methods": [
            {
                "id": m.ID,
                "title": m.TITLE,
                "definition": m.DEFINITION,
                "needs": m.NEEDS,
                "formulas": list(getattr(m, "FORMULAS", ())),
                "symbols": [list(pair) for pair in getattr(m, "SYMBOLS", {}).items()],
            }
            for m in used
        ],
        "tree": _tree(scores),
        "segments": _segments(scores),
    }


def _tree(scores: Scores) -> list[dict[str, Any]]:
    names = ("id", "name", "level", "parent", "department", "support", "is_item", "scored")
    return [{name: getattr(node, name) for name in names} for node in scores.tree.values()]


def _segments(scores: Scores) -> list[dict[str, Any]]:
    return [
        {
            "id": segment.id,
            "name": segment.name,
            "role": segment.role,
            "levels": [part.level for part in scores.groups[segment.id]],
        }
        for segment in scores.project.segments
        if segment.id in scores.groups
    ]
