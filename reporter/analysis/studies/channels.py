"""自评价与第三方: one channel against another, of the same units where they are the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import Field

from ...facts.fact import Fact
from ...facts.verdict import COMPARISON, ENOUGH, ENOUGH_UNITS, SMALL_EFFECT, verdict
from ...project.model import Model
from ..differences import difference
from ..study import Study
from .parts.channel_answers import Pairs, both, matched, sampled
from .parts.questions import LISTED_HELP
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights
from .parts.stated import bounds
from .parts.wave_comparison import Answers, Change, independent

if TYPE_CHECKING:
    pass

ID = "channels"
TITLE = "自评价与第三方评价的比较"
DEFINITION = (
    "差为前一种评价减后一种评价。各自抽样的，按两个独立样本的 Welch t 检验；"
    "同一网点（或客户）两种评价都有的，用配对 t 检验，只用成对的数据，"
    "并给出布兰德—奥特曼一致性界限（平均差±1.96倍差的标准差），即单个网点两种评价之差的范围。"
    "多项一并检验，p 值按 Holm 法校正；判断兼看 p 值、效应量和样本量："
    "按网点等单位配对的，成对的单位不少于8个，其余各方不少于30份，不足的不作判断。"
    "有权数的，平均、差和一致性界限加权，区间和检验用有效样本量，个数不加权；"
    "两种评价各占一行而配对的，用后一种评价的权数，它没有权数的用前一种的。"
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
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """There must be pairs, or a column of channels with items."""
    options: Options = _with_files(study).options
    if bool(options.pairs) == bool(options.channel and options.items):
        return "要写明配对的列 pairs，或渠道列 channel 和项目列 items，未作比较。"
    return None if len(study.table) else "没有数据，未作比较。"


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
    if options.unit:  # units are no respondents: nothing is withheld for resting on few of them
        study = replace(study, small_base=0, hide_base=0)
    pairs = both(study) if options.pairs else matched(study) if options.unit else None
    if pairs is not None:
        given, found = pairs.given, [_paired(study, pairs, name) for name in pairs.values]
    else:
        samples = sampled(study)
        given, found = samples.given, [_apart(study, *one) for one in samples.items.values()]
    names = tuple(pairs.values if pairs is not None else samples.items)
    yield from about_weights(study, given, "个")
    for name, text in zip(("first", "second"), options.names, strict=True):
        yield study.fact(f"{name}_name", text, unit="text")
    yield study.fact("is_paired", "是" if pairs is not None else "否", unit="text")
    yield study.fact("each", options.unit or "对象", unit="text")
    yield study.fact("items", len(found), unit="count", counter="项")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    tested = [i for i, one in enumerate(found) if one.p is not None]
    adjusted = dict(zip(tested, holm([found[i].p or 0.0 for i in tested]), strict=True))
    counts = dict.fromkeys(("higher", "lower", "same"), 0)
    for i, (name, change) in enumerate(zip(names, found, strict=True)):
        base = min(change.n_before, change.n_now)
        word = verdict(
            change.now - change.before, adjusted.get(i), change.effect, base, small=SMALL_EFFECT,
            enough=ENOUGH_UNITS if options.unit else ENOUGH,
        )  # fmt: skip
        counts["higher"] += word in (COMPARISON.above, COMPARISON.slightly_above)
        counts["lower"] += word in (COMPARISON.below, COMPARISON.slightly_below)
        counts["same"] += word == COMPARISON.same
        yield from _item(study, name, change, word)
        yield from _limits(study, pairs, name)
    for name, count in counts.items():
        yield study.fact(name, count, unit="count", counter="项")
    if pairs is not None and options.unit:
        yield from _units(study, pairs)


def _item(study: Study, name: str, change: Change, word: str) -> Iterator[Fact]:
    """Yield both means, their difference (before: the second channel, now: the first), its word."""
    row = study.row("item", name)
    known = bool(change.n_before and change.n_now)
    reason = "" if known else "有一种评价没有数据。"
    base = min(change.n_before, change.n_now)
    yield study.fact("first_n", change.n_now, row, unit="count", counter="个")
    yield study.fact("second_n", change.n_before, row, unit="count", counter="个")
    sides = [
        study.fact(side, value if known else None, row, unit="points", n=n, error=reason)
        for side, value, n in (
            ("first_score", change.now, change.n_now),
            ("second_score", change.before, change.n_before),
        )
    ]  # fmt: skip
    apart = change.now - change.before if known else None
    gap = study.fact(
        "gap", apart, row, unit="points", n=base, ci=change.interval, error=reason,
        rule=f"{study.options.names[0]}减{study.options.names[1]}",
    )  # fmt: skip
    yield from (*sides, difference(gap, *sides))
    missing = reason or ("" if change.interval else change.why)
    yield from bounds(study, "gap", change.interval, row, unit="points", n=base, why=missing)
    missing = reason or ("" if change.p is not None else change.why)
    yield study.fact("p", change.p, row, unit="p", n=base, error=missing, rule="未校正")
    yield study.fact("verdict", word, row, unit="text")


def _limits(study: Study, pairs: Pairs | None, name: str) -> Iterator[Fact]:
    """Yield the limits of agreement of single units, and how many lie outside."""
    from ...stats.mean_tests import sample

    row, found = study.row("item", name), None
    if pairs is not None:
        apart, w = pairs.apart(name)
        found = sample(apart, w) if len(apart) >= 2 else None
    if pairs is None or found is None or found.variance != found.variance:
        for statistic in ("limit_low", "limit_high", "outside"):
            yield study.fact(statistic, None, row, error="没有足够的成对数据。")
        return
    n, middle, half = len(apart), found.mean, _LIMITS * float(found.variance**0.5)
    yield study.fact("limit_low", middle - half, row, unit="points", n=n, rule="布兰德—奥特曼界限")
    yield study.fact("limit_high", middle + half, row, unit="points", n=n, rule="布兰德—奥特曼界限")
    outside = int((abs(apart - middle) > half + 1e-9).sum())
    yield study.fact("outside", outside, row, unit="count", counter="个")


def _paired(study: Study, pairs: Pairs, name: str) -> Change:
    """Return the difference in units that have both, by paired t."""
    from ...stats.paired import paired

    first, second, w = pairs.complete(name)
    n = len(w)
    if n < 2:
        why = "成对的数据不足两个。"
        return Change(float(second.sum()), float(first.sum()), n, n, why=why)
    test, share = paired(first, second, study.confidence, w), w / w.sum()
    known = test.p == test.p
    return Change(
        float(share @ second), float(share @ first), n, n, test.p if known else None,
        test.effect if known else None, test.interval if known else None, n,
        "" if known else "差都相同，无法检验。",
    )  # fmt: skip


def _apart(study: Study, first: Answers, second: Answers) -> Change:
    """Return the difference of two samples of their own, by Welch's t."""
    n, m = len(first.values), len(second.values)
    if not n or not m:
        return Change(0.0, 0.0, m, n, why="没有数据。")
    return independent(second, first, study.confidence)


def _units(study: Study, pairs: Pairs) -> Iterator[Fact]:
    """Yield the units where both channels lie farthest apart on average of all items."""
    import numpy as np

    matrix = np.column_stack([one[:, 0] - one[:, 1] for one in pairs.values.values()])
    whole = np.isfinite(matrix).all(axis=1)
    means = [(float(matrix[i].mean()), i) for i in np.flatnonzero(whole)]
    means.sort(key=lambda pair: (-abs(pair[0]), pair[1]))
    for mean, i in means[:_LISTED]:
        row = study.row("unit", pairs.units[i])
        yield study.fact("unit_gap", mean, row, unit="points")
