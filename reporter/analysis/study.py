"""What a study file must hold, what it sees, and how the files are found.

A study is a method with a data file and options of its own: Kano, path models, control charts.
It gives facts about the study as a whole and about its rows (features, customers, paths).
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Literal, Protocol, cast

from pydantic import BaseModel

from ..errors import Problem
from ..facts.fact import Fact, FactTable, Unit
from ..project.model import Project
from ..project.study_table import StudyTable
from ..scoring.scores import Scores
from .disclosure import COMPLEMENT, withheld

PlaceInReport = Literal["results", "analysis", "suggestions"]
_OWN_NAMES = frozenset(  # of the view that a template has of a row
    "name level kind method source id title place fact within named group".split()
)
_HIDDEN = "不予公布"
_KEY_SIGNS = re.compile(r"[\s/@#=.]+")


@dataclass(frozen=True, slots=True)
class Row:
    """Something a study tells of: ``kind`` sorts rows (feature, path, month)."""

    kind: str
    id: str  # subject of its facts
    name: str  # as printed


@dataclass(frozen=True)
class Study:
    """The input of a study method.

    Attributes:
        id: of the study in the project file; the first part of every subject.
        title: heading of its section.
        method: id of the method.
        table: its data, texts by column.
        options: an instance of the method's ``Options``.
        confidence: level of all intervals, such as 0.95.
        decimals, share_decimals: of scores and percentages in this report.
        small_base, hide_base: bases below which a value is flagged, or not published.
        project, scores, facts: the survey that the study belongs to; None where a method runs
            alone, so a method that needs them says so in ``lacks``.
    """

    id: str
    title: str
    method: str
    table: StudyTable
    options: Any
    confidence: float = 0.95
    decimals: int = 1
    share_decimals: int = 1
    small_base: int = 30
    hide_base: int = 10
    project: Project | None = None
    scores: Scores | None = None
    facts: FactTable = field(default_factory=lambda: FactTable(()))
    rows: dict[str, Row] = field(default_factory=dict)  # filled by row(), in order
    withheld: dict[tuple[str, str, str], str] = field(default_factory=dict)  # by protect()
    notes: list[Problem] = field(default_factory=list)  # of its data: printed, and told by check

    def row(self, kind: str, name: str) -> Row:
        """Return the row of ``kind`` called ``name``, the same one for the same name."""
        own = f"{self.id}.{kind}.{_KEY_SIGNS.sub('_', name.strip()) or '_'}"
        subject, number = own, 1
        while (row := self.rows.get(subject)) is not None and (row.kind, row.name) != (kind, name):
            number += 1  # 甲.乙 beside 甲_乙
            subject = f"{own}_{number}"
        if row is None:
            row = self.rows[subject] = Row(kind, subject, name)
        return row

    def protect(
        self,
        parts: Sequence[tuple[Row, str, int]],
        whole: int,
        statistics: Sequence[str] = ("",),
        secret: Collection[str] = (),
    ) -> None:
        """Withhold what would give away a part too small to print, when the whole is printed.

        To be called before the facts of the parts are made: :meth:`fact` then hides them.

        Args:
            parts: row and detail of the facts of each part, and its base.
            whole: base of the whole; parts that add to more overlap, and give nothing away.
            statistics: what is withheld, counts too; "" for every number that is no count.
            secret: names of parts that the survey's own tables withhold.
        """
        bases = {(row.id, detail): n for row, detail, n in parts if n}
        rest = whole - sum(bases.values())
        if rest < 0:
            return
        concealed = {("", ""): rest} if rest else {}
        told = {(row.id, detail): detail or row.name for row, detail, _ in parts}
        concealed |= {key: n for key, n in bases.items() if told[key] in secret}
        open_ = {key: n for key, n in bases.items() if key not in concealed}
        small = any(n < self.hide_base for n in bases.values())
        hidden = withheld(open_, self.hide_base, concealed) if small else {}
        hidden |= {key: COMPLEMENT for key in concealed if key in bases}
        for statistic in statistics:
            self.withheld.update({(*key, statistic): why for key, why in hidden.items()})

    def _withheld(self, key: tuple[str, str, str], unit: Unit) -> str:
        if self.withheld and unit not in ("count", "text"):
            found = self.withheld.get((*key[:2], ""), "")
            if found:
                return found
        return self.withheld.get(key, "")

    def fact(  # noqa: PLR0913 - the fields of a fact, by name
        self,
        statistic: str,
        value: float | int | str | None,
        row: Row | None = None,
        *,
        unit: Unit = "number",
        detail: str = "",
        n: int | None = None,
        ci: tuple[float, float] | None = None,
        decimals: int | None = None,
        counter: str = "",
        rule: str = "",
        columns: Sequence[str] = (),
        warning: str = "",
        error: str = "",
    ) -> Fact:
        """Return a fact about a row, or about the study where there is none.

        A base below ``hide_base`` hides the value, one below ``small_base`` flags it; counts
        stay. ``columns`` are what it was computed from, for its source. Without a ``rule`` of
        its own it was made as the method's definition says.
        """
        if statistic in _OWN_NAMES:
            raise ValueError(f"a template reads {statistic!r} as the row's own")
        digits = {"share": self.share_decimals, "percentage_points": self.share_decimals}
        if decimals is None:
            decimals = digits.get(unit, 3 if unit == "p" else self.decimals)
        low, high = ci if ci is not None else (None, None)
        guarded = n is not None and unit != "count" and value is not None
        if guarded and n is not None and n < self.hide_base:
            value, low, high = None, None, None
            warning = f"样本量为{n}，少于{self.hide_base}，{_HIDDEN}"
        elif value is not None and (
            why := self._withheld((row.id if row else self.id, detail, statistic), unit)
        ):
            value, low, high = None, None, None
            warning = why
        elif guarded and n is not None and n < self.small_base and not warning:
            warning = f"样本量为{n}，少于{self.small_base}，仅供参考"
        return Fact(
            statistic=statistic,
            subject=row.id if row else self.id,
            label=row.name if row else self.title,
            detail=detail,
            value=_plain(value),
            unit=unit,
            counter=counter,
            n=n,
            ci_low=low,
            ci_high=high,
            decimals=decimals,
            method=self.method,
            rule=rule or _by_definition(self.method),
            source=self.source(columns),
            warning=warning,
            error=error,
        )

    def source(self, columns: Sequence[str] = ()) -> str:
        """Return file and columns as facts name their source."""
        if not columns:
            return self.table.source
        shown = "、".join(columns[:3]) + (f"等{len(columns)}列" if len(columns) > 3 else "")
        return f"{self.table.source}：{shown}"


def all_hidden(study: Study, facts: Sequence[Fact]) -> str:
    """Return why a section would be asterisks alone, "" where it has a number to print.

    What is left of it then, counts and an order, would tell what is hidden.
    """
    based = [fact for fact in facts if fact.n is not None and fact.unit not in ("count", "text")]
    if any(fact.value is not None for fact in based):
        return ""
    hidden = any(fact.warning.endswith(_HIDDEN) for fact in facts)
    return f"样本量不足{study.hide_base}，结果{_HIDDEN}。" if hidden else ""


def _by_definition(method: str) -> str:
    return f"见“{study_methods()[method].TITLE}”的定义"


def _plain(value: float | int | str | None) -> float | int | str | None:
    """Return Python's own number for one of numpy's, which JSON would not take."""
    item = getattr(value, "item", None)
    return value if item is None else cast("float | int | str", item())


class StudyMethod(Protocol):
    """A module that turns a study's table into facts; methods never import methods.

    As :class:`.method.Method` it may have ``FORMULAS`` and ``SYMBOLS``. Its section is written by
    ``templates/methods/<ID>.md.j2``.
    """

    ID: str  # the file name without .py
    TITLE: str  # Chinese
    DEFINITION: str  # Chinese: definition, denominator, treatment of missing answers
    PLACE: PlaceInReport  # where its section stands unless the project says otherwise
    # SUMMARY: int | None, where templates/methods/conclusions/<ID>.md.j2 has its conclusion for
    # the summary: lower ones first where not all find room, None if only on request.
    Options: type[BaseModel]  # forbids unknown keys; texts in ``description`` are Chinese

    def lacks(self, study: Study, /) -> str | None:
        """Return a Chinese sentence that says why the method cannot run, or None."""

    def run(self, study: Study, /) -> Iterable[Fact]:
        """Return the facts of this study, in a stable order.

        Raises:
            DataError: the table lacks a column, or holds what cannot be read.
        """


@cache
def study_methods() -> Mapping[str, StudyMethod]:
    """Return all study methods by id."""
    package = f"{__package__}.studies"
    path = import_module(package).__path__
    modules = [import_module(f"{package}.{m.name}") for m in pkgutil.iter_modules(path)]
    return {m.ID: cast(StudyMethod, m) for m in modules if hasattr(m, "ID")}
