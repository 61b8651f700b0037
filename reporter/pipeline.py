"""The whole run on one screen.

1 project -> 2 responses -> 3 scores -> 4 facts -> 5 document -> 6 outputs -> 7 files.
The numbers stand in the progress line and in ARCHITECTURE.md too.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .analysis import analyse
from .analysis import methods as analysis_methods
from .analysis.run_studies import add_studies, check_studies
from .analysis.run_studies import run_study as run_study_table
from .analysis.study import study_methods
from .analysis.study_problems import sections_left_out, sections_written
from .analysis.study_schema import Option, options_of, with_studies
from .errors import NOWHERE, DataError, OutputError, Place, Problem, ProjectError, TemplateError
from .facts import FactTable
from .files import safe_name, write_whole
from .filling import check_texts, find_template, list_templates, template_roots
from .filling import fill as fill_template
from .filling.brand import brand_schema
from .filling.glyphs import undrawable
from .filling.look import branded_theme, list_themes
from .fonts import project_fonts
from .project import (
    OpenedProject,
    Responses,
    ScoredSheet,
    open_project,
    read_previous,
    read_responses,
    responses_from_frame,
)
from .project.load import project_schema as own_schema
from .project.study_files import read_study_tables, study_table_from
from .project.study_table import StudyTable
from .report import Report, check_formats
from .scoring import score as score_responses
from .scoring.scores import Scores
from .verification import VerifyReport, verify_file
from .writers.pdf import require_layout

if TYPE_CHECKING:
    from .document.theme import Theme
    from .project.study_files import StudyData
    from .writers.docx.reference import ClientBase
    from .writers.docx.reference import ReferenceCheck as ReferenceCheck

__all__ = [
    "STEPS",
    "BuildResult",
    "MethodInfo",
    "OpenedProject",
    "Progress",
    "Responses",
    "ScoredSheet",
    "Scores",
    "TemplateInfo",
    "ThemeInfo",
    "VerifyReport",
    "brand_schema",
    "build",
    "check",
    "check_client_file",
    "compute_facts",
    "fill",
    "methods",
    "open_project",
    "project_schema",
    "read_responses",
    "read_studies",
    "responses_from_frame",
    "run_study",
    "score",
    "templates",
    "themes",
    "verify",
]

STEPS = ("读取项目", "读取数据", "计分", "分析", "成文与制图", "生成文件", "写入")


class Progress(Protocol):
    """Told at the start of every step; ``step`` counts from 1."""

    def __call__(self, step: int, steps: int, label: str) -> None:
        """Show that a step begins."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a run left behind; ``stages`` are (label, seconds) for benchmarks only."""

    files: tuple[Path, ...]
    facts: FactTable
    problems: tuple[Problem, ...]
    pages: int | None
    stages: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A template as listed."""

    name: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class ThemeInfo:
    """A theme as listed."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class MethodInfo:
    """A method as listed; one of the kit has options that ``[[studies]]`` takes."""

    id: str
    title: str
    definition: str
    needs: str
    options: tuple[Option, ...] = ()


class _Clock:
    """Tells progress and keeps the time of each stage (never printed in a report)."""

    def __init__(self, progress: Progress | None) -> None:
        self.stages: list[tuple[str, float]] = []
        self._progress, self._since, self._label = progress, time.perf_counter(), ""

    def step(self, number: int, label: str = "") -> None:
        now = time.perf_counter()
        if self._label:
            self.stages.append((self._label, now - self._since))
        self._since, self._label = now, label or STEPS[number - 1]
        if self._progress is not None:
            self._progress(number, len(STEPS), self._label)

    def stop(self) -> tuple[tuple[str, float], ...]:
        self.stages.append((self._label, time.perf_counter() - self._since))
        return tuple(self.stages)


def build(
    project: str | Path,
    out: str | Path | None = None,
    *,
    outputs: Sequence[str] | str | None = None,
    progress: Progress | None = None,
    exact_pages: bool = False,
) -> BuildResult:
    """Make the report: read, score, analyse, fill, write.

    Args:
        project: ``project.toml`` or its folder.
        out: folder for the files; by default ``out`` beside the project file.
        outputs: ``docx``, ``pdf``, ``html``; by default what the project file asks for.
        progress: told of each step.
        exact_pages: let LibreOffice lay the DOCX out for the page numbers of its contents;
            where it is not installed the PDF's numbers stay, with a warning.

    Raises:
        ReporterError: with every problem found; nothing was written then.
    """
    clock = _Clock(progress)
    clock.step(1)
    opened = open_project(project)
    theme_of(opened, client_base(opened))  # what is wrong with them shall not wait for the numbers
    check_studies(opened)
    wanted = check_formats(opened.model.report.outputs if outputs is None else outputs)
    if "pdf" in wanted:
        require_layout()
    clock.step(2)
    responses, tables = read_responses(opened), read_studies(opened)
    clock.step(3)
    scores = score(opened, responses)
    clock.step(4)
    facts = add_studies(analyse(scores), opened, scores, tables)
    clock.step(5)
    report = replace(fill(opened, facts), exact_pages=exact_pages)
    if "pdf" in wanted and report.missing:
        raise OutputError(report.glyph_problems(wanted))  # before the layout, which takes longest
    folder = Path(out) if out is not None else opened.folder / "out"
    stem = safe_name(opened.model.report.file_name or report.document.meta.title)
    contents: dict[Path, bytes] = {}
    for format in wanted:
        clock.step(6, f"生成 {format.upper()}")
        contents[folder / f"{stem}.{format}"] = report.render(format)
    clock.step(7)
    contents[report.record_path(folder, stem, _last_wave(opened))] = report.record
    write_whole(contents)
    problems = (*report.check(wanted), *report.output_problems(wanted))
    pages = report.pdf.page_count if "pdf" in wanted else None
    return BuildResult(tuple(contents), report.facts, problems, pages, clock.stop())


def _last_wave(project: OpenedProject) -> Path | None:
    previous = project.model.previous
    return project.folder / previous.facts if previous and previous.facts else None


def score(project: OpenedProject, responses: Responses | ScoredSheet) -> Scores:
    """Turn answers into scores of every indicator in every group (step 3)."""
    return score_responses(project, responses, read_previous(project))


def fill(project: OpenedProject, facts: FactTable, template: str | None = None) -> Report:
    """Fill a template (step 5); the template of the project file unless another is named."""
    base = client_base(project)
    with project_fonts(project.folder):
        _require_results(project, facts)
        check_texts(project)
        found = find_template(template or project.model.report.template, project.folder)
        theme = theme_of(project, base)
        document, complete = fill_template(project.model, facts, found, theme)
    if not document.parts:
        what, hint = "模板没有写出任何内容。", "请检查各文件是否为空，或条件是否都不成立。"
        raise TemplateError(Problem("template.empty", what, hint, Place(found.name)))
    problems = (
        *(Problem.from_json(row) for row in facts.meta.get("problems", ())),
        *sections_left_out(project, facts.meta.get("studies", ())),
    )
    if base is not None:
        try:
            base.check_placeholders(document)
        except TemplateError as error:
            raise ProjectError(_at_reference(project, error.problems)) from None
    return Report(document, complete, problems, base=base, project=project)


def theme_of(project: OpenedProject, base: ClientBase | None) -> Theme:
    """Return the look of a project: its theme, brand, and the colour of the client's file."""
    return branded_theme(project, base.accent if base is not None else "")


def client_base(project: OpenedProject) -> ClientBase | None:
    """Return the client's Word file that ``reference_docx`` names, opened; None for none.

    Raises:
        ProjectError: it is missing, broken, unsafe, or asks for what is not known.
    """
    name = project.model.report.reference_docx
    if not name:
        return None
    from .writers.docx.reference import open_client_file

    try:
        return open_client_file(project.folder / name)
    except TemplateError as error:
        raise ProjectError(_at_reference(project, error.problems)) from None


def _at_reference(project: OpenedProject, problems: Sequence[Problem]) -> list[Problem]:
    """Place what is wrong with the client's file where the project file names it."""
    place = project.place("report.reference_docx")
    return [
        replace(p, what=f"{p.where}：{p.what}" if p.where != NOWHERE else p.what, where=place)
        for p in problems
    ]


def check_client_file(path: str | Path) -> ReferenceCheck:
    """Say what a client's Word file gives a report, and what in it cannot be placed.

    Raises:
        TemplateError: it cannot be used at all.
    """
    from .writers.docx.reference import check_reference, open_client_file

    return check_reference(open_client_file(Path(path)))


def _require_results(project: OpenedProject, facts: FactTable) -> None:
    """Stop where there is nothing to report, or a name that cannot be printed."""
    source = Place(str(facts.meta.get("data_file", "")))
    total = facts.get("score")
    if total is None or total.value is None:
        reason = (total.error or total.warning) if total is not None else ""
        what = f"{reason or '总体没有得分'}，无法成文。"
        hint = "请核对数据是否完整；公布所需的最少样本由 [rules] 的 hide_base 规定。"
        raise DataError(Problem("data.nothing_to_publish", what, hint, source))
    problems = [
        Problem(
            "project.missing_glyph",
            f"名称“{name[:20]}”中有程序的字体里没有的字（{_codes(chars)}），图中画不出。",
            "请用 reporter fonts add 加入含有它的字体，或改用常用的写法。",
            project.place(path) if path else replace(source, column=column),
        )
        for path, column, name, chars in undrawable(project.model, facts)
    ]
    if problems:
        in_project = any(not problem.where.column for problem in problems)
        raise (ProjectError if in_project else DataError)(problems)


def _codes(chars: str) -> str:
    shown = "、".join(f"U+{ord(char):04X}" for char in chars[:5])
    return f"{shown}等{len(chars)}个" if len(chars) > 5 else shown


def check(project: str | Path) -> tuple[Problem, ...]:
    """Do everything up to the filled document; write nothing; return the problems."""
    opened = open_project(project)
    facts = _facts(opened)
    found = fill(opened, facts).check(opened.model.report.outputs)
    return (*found, *sections_written(facts.meta.get("studies", ())))


def compute_facts(project: str | Path) -> FactTable:
    """Return every number that the report may print."""
    return _facts(open_project(project))


def _facts(opened: OpenedProject) -> FactTable:
    check_studies(opened)
    responses, tables = read_responses(opened), read_studies(opened)
    scores = score(opened, responses)
    return add_studies(analyse(scores), opened, scores, tables)


def read_studies(project: OpenedProject) -> tuple[StudyTable, ...]:
    """Read the data files of the studies, in the order of the project file.

    Raises:
        DataError: a file is missing or cannot be read.
    """
    return read_study_tables(project)


def run_study(
    method: str, data: StudyData, *, missing: Sequence[str] = (), **options: object
) -> FactTable:
    """Run one method of the kit alone: a frame (or equally long columns) in, facts out.

    Args:
        method: id of the method, as :func:`methods` lists it.
        data: answers by column; or several such tables by name (years, channels), which are put
            one below the other with their names in a column 文件.
        missing: texts that are no answer, beside 不了解 and its like.
        options: as in ``[[studies]]`` of a project file.

    Raises:
        ProjectError: no such method, or a wrong option.
        DataError: the data cannot be read.
    """
    return run_study_table(method, study_table_from(data, missing), options)


def verify(file: str | Path, facts: str | Path | None = None) -> VerifyReport:
    """Hold every number of a finished file against its facts."""
    return verify_file(Path(file), Path(facts) if facts is not None else None)


def templates(folder: str | Path | None = None) -> tuple[TemplateInfo, ...]:
    """List the templates: packaged ones, and those beside a project."""
    roots = template_roots(Path(folder) if folder is not None else None)
    return tuple(TemplateInfo(t.name, t.title, t.description) for t in list_templates(roots))


def themes(folder: str | Path | None = None) -> tuple[ThemeInfo, ...]:
    """List the themes: those beside a project first, then the packaged ones.

    Raises:
        TemplateError: one of them is broken.
    """
    found = list_themes(Path(folder) if folder is not None else None)
    return tuple(ThemeInfo(theme.name, theme.title) for theme in found)


def project_schema() -> dict[str, object]:
    """Return the JSON Schema of a project file, the options of every method with it."""
    return with_studies(own_schema())


def methods() -> tuple[MethodInfo, ...]:
    """List the methods that analysis can run."""
    studies = study_methods().values()
    return (
        *(MethodInfo(m.ID, m.TITLE, m.DEFINITION, m.NEEDS) for m in analysis_methods()),
        *(MethodInfo(m.ID, m.TITLE, m.DEFINITION, "table", options_of(m)) for m in studies),
    )
