"""The paragraphs of [texts], checked where they were written: before any template takes them."""

from __future__ import annotations

from collections.abc import Iterator

from ..document.nodes import Document, Part
from ..document.numbering import number
from ..document.parse import parse
from ..errors import Problem, ProjectError, TemplateError
from ..facts import FactTable
from ..project import OpenedProject
from ..project.model import Project
from .blocks import Blocks
from .fill import bibliography, meta
from .views import Desk


def check_texts(opened: OpenedProject) -> None:
    """Stop at a text that no template could take over: Markdown, styles, citations, headings.

    Raises:
        ProjectError: with one problem for each broken text, at its key in the project file.
    """
    problems = list(_problems(opened))
    if problems:
        raise ProjectError(problems)


def _problems(opened: OpenedProject) -> Iterator[Problem]:
    for name in opened.model.texts:
        try:
            _read(opened.model, name)
        except TemplateError as error:
            first = error.problems[0]
            place = opened.place(f"texts.{name}")
            yield Problem(f"project.text.{_kind(first)}", first.what, first.hint, place)


def _kind(problem: Problem) -> str:
    return problem.code.removeprefix("template.")


def _read(project: Project, name: str) -> None:
    """Do with one text alone all that is done with it in a report."""
    desk = Desk(FactTable((), {}))
    blocks = parse(str(Blocks(project, desk).text(name)), desk.store)
    number(Document(meta(project), (Part("body", blocks),)), bibliography(project))
