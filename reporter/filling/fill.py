"""Template and facts -> document: the one bridge between the two halves."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from .. import charts
from ..document.citations import Source, format_reference
from ..document.identity import identify
from ..document.landscape import turn_wide_tables
from ..document.nodes import Block, Document, Meta, Part, Reference
from ..document.numbering import number
from ..document.parse import parse
from ..document.theme import Theme
from ..errors import Place, Problem, ReporterError, TemplateError
from ..facts import FactTable, key_aspects
from ..project.model import Project
from .basis import with_basis
from .context import names
from .look import project_theme
from .sandbox import environment, render
from .template import Template, load_template, template_root
from .views import Desk

_QUOTED = re.compile(r"“([^”]+)”")


def fill(
    project: Project, facts: FactTable, template: Template, theme: Theme | None = None
) -> tuple[Document, FactTable]:
    """Fill a template.

    Args:
        project: the validated project model.
        facts: every number the report may print.
        template: loaded with :func:`find_template`.
        theme: how it looks (:func:`.look.project_theme`); by default the project's, packaged.

    Returns:
        The numbered document, and the facts extended by the numbers that people typed.

    Raises:
        TemplateError: with file and line of the template.
    """
    desk = Desk(facts)
    theme = theme or project_theme(project)
    look = charts.Style(accent=theme.accent)
    env = environment(desk, (*template.folders, template_root()))  # methods/NAME.md.j2
    known = names(project, desk, look)
    parts = tuple(
        Part(part.role, _blocks(desk, render(env, part.file, known), part.file))
        for part in template.parts
    )
    document = Document(
        meta=meta(project),
        parts=tuple(part for part in parts if part.blocks),
        theme=theme,
        stylesheet=template.stylesheet(),
    )
    try:
        numbered = number(identify(document, key_aspects), bibliography(project))
    except ReporterError as error:
        raise TemplateError(_placed(problem, template) for problem in error.problems) from error
    known_facts = facts.extended(desk.stated.values())
    if project.report.comments:
        numbered = with_basis(numbered, known_facts)
    return turn_wide_tables(numbered), known_facts


def find_template(name: str, folder: Path | None = None) -> Template:
    """Find a template beside the project (``templates/NAME``) or among the packaged ones."""
    return load_template(name, template_roots(folder))


def template_roots(folder: Path | None = None) -> tuple[Path, ...]:
    """Return where templates are looked for, the user's own first."""
    return (*((folder / "templates",) if folder else ()), template_root())


def bibliography(project: Project) -> dict[str, Reference]:
    """Return the project's sources, formatted, by id."""
    version = project.report.reference_style
    entries = {}
    for entry in project.references:
        fields = entry.model_dump()
        source = Source(key=fields.pop("id"), **fields)
        entries[source.key] = format_reference(source, version)
    return entries


def _blocks(desk: Desk, text: str, file: str) -> tuple[Block, ...]:
    try:
        return parse(text, desk.store)
    except ReporterError as error:
        place = Place(file=file)
        raise TemplateError(
            Problem(p.code, p.what, p.hint, p.where if str(p.where) else place)
            for p in error.problems
        ) from error


def _placed(problem: Problem, template: Template) -> Problem:
    """Say where the id that a problem quotes stands in the template's files."""
    quoted = _QUOTED.search(problem.what)
    if str(problem.where) or quoted is None:
        return problem
    for folder in template.folders:
        for path in sorted(folder.glob("*.j2")):
            for line, text in enumerate(_lines(path), start=1):
                if re.search(rf"""["'#]{re.escape(quoted[1])}["'\s}}]""", text):
                    return replace(problem, where=Place(path.name, line=line))
    return replace(problem, where=Place(template.name))


def _lines(path: Path) -> list[str]:
    """Return the lines of a file in which something is looked for: a broken one has none."""
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):  # no part of this report, or refused already
        return []


def meta(project: Project) -> Meta:
    """Return title, author and what else stands in the properties of the files."""
    report, survey = project.report, project.survey
    title = report.title.replace("\n", "")
    return Meta(
        title=title,
        author=report.contractor or report.client,
        subject=f"{survey.wave}{survey.theme}调查",
        keywords=(survey.theme, survey.subject, survey.wave),
        company=report.contractor or report.client,
        date=report.date,
        header=_running_head(report.title),
        confidentiality=report.confidentiality,
        watermark=report.watermark,
        page_total=report.page_total,
    )


def _running_head(title: str) -> str:
    """Return a short form for the head of the pages: the title without its first line."""
    first, _, rest = title.partition("\n")
    return (rest or first).replace("\n", "")
