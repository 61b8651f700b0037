"""Reading the files of studies: one file or sheet, or several one below the other.

A file that many studies share is read once in a run.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..errors import DataError, Problem
from .header_names import Columns, level
from .load import OpenedProject
from .model import FILE_COLUMN, StudyFile, StudyInfo
from .study_columns import texts_of
from .study_table import NOT_APPLICABLE, FileOfTable, StudyTable

if TYPE_CHECKING:
    from typing import TypeAlias

    import pandas as pd

    from .readers.headers import Header
    from .readers.table import Table

    Frame: TypeAlias = pd.DataFrame | Mapping[str, Sequence[object]]
    StudyData: TypeAlias = Frame | Mapping[str, Frame]

_Known = dict[tuple[str, str], StudyTable]


def read_study_tables(opened: OpenedProject) -> tuple[StudyTable, ...]:
    """Read the files of all studies, in the order of the project file.

    Raises:
        DataError: with every problem found.
    """
    known: _Known = {}
    tables: list[StudyTable] = []
    problems: dict[Problem, None] = {}
    for study in opened.model.studies:
        try:
            tables.append(read_study_table(opened, study, known))
        except DataError as error:
            problems |= dict.fromkeys(error.problems)
    if problems:
        raise DataError(problems)
    return tuple(tables)


def read_study_table(
    opened: OpenedProject, study: StudyInfo, known: _Known | None = None
) -> StudyTable:
    """Read the files of a study, or the project's own data file where it names none.

    Args:
        opened: the project.
        study: of this project.
        known: what was read before by (file, sheet); it is added to.

    Raises:
        DataError: with every problem found.
    """
    known = {} if known is None else known
    asked = texts_of(study)
    number = next((i for i, one in enumerate(opened.model.studies) if one.id == study.id), 0)
    parts: list[tuple[str, StudyTable]] = []
    problems: list[Problem] = []
    for at, part in enumerate(study.files or (StudyFile(name=study.id),)):
        file, sheet = part.file or study.file, part.sheet or study.sheet
        stated = f"studies[{number}].files[{at}].file" if part.file else f"studies[{number}].file"
        try:
            if (file, sheet) not in known:
                known[file, sheet] = _read(opened, file, sheet, (asked, stated))
            parts.append((part.name, known[file, sheet]))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    whole = stacked(parts, study.file_column, asked) if study.files else parts[0][1]
    notes = (*whole.notes, *_named_otherwise(whole, asked))
    return replace(whole, missing=_distinct((*whole.missing, *study.missing)), notes=notes)


def _named_otherwise(table: StudyTable, asked: Sequence[str]) -> Iterator[Problem]:
    """Yield a note for each column whose header differs from its name in more than white space."""
    for name in asked:
        header = table.columns.header(name)
        if header and header not in asked and level(header) != level(name):
            what = f"列名写作“{name}”，按表头“{header}”读取。"
            yield Problem("study.header", what, "", table.place(), "note")


def study_table_from(data: StudyData, missing: Sequence[str] = ()) -> StudyTable:
    """Return the study table of a DataFrame, or of a mapping of equally long columns.

    A mapping of such tables by name is one table, one below the other, whose column 文件 holds
    the names.
    """
    if isinstance(data, Mapping) and data and all(map(_is_table, data.values())):
        parts = []
        for name, one in data.items():
            table = _from_frame(one)  # type: ignore[arg-type]
            parts.append((str(name), replace(table, files=(replace(table.files[0], source=name),))))
        whole = stacked(parts, FILE_COLUMN)
    else:
        whole = _from_frame(data)  # type: ignore[arg-type]
    return replace(whole, missing=_distinct((*whole.missing, *missing)))


def stacked(
    parts: Sequence[tuple[str, StudyTable]], column: str, asked: Sequence[str] = ()
) -> StudyTable:
    """Return tables one below the other, and their names in a new column.

    What a table has no column for is blank there. Columns ``asked`` for that only differ in how
    the tables number them (2、送货, 3、送货) are one column of the name asked for.

    Raises:
        DataError: a table has a column of that name already.
    """
    taken = [table for _, table in parts if column in table.columns]
    if taken:
        what = f"接成的表要用“{column}”列写明各行属于哪个文件，而数据已有这一列。"
        hint = "请在 file_column 中换一个名称。"
        raise DataError(Problem("study.file_column", what, hint, one.place()) for one in taken)
    names = dict.fromkeys(name for _, table in parts for name in table.columns)
    together = Columns(dict.fromkeys(names, ()))
    names |= {name: None for name in asked if len(together.fitting(name)) > 1}
    columns = {column: tuple(name for name, table in parts for _ in range(len(table)))}
    for name in names:
        columns[name] = tuple(
            text for _, one in parts for text in one.columns.get(name, ("",) * len(one))
        )
    faults: dict[str, tuple[Problem, ...]] = {}
    for _, table in parts:
        for name, problems in table.faults.items():
            faults[name] = (*faults.get(name, ()), *problems)
    files = tuple(replace(table.files[0], name=name) for name, table in parts)
    lacking = {
        name: without
        for name in names
        if (
            without := tuple(
                file for file, (_, one) in zip(files, parts, strict=True) if name not in one.columns
            )
        )
    }
    return StudyTable(
        files,
        Columns(columns),
        tuple(number for _, table in parts for number in table.row_numbers),
        tuple(i for i, (_, table) in enumerate(parts) for _ in range(len(table))),
        _distinct(text for _, table in parts for text in table.missing),
        MappingProxyType(faults),
        partial(_elsewhere, tuple(table for _, table in parts)),
        column,
        MappingProxyType(lacking),
        tuple(dict.fromkeys(note for _, table in parts for note in table.notes)),
    )


def _elsewhere(parts: Sequence[StudyTable], wanted: Iterable[str]) -> str:
    asked = tuple(wanted)
    said = ((one.source, one.elsewhere(asked)) for one in parts)
    return "".join(f"《{source}》：{text}" for source, text in dict(said).items() if text)


def _read(
    opened: OpenedProject, file: str, sheet: str, about: tuple[Sequence[str], str]
) -> StudyTable:
    """Read one file; ``about``: columns that may be asked for, and the key that names the file."""
    from .readers.files import read_table

    asked, stated = about
    data = opened.model.data
    is_own = not file and not sheet
    own = data
    if not is_own:
        change: dict[str, object] = {"header_rows": 0, "entry": "answers", "sheet": sheet}
        change |= {"file": file, "encoding": "auto"} if file else {}
        own = data.model_copy(update=change)
    model = opened.model.model_copy(update={"data": own})
    table = read_table(replace(opened, model=model), asked, stated if file else "data.file")
    missing = (*data.not_applicable, *data.missing) if is_own else NOT_APPLICABLE
    return _study_table(table, own.header_rows, missing, asked)


def _from_frame(frame: Frame) -> StudyTable:
    from .readers.frame import frame_table

    if isinstance(frame, Mapping):
        import pandas as pd

        frame = pd.DataFrame(dict(frame))
    return _study_table(frame_table(frame), 1, NOT_APPLICABLE)


def _study_table(
    table: Table, declared: int, missing: Sequence[str], asked: Sequence[str] = ()
) -> StudyTable:
    from .readers.clean import clean_column
    from .readers.header_rows import header_rows, joined_headers
    from .readers.headers import header_row
    from .readers.merged import filled_down
    from .readers.table import capped, cell_text, is_blank
    from .readers.totals import without_totals

    start = header_row(table.top())
    count = header_rows(table, start, declared)
    headers = joined_headers(table, start, count)
    filled = [
        row
        for row in range(start + count, table.height)
        if not all(is_blank(column[row]) for column in table.columns)
    ]
    kept, totals = without_totals(table, filled)
    if errors := [problem for problem in totals if problem.severity == "error"]:
        raise DataError(capped(errors))
    if not kept:
        what, hint = "没有数据行。", table.elsewhere(asked) or "请核对文件内容。"
        raise DataError(Problem("data.empty", what, hint, table.place()))
    table, notes = filled_down(table, kept)
    columns: dict[str, tuple[str, ...]] = {}
    names: dict[int, str] = {}
    for header in headers:
        texts, _ = clean_column([cell_text(table.columns[header.index][row]) for row in kept])
        if header.text and header.text not in columns:
            columns[header.text] = texts
            names[header.index] = header.text
    faults = _faults(table, names, start, (start + count, set(filled) - set(kept)))
    notes = (*notes, *_typed_twice(table, names, columns))
    for name, problem in _twice(table, headers):
        faults[name] = (*faults.get(name, ()), problem)
    return StudyTable(
        (FileOfTable(table.source, table.sheet, table.sha256),),
        Columns(columns),
        tuple(row + 1 for row in kept),
        (),
        _distinct(missing),
        MappingProxyType(faults),
        table.elsewhere,
        notes=(*totals, *notes),
    )


def _typed_twice(
    table: Table, names: Mapping[int, str], columns: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    from .readers.writings import typed_twice

    for name in names.values():
        for what in typed_twice(columns[name]):
            hint = "是同一种的，请在数据中改成一种写法。"
            place = table.place(column=name)
            yield Problem("data.typed_twice", what, hint, place, "warning")


def _twice(table: Table, headers: Sequence[Header]) -> Iterator[tuple[str, Problem]]:
    """Yield headers that several columns have: nobody can tell which of them is meant."""
    from .readers.table import letter

    found: dict[str, list[str]] = {}
    for header in headers:
        if header.text:
            found.setdefault(header.text, []).append(letter(header.index))
    for name, letters in found.items():
        if len(letters) > 1:
            what = f"有{len(letters)}列都叫“{name}”（{'、'.join(letters)}列），分不清用哪一列。"
            hint = "请把表头改成各不相同的名称。"
            yield name, Problem("study.column_twice", what, hint, table.place())


def _faults(
    table: Table,
    names: Mapping[int, str],
    start: int,
    data: tuple[int, Container[int]],
) -> dict[str, tuple[Problem, ...]]:
    """Return for each column what makes its cells no data: refused when it is asked for.

    ``data`` are the first row of data, and those rows that are not read.
    """
    from .readers.answers import bad_cells
    from .readers.private_use import private_cells

    found: dict[str, tuple[Problem, ...]] = {}
    for index, name in names.items():
        problems = [
            *private_cells(table, [(index, name)], start, {index}),
            *(bad_cells(table, {index: name}, *data) if table.faults or table.merged else ()),
        ]
        if problems:
            found[name] = tuple(problems)
    return found


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping) or hasattr(value, "iloc")


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
