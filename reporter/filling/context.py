"""The names a template may use: functions and records, all read-only.

The list in ``docs/templates.md`` is checked against :func:`names` by a test.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from .. import charts
from ..document.clean import clean
from ..document.nodes import (
    Citation,
    Contents,
    Cover,
    CoverField,
    CrossReference,
    KeyFigure,
    KeyFigures,
    References,
)
from ..document.numbering import chinese_number
from ..errors import Problem, TemplateError
from ..facts import TOTAL, FactTable, Group
from ..facts.wording import Phrase, compare_word, direction, join_names, rank_phrase
from ..project.model import Project
from .figures import Figures
from .inline import inlines
from .tables import Tables
from .views import STATISTICS, Desk, FactView, Fields, StatedText, SubjectView


@dataclass(frozen=True, slots=True)
class Subjects:
    """The tree and the groups, from what the facts say of them (``meta``)."""

    desk: Desk
    nodes: Mapping[str, Mapping[str, Any]]
    segments: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, desk: Desk) -> Subjects:
        """Read tree and segments from the facts' meta."""
        meta = desk.facts.meta
        return cls(
            desk,
            {row["id"]: row for row in meta.get("tree", ())},
            {row["id"]: row for row in meta.get("segments", ())},
        )

    def node(self, id: str = TOTAL) -> SubjectView:
        """Return a node of the tree by id."""
        if id not in self.nodes:
            raise TemplateError(_near("指标", id, self.nodes))
        row = self.nodes[id]

        def children() -> tuple[SubjectView, ...]:
            return self.list(parent=id)

        return SubjectView(self.desk, id, {**row, "children": children, "reason": ""})

    def list(
        self, level: int | None = None, parent: str | None = None, scored: bool | None = True
    ) -> tuple[SubjectView, ...]:
        """Return nodes in tree order, by level or parent; ``scored=None`` takes all."""
        return tuple(
            self.node(id)
            for id, row in self.nodes.items()
            if (level is None or row["level"] == level)
            and (parent is None or row["parent"] == parent)
            and (scored is None or row["scored"] == scored)
        )

    def leaves(self) -> tuple[SubjectView, ...]:
        """Return the scored nodes without children, in tree order."""
        parents = {row["parent"] for row in self.nodes.values()}
        return tuple(node for node in self.list() if node.id not in parents)

    def groups(self, segment: str) -> tuple[SubjectView, ...]:
        """Return the whole's view in every level of a segment."""
        if segment not in self.segments:
            raise TemplateError(_near("分组", segment, self.segments))
        total = self.nodes[TOTAL]
        return tuple(
            SubjectView(
                self.desk,
                TOTAL,
                {**total, "name": level, "segment": segment, "children": (), "reason": ""},
                Group(segment, level),
            )
            for level in self.segments[segment]["levels"]
        )

    def picked(self, statistic: str) -> tuple[SubjectView, ...]:
        """Return the nodes that a selecting statistic (strength, weakness) names, in order."""
        found = []
        for fact in self.desk.facts.select(statistic):
            if fact.subject in self.nodes and fact.value is not None:
                info = {**self.nodes[fact.subject], "children": (), "reason": fact.rule}
                found.append(SubjectView(self.desk, fact.subject, info))
        return tuple(found)


def names(project: Project, desk: Desk, style: charts.Style) -> dict[str, object]:
    """Return everything a template can name.

    Args:
        project: the validated project model.
        desk: facts and store of this filling.
        style: look of the charts.
    """
    subjects = Subjects.of(desk)
    words = _Words(desk)
    waves = {
        "wave": project.survey.wave,
        "previous": project.previous.wave if project.previous else "上期",
    }

    def fact(statistic: str, subject: str = TOTAL, detail: str = "") -> FactView:
        if statistic not in STATISTICS:
            raise TemplateError(_near("统计量", statistic, STATISTICS))
        return FactView(desk, desk.facts.get(statistic, subject, None, detail))

    tables = Tables(desk, waves, lambda: fact("small_base"), lambda: fact("hide_base"))
    blocks = _Blocks(project, desk)
    figures = Figures(desk, style, _scale_range(desk.facts))
    return {
        "project": project_fields(project, desk),
        "total": subjects.node(TOTAL) if subjects.nodes else None,
        "node": subjects.node,
        "nodes": subjects.list,
        "leaves": subjects.leaves,
        "groups": subjects.groups,
        "segments": tuple(Fields(row) for row in subjects.segments.values()),
        "strengths": subjects.picked("strength"),
        "weaknesses": subjects.picked("weakness"),
        "fact": fact,
        "facts": lambda statistic: tuple(
            FactView(desk, row) for row in desk.facts.select(statistic)
        ),
        "ranked": words.ranked,
        "present": words.present,
        "published": words.published,
        "direction": words.direction,
        "compared": words.compared,
        "placed": words.placed,
        "listed": words.listed,
        "chinese": chinese_number,
        "table": tables.table,
        "matrix": tables.matrix,
        "answers": tables.answers,
        "answer_labels": tables.answer_labels,
        "listing": tables.listing,
        "tree": tables.tree,
        "chart": figures.chart,
        "cover": blocks.cover,
        "contents": blocks.contents,
        "cards": blocks.cards,
        "references": blocks.references,
        "text": blocks.text,
        "ref": blocks.ref,
        "cite": blocks.cite,
        "methods": tuple(Fields(row) for row in desk.facts.meta.get("methods", ())),
        "lacks": tuple(Fields(row) for row in desk.facts.meta.get("lacks", ())),
        "handling": tuple(
            StatedText(desk, str(row["what"]), f"problems.{index}")
            for index, row in enumerate(desk.facts.meta.get("problems", ()))
        ),
    }


def project_fields(project: Project, desk: Desk) -> Fields:
    """Return the project as records of stated texts."""
    fields = _stated(project.model_dump(), desk, "")
    assert isinstance(fields, Fields)  # a mapping gives a record
    return fields


def _stated(value: object, desk: Desk, path: str) -> object:
    if isinstance(value, Mapping):
        step = f"{path}." if path else ""
        return Fields({str(k): _stated(v, desk, f"{step}{k}") for k, v in value.items()})
    if isinstance(value, list | tuple):
        return tuple(_stated(v, desk, f"{path}.{i}") for i, v in enumerate(value, start=1))
    if isinstance(value, date):
        return date_words(value)
    return StatedText(desk, value, path) if isinstance(value, str) else value


def date_words(value: date) -> str:
    """Return a date as GB/T 15835 writes it in running text: 2026年11月20日."""
    return f"{value.year}年{value.month}月{value.day}日"


def _scale_range(facts: FactTable) -> tuple[float, float] | None:
    points = [row.number for row in facts.select("points") if row.number is not None]
    return (min(points), max(points)) if points else None


def _near(kind: str, name: str, known: Any) -> Problem:
    near = difflib.get_close_matches(name, [str(one) for one in known], n=3, cutoff=0.4)
    hint = f"相近的有：{'、'.join(near)}。" if near else f"可用的有：{'、'.join(sorted(known))}。"
    return Problem("template.unknown_name", f"{kind}“{name}”不存在。", hint)


@dataclass(frozen=True, slots=True)
class _Words:
    """Order and judgement for templates; the words themselves are in ``facts.wording``."""

    desk: Desk

    def ranked(
        self, rows: Sequence[SubjectView], by: str = "score", reverse: bool = False
    ) -> list[SubjectView]:
        """Return the rows that have the statistic, highest first (``reverse``: lowest first)."""
        have = [(row, row.fact(by).fact) for row in rows]
        numbered = [(row, fact.number) for row, fact in have if fact and fact.number is not None]
        numbered.sort(key=lambda pair: pair[1], reverse=not reverse)
        return [row for row, _ in numbered]

    def present(self, rows: Sequence[SubjectView], statistic: str) -> list[SubjectView]:
        """Return the rows in which a statistic has a value."""
        return [row for row in rows if row.fact(statistic)]

    def published(self, rows: Sequence[SubjectView]) -> list[SubjectView]:
        """Return the rows with a score that may be published."""
        return self.present(rows, "score")

    def direction(self, subject: SubjectView) -> str:
        """Return rise, fall, flat, uncertain or unknown for the change of a score."""
        change = subject.fact("change").fact
        if change is None:
            return "unknown"
        flat = self.desk.facts.get("flat_threshold")
        limit = flat.number if flat is not None and flat.number is not None else 0.05
        return direction(change, subject.fact("change_margin").fact, limit)

    def compared(self, gap: FactView) -> Fields:
        """Return word and fact for a gap: 高于/低于 with the size, or 持平于 alone."""
        return self._phrase(compare_word(gap.fact)) if gap.fact else self._phrase(Phrase())

    def placed(self, subject: SubjectView) -> Fields:
        """Return the phrase for a rank: 居首位, 列第N位, 并列第N位."""
        rank, of = subject.fact("rank").fact, subject.fact("rank_of").fact
        tied = subject.fact("rank_tied").fact
        return self._phrase(rank_phrase(rank, of, tied) if rank and of else Phrase())

    def listed(self, rows: Sequence[object]) -> str:
        """Join names as a sentence does: 甲、乙和丙."""
        return join_names([str(row) for row in rows])

    def _phrase(self, phrase: Phrase) -> Fields:
        fact = FactView(self.desk, phrase.fact, sign="abs")
        return Fields({"word": phrase.word, "fact": fact, "after": phrase.after})


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Blocks that come from the project rather than from facts."""

    project: Project
    desk: Desk

    def cover(self, fields: Sequence[tuple[str, object]] = ()) -> Markup:
        """The cover; ``fields`` are (label, value) pairs at its foot."""
        report = self.project.report
        rows = tuple(
            CoverField(label, inlines(self.desk, value)) for label, value in fields if value
        )
        node = Cover(
            title=tuple(line for line in report.title.split("\n") if line.strip()),
            subtitle=report.subtitle,
            mark=report.confidentiality,
            notice=report.notice,
            fields=rows,
            date=date_words(report.date),
        )
        return self._mark(node)

    def contents(self, kind: Any = "contents", title: str = "目\u3000录", depth: int = 2) -> Markup:
        """Contents, or the list of figures / tables."""
        return self._mark(Contents(kind=kind, title=title, depth=depth))

    def cards(self, cards: Sequence[tuple[str, object, object]]) -> Markup:
        """Key figures: (label, value, comment) each."""
        made = tuple(
            KeyFigure(label, inlines(self.desk, value), inlines(self.desk, comment))
            for label, value, comment in cards
        )
        return self._mark(KeyFigures(made))

    def references(self) -> Markup:
        """The bibliography of cited sources."""
        return self._mark(References())

    def text(self, name: str) -> Markup:
        """Paragraphs that people wrote in [texts] of the project file, as Markdown."""
        written = clean(self.project.texts.get(name, ""))
        marked = StatedText(self.desk, written, f"texts.{name}").marked()
        return Markup(f"\n\n{marked}\n\n" if written.strip() else "")

    def ref(self, target: str) -> Markup:
        """A cross-reference to a figure, table or section by id."""
        return Markup(self.desk.store.inline(CrossReference(target)))

    def cite(self, *keys: str) -> Markup:
        """A citation of entries of [[references]] by id."""
        return Markup(self.desk.store.inline(Citation(keys)))

    def _mark(self, node: Any) -> Markup:
        return Markup(self.desk.store.block(node))
