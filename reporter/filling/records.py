"""Rows for tables that come from the project file: scales, tasks, follow-up, questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..facts import Fact, FactTable
from ..project import scales_in_use
from ..project.model import Option, Project, Scale
from .blocks import project_fields
from .subjects import Subjects
from .views import Desk, FactView, Fields, SubjectView

SATISFIED, DISSATISFIED, NEITHER = "满意率", "不满意率", "—"


@dataclass(frozen=True, slots=True)
class Records:
    """The record functions of one filling."""

    project: Project
    desk: Desk
    subjects: Subjects

    def scale_rows(self) -> Sequence[list[object] | Mapping[str, object]]:
        """Return answer, points and the rate in which it counts, of the scales in use.

        Several scales stand under their headings, for a table.
        """
        made = [
            (scale, rows)
            for scale in scales_in_use(self.project)
            if (rows := [row for option in scale.options for row in self._answer(scale, option)])
        ]
        if len(made) < 2:
            return [row for _, rows in made for row in rows]
        titles = self._scale_titles([scale for scale, _ in made])
        return [{"group": titles[scale.id], "rows": rows} for scale, rows in made]

    def _answer(self, scale: Scale, option: Option) -> list[list[object]]:
        points = self.desk.facts.get("points", scale.id, None, option.label)
        if points is None:
            return []
        rate = SATISFIED if option.satisfied else NEITHER
        rate = DISSATISFIED if option.dissatisfied else rate
        return [[option.label, FactView(self.desk, points, bare=True), rate]]

    def _scale_titles(self, scales: Sequence[Scale]) -> dict[str, str]:
        """Return what a scale is called: by the questions answered on it.

        Its id is the maker's, not the reader's; the scale of most questions is that of
        all others.
        """
        first = self.project.scales[0].id
        names: dict[str, list[str]] = {scale.id: [] for scale in scales}
        for item in self.project.items:
            names[item.scale or first].append(item.name)
        most = max(names, key=lambda id: len(names[id]))
        return {
            id: f"适用题目：{'其他各题' if id == most else '、'.join(items)}"
            for id, items in names.items()
        }

    def lowest_points(self) -> tuple[FactView, ...]:
        """Return the lowest points of each scale in use, each number once, highest first."""
        lowest: dict[float, Fact] = {}
        for scale in scales_in_use(self.project):
            points = [
                fact
                for fact in self.desk.facts.select("points", scale.id)
                if fact.number is not None
            ]
            if points:
                fact = min(points, key=lambda one: one.number or 0.0)
                lowest.setdefault(fact.number or 0.0, fact)
        return tuple(FactView(self.desk, lowest[key]) for key in sorted(lowest, reverse=True))

    def satisfied_answers(self) -> tuple[str, ...]:
        """Return the answers that count as satisfied on a scale in use, each once."""
        return tuple(
            dict.fromkeys(
                option.label
                for scale in scales_in_use(self.project)
                for option in scale.options
                if option.satisfied
            )
        )

    def left_out(self) -> str:
        """Return the answers that leave the denominator, as words; codes are not printed."""
        known = self.project.data.not_applicable
        words = [label for label in known if any("\u4e00" <= char <= "\u9fff" for char in label)]
        return "、".join(f"“{word}”" for word in words) or "表示不适用的答案"

    def measures(self) -> list[Fields]:
        """Return the tasks, those for the weakest indicators first."""
        fields: tuple[Fields, ...] = project_fields(self.project, self.desk).measures
        weak = [fact.subject for fact in self.desk.own.select("weakness")]
        pairs = list(zip(self.project.measures, fields, strict=True))
        pairs.sort(
            key=lambda pair: (
                weak.index(pair[0].indicator) if pair[0].indicator in weak else len(weak)
            )
        )
        return [self._measure(model.indicator, record) for model, record in pairs]

    def _measure(self, indicator: str, record: Fields) -> Fields:
        node = self.subjects.node(indicator)
        owner = record.department or node.department
        values = {name: getattr(record, name) for name in record.public}
        return Fields({**values, "indicator": indicator, "department": owner})

    def task_rows(self) -> list[list[object]]:
        """Return number, problem, measure, department, time limit and acceptance metric."""
        rows: list[list[object]] = []
        for position, measure in enumerate(self.measures(), start=1):
            node = self.subjects.node(measure.indicator)
            problem = measure.problem or f"{node.name}得分靠后"
            rows.append(
                [
                    self.order(position),
                    problem,
                    measure.measure,
                    measure.department,
                    measure.due,
                    measure.acceptance,
                ]
            )
        return rows

    def tasks_by_department(self) -> list[Mapping[str, object]]:
        """Return number, indicator, problem, measure, time limit, metric by department.

        The numbers are those of :meth:`task_rows`, so that a task keeps its number.
        """
        found: dict[str, list[object]] = {}
        for measure, row in zip(self.measures(), self.task_rows(), strict=True):
            number, problem, what, department, due, acceptance = row
            node = self.subjects.node(measure.indicator)
            found.setdefault(str(department), []).append(
                [number, node, problem, what, due, acceptance]
            )
        return [{"group": f"责任部门：{name}", "rows": rows} for name, rows in found.items()]

    def order(self, position: int) -> str:
        """Return an ordinal for a table's first column (a label, not a statistic)."""
        return str(position)

    def followup_rows(self) -> list[list[object]]:
        """Return task number, indicator, department, this score, target, detectable change.

        The last two are left out where no row has them.
        """
        rows: list[list[object]] = []
        testable = any(f.value is not None for f in self.desk.own.select("detectable_change"))
        aimed = self.aimed()
        for position, measure in enumerate(self.measures(), start=1):
            node = self.subjects.node(measure.indicator)
            numbers = [node.fact("score")]
            if aimed:
                numbers.append(self._target(measure) or node.fact("target"))
            if testable:
                numbers.append(node.fact("detectable_change"))
            shown = [number.changed(bare=True) for number in numbers]
            rows.append([self.order(position), node, measure.department, *shown])
        return rows

    def aimed(self) -> bool:
        """Tell whether any task has a score to reach."""
        return any(
            measure.target is not None or self.subjects.node(measure.indicator).fact("target")
            for measure in self.measures()
        )

    def _target(self, measure: Fields) -> FactView | None:
        """Return the score a task aims at: a number that people stated."""
        if measure.target is None:
            return None
        fact = Fact(
            statistic="stated",
            subject=f"measures.{measure.id}",
            label="目标得分",
            detail="target",
            value=measure.target,
            unit="points",
            decimals=self.project.report.decimals,
            method="stated",
            rule="由编制单位写明，程序未验算",
            source="项目文件",
        )
        self.desk.stated[fact.key] = fact
        return FactView(self.desk, fact)

    def question_rows(self) -> list[list[object]]:
        """Return short name, wording and indicator of each question that has a wording."""
        return [
            [item.name, item.text, self.subjects.node(item.indicator)]
            for item in self.project.items
            if item.text
        ]

    def grouped(self, segments: Sequence[Fields] | None = None) -> list[Mapping[str, object]]:
        """Return the groups of every segment under their headings, for a table."""
        chosen = [str(one.id) for one in segments] if segments else list(self.subjects.segments)
        return [
            {"group": self.subjects.segments[id]["name"], "rows": self.subjects.groups(id)}
            for id in chosen
        ]

    def compared_segments(self) -> list[Fields]:
        """Return the segments in which at least two groups have a score to compare."""
        return [
            one
            for one in self._segments()
            if sum(bool(group.fact("score")) for group in self.subjects.groups(one.id)) > 1
        ]

    def segments_with(self, statistic: str) -> list[Fields]:
        """Return the segments in which a statistic has a value in some group."""
        return [one for one in self._segments() if self._any(one, statistic)]

    def segments_without(self, statistic: str) -> list[Fields]:
        """Return the segments in which a statistic has no value at all."""
        return [one for one in self._segments() if not self._any(one, statistic)]

    def _segments(self) -> list[Fields]:
        return [Fields(row) for row in self.subjects.segments.values()]

    def _any(self, segment: Fields, statistic: str) -> bool:
        return any(group.fact(statistic) for group in self.subjects.groups(segment.id))

    def by_parent(self) -> list[Mapping[str, object] | SubjectView]:
        """Return all nodes, each level-1 indicator followed by what is below it, for a table."""
        rows: list[Mapping[str, object] | SubjectView] = []
        for top in self.subjects.select(level=1):
            rows += [top, *self._below(top)]
        return rows

    def _below(self, node: SubjectView) -> list[SubjectView]:
        found: list[SubjectView] = []
        for child in node.children:
            found += [child, *self._below(child)]
        return found

    def open_questions(self) -> list[Fields]:
        """Return name and number of texts of each open question."""
        facts: FactTable = self.desk.facts
        rows = []
        for question in self.project.open_questions:
            fact = facts.get("open_count", question.id)
            if fact is not None and fact.value:
                rows.append(Fields({"name": question.name, "count": FactView(self.desk, fact)}))
        return rows
