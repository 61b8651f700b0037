"""Every block of the sample of methods as a case to be changed: its options, its table, its run."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import reporter
from reporter.analysis.run import NOT_FINITE
from reporter.analysis.run_studies import add_studies, check_studies
from reporter.facts.fact import Fact, FactTable
from reporter.filling.fill import fill
from reporter.filling.template import PartFile, Template
from reporter.project.header_names import Columns
from reporter.project.load import OpenedProject
from reporter.project.model import StudyInfo
from reporter.project.study_files import read_study_table
from reporter.project.study_table import StudyTable
from reporter.report import Report
from reporter.scoring.scores import Scores

SAMPLE = Path(__file__).parent.parent / "samples" / "methods"
ABOVE_ONE = {
    ("multiple_choice", "total"),
    ("sample_plan", "completion"),
}  # shares of answers, of which one gives several
FEWER = {
    "clusters": {"samples": 40},
    "drivers": {"samples": 300},
    "importance_performance": {"samples": 300},
    "satisfaction_index": {"bootstrap": 200},
}  # resamples: enough for words and sections, soon drawn
RESAMPLED = {"drivers", "importance_performance", "satisfaction_index"}
"""Percentile intervals of resamples, which need not hold the value where data are degenerate."""
_ALL_STUDIES = (
    '{% for place in ["results", "analysis", "suggestions"] %}'
    '{% include "annual_survey/studies.md.j2" %}{% endfor %}'
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Case:
    """A study of the sample: its block of the project file and the table of its data file."""

    info: StudyInfo
    table: StudyTable

    @property
    def options(self) -> dict[str, Any]:
        """The options of its method."""
        return dict(self.info.model_extra or {})

    def project(self, options: Mapping[str, Any] | None = None, **rules: int) -> OpenedProject:
        """Return the sample with this study alone, its options replaced."""
        opened, _, _ = survey()
        info = self.info
        if options is not None:
            own = {name: getattr(info, name) for name in StudyInfo.model_fields}
            info = StudyInfo.model_validate({**own, **options})
        update = {"studies": (info,), "rules": opened.model.rules.model_copy(update=rules)}
        return replace(opened, model=opened.model.model_copy(update=update))

    def run(
        self,
        table: StudyTable | None = None,
        options: Mapping[str, Any] | None = None,
        **rules: int,
    ) -> FactTable:
        """Return the facts of the study alone, as a project file would have them."""
        _, scores, facts = survey()
        opened = self.project(options, **rules)
        check_studies(opened)
        found = add_studies(facts, opened, scores, (table or self.table,))
        return FactTable(found.rows[len(facts) :], found.meta)

    def outcome(
        self, table: StudyTable | None = None, options: Mapping[str, Any] | None = None
    ) -> FactTable | None:
        """Return sound facts, or None where the method says what is wrong as it must."""
        try:
            found = self.run(table, options)
        except reporter.ReporterError as error:
            assert_said_well(error)
            return None
        assert_sound(found)
        return found


@cache
def survey() -> tuple[OpenedProject, Scores, FactTable]:
    """Return the sample's project, the scores and the facts of its survey."""
    opened = reporter.open_project(SAMPLE / "project.toml")
    scores = reporter.score(opened, reporter.read_responses(opened))
    return opened, scores, reporter.analyse(scores)


@cache
def cases() -> Mapping[str, Case]:
    """Return every study of the sample by id."""
    opened, _, _ = survey()
    found = {}
    for one in opened.model.studies:
        own = {**one.model_dump(exclude_unset=True), **FEWER.get(one.method, {})}
        found[one.id] = Case(StudyInfo.model_validate(own), read_study_table(opened, one))
    return found


@cache
def plain(study: str) -> FactTable:
    """Return the facts of a study as it stands in the sample."""
    return cases()[study].run()


def rows_of(table: StudyTable, rows: Sequence[int]) -> StudyTable:
    """Return some rows of a table in another order, numbered as in a file of their own."""
    return replace(table.only(rows), row_numbers=tuple(range(2, len(rows) + 2)))


def small(table: StudyTable, most: int = 120) -> StudyTable:
    """Return at most so many rows from all over a table."""
    step = -(-len(table) // most)
    return table if step == 1 else rows_of(table, range(0, len(table), step))


def with_cells(
    table: StudyTable, change: Callable[[str, int, str], str], names: Sequence[str] = ()
) -> StudyTable:
    """Return the table with its cells changed, in all columns or in those named."""
    columns = {
        name: tuple(change(name, i, cell) for i, cell in enumerate(cells))
        if not names or name in names
        else cells
        for name, cells in table.columns.items()
    }
    return replace(table, columns=Columns(columns))


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return options with every text and key that is one of ``names`` replaced."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Mapping):
        return {names.get(key, key): renamed(one, names) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(one, names) for one in value]
    return value


def section_report(case: Case, facts: FactTable, folder: Path) -> Report:
    """Return a report that holds the section of the study and nothing else."""
    _, _, about = survey()
    (folder / "body.md.j2").write_text(_ALL_STUDIES, encoding="utf-8")
    template = Template("sections", "", "", (folder,), (PartFile("body", "body.md.j2"),))
    opened = case.project()
    document, complete = fill(opened.model, FactTable((*about.rows, *facts), facts.meta), template)
    return Report(document, complete)


def assert_section(case: Case, facts: FactTable, folder: Path) -> None:
    """The section is written and read back whole: no fault found, no number that is no fact."""
    report = section_report(case, facts, folder)
    assert report.check() == ()
    (folder / "x.html").write_bytes(report.render("html"))
    (folder / "facts.json").write_bytes(report.record)
    read = reporter.verify(folder / "x.html")
    assert (read.mismatches, read.orphans, read.missing) == ((), (), ())
    html = re.sub(r"data:[^\"')]+", "", report.render("html").decode())  # fonts may spell None
    assert not re.search(r"\bnan\b|None|Traceback|Undefined", html)


def assert_said_well(error: reporter.ReporterError) -> None:
    """Every problem has a code, and says in Chinese what is wrong and what to do."""
    assert error.problems
    for problem in error.problems:
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", problem.code), problem
        assert _CHINESE.search(problem.what), problem
        assert problem.what.endswith(("。", "？")), problem
        assert _CHINESE.search(problem.hint), problem
        assert problem.hint.endswith(("。", "？")), problem
        assert "Traceback" not in str(problem), problem


def assert_sound(facts: FactTable) -> None:
    """Every fact is whole: what it is of, how it was made, a value or the reason why not."""
    assert len(facts), "no facts at all"
    assert len({fact.key for fact in facts}) == len(facts)
    for fact in facts:
        _assert_whole(fact)
        if fact.number is not None:
            _assert_in_range(fact)


def _assert_whole(fact: Fact) -> None:
    assert fact.label, fact
    assert fact.source, fact
    assert fact.method, fact
    assert fact.error != NOT_FINITE, fact
    if fact.value is None:
        reason = fact.error or fact.warning
        assert _CHINESE.search(reason) or reason == "—", fact
    if fact.n is not None:
        assert isinstance(fact.n, int), fact
        assert fact.n >= 0, fact


def _assert_in_range(fact: Fact) -> None:
    value = fact.number
    assert value is not None
    assert math.isfinite(value), fact
    if fact.unit in ("share", "p") and (fact.method, fact.statistic) not in ABOVE_ONE:
        assert -1e-12 <= value <= 1 + 1e-12, fact
    if fact.unit == "count":
        assert value == int(value), fact
    if fact.unit == "rank":
        assert value >= 1, fact
    if fact.ci_low is not None and fact.ci_high is not None:
        assert fact.ci_low <= fact.ci_high, fact
        if fact.method not in RESAMPLED:
            assert fact.ci_low - 1e-12 <= value <= fact.ci_high + 1e-12, fact
