"""What templates see of studies: their sections in order, their rows, their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from ..errors import TemplateError
from .described import as_described
from .subjects import near
from .views import Desk, FactView, SubjectView


class StudyView(SubjectView):
    """A study as a whole, or one of its rows; every statistic of the study is an attribute."""

    def __init__(
        self, desk: Desk, id: str, info: Mapping[str, object], statistics: frozenset[str]
    ) -> None:
        super().__init__(desk, id, info)
        self._statistics = statistics

    @property
    def public(self) -> frozenset[str]:  # type: ignore[override]  # per study, not per class
        """Names of the fields, and of the statistics."""
        return frozenset(self._info) | self._statistics | {"id"}

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name not in self._info and name in self._statistics:
            return self.fact(name)
        return super().__getattr__(name)


@dataclass(frozen=True)
class Studies:
    """The studies of one filling."""

    desk: Desk

    @cached_property
    def _rows(self) -> dict[str, Mapping[str, Any]]:
        return {row["id"]: row for row in self.desk.facts.meta.get("studies", ())}

    @cached_property
    def _statistics(self) -> dict[str, frozenset[str]]:
        """Every statistic of each method's rows: absent ones are falsy, unknown ones stop."""
        found: dict[str, set[str]] = {}
        for fact in self.desk.facts:
            found.setdefault(fact.method, set()).add(fact.statistic)
        return {method: frozenset(names) for method, names in found.items()}

    def at(self, place: str) -> tuple[StudyView, ...]:
        """Return the studies that gave results and belong to a part of the report, in order."""
        return tuple(
            self.study(id)
            for id, row in self._rows.items()
            if row["place"] == place and not row["reason"]
        )

    def in_summary(self, most: int = 6) -> tuple[StudyView, ...]:
        """Return the studies whose conclusion the summary states, in the order of the report.

        Those that the project asks for, and of the others the most telling as far as there is
        room for ``most``.
        """
        ranks = {
            id: row["summary"]
            for id, row in self._rows.items()
            if not row["reason"] and row.get("summary") is not None
        }
        order = sorted(ranks, key=ranks.__getitem__)
        asked = sum(rank == 0 for rank in ranks.values())
        chosen = set(order[: max(most, asked)])
        places = ("results", "analysis", "suggestions")
        return tuple(one for place in places for one in self.at(place) if one.id in chosen)

    def study(self, id: str) -> StudyView:
        """Return a study by the id that the project file gives it."""
        if id not in self._rows:
            raise TemplateError(near("方法", id, self._rows))
        row = self._rows[id]
        about = {name: row[name] for name in ("method", "source", "described")}
        info = {"name": row["title"], "level": 0, **about}
        return StudyView(self.desk, id, {**info, "title": row["title"]}, self._known(row))

    def rows(self, study: StudyView, kind: str) -> tuple[StudyView, ...]:
        """Return the rows of a kind, in the order in which the method found them."""
        row = self._rows[study.id]
        return tuple(
            StudyView(
                self.desk,
                one["id"],
                {"name": one["name"], "level": 1, "kind": one["kind"]},
                self._known(row),
            )
            for one in row["rows"]
            if one["kind"] == kind
        )

    def details(self, subject: StudyView, statistic: str) -> tuple[FactView, ...]:
        """Return all facts of one statistic of a subject, one a detail, in table order."""
        return tuple(
            FactView(self.desk, fact) for fact in self.desk.facts.select(statistic, subject.id)
        )

    def detail(self, subject: StudyView, statistic: str, detail: str) -> FactView:
        """Return one fact by its detail; absent ones are falsy."""
        return subject.fact(statistic, detail)

    def _known(self, row: Mapping[str, Any]) -> frozenset[str]:
        return self._statistics.get(row["method"], frozenset())


def about_studies(desk: Desk) -> dict[str, object]:
    """Return the names that templates know studies by."""
    studies = Studies(desk)
    return {
        "studies_at": studies.at,
        "studies_in_summary": studies.in_summary,
        "study_rows": studies.rows,
        "details": studies.details,
        "detail": studies.detail,
        "as_described": partial(as_described, desk),
    }
