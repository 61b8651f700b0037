"""自评价与第三方: one channel against another, of the same units where they are the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import Field

from ...errors import DataError, Problem
from ...facts.fact import Fact
from ...facts.verdict import COMPARISON, SMALL_EFFECT, verdict
from ...project.model import Model
from ...project.nearest import listing
from ..differences import difference
from ..study import Row, Study
from .parts.questions import LISTED_HELP, distinct, numbers, question
from .parts.stated import bounds
from .parts.wave_comparison import Answers, Change, independent

if TYPE_CHECKING:
    import numpy as np

ID = "channels"
TITLE = "自评价与第三方评价的比较"
DEFINITION = (
    "差为前一种评价减后一种评价。各自抽样的，按两个独立样本的 Welch t 检验；"
    "同一网点（或客户）两种评价都有的，用配对 t 检验，只用成对的数据，"
    "并给出布兰德—奥特曼一致性界限（平均差±1.96倍差的标准差），即单个网点两种评价之差的范围。"
    "多项一并检验，p 值按 Holm 法校正；判断兼看 p 值、效应量和样本量。"
)
PLACE = "analysis"
FORMULAS = (r"L = \bar{d} \pm 1.96 s_d",)
SYMBOLS = {"L": "一致性界限", r"\bar{d}": "平均差", "s_d": "差的标准差"}
_LIMITS = 1.96  # Bland and Altman 1986, The Lancet 327
_LISTED = 10


class Pair(Model):
    """One item and the columns of both channels."""

    name: str = Field(min_length=1, description="项目名称")
    first: str = Field(min_length=1, description="前一种评价的列")
    second: str = Field(min_length=1, description="后一种评价的列")


class Options(Model):
    """Options: ``pairs`` for rows with both, else ``channel`` and ``items``."""

    names: tuple[str, str] = Field(
        ("自评价", "第三方评价"),
        description="两种评价的名称；两种评价各一个文件的，缺省为 files 的 name；" + LISTED_HELP,
    )
    pairs: tuple[Pair, ...] = Field((), description="同一行有两种评价：各项目的两列")
    unit: str = Field(
        "", description="网点（或客户）列，列出相差最大的；两种评价各占一行的，按它配对"
    )
    channel: str = Field(
        "",
        description="两种评价各占一行：写明是哪种评价的列，其值为 names 之一；"
        "各一个文件的，缺省为 file_column",
    )
    items: tuple[str, ...] = Field((), description="两种评价各占一行：各项目的列")
    answers: dict[str, float] = Field(default_factory=dict, description="答案 = 分值")


def lacks(study: Study) -> str | None:
    """There must be pairs, or a column of channels with items."""
    options: Options = _with_files(study).options
    if bool(options.pairs) == bool(options.channel and options.items):
        return "要写明配对的列 pairs，或渠道列 channel 和项目列 items，未作比较。"
    return None if len(study.table) else "没有数据，未作比较。"


@dataclass(frozen=True, slots=True)
class _Found:
    """One item compared; ``apart`` are the differences by unit where units have both."""

    name: str
    change: Change  # before: the second channel; now: the first
    apart: np.ndarray | None = None
    units: tuple[str, ...] = ()


def _with_files(study: Study) -> Study:
    """Return the study with the channels that its two files are, where the options name none."""
    options: Options = study.options
    column, files = study.table.file_column, study.table.files
    if not column or options.pairs or options.channel not in ("", column):
        return study
    known: dict[str, object] = {"channel": column}
    if len(files) == 2 and "names" not in options.model_fields_set:
        known["names"] = tuple(one.name for one in files)
    return replace(study, options=options.model_copy(update=known))


def run(study: Study) -> Iterator[Fact]:
    """Return both means, their difference with interval and word, and limits of agreement."""
    from ...stats.multiple_tests import holm

    study = _with_files(study)
    options: Options = study.options
    is_paired = bool(options.pairs or options.unit)
    found = list(_paired(study) if is_paired else _sampled(study))
    for name, text in zip(("first", "second"), options.names, strict=True):
        yield study.fact(f"{name}_name", text, unit="text")
    yield study.fact("is_paired", "是" if is_paired else "否", unit="text")
    yield study.fact("each", options.unit or "对象", unit="text")
    yield study.fact("items", len(found), unit="count", counter="项")
    yield study.fact("certainty", study.confidence, unit="share", decimals=0)
    tested = [i for i, one in enumerate(found) if one.change.p is not None]
    adjusted = dict(zip(tested, holm([found[i].change.p or 0.0 for i in tested]), strict=True))
    counts = dict.fromkeys(("higher", "lower", "same"), 0)
    for i, one in enumerate(found):
        change = one.change
        base = min(change.n_before, change.n_now)
        word = verdict(
            change.now - change.before, adjusted.get(i), change.effect, base, small=SMALL_EFFECT
        )
        counts["higher"] += word in (COMPARISON.above, COMPARISON.slightly_above)
        counts["lower"] += word in (COMPARISON.below, COMPARISON.slightly_below)
        counts["same"] += word == COMPARISON.same
        yield from _item(study, one, word)
    for name, count in counts.items():
        yield study.fact(name, count, unit="count", counter="项")
    yield from _units(study, found)


def _item(study: Study, one: _Found, word: str) -> Iterator[Fact]:
    row, change = study.row("item", one.name), one.change
    known = bool(change.n_before and change.n_now)
    reason = "" if known else "有一种评价没有数据。"
    base = min(change.n_before, change.n_now)
    yield study.fact("n_first", change.n_now, row, unit="count", counter="个")
    yield study.fact("n_second", change.n_before, row, unit="count", counter="个")
    sides = [
        study.fact(name, value if known else None, row, unit="points", n=n, error=reason)
        for name, value, n in (
            ("first", change.now, change.n_now), ("second", change.before, change.n_before),
        )
    ]  # fmt: skip
    apart = change.now - change.before if known else None
    gap = study.fact(
        "gap", apart, row, unit="points", n=base, ci=change.interval, error=reason,
        rule=f"{study.options.names[0]}减{study.options.names[1]}",
    )  # fmt: skip
    yield from (*sides, difference(gap, *sides))
    missing = reason or ("" if change.interval else change.why)
    yield from bounds(study, "", change.interval, row, unit="points", n=base, why=missing)
    missing = reason or ("" if change.p is not None else change.why)
    yield study.fact("p", change.p, row, unit="p", n=base, error=missing, rule="未校正")
    yield study.fact("word", word, row, unit="text")
    yield from _limits(study, one, row)


def _limits(study: Study, one: _Found, row: Row) -> Iterator[Fact]:
    """Yield the limits of agreement of single units, and how many lie outside."""
    apart = one.apart
    if apart is None or len(known := apart[apart == apart]) < 2:
        for name in ("lowest", "highest", "outside"):
            yield study.fact(name, None, row, error="没有足够的成对数据。")
        return
    middle, half = float(known.mean()), _LIMITS * float(known.std(ddof=1))
    n = len(known)
    yield study.fact("lowest", middle - half, row, unit="points", n=n, rule="布兰德—奥特曼界限")
    yield study.fact("highest", middle + half, row, unit="points", n=n, rule="布兰德—奥特曼界限")
    outside = int((abs(known - middle) > half + 1e-9).sum())
    yield study.fact("outside", outside, row, unit="count", counter="个")


def _paired(study: Study) -> Iterator[_Found]:
    """Yield each item of units that have both, by paired t."""
    from ...stats.paired import paired

    units, read = _both(study) if study.options.pairs else _matched(study)
    for name, matrix in read:
        apart = matrix[:, 0] - matrix[:, 1]
        both = matrix[apart == apart]
        n = len(both)
        if n < 2:
            means = (float(both[:, 1].sum()), float(both[:, 0].sum()))
            change = Change(*means, n, n, why="成对的数据不足两个。")
            yield _Found(name, change, apart, units)
            continue
        test = paired(both[:, 0], both[:, 1], study.confidence)
        means = float(both[:, 1].mean()), float(both[:, 0].mean())
        known = test.p == test.p
        change = Change(
            *means, n, n, test.p if known else None, test.effect if known else None,
            test.interval if known else None, n, "" if known else "差都相同，无法检验。",
        )  # fmt: skip
        yield _Found(name, change, apart, units)


_Read = tuple[tuple[str, ...], list[tuple[str, "np.ndarray"]]]  # units; item, [units, 2]


def _both(study: Study) -> _Read:
    """Return the items of rows that have both channels."""
    options: Options = study.options
    distinct(study, [pair.name for pair in options.pairs], "项目")
    read = []
    for pair in options.pairs:
        columns = [question(study, name, options.answers) for name in (pair.first, pair.second)]
        read.append((pair.name, numbers(study, columns)))
    return study.table.row_names(options.unit) if options.unit else (), read


def _matched(study: Study) -> _Read:
    """Return the items of units that have a row of either channel.

    Raises:
        DataError: a unit has no name, or two rows of one channel.
    """
    options: Options = study.options
    labels, units = _labels(study), study.table.texts(options.unit)
    rows: dict[str, dict[str, int]] = {}
    for i, (label, unit) in enumerate(zip(labels, units, strict=True)):
        where = study.table.place(i, options.unit)
        if not unit:
            raise DataError(Problem("channels.unit", "没有填写。", "请补上，才能配对。", where))
        if label in (own := rows.setdefault(unit, {})):
            what = f"“{unit}”的{label}有两行，第一处在{study.table.row_text(own[label])}。"
            hint = "每种评价只留一行；不按网点配对的，请不写 unit。"
            raise DataError(Problem("channels.unit", what, hint, where))
        own[label] = i
    names = tuple(unit for unit, own in rows.items() if len(own) == len(options.names))
    places = [[rows[unit][name] for name in options.names] for unit in names]
    return names, [(name, values[places].reshape(-1, 2)) for name, values in _values(study)]


def _sampled(study: Study) -> Iterator[_Found]:
    """Yield each item of two samples of their own, by Welch's t."""
    labels = _labels(study)
    for item, values in _values(study):
        sides = []
        for name in study.options.names:
            own = [v for v, label in zip(values, labels, strict=True) if label == name and v == v]
            sides.append(own)
        if not all(sides):
            yield _Found(item, Change(0.0, 0.0, len(sides[1]), len(sides[0]), why="没有数据。"))
            continue
        second, first = _answers(sides[1]), _answers(sides[0])
        yield _Found(item, independent(second, first, study.confidence))


def _labels(study: Study) -> tuple[str, ...]:
    """Return the channel of every row.

    Raises:
        DataError: a channel that is neither of the two.
    """
    options: Options = study.options
    labels = study.table.texts(options.channel)
    for i, label in enumerate(labels):
        if label not in options.names:
            what = f"“{label}”不是两种评价之一。" if label else "没有填写。"
            hint = f"应为{listing(options.names)}，或改 names。"
            where = study.table.place(i, options.channel)
            raise DataError(Problem("channels.name", what, hint, where))
    return labels


def _values(study: Study) -> Iterator[tuple[str, np.ndarray]]:
    """Yield name and points of every item."""
    options: Options = study.options
    distinct(study, options.items, "项目")
    for item in options.items:
        asked = question(study, item, options.answers)
        yield asked.name, numbers(study, [asked])[:, 0]


def _answers(values: list[float]) -> Answers:
    import numpy as np

    nobody = ("",) * len(values)
    return Answers(np.array(values, dtype=np.float64), nobody, nobody, np.ones(len(values)))


def _units(study: Study, found: list[_Found]) -> Iterator[Fact]:
    """Yield the units where both channels lie farthest apart on average of all items."""
    import numpy as np

    options: Options = study.options
    rows = [one.apart for one in found if one.apart is not None]
    if not options.unit or not rows:
        return
    names = found[0].units
    matrix = np.column_stack(rows)
    whole = np.isfinite(matrix).all(axis=1)
    means = [(float(matrix[i].mean()), i) for i in np.flatnonzero(whole)]
    means.sort(key=lambda pair: (-abs(pair[0]), pair[1]))
    for mean, i in means[:_LISTED]:
        row = study.row("unit", names[i])
        yield study.fact("unit_gap", mean, row, unit="points")
