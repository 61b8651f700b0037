"""A filled project to start from: an example, or a draft made from an export."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, OutputError, Place, Problem
from ..files import write_whole

if TYPE_CHECKING:
    from ..project.load import OpenedProject

_BARE = re.compile(r"[A-Za-z0-9_-]+")  # keys that need no quotes
_STARTER = Path(__file__).parent / "starter"


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a new project (the project file first), and remarks in Chinese."""

    files: tuple[Path, ...]
    remarks: tuple[str, ...] = ()


def create(folder: Path, export: Path | None, today: date) -> Made:
    """Make a project in ``folder``, which must be new or empty.

    Args:
        folder: where the project goes.
        export: a CSV or spreadsheet of a survey platform; None for the example.
        today: date of the report until the user writes another.

    Raises:
        OutputError: the folder holds files already, or cannot be written.
        DataError: the export cannot be read or holds no question that can be scored.
    """
    _check_empty(folder)
    contents, remarks = _example(today) if export is None else _from_export(export, today)
    files = {folder / name: data for name, data in contents.items()}
    write_whole(files)
    return Made(tuple(files), remarks)


def _check_empty(folder: Path) -> None:
    try:
        is_free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except (OSError, ValueError):
        is_free = False
    if not is_free:
        what = "这里已有文件，为免覆盖不予新建。"
        hint = "请换一个新的或空的文件夹。"
        raise OutputError(Problem("scaffold.not_empty", what, hint, Place(file=folder.name)))


def _example(today: date) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    text = (_STARTER / "project.toml").read_text(encoding="utf-8")
    text = text.replace("date = 2026-01-01", f"date = {today.isoformat()}")
    # Excel takes a CSV without the mark for the local code page.
    data = b"\xef\xbb\xbf" + (_STARTER / "responses.csv").read_bytes()
    remarks = ("已写出示例项目：数据是演示用的合成数据，请换成自己的数据。",)
    return {"project.toml": text.encode(), "responses.csv": data}, remarks


def _from_export(export: Path, today: date) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    from jinja2 import Environment, StrictUndefined

    from ..project.readers.files import read_table
    from ..project.readers.scored import build_scored_sheet
    from .batteries import with_batteries
    from .columns import column_texts, guess_columns
    from .draft import draft
    from .scored import scored_draft

    table = read_table(_opened(export))
    guesses = with_batteries(guess_columns(table), column_texts(table).__getitem__)
    sheet = scored_draft(
        guesses, lambda unit: build_scored_sheet(_opened(export, entry="scored", unit=unit), table)
    )
    if sheet is not None and any(guess.use == "item" for guess in guesses):
        sheet = None  # answers beside names that happen to be those of units
    found = sheet or draft(guesses, export.name)
    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters["toml"] = _toml
    template = environment.from_string((_STARTER / "draft.toml.j2").read_text(encoding="utf-8"))
    text = template.render(draft=found, file=export.name, date=today.isoformat())
    try:
        data = export.read_bytes()
    except OSError as error:
        what = f"读不到数据文件（{error.strerror}）。"
        raise DataError(Problem("data.unreadable", what, "", Place(file=export.name))) from error
    return {"project.toml": text.encode(), export.name: data}, found.remarks


def _opened(export: Path, **data: str) -> OpenedProject:
    """Return a project by which the export is read as later: one reader, one opinion."""
    from ..project.load import OpenedProject
    from ..project.model import DataInfo, Project, ReportInfo, SurveyInfo

    model = Project(
        report=ReportInfo(title="报告", date=date(2000, 1, 1)),
        survey=SurveyInfo(organisation="我单位", subject="客户", wave="本期"),
        data=DataInfo.model_validate({"file": export.name, **data}),
    )
    return OpenedProject(model, export.parent, "project.toml", {})


def _toml(value: object) -> str:
    """Return a value in TOML: JSON's strings, numbers and booleans are TOML's too."""
    if isinstance(value, Mapping):
        pairs = (
            f"{key if _BARE.fullmatch(key) else _toml(key)} = {_toml(inner)}"
            for key, inner in value.items()
        )
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
