"""The DOCX of the sample project and of every case, made once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reporter import pipeline
from reporter.project import open_project
from reporter.writers.docx import write_docx

from .sample import PAGES
from .whole import whole

_TESTS = Path(__file__).parents[2]
_CASES = _TESTS / "cases"
PROJECTS = {
    "tobacco": _TESTS.parent / "samples" / "tobacco",
    "airline": _CASES / "airline",
    "wide": _CASES / "scored" / "wide.toml",
    "long": _CASES / "scored" / "long.toml",
    "scores": _CASES / "scores",
    "seed": _CASES / "seed",
}
FILES = ("nodes", *PROJECTS)  # nodes: every kind of node and of native chart


@cache
def docx_of(name: str) -> bytes:
    """Return the file as the command writes it, but for page numbers, which need a layout."""
    if name == "nodes":
        return write_docx(whole(), pages=PAGES)
    project = open_project(PROJECTS[name])
    return write_docx(pipeline.fill(project, pipeline.compute_facts(PROJECTS[name])).document)
