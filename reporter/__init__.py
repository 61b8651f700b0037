"""From the scored answers of a satisfaction survey to a finished Chinese report.

The public names are the verbs of the pipeline, in its order; they are imported when
first used, so that ``import reporter`` is quick. See ``docs/api.md`` for examples.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .analysis import analyse
    from .errors import (
        DataError,
        MachineError,
        OutputError,
        Place,
        Problem,
        ProjectError,
        ReporterError,
        TemplateError,
    )
    from .facts import Fact, FactTable, Group
    from .pipeline import (
        BuildResult,
        OpenedProject,
        Responses,
        ScoredSheet,
        Scores,
        VerifyReport,
        build,
        check,
        compute_facts,
        fill,
        methods,
        open_project,
        read_responses,
        responses_from_frame,
        run_study,
        score,
        templates,
        verify,
    )
    from .report import Report

_ERRORS = (
    "DataError MachineError OutputError Place Problem ProjectError ReporterError TemplateError"
).split()
_HOMES = {
    **dict.fromkeys(_ERRORS, "errors"),
    **dict.fromkeys(["Fact", "FactTable", "Group"], "facts"),
    "analyse": "analysis",
    "Report": "report",
    **dict.fromkeys(
        (
            "BuildResult OpenedProject Responses ScoredSheet Scores VerifyReport "
            "build check compute_facts fill methods open_project read_responses "
            "responses_from_frame run_study score templates verify"
        ).split(),
        "pipeline",
    ),
}

__all__ = [
    "BuildResult",
    "DataError",
    "Fact",
    "FactTable",
    "Group",
    "MachineError",
    "OpenedProject",
    "OutputError",
    "Place",
    "Problem",
    "ProjectError",
    "Report",
    "ReporterError",
    "Responses",
    "ScoredSheet",
    "Scores",
    "TemplateError",
    "VerifyReport",
    "analyse",
    "build",
    "check",
    "compute_facts",
    "fill",
    "methods",
    "open_project",
    "read_responses",
    "responses_from_frame",
    "run_study",
    "score",
    "templates",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'reporter' has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
