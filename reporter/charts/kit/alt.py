"""Descriptions made from the data, for readers who cannot see the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...document.nodes import Text, Value
from ...facts.fact import Fact
from ...facts.format import denoise
from ..chart import ChartData, Drawing, Series, plotted, shown, value
from .faces import tidy

MOST_POINTS = 12  # more than this are left to the table beside the picture
MOST_SERIES = 4  # of more than these only the highest and lowest of all is told
_MOST_TIES = 3


@dataclass(frozen=True, slots=True)
class Alt:
    """A description with its facts in place, and the numerals that are no facts (counts, bases)."""

    parts: tuple[Text | Value, ...]
    numerals: tuple[str, ...]

    @property
    def text(self) -> str:
        """The description as it is read."""
        return "".join(part.text for part in self.parts)


_Said = list[str | Fact]
"""A sentence in pieces; a fact stands for its value with the unit."""


def _nodes(said: _Said) -> Iterator[Text | Value]:
    """Yield the pieces as nodes, runs of words joined."""
    words = ""
    for piece in said:
        if isinstance(piece, str):
            words += piece
            continue
        if words:
            yield Text(words)
        yield value(piece)
        words = shown(piece).unit
    if words:
        yield Text(words)


def _shown(data: ChartData, series: Series) -> list[tuple[str, Fact, float]]:
    return [
        (tidy(name), fact, denoise(number))
        for name, fact in zip(data.categories, series.facts, strict=True)
        if fact is not None and (number := plotted(fact)) is not None
    ]


def _name(name: str) -> str:
    return f"“{name}”"


def _names(found: list[tuple[str, Fact, float]], number: float) -> str:
    names = [name for name, _, other in found if other == number]
    more = "等" if len(names) > _MOST_TIES else ""
    tie = "并列" if len(names) > 1 else ""
    return "、".join(map(_name, names[:_MOST_TIES])) + more + tie


def _extremes(data: ChartData, series: Series) -> _Said:
    """Return who is highest and lowest in one series, ties named together."""
    found = _shown(data, series)
    if len(found) < 2:
        return []
    low, high = min(found, key=lambda f: f[2]), max(found, key=lambda f: f[2])
    if low[2] == high[2]:
        return ["各项均为", high[1], "。"]
    highest, lowest = _names(found, high[2]), _names(found, low[2])
    return [f"{highest}最高，为", high[1], f"；{lowest}最低，为", low[1], "。"]


def _overall(data: ChartData) -> _Said:
    """Return the highest and the lowest value of a table of many series."""
    cells = [(series, *cell) for series in data.series for cell in _shown(data, series)]
    if not cells:
        return []
    if len({_last(cell) for cell in cells}) == 1:
        return ["各项均为", cells[0][2], "。"]
    said: _Said = []
    for what, end, cell in (
        ("最高", "；", max(cells, key=_last)),
        ("最低", "。", min(cells, key=_last)),
    ):
        series, name, fact, _ = cell
        said += [f"{what}的是“{name}”的“{tidy(series.name)}”，为", fact, end]
    return said


def _last(cell: tuple[Series, str, Fact, float]) -> float:
    return cell[3]


def _values(data: ChartData, series: Series) -> _Said:
    said: _Said = []
    for name, fact, _ in _shown(data, series):
        said += ["、" if said else "", f"{name} ", fact]
    return [*said, "。"] if said else []


def _gaps(data: ChartData) -> tuple[list[str], list[str]]:
    facts = [fact for series in data.series for fact in series.facts]
    hidden = sum(1 for f in facts if f is not None and f.value is None and f.warning)
    missing = sum(1 for f in facts if plotted(f) is None) - hidden
    if hidden + missing == len(facts):
        return ["全部数据缺失或因样本量不足未列出。"], []
    texts, numerals = [], []
    if hidden:
        texts.append(f"{hidden}个数因样本量不足未列出，以*表示。")
        numerals.append(str(hidden))
    if missing:
        texts.append(f"{missing}个数无数据，以—表示。")
        numerals.append(str(missing))
    return texts, numerals


def _base(data: ChartData) -> tuple[str, list[str]]:
    """Return the bases of the shown values; the base of a hidden one stays hidden."""
    bases = {
        fact.n
        for series in data.series
        for fact in series.facts
        if fact is not None and fact.n is not None and fact.value is not None
    }
    if not bases:
        return "", []
    low, high = str(min(bases)), str(max(bases))
    if low == high:
        return f"样本量n={low}。", [low]
    return f"样本量n={low}～{high}。", [low, high]


def describe(title: str, data: ChartData, note: str = "") -> Alt:
    """Return the description: kind, extremes, values (of at most 12 points), lines, gaps, base."""
    count = str(len(data.categories))
    unit = f"，单位：{data.unit}" if data.unit else ""
    parts: _Said = [f"{title}，共{count}项{unit}。"]
    points = len(data.categories) * len(data.series)
    if len(data.series) > MOST_SERIES:
        parts += _overall(data)
    for series in data.series[: 0 if len(data.series) > MOST_SERIES else None]:
        said = _extremes(data, series)
        if points <= MOST_POINTS:
            said += _values(data, series)
        name = tidy(series.name)
        parts += [f"{name}：", *said] if said and name else said
    for line in data.lines:
        parts += [tidy(line.name), line.fact, "。"]
    gaps, gap_numerals = _gaps(data)
    base, base_numerals = _base(data)
    parts += [*gaps, base, f"{note}。" if note else ""]
    return Alt(tuple(_nodes(parts)), (count, *gap_numerals, *base_numerals))


def with_sentences(drawing: Drawing, *sentences: str) -> Drawing:
    """Return a drawing whose description goes on with sentences that hold no numbers of facts."""
    words = "".join(sentences)
    if not words:
        return drawing
    return replace(drawing, alt=drawing.alt + words, alt_parts=(*drawing.alt_parts, Text(words)))
