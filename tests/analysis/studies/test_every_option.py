"""Sections stand whatever a project leaves out: an option, or the answers of a column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

import reporter
from reporter.analysis.study import study_methods
from reporter.project.study_table import StudyTable
from tests.study_cases import (
    FEWER,
    SAMPLE,
    Case,
    assert_said_well,
    assert_section,
    cases,
    small,
    with_cells,
)

STUDIES = [one.id for one in reporter.open_project(SAMPLE / "project.toml").model.studies]


def variants(case: Case) -> Iterator[dict[str, Any]]:
    """Yield the options of the sample less one, and with each other choice of one."""
    own = case.options
    kept = FEWER.get(case.info.method, {})
    for name in own:
        if name not in kept:
            yield {key: value for key, value in own.items() if key != name}
    for name, field in study_methods()[case.info.method].Options.model_fields.items():
        for choice in choices(field.annotation):
            if choice != own.get(name, field.default):
                yield {**own, name: choice}


def choices(annotation: Any) -> tuple[Any, ...]:
    """Return what an option may be, where that is a short list."""
    if annotation is bool:
        return (True, False)
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return ()


@pytest.mark.parametrize("study", STUDIES)
def test_sections_with_other_options(study: str, tmp_path: Path) -> None:
    case = cases()[study]
    for options in variants(case):
        stands(case, tmp_path, options=options)


@pytest.mark.parametrize("study", STUDIES)
def test_sections_of_a_column_without_answers(study: str, tmp_path: Path) -> None:
    case = cases()[study]
    table = small(case.table, 80)
    for column in table.columns:
        for cell in ("", table.columns[column][0]):
            stands(case, tmp_path, with_cells(table, lambda *_, cell=cell: cell, [column]))


def stands(case: Case, folder: Path, *args: StudyTable, **settings: Any) -> None:
    """The method says what is wrong, or its section is written and read back whole."""
    try:
        facts = case.run(*args, **settings)
    except reporter.ReporterError as error:
        assert_said_well(error)
        return
    assert_section(case, facts, folder)
