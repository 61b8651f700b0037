"""Problems and errors: how the program says where, what, and what to do.

Every message a user can see is a :class:`Problem`. Warnings are data too: they
travel with the results and are printed in the report's 数据处理说明.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a user's file.

    ``row`` counts as Excel does (first line of the file is 1); ``column`` is the
    header text or the Excel letter; ``line`` is used for text files (TOML, templates).
    ``file`` is a bare file name, never an absolute path: messages reach reports.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    line: int | None = None

    def __str__(self) -> str:
        parts = [f"《{self.file}》" if self.file else ""]
        parts.append(f"工作表“{self.sheet}”" if self.sheet else "")
        parts.append(f"第{self.line}行" if self.line is not None else "")
        parts.append(f"第{self.row}行" if self.row is not None else "")
        parts.append(f"“{self.column}”列" if self.column else "")
        return "".join(parts)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or worth knowing.

    ``code`` is stable and dotted (``data.unknown_option``) for ``--json`` and tests;
    ``what`` and ``hint`` are complete Chinese sentences.
    """

    code: str
    what: str
    hint: str = ""
    where: Place = NOWHERE
    severity: Severity = "error"

    def __str__(self) -> str:
        place = str(self.where)
        text = f"{place}：{self.what}" if place else self.what
        return f"{text} {self.hint}".rstrip()

    def to_json(self) -> dict[str, object]:
        """Return a plain mapping for ``--json``."""
        where = {
            name: value
            for name in ("file", "sheet", "row", "column", "line")
            if (value := getattr(self.where, name)) not in (None, "")
        }
        return {
            "severity": self.severity,
            "code": self.code,
            "where": where,
            "what": self.what,
            "hint": self.hint,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Problem:
        """Rebuild a problem from :meth:`to_json`."""
        return cls(
            code=row["code"],
            what=row["what"],
            hint=row.get("hint", ""),
            where=Place(**row.get("where", {})),
            severity=row.get("severity", "error"),
        )


class ReporterError(Exception):
    """Base of all errors the program raises on purpose; carries its problems."""

    exit_code: ClassVar[int] = 70

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ProjectError(ReporterError):
    """The project file is missing, unreadable or inconsistent (exit code 3)."""

    exit_code = 3


class DataError(ReporterError):
    """The data file is missing, unreadable or holds what it must not (exit code 4)."""

    exit_code = 4


class TemplateError(ReporterError):
    """A template is missing, misspelt or not allowed (exit code 5)."""

    exit_code = 5


class OutputError(ReporterError):
    """An output could not be written; nothing was left half-done (exit code 6)."""

    exit_code = 6


class MachineError(ReporterError):
    """This machine lacks something that was asked for (exit code 7)."""

    exit_code = 7
