"""Hold native charts against the record: what is drawn, and the workbook behind 编辑数据."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..document.carriers import DRAWING_AID
from ..facts.numbers import number_tokens
from .chart_pairs import charts_of_figures
from .chart_parts import Chart, Place, Point
from .plotted import Datum, Plotted
from .record import unspaced
from .report import Mismatch, Missing, Orphan, Spot
from .workbook import Cell

_EQUAL = 1e-6
_CATEGORIES = "A"
_HEADERS = 1  # the row of a workbook that names its columns


@dataclass(frozen=True, slots=True)
class ChartFindings:
    """What the native charts of a file show; ``read`` names the figures that were found."""

    checked: int = 0
    mismatches: tuple[Mismatch, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    missing: tuple[Missing, ...] = ()
    notes: tuple[str, ...] = ()
    read: frozenset[str] = frozenset()


def hold_charts(figures: Sequence[Plotted], charts: Sequence[Chart]) -> ChartFindings:
    """Compare each chart of a file with the data that its figure recorded."""
    cases = [_Case(figure, chart) for figure, chart in charts_of_figures(figures, charts)]
    for case in cases:
        case.run()
    return ChartFindings(
        sum(case.checked for case in cases),
        tuple(found for case in cases for found in case.mismatches),
        tuple(found for case in cases for found in case.orphans),
        tuple(found for case in cases for found in case.missing()),
        (*(note for case in cases for note in case.notes()), *_unknown(len(charts) - len(cases))),
        frozenset(case.figure.name for case in cases),
    )


def _unknown(count: int) -> Sequence[str]:
    """Say how many charts the record does not know: somebody added them."""
    return (f"{count} 个图表不在记录中，其中的数字没有核对。",) if count else ()


@dataclass(slots=True)
class _Seen:
    """Where a number of the record stands in a chart: drawn, and in the workbook."""

    drawn: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Case:
    """One chart held against one figure."""

    figure: Plotted
    chart: Chart
    checked: int = 0
    mismatches: list[Mismatch] = field(default_factory=list)
    orphans: list[Orphan] = field(default_factory=list)
    apart: bool = False  # what is drawn and what the workbook holds differ
    seen: dict[Datum, _Seen] = field(default_factory=dict)

    def run(self) -> None:
        """Fill the findings."""
        rest = [point for point in self._drawn_points() if not self._place(point)]
        book = self.chart.cells or {}
        drawn_from = {point.cell for point in self.chart.points}
        for place, cell in book.items():
            if cell.is_number and place not in drawn_from and not cell.computed:
                self._place_cell(cell, stray=any(drawn_from - {None}))
        self._names()
        for row, seen in self.seen.items():
            self._judge(row, seen)
        for point in rest:
            self._unplaced(point)
        self._texts()

    # ------------------------------------------------------------ which number is which

    def _drawn_points(self) -> Iterator[Point]:
        """Leave out what only places a line."""
        by_series: dict[str, list[Point]] = {}
        for point in self.chart.points:
            by_series.setdefault(point.series, []).append(point)
        for name, points in by_series.items():
            line = self.figure.line(unspaced(name))
            if line is None and (label := self.figure.labelled(unspaced(name))):
                line, number = label
                self.seen.setdefault(line, _Seen()).drawn.append(number)
                points = [replace(point, series=line.series) for point in points]
            yield from points if line is None else _of_line(line, points)

    def _place(self, point: Point) -> bool:
        """Note a point under the number of the record it shows; False when it has none."""
        if self._is_aid(point):
            self._place_aid(point)
            return True
        row = self._row(point)
        if row is None:
            return False
        seen = self.seen.setdefault(row, _Seen())
        seen.drawn.append(point.text)
        cell = self._cell(point)
        if cell is not None:
            seen.stored.append(cell.text)
        return True

    def _is_aid(self, point: Point) -> bool:
        header = self._label(*point.cell[:2], _HEADERS) if point.cell else ""
        return any(DRAWING_AID.search(name) for name in (unspaced(point.series), header))

    def _place_aid(self, point: Point) -> None:
        """Hold what only places a line against the workbook, which computes it."""
        line = self.figure.line(DRAWING_AID.sub("", unspaced(point.series)))
        cell = self._cell(point)
        stored = point.text if cell is None else cell.text
        if line is not None and (line.says(point.text) or line.says(stored)):
            seen = self.seen.setdefault(line, _Seen())
            seen.drawn.append(point.text)
            seen.stored += [stored] if cell else []
        elif not _equal(stored, point.text):
            self.checked += 1
            self.apart = True
            spot = self._spot(point.category, point.series, "图中")
            self.mismatches.append(Mismatch(spot, stored, point.text))

    def _row(self, point: Point) -> Datum | None:
        series, category = unspaced(point.series), unspaced(point.category)
        cell = self._cell(point)
        texts = [point.text] if cell is None else [point.text, cell.text]
        row = self.figure.row(category, series, texts, self.seen)
        row = row or self.figure.line(series, texts, self.seen)
        if row is None and point.cell is not None:
            sheet, column, number = point.cell
            names = (self._label(sheet, _CATEGORIES, number), self._label(sheet, column, _HEADERS))
            row = self.figure.row(*names, texts, self.seen)
        if row is None:
            near = [r for r in self.figure.about(category, series) if r.says(point.text)]
            row = near[0] if near else None
        return row

    def _cell(self, point: Point) -> Cell | None:
        return (self.chart.cells or {}).get(point.cell) if point.cell else None

    def _label(self, sheet: str, column: str, row: int) -> str:
        cell = (self.chart.cells or {}).get((sheet, column, row))
        return "" if cell is None else unspaced(cell.text)

    def _place_cell(self, cell: Cell, *, stray: bool) -> None:
        """Hold a cell that nothing drawn names, by the names beside it."""
        header = self._label(cell.sheet, cell.column, _HEADERS)
        name = self._label(cell.sheet, _CATEGORIES, cell.row)
        row = self.figure.row(name, header, [cell.text], self.seen)
        row = row or self.figure.line(name) or self.figure.line(header)
        if row is not None and row == self.figure.line(name) and self._is_end(cell, row):
            return
        if row is not None:
            self.seen.setdefault(row, _Seen()).stored.append(cell.text)
        elif stray and not DRAWING_AID.search(header) and not self.figure.says(cell.text):
            spot = self._spot("编辑数据中", f"{cell.column}{cell.row}")
            self.orphans.append(Orphan(spot, cell.text))

    def _is_end(self, cell: Cell, line: Datum) -> bool:
        """True for the other end of a cross-hair, an end of an axis, beside its value."""
        beside = (c for c in (self.chart.cells or {}).values() if c.is_number and c != cell)
        row = (c.text for c in beside if (c.sheet, c.row) == (cell.sheet, cell.row))
        return not line.says(cell.text) and any(map(line.says, row))

    def _names(self) -> None:
        """Hold the numbers in names beside marks: values printed there, years, other texts."""
        for name, own in dict.fromkeys((name, self._row_name(at)) for name, at in self.chart.names):
            pairs = self.figure.printed_beside(unspaced(name))
            for row, text in pairs:
                self.seen.setdefault(row, _Seen()).drawn.append(text)
            if pairs or not any(map(str.isdigit, name + own)):
                continue
            self.checked += 1
            if own and unspaced(name) != own:
                self.mismatches.append(Mismatch(self._spot(own, "图中"), own, name))
            elif not self.figure.names(name):
                self.orphans.append(Orphan(self._spot(name), name))
        for name in sorted({point.series for point in self.chart.points}):
            plain = unspaced(DRAWING_AID.sub("", unspaced(name)))
            if not self.figure.labelled(plain) and not self.figure.names(plain):
                self.orphans.append(Orphan(self._spot("系列名称"), name))

    def _row_name(self, place: Place | None) -> str:
        """Return what the workbook calls a category, where it is known."""
        return self._label(place[0], _CATEGORIES, place[2]) if place else ""

    # ------------------------------------------------------------------ right or wrong

    def _judge(self, row: Datum, seen: _Seen) -> None:
        self.checked += 1
        drawn = [text for text in seen.drawn if not row.says(text)]
        stored = [text for text in seen.stored if not row.says(text)]
        if not drawn and not stored:
            return
        self.apart |= bool(seen.drawn and seen.stored) and not (drawn and stored)
        place = "" if drawn and stored else "图中" if drawn else "编辑数据中"
        spot = self._spot(row.category, row.series, place)
        found = (drawn or stored)[0]
        self.mismatches.append(self.figure.mismatch(row, spot, found))

    def _unplaced(self, point: Point) -> None:
        """Say what a number is that the record does not name."""
        self.checked += 1
        if not self.figure.says(point.text):
            spot = self._spot(point.category, point.series)
            self.orphans.append(Orphan(spot, point.text))

    def _texts(self) -> None:
        """Numbers in labels and titles must be printed by the picture or stand in its data."""
        for text in self.chart.texts:
            for token in number_tokens(text):
                self.checked += 1
                if token.kind == "number" and not self.figure.prints(token.plain):
                    self.orphans.append(Orphan(self._spot(text), token.text))

    def missing(self) -> Iterable[Missing]:
        """Return the numbers of the record that the chart no longer shows."""
        for row in self.figure.rows:
            gone = row.is_number and row not in self.seen
            if gone and not any(row.says(p.text) for p in self.chart.points):
                yield Missing(self._spot(row.category, row.series), row.text, row.key)

    def notes(self) -> Iterable[str]:
        """Return what else is to be said of this chart."""
        label = self.figure.label
        if self.apart:
            yield f"{label}中画出的数与“编辑数据”中的不同，请在 Word 中打开编辑数据核对。"
        if self.chart.cells is None:
            yield f"{label}没有可读的“编辑数据”工作表，只核对了图中的数。"

    def _spot(self, *where: str) -> Spot:
        words = "，".join(word for word in where if word)
        return Spot(self.figure.section, f"{self.figure.label}的数据：{words}")


def _of_line(line: Datum, points: Sequence[Point]) -> Sequence[Point]:
    """Return the points of a line that should say its value.

    Of a cross-hair those on one axis: the others lie at the ends of the axis. Without cells a
    stacked line cannot be told from what lifts it: any point that says the value is enough.
    """
    axes = sorted({point.axis for point in points})
    right = {a: sum(line.says(p.text) for p in points if p.axis == a) for a in axes}
    axis = max(axes, key=lambda a: right[a])
    own = [point for point in points if point.axis == axis]
    if any(point.cell for point in own):
        return own
    return [point for point in own if line.says(point.text)] or own[:1]


def _equal(left: str, right: str) -> bool:
    try:
        return abs(float(left) - float(right)) < _EQUAL
    except ValueError:
        return left == right
