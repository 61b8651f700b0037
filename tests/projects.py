"""The projects that whole reports are made of: the sample and every case."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from reporter import pipeline
from reporter.document.nodes import Document
from reporter.project import open_project

_TESTS = Path(__file__).parent
_CASES = _TESTS / "cases"
PROJECTS = {
    "tobacco": _TESTS.parent / "samples" / "tobacco",
    "airline": _CASES / "airline",
    "wide": _CASES / "scored" / "wide.toml",
    "long": _CASES / "scored" / "long.toml",
    "scores": _CASES / "scores",
    "seed": _CASES / "seed",
}


@cache
def document_of(name: str, theme: str = "") -> Document:
    """Return the filled document of a project, in ``theme`` or its own, made once a process."""
    project = open_project(PROJECTS[name])
    if theme:
        report = project.model.report.model_copy(update={"theme": theme})
        project = replace(project, model=project.model.model_copy(update={"report": report}))
    return pipeline.fill(project, pipeline.compute_facts(PROJECTS[name])).document
