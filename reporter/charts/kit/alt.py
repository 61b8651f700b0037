"""Descriptions made from the data, for readers who cannot see the picture."""

from __future__ import annotations

from dataclasses import dataclass

from ...facts.fact import Fact
from ...facts.format import denoise
from ..chart import ChartData, Series, plotted, shown
from .faces import tidy

MOST_POINTS = 12  # more than this are left to the table beside the picture
MOST_SERIES = 4  # of more than these only the highest and lowest of all is told
_MOST_TIES = 3


@dataclass(frozen=True, slots=True)
class Alt:
    """A description, and the numerals in it that are no facts (counts, bases)."""

    text: str
    numerals: tuple[str, ...]


def _full(fact: Fact) -> str:
    return str(shown(fact))


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


def _extremes(data: ChartData, series: Series) -> str:
    """Return who is highest and lowest in one series, ties named together."""
    found = _shown(data, series)
    if len(found) < 2:
        return ""
    low, high = min(found, key=lambda f: f[2]), max(found, key=lambda f: f[2])
    if low[2] == high[2]:
        return f"各项均为{_full(high[1])}。"
    return (
        f"{_names(found, high[2])}最高，为{_full(high[1])}；"
        f"{_names(found, low[2])}最低，为{_full(low[1])}。"
    )


def _overall(data: ChartData) -> str:
    """Return the highest and the lowest value of a table of many series."""
    cells = [(series, *cell) for series in data.series for cell in _shown(data, series)]
    if not cells:
        return ""
    if len({_last(cell) for cell in cells}) == 1:
        return f"各项均为{_full(cells[0][2])}。"
    words = []
    for what, cell in (("最高", max(cells, key=_last)), ("最低", min(cells, key=_last))):
        series, name, fact, _ = cell
        words.append(f"{what}的是“{name}”的“{tidy(series.name)}”，为{_full(fact)}")
    return "；".join(words) + "。"


def _last(cell: tuple[Series, str, Fact, float]) -> float:
    return cell[3]


def _values(data: ChartData, series: Series) -> str:
    found = _shown(data, series)
    return "、".join(f"{name} {_full(fact)}" for name, fact, _ in found) + "。" if found else ""


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
    parts = [f"{title}，共{count}项，单位：{data.unit}。"]
    points = len(data.categories) * len(data.series)
    if len(data.series) > MOST_SERIES:
        parts.append(_overall(data))
    for series in data.series[: 0 if len(data.series) > MOST_SERIES else None]:
        said = _extremes(data, series)
        if points <= MOST_POINTS:
            said += _values(data, series)
        name = tidy(series.name)
        parts.append(f"{name}：{said}" if said and name else said)
    parts += [f"{tidy(line.name)}{_full(line.fact)}。" for line in data.lines]
    gaps, gap_numerals = _gaps(data)
    base, base_numerals = _base(data)
    parts += [*gaps, base, f"{note}。" if note else ""]
    return Alt("".join(parts), (count, *gap_numerals, *base_numerals))
