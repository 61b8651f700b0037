"""What holds for every method of the kit, whatever its data: facts, or words that help.

The cases are the blocks of the sample, so a new method is tested by the block it comes with.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

import reporter
from reporter.analysis.studies.parts.questions import LISTED_HELP
from reporter.analysis.study import study_methods
from reporter.analysis.study_schema import options_of
from reporter.facts.fact import FactTable
from reporter.project.header_names import Columns
from reporter.project.study_files import read_study_table
from reporter.project.study_table import StudyTable
from tests.study_cases import (
    SAMPLE,
    Case,
    assert_said_well,
    assert_section,
    assert_sound,
    cases,
    plain,
    renamed,
    rows_of,
    small,
    survey,
    with_cells,
)

_BLOCKS = tomllib.loads((SAMPLE / "project.toml").read_text(encoding="utf-8"))["studies"]
STUDIES = [block["id"] for block in _BLOCKS]
every_study = pytest.mark.parametrize("study", STUDIES)

# The option that names the column in whose order the rows stand, by method: the series of a
# chart are told of as they come. Within one of them the order of rows says nothing.
IN_ORDER = {"control_chart": "by"}


def values(facts: FactTable) -> dict[str, tuple[Any, ...]]:
    """Return what each fact says: its value, interval, base and reasons."""
    return {
        fact.key: (fact.value, fact.ci_low, fact.ci_high, fact.n, fact.warning, fact.error)
        for fact in facts
    }


def assert_same(facts: FactTable, other: FactTable) -> None:
    one, two = values(facts), values(other)
    assert set(one) == set(two)
    wrong = {key: (told, two[key]) for key, told in one.items() if not is_same(told, two[key])}
    assert not wrong


def is_same(one: Sequence[Any], two: Sequence[Any]) -> bool:
    return all(
        b == (a if isinstance(a, str | None) else pytest.approx(a, rel=1e-7, abs=1e-9))
        for a, b in zip(one, two, strict=True)
    )


def test_every_method_has_a_block_in_the_sample() -> None:
    assert {case.info.method for case in cases().values()} == set(study_methods())


@every_study
def test_facts_are_sound_and_the_same_twice(study: str) -> None:
    case = cases()[study]
    facts = plain(study)
    assert_sound(facts)
    assert len(facts) > 1, "the sample shows nothing"
    assert case.run().rows == facts.rows
    assert FactTable.from_json(facts.to_json()) == facts


@every_study
def test_the_order_of_rows_says_nothing(study: str) -> None:
    case = cases()[study]
    order = np.random.default_rng(7).permutation(len(case.table))
    column = case.options.get(IN_ORDER.get(case.info.method, ""))
    if column:
        cells = case.table.columns[column]
        order = sorted(order, key=lambda row: cells.index(cells[row]))
    assert_same(plain(study), case.run(rows_of(case.table, order)))


@every_study
@pytest.mark.parametrize("rows", [1, 2])
def test_few_rows(study: str, rows: int) -> None:
    case = cases()[study]
    case.outcome(rows_of(case.table, range(rows)))


@every_study
def test_everyone_answers_alike(study: str) -> None:
    case = cases()[study]
    table = case.table
    case.outcome(with_cells(table, lambda name, _, __: table.columns[name][0]))
    for column in table.columns:
        case.outcome(
            with_cells(small(table, 40), lambda name, _, __: table.columns[name][0], [column])
        )


@every_study
def test_nobody_answers(study: str) -> None:
    case = cases()[study]
    case.outcome(with_cells(case.table, lambda *_: ""))
    for column in case.table.columns:
        case.outcome(with_cells(small(case.table, 40), lambda *_: "", [column]))


@every_study
def test_a_column_is_missing(study: str) -> None:
    case = cases()[study]
    table = small(case.table, 40)
    for column in table.columns:
        kept = {name: cells for name, cells in table.columns.items() if name != column}
        case.outcome(replace(table, columns=Columns(kept)))
    with pytest.raises(reporter.ReporterError) as caught:
        case.run(replace(table, columns=Columns({"别的": table.columns[column]})))
    assert_said_well(caught.value)


@every_study
@pytest.mark.parametrize("text", ["abc", "1e300"])
def test_a_cell_holds_something_else(study: str, text: str) -> None:
    case = cases()[study]
    table = small(case.table, 40)
    for column in table.columns:
        case.outcome(with_cells(table, lambda _, i, cell: text if i == 3 else cell, [column]))


@every_study
def test_a_column_that_nothing_asks_for(study: str) -> None:
    case = cases()[study]
    more = {**case.table.columns, "备注😀": ("👍🏽 ok",) * len(case.table)}
    assert case.run(replace(case.table, columns=Columns(more))).rows == plain(study).rows


@every_study
def test_rows_twice(study: str) -> None:
    case = cases()[study]
    table = small(case.table, 40)
    case.outcome(rows_of(table, [0, *range(len(table))]))


@every_study
def test_many_rows(study: str) -> None:
    case = cases()[study]
    table = case.table
    ids = [name for name, cells in table.columns.items() if len(set(cells)) == len(cells)]
    many = rows_of(table, [i % len(table) for i in range(5000)])
    case.outcome(with_cells(many, lambda _, i, cell: f"{cell}{i}", ids) if ids else many)


def test_options_of_every_method_refuse_what_they_do_not_know() -> None:
    for study, case in cases().items():
        with pytest.raises(reporter.ReporterError) as caught:
            case.run(options={**case.options, "no_such_option": 1})
        assert_said_well(caught.value)
        assert "no_such_option" in str(caught.value), study


WRONG: tuple[Any, ...] = (
    "没有这一项", "", -1, 2.5, 10**9, True, [], [[1]], {"没有": 1}, None,
)  # fmt: skip


def changed(value: Any) -> Iterator[Any]:
    """Yield a list or table with one of its leaves wrong, left out, or listed twice."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield {other: two for other, two in value.items() if other != key}
            yield {**value, f"{key}？": one}
            for other in (
                changed(one) if isinstance(one, dict | list) else ("没有这一项", -1, 10**9)
            ):
                yield {**value, key: other}
    elif isinstance(value, list) and value:
        yield [*value, value[0]]
        yield value[:1]
        if isinstance(value[0], dict | list):
            yield from ([other, *value[1:]] for other in changed(value[0]))
        else:
            yield from ([other, *value[1:]] for other in ("没有这一项", -1, 10**9, ""))


@every_study
def test_options_with_other_values(study: str) -> None:
    case = cases()[study]
    table = small(case.table, 40)
    for option in options_of(study_methods()[case.info.method]):
        own = case.options.get(option.name)
        for value in (*WRONG, *changed(own)):
            case.outcome(table, {**case.options, option.name: value})
        case.outcome(
            table, {name: one for name, one in case.options.items() if name != option.name}
        )


FORMS = ("utf-8-sig", "gb18030", "utf-16", "xlsx")


def write(table: StudyTable, path: Path, form: str) -> None:
    lines = [list(table.columns), *zip(*table.columns.values(), strict=True)]
    if form == "xlsx":
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append([typed(cell) for cell in line])
        book.create_sheet("说明").append(["填表说明"])
        book.save(path)
        return
    rows = (",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    path.write_bytes("\r\n".join(rows).encode(form))


def typed(cell: str) -> Any:
    """Return a cell as Excel would keep what somebody types."""
    try:
        return datetime.fromisoformat(cell) if len(cell) > 9 else float(cell)
    except ValueError:
        return cell


@every_study
def test_forms_of_the_same_file(study: str, tmp_path: Path) -> None:
    case = cases()[study]
    opened, _, _ = survey()
    for form in FORMS:
        name = f"数据 {form}{'.xlsx' if form == 'xlsx' else '.csv'}"
        write(case.table, tmp_path / name, form)
        info = case.info.model_copy(update={"file": name, "files": ()})
        table = read_study_table(replace(opened, folder=tmp_path), info)
        if table.columns != case.table.columns:
            assert_same(case.run(table), plain(study))


@every_study
def test_a_file_with_a_header_and_nothing_else(study: str, tmp_path: Path) -> None:
    case = cases()[study]
    write(rows_of(case.table, []), tmp_path / "空.csv", "utf-8")
    info = case.info.model_copy(update={"file": "空.csv", "files": ()})
    with pytest.raises(reporter.DataError) as caught:
        read_study_table(replace(survey()[0], folder=tmp_path), info)
    assert_said_well(caught.value)


NAMES = {
    "signs": "{name}%&<>*_|\\{{}}#$~^{{{{1/0}}}}{{% x %}}[@a](b)`c`<b>\n行",
    "long": "{name:长<57}12%",
}


def is_word(text: str) -> bool:
    """Tell whether a cell may be a name: neither a number, a time nor an answer on a scale."""
    return bool(text) and not re.search(r"\d{4}|^[\d.,%-]+$|满意", text)


def with_names(case: Case, style: str, columns: Sequence[str]) -> tuple[StudyTable, dict[str, Any]]:
    """Return table and options in which columns, classes in ``columns``, and names are others."""
    own = set(case.table.columns) | {cell for name in columns for cell in case.table.columns[name]}
    own |= set(named(case.options))
    names = {name: NAMES[style].format(name=name) for name in own if is_word(name)}
    data = {
        names.get(name, name): tuple(names.get(c, c) for c in cells) if name in columns else cells
        for name, cells in case.table.columns.items()
    }
    return replace(case.table, columns=Columns(data)), renamed(case.options, names)


def named(value: Any) -> Iterator[str]:
    """Yield the values of every ``name`` in options."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "name" and isinstance(one, str):
                yield one
            yield from named(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from named(one)


def classes(case: Case) -> list[str]:
    """Return the columns whose cells are names: the study runs when they are called otherwise."""
    found = []
    for column, cells in case.table.columns.items():
        if not all(is_word(cell) for cell in cells if cell) or not any(cells):
            continue
        names = {cell: f"{cell}甲" for cell in cells if cell}
        data = {**case.table.columns, column: tuple(names.get(cell, cell) for cell in cells)}
        try:
            case.run(replace(case.table, columns=Columns(data)), renamed(case.options, names))
        except reporter.ReporterError:
            continue
        found.append(column)
    return found


@every_study
def test_sections_with_hidden_and_flagged_values(study: str, tmp_path: Path) -> None:
    case = cases()[study]
    for rules in ({"hide_base": 10**6}, {"small_base": 10**6, "hide_base": 150}):
        assert_section(case, case.run(**rules), tmp_path)


@every_study
def test_sections_of_few_rows(study: str, tmp_path: Path) -> None:
    case = cases()[study]
    for rows in (12,):
        try:
            facts = case.run(rows_of(case.table, range(min(rows, len(case.table)))), hide_base=5)
        except reporter.ReporterError:
            continue
        assert_section(case, facts, tmp_path)


@every_study
def test_sections_with_any_names(study: str, tmp_path: Path) -> None:
    case = cases()[study]
    columns = classes(case)
    for style in NAMES:
        table, options = with_names(case, style, columns)
        try:
            facts = case.run(table, options)
        except reporter.ReporterError as error:
            assert_said_well(error)
            continue
        assert_section(case, facts, tmp_path)


def test_every_option_that_lists_classes_says_what_becomes_of_others() -> None:
    listing = {
        "nps": "levels", "segments": "levels", "single_choice": "levels",
        "rater_agreement": "levels", "wave_change": "waves", "channels": "names",
    }  # fmt: skip
    for id, method in study_methods().items():
        for option in options_of(method):
            if option.name in ("levels", listing.get(id)):
                assert LISTED_HELP in option.description, id
