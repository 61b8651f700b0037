"""The names a template may use: functions and records, all read-only.

The list in ``docs/templates.md`` is held against :func:`names` by a test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .. import charts
from ..document.numerals import chinese_number
from ..errors import TemplateError
from ..facts import TOTAL, FactTable
from ..facts.verdict import VERDICTS
from ..project.model import Project
from .blocks import Blocks, period_words, project_fields
from .figures import Figures
from .people import people
from .records import Records
from .sentences import paragraphs
from .sources import names_in_project
from .studies import about_studies
from .subjects import Subjects, near
from .tables import Tables
from .views import STATISTICS, Desk, FactView, Fields, StatedText, SubjectView
from .words import Words


def names(project: Project, desk: Desk, style: charts.Style) -> dict[str, object]:
    """Return everything a template can name.

    Args:
        project: the validated project model.
        desk: facts and store of this filling.
        style: look of the charts.
    """
    desk.given = names_in_project(project)
    subjects = Subjects.of(desk)
    return {
        "project": project_fields(project, desk),
        "people": people(project.survey.subject),
        "survey_dates": period_words(project.survey.start, project.survey.end),
        **_about_subjects(project, desk, subjects),
        **about_studies(desk),
        **_about_words(Words(desk)),
        "verdicts": Fields(VERDICTS),
        **_about_blocks(project, desk, style),
        **_about_records(Records(project, desk, subjects)),
    }


def _about_subjects(project: Project, desk: Desk, subjects: Subjects) -> dict[str, object]:
    lookup = _Lookup(desk, subjects)
    return {
        "total": subjects.node(TOTAL),
        "node": lambda id: subjects.node(str(id)),
        "nodes": subjects.select,
        "leaves": subjects.leaves,
        "leaf_level": lookup.leaf_level(),
        "leaf_word": lookup.leaf_word(),
        "cut": subjects.cut,
        "groups": lambda segment: subjects.groups(str(segment)),
        "all_groups": subjects.all_groups,
        "within": subjects.within,
        "segments": tuple(Fields(row) for row in subjects.segments.values()),
        "strengths": subjects.picked("strength"),
        "weaknesses": subjects.picked("weakness"),
        "fact": lookup.fact,
        "facts": lookup.facts,
        "published_in": lookup.published_in,
        "methods": _methods(desk),
        "lacks": _rows(desk, "lacks"),
        "lack_reasons": lookup.reasons(said=project.survey.sampling in _NO_INFERENCE),
        "lacks_by_reason": lookup.lacks_by_reason(),
        "handling": lookup.handling(),
    }


def _about_words(words: Words) -> dict[str, object]:
    return {
        "ranked": words.ranked,
        "leading": words.leading,
        "alike": words.alike,
        "present": words.present,
        "published": words.published,
        "ends": words.ends,
        "by_direction": words.by_direction,
        "direction": words.direction,
        "separated": words.separated,
        "compared": words.compared,
        "placed": words.placed,
        "listed": words.listed,
        "by_answer": words.by_answer,
        "share_of": words.share_of,
        "how_many": words.count,
        "divided": words.divided,
        "chinese": words.levels,
    }


def _about_blocks(project: Project, desk: Desk, style: charts.Style) -> dict[str, object]:
    waves = {
        "wave": project.survey.wave,
        "previous": str(desk.facts.meta.get("previous_wave") or "上期"),
    }
    tables = Tables(desk, waves)
    native = project.report.charts == "native"
    figures = Figures(desk, style, _scale_range(desk.own), native)
    blocks = Blocks(project, desk)
    return {
        "table": tables.table,
        "matrix": tables.matrix,
        "answers": tables.answers,
        "answer_labels": tables.answer_labels,
        "answer_series": tables.answer_series,
        "listing": tables.listing,
        "tree": tables.tree,
        "chart": figures.chart,
        "cover": blocks.cover,
        "contents": blocks.contents,
        "cards": blocks.cards,
        "signatures": blocks.signatures,
        "references": blocks.references,
        "text": blocks.text,
        "equation": blocks.equation,
        "math": blocks.math,
        "comment": blocks.comment,
        "ref": blocks.ref,
        "cite": blocks.cite,
        "has_reference": blocks.has_reference,
        "cited": blocks.cited,
        "previous_wave": waves["previous"],
    }


def _about_records(records: Records) -> dict[str, object]:
    return {
        "priority_measures": tuple(records.measures()),
        "left_out": records.left_out(),
        "task_rows": records.task_rows,
        "tasks_by_department": records.tasks_by_department,
        "targets_set": records.aimed,
        "followup_rows": records.followup_rows,
        "question_rows": records.question_rows,
        "scale_rows": records.scale_rows,
        "lowest_points": records.lowest_points(),
        "satisfied_answers": records.satisfied_answers(),
        "grouped": records.grouped,
        "segments_with": records.segments_with,
        "segments_without": records.segments_without,
        "compared_segments": records.compared_segments,
        "by_parent": records.by_parent,
        "open_questions": tuple(records.open_questions()),
    }


def _rows(desk: Desk, name: str) -> tuple[Fields, ...]:
    """Return rows of the facts' meta; their texts are the program's own, numbers and all."""
    return tuple(
        Fields(
            {
                k: StatedText(desk, v, f"{name}.{i}.{k}") if isinstance(v, str) else v
                for k, v in row.items()
            }
        )
        for i, row in enumerate(desk.facts.meta.get(name, ()), start=1)
    )


def _methods(desk: Desk) -> tuple[Fields, ...]:
    """Return the methods with their definitions whole, and in paragraphs that can be read."""
    return tuple(
        Fields(
            {name: getattr(row, name) for name in row.public}
            | {
                "paragraphs": tuple(
                    StatedText(desk, text, f"methods.{i}.definition.{j}")
                    for j, text in enumerate(paragraphs(str(row.definition)), start=1)
                )
            }
        )
        for i, row in enumerate(_rows(desk, "methods"), start=1)
    )


def _scale_range(facts: FactTable) -> tuple[float, float] | None:
    """Return the lowest and the highest points of an answer, where all scales share them."""
    points: dict[str, list[float]] = {}
    for row in facts.select("points"):
        if row.number is not None:
            points.setdefault(row.subject, []).append(row.number)
    ranges = {(min(one), max(one)) for one in points.values()}
    return ranges.pop() if len(ranges) == 1 else None


_ESSENTIAL = ("distribution", "rates", "sampling_error")
_NO_INFERENCE = ("unstated", "convenience", "census")


@dataclass(frozen=True, slots=True)
class _Lookup:
    """Look-ups by name, which say what comes near when there is no such name."""

    desk: Desk
    subjects: Subjects

    def fact(self, statistic: str, subject: object = TOTAL, detail: object = "") -> FactView:
        """Return one fact of the whole by its parts; absent facts are falsy."""
        if statistic not in STATISTICS:
            raise TemplateError(near("统计量", statistic, STATISTICS))
        found = self.desk.facts.get(statistic, str(subject), None, str(detail))
        return FactView(self.desk, found)

    def facts(self, statistic: str) -> tuple[FactView, ...]:
        """Return all facts of one statistic in table order."""
        if statistic not in STATISTICS:
            raise TemplateError(near("统计量", statistic, STATISTICS))
        return tuple(FactView(self.desk, row) for row in self.desk.own.select(statistic))

    def published_in(self, groups: Sequence[SubjectView], nodes: Sequence[SubjectView]) -> bool:
        """Tell whether any of the nodes has a score in any of the groups."""
        return any(node.within(group.group).score for group in groups for node in nodes)

    def leaf_level(self) -> str:
        """Return the detail (level3) under which facts about the leaves stand.

        Empty where leaves stand at several levels: such facts are about one level each.
        """
        levels = {node.level for node in self.subjects.leaves()}
        return f"level{levels.pop()}" if len(levels) == 1 else ""

    def leaf_word(self) -> str:
        """Return what the leaves are called: by their level where they share one."""
        level = int(self.leaf_level().removeprefix("level") or 0)
        return f"{chinese_number(level)}级指标" if level else "末级指标"

    def reasons(self, said: bool) -> tuple[StatedText, ...]:
        """Return why the essential methods could not run, each reason once.

        ``said``: the way of sampling, which the report states anyway, rules out margins.
        """
        rows = self.desk.facts.meta.get("lacks", ())
        wanted = [name for name in _ESSENTIAL if not (said and name == "sampling_error")]
        every = dict.fromkeys(str(r["reason"]) for r in rows if r["method"] in wanted)
        # one reason may be the first half of another
        found = [a for a in every if not any(a != b and b.startswith(a[:-1]) for b in every)]
        return tuple(
            StatedText(self.desk, reason, f"reasons.{index}")
            for index, reason in enumerate(found, start=1)
        )

    def lacks_by_reason(self) -> tuple[Fields, ...]:
        """Return what was left out, as (titles, reason): a shared reason stands once."""
        titles: dict[str, list[str]] = {}
        for row in self.desk.facts.meta.get("lacks", ()):
            titles.setdefault(str(row["reason"]), []).append(str(row["title"]))
        return tuple(
            Fields(
                {
                    "titles": "、".join(names),
                    "reason": StatedText(self.desk, reason, f"lacks.{index}.reason"),
                }
            )
            for index, (reason, names) in enumerate(titles.items(), start=1)
        )

    def handling(self) -> tuple[StatedText, ...]:
        """Return what was noticed and done while the data were read and scored."""
        rows = self.desk.facts.meta.get("problems", ())
        return tuple(
            StatedText(self.desk, str(row["what"]), f"problems.{index}")
            for index, row in enumerate(rows, start=1)
        )
