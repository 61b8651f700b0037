"""Tables that templates ask for: rows of subjects, trees, answers, free listings."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..document.nodes import Cell, CellAlign, Column, Inline, Row, Table, Text, Value
from ..errors import Problem, TemplateError
from ..facts.format import printed
from .inline import inlines, words
from .parts import MOST_COLUMNS, MOST_TURNED, column_parts, part_words
from .views import Desk, FactView, SubjectView, crossing

PLUS_MINUS = "±"
_CUT = "比重按最大余数法修约，使合计为百分之百，因此有的与四舍五入末位差一，人数相同的也可能差一。"
SMALL_MARK = "△"
INDENT = "\u3000"


@cache
def column_settings() -> Mapping[str, Mapping[str, Any]]:
    """Return headings, widths and signs of the known columns."""
    path = Path(__file__).parent / "columns.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column as asked for: a statistic or a text attribute of the row's subject."""

    key: str
    title: str
    width: float
    align: CellAlign
    sign: str = ""
    detail: str = ""
    indent: bool = False  # a name steps in by its level


@dataclass
class Tables:
    """The table functions of one filling."""

    desk: Desk
    waves: Mapping[str, str]  # {"wave": "2026年度", "previous": "2025年度"}

    def table(
        self,
        id: str,
        caption: object,
        rows: Sequence[Any],
        columns: Sequence[Any],
        **options: Any,
    ) -> Markup:
        """Table of subjects: one row a subject, one column a statistic.

        ``rows`` may hold ``{"group": 标题, "rows": [...]}`` for sub-headings.
        Options: first (heading of the name column), total (subject of a last row), note,
        source, unit, width (of the name column), indent (names step in by level), landscape
        (a landscape page may be used where the columns need one).
        """
        specs = [self._spec(column) for column in columns]
        first = ColumnSpec(
            "name", words(self.desk, options.get("first", "名称")), options.get("width", 12), "left"
        )
        if options.get("indent"):
            first = replace(first, indent=True)
        specs.insert(0, first)
        body = self._subjects(rows, specs, options.get("total"))
        return self._made(id, caption, specs, body, options)

    def matrix(
        self,
        id: str,
        caption: object,
        rows: Sequence[SubjectView],
        columns: Sequence[Any],
        **options: Any,
    ) -> Markup:
        """Table of one statistic: groups and nodes, either way round; options as ``table``.

        ``columns`` may hold ``{"group": 标题, "rows": [...]}`` for a second head row. More
        columns than a page holds become several tables.
        """
        most = MOST_TURNED if options.get("landscape") else MOST_COLUMNS
        parts = column_parts(columns, most)
        if len(parts) > 1:
            made = [
                self.matrix(
                    id if i == 1 else f"{id}-{i}",
                    caption,
                    rows,
                    part,
                    **{**options, "part": part_words(i, len(parts))},
                )
                for i, part in enumerate(parts, start=1)
            ]
            return Markup("\n\n").join(made)
        stat = str(options.get("stat", "score"))
        name = words(self.desk, options.get("first", "单位"))
        bundles = [c for c in columns if isinstance(c, Mapping)]
        flat = [one for c in bundles for one in c["rows"]] if bundles else list(columns)
        first = ColumnSpec("name", name, options.get("width", 10), "left")
        specs = [
            first,
            *(ColumnSpec(stat, str(n), max(6, 2 * len(str(n))), "decimal") for n in flat),
        ]
        body = []
        for subject in rows:
            values = [crossing(subject, other).fact(stat) for other in flat]
            cells = (Cell(inlines(self.desk, subject)), *(self._fact_cell(v, "") for v in values))
            body.append(Row(cells))
        top = [
            Cell(inlines(self.desk, c["group"]), colspan=len(c["rows"]), header=True)
            for c in bundles
        ]
        return self._made(id, caption, specs, tuple(body), {**options, "top": top})

    def answers(
        self, id: str, caption: object, rows: Sequence[SubjectView], **options: Any
    ) -> Markup:
        """Distribution of answers: one row a question, one column an answer, then rate and n."""
        labels = self.answer_labels(rows)
        extra = [self._spec(column) for column in options.get("columns", ["rate", "n"])]
        specs = [
            ColumnSpec("share", label, max(5, 1.4 * len(label) + 1), "decimal", detail=label)
            for label in labels
        ]
        first = ColumnSpec(
            "name", words(self.desk, options.get("first", "题目")), options.get("width", 12), "left"
        )
        columns = [first, *specs, *extra]
        body = self._subjects(rows, columns, options.get("total"))
        return self._made(id, caption, columns, body, options)

    def answer_labels(self, rows: Iterable[SubjectView]) -> list[str]:
        """Return the answer labels of the rows, best first, each once."""
        labels: dict[str, None] = {}
        for subject in rows:
            for fact in self.desk.facts.select("share", subject.id, ""):
                labels.setdefault(fact.detail)
        return list(labels)

    def answer_series(self, rows: Iterable[SubjectView]) -> list[dict[str, str]]:
        """Return the series of a stacked chart: one an answer, best first."""
        return [
            {"name": label, "stat": "share", "detail": label} for label in self.answer_labels(rows)
        ]

    def listing(
        self,
        id: str,
        caption: object,
        head: Sequence[str],
        rows: Sequence[Any],
        **options: Any,
    ) -> Markup:
        """Free table of texts and facts; options: widths, align, note, source, unit.

        ``rows`` may hold ``{"group": 标题, "rows": [...]}`` for sub-headings.
        """
        widths = options.get("widths") or [10] * len(head)
        aligns = options.get("align") or ["left"] * len(head)
        specs = [
            ColumnSpec("", words(self.desk, title), width, align)
            for title, width, align in zip(head, widths, aligns, strict=True)
        ]
        flat = [one for row in rows for one in (row["rows"] if isinstance(row, Mapping) else [row])]
        wrong = [row for row in flat if len(row) != len(head)]
        if wrong:
            what = f"表“{id}”有{len(head)}列，其中一行给了{len(wrong[0])}个值。"
            raise TemplateError(Problem("template.row_length", what, "请核对表头与各行。"))
        body = self._rows(
            rows, len(head), lambda row: Row(tuple(Cell(inlines(self.desk, v)) for v in row))
        )
        return self._made(id, caption, specs, tuple(body), options)

    def tree(self, id: str, caption: object, total: SubjectView, **options: Any) -> Markup:
        """The indicator tree: a column per level with merged cells, weights, departments.

        The weight within its parent stands behind the name of an indicator that has parts.
        """
        branches = list(self._branches(total))
        depth = max((leaf.level for _, leaf in branches), default=1)
        owned = any(leaf.department for _, leaf in branches)
        names = ["一级指标", "二级指标", "三级指标", "四级指标"][:depth]
        widths = [12.5, 13, 11, 11] if depth > 2 else [14, 12]
        specs = [
            ColumnSpec("name", name, width, "left")
            for name, width in zip(names, widths, strict=False)
        ]
        keys = ["path_weight"] if depth > 1 else ["weight"]
        specs += [self._spec(key) for key in [*keys, "department"][: len(keys) + owned]]
        body = []
        for ancestors, leaf in branches:
            cells = [*ancestors, Cell(inlines(self.desk, leaf), colspan=depth - leaf.level + 1)]
            cells += [self._fact_cell(leaf.fact(key), "") for key in keys]
            if owned:
                cells.append(Cell(inlines(self.desk, leaf.department)))
            body.append(Row(tuple(cells)))
        return self._made(id, caption, specs, tuple(body), options)

    # ------------------------------------------------------------------ pieces

    def _rows(self, rows: Sequence[Any], width: int, make: Callable[[Any], Row]) -> Iterable[Row]:
        """Yield a row each, and a sub-heading over all columns where rows are grouped."""
        for row in rows:
            if isinstance(row, Mapping):
                yield Row((Cell(inlines(self.desk, row["group"]), colspan=width),), "group")
                yield from self._rows(row["rows"], width, make)
            else:
                yield make(row)

    def _subjects(
        self, rows: Sequence[Any], specs: Sequence[ColumnSpec], total: SubjectView | None
    ) -> tuple[Row, ...]:
        """Return one row a subject, and the row of the whole where it is asked for."""
        body = tuple(self._rows(rows, len(specs), lambda row: self._row(row, specs)))
        return body if total is None else (*body, self._row(total, specs, "total"))

    def _branches(self, subject: SubjectView) -> Iterable[tuple[list[Cell], SubjectView]]:
        """Yield every leaf below a node, with the ancestors' cells that start on its row."""
        for child in subject.children:
            if not child.children:
                yield [], child
                continue
            weight = child.fact("weight")
            name = inlines(self.desk, child)
            if weight:
                name = (*name, Text("（"), *weight.nodes(), Text("）"))
            opening = [Cell(name, rowspan=_leaves(child))]
            for ancestors, leaf in self._branches(child):
                yield [*opening, *ancestors], leaf
                opening = []

    def _limit(self, statistic: str) -> tuple[Inline, ...]:
        """Return a number of answers without its unit: rows may count people or ratings."""
        return FactView(self.desk, self.desk.facts.get(statistic)).changed(bare=True).nodes()

    def _spec(self, column: object) -> ColumnSpec:
        asked = _asked(column)
        key = str(asked["stat"])
        known = column_settings()
        if key not in known and key not in self.desk.statistics:
            raise TemplateError(
                Problem(
                    "template.unknown_column",
                    f"表格没有名为“{key}”的列。",
                    f"可用：{'、'.join(known)}。",
                )
            )
        settings = {**known.get(key, {}), **asked}
        title = words(self.desk, settings.get("title", key))
        for name, wave in self.waves.items():  # not format(): names in it may hold braces
            title = title.replace(f"{{{name}}}", wave)
        return ColumnSpec(
            key,
            title,
            float(settings.get("width", 7)),
            settings.get("align", "decimal"),
            str(settings.get("sign", "")),
            str(settings.get("detail", "")),
        )

    def _row(self, subject: SubjectView, specs: Sequence[ColumnSpec], role: Any = "body") -> Row:
        cells = []
        for spec in specs:
            if spec.key in self.desk.statistics and not subject.tells(spec.key):
                cells.append(self._fact_cell(subject.fact(spec.key, spec.detail), spec.sign))
            else:
                text = inlines(self.desk, getattr(subject, spec.key))
                steps = INDENT * max(0, (subject.level or 0) - 1) if spec.indent else ""
                cells.append(Cell((Text(steps), *text) if steps else text))
        return Row(tuple(cells), role)

    def _fact_cell(self, fact: FactView, sign: str) -> Cell:
        shown = fact.changed(sign="plus" if sign == "plus" else None, bare=True)
        nodes: tuple[Inline, ...] = shown.nodes()
        if sign == "plusminus" and fact:
            nodes = (Text(PLUS_MINUS), *nodes)
        if fact.is_estimate and fact.is_small:
            nodes = (*nodes, Text(SMALL_MARK))
        return Cell(nodes)

    def _made(
        self,
        id: str,
        caption: object,
        specs: Sequence[ColumnSpec],
        body: tuple[Row, ...],
        options: Mapping[str, Any],
    ) -> Markup:
        titles = tuple(Cell((Text(spec.title),), header=True) for spec in specs)
        head: tuple[Row, ...] = (Row(titles),)
        if options.get("top"):
            corner = Cell(titles[0].children, rowspan=2, header=True)
            head = (Row((corner, *options["top"])), Row(titles[1:]))
        note = [*inlines(self.desk, options.get("note"))]
        table = Table(
            id=id,
            columns=tuple(Column(spec.width, spec.align) for spec in specs),
            head=head,
            body=body,
            caption=inlines(self.desk, caption) + options.get("part", ()),
            unit=words(self.desk, options.get("unit")),
            note=tuple(self._with_legend(note, body)),
            source=inlines(self.desk, options.get("source")),
            turnable=bool(options.get("landscape")),
        )
        return Markup(self.desk.store.block(table))

    def _with_legend(self, note: list[Inline], body: tuple[Row, ...]) -> list[Inline]:
        """Explain the marks that stand in the cells, and only those."""
        texts = [
            node.text
            for row in body
            for cell in row.cells
            for node in cell.children
            if isinstance(node, Text | Value)
        ]
        legend: list[Inline] = []
        told = "".join(node.text for node in note if isinstance(node, Text))
        if SMALL_MARK in texts and SMALL_MARK not in told:
            legend += [
                Text(f"{SMALL_MARK}样本少于"),
                *self._limit("small_base"),
                Text("，仅供参考。"),
            ]
        if "*" in texts and "*" not in told:
            legend += [Text("*样本少于"), *self._limit("hide_base"), Text("或为保护前者，不公布。")]
        values = {node.key for row in body for cell in row.cells for node in cell.children
                  if isinstance(node, Value)}  # fmt: skip
        if "最大余数" not in told and any(self._is_cut(key) for key in values):
            legend.append(Text(_CUT))
        return [*note, *legend]

    def _is_cut(self, key: str) -> bool:
        """Tell whether a share prints otherwise than rounded alone, so that all add to 100%."""
        if key not in self.desk.facts:
            return False
        fact = self.desk.facts[key]
        if fact.unit != "share" or fact.shown is None:
            return False
        return printed(fact).text != printed(replace(fact, shown=None)).text


def _leaves(subject: SubjectView) -> int:
    children = subject.children
    return sum(_leaves(child) for child in children) if children else 1


def _asked(column: object) -> dict[str, Any]:
    """Return a column as a mapping: a statistic, (statistic, title, width), or what it says."""
    if isinstance(column, str):
        return {"stat": column}
    if isinstance(column, list | tuple):
        return dict(zip(("stat", "title", "width"), column, strict=False))
    return {str(key): value for key, value in dict(column).items()}  # type: ignore[call-overload]
