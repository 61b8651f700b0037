"""The DOCX of the sample project and of every case, made once a process."""

from __future__ import annotations

from functools import cache

from reporter.writers.docx import write_docx
from tests.projects import PROJECTS, document_of

from .sample import PAGES
from .whole import whole

FILES = ("nodes", *PROJECTS)  # nodes: every kind of node and of native chart


@cache
def docx_of(name: str) -> bytes:
    """Return the file as the command writes it, but for page numbers, which need a layout."""
    if name == "nodes":
        return write_docx(whole(), pages=PAGES)
    return write_docx(document_of(name))
