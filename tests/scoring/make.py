"""Small projects and responses for the tests of scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reporter.errors import NOWHERE
from reporter.project import OpenedProject, Responses, ScoredCell, ScoredSheet
from reporter.project.model import Project

SEED_OPTIONS = [
    {"label": "非常满意", "points": 100, "satisfied": True, "aliases": ["4", "A.非常满意"]},
    {"label": "满意", "points": 90, "satisfied": True, "aliases": ["3"]},
    {"label": "基本满意", "points": 75, "satisfied": True, "aliases": ["2"]},
    {"label": "不满意", "points": 60, "dissatisfied": True, "aliases": ["1"]},
]
FIVE = [
    {"label": f"{n}分", "points": n, "aliases": [str(n)], "satisfied": n > 3, "dissatisfied": n < 3}
    for n in (5, 4, 3, 2, 1)
]


def project(**parts: Any) -> Project:
    """Return a project; ``items`` may be given as a number of equal items q1, q2, ..."""
    items = parts.pop("items", 3)
    if isinstance(items, int):
        items = [
            {"id": f"q{n}", "name": f"题{n}", "column": f"Q{n}", "indicator": "total"}
            for n in range(1, items + 1)
        ]
    body: dict[str, Any] = {
        "report": {"title": "报告", "date": date(2026, 12, 1)},
        "survey": {"organisation": "我公司", "subject": "客户", "wave": "2026年度"},
        "data": {"file": "data.csv"},
        "scales": [{"id": "seed", "options": SEED_OPTIONS}],
        "items": items,
    }
    for name, part in parts.items():
        body[name] = {**body[name], **part} if name in ("survey", "data", "report") else part
    return Project.model_validate(body)


def opened(model: Project) -> OpenedProject:
    return OpenedProject(model=model, folder=Path(), file="project.toml", lines={})


def responses(
    columns: Mapping[str, Sequence[str]], entry: str = "answers", numbers: Sequence[int] = ()
) -> Responses:
    rows = len(next(iter(columns.values()), ()))
    return Responses(
        entry=entry,
        source="data.csv",
        sheet="",
        sha256="0" * 64,
        columns={header: tuple(texts) for header, texts in columns.items()},
        row_numbers=tuple(numbers) or tuple(range(2, rows + 2)),
        dropped_columns=(),
        problems=(),
    )


def cell(unit: str, path: Sequence[str], score: float | None, **more: Any) -> ScoredCell:
    fields: dict[str, Any] = {
        "n": None,
        "previous": None,
        "department": "",
        "weight": None,
        "place": NOWHERE,
    }
    return ScoredCell(unit=unit, path=tuple(path), score=score, **{**fields, **more})


def sheet(*cells: ScoredCell) -> ScoredSheet:
    return ScoredSheet(
        source="scored.xlsx", sheet="Sheet1", sha256="1" * 64, cells=cells, problems=()
    )
