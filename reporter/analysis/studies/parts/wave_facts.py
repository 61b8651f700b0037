"""Facts of trends over waves, and of changes at a fixed mix of respondents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ....facts.fact import Fact
from ....facts.verdict import CHANGE, trend, verdict
from ...differences import difference
from ...study import Study
from .wave_comparison import Answers, own_change, satisfied
from .wave_comparison import trend as trend_of

ALL_SAME = "答案完全相同，无法检验趋势。"


def trends(
    study: Study, lines: Sequence[tuple[str, list[Answers], str]], points: Sequence[float]
) -> Iterator[Fact]:
    """Return slope, p and word of every question; ``lines`` hold name, waves, why not.

    ``points`` are those of satisfied answers, whose shares are tested too where there are any.
    """
    from ....stats.multiple_tests import holm

    found = [None if why else trend_of(waves, study.confidence) for _, waves, why in lines]
    adjusted = iter(holm([one[0].p for one in found if one]))
    for (name, waves, why), one in zip(lines, found, strict=True):
        row, base = study.row("item", name), min(len(wave.values) for wave in waves)
        if one is None:
            for statistic in ("slope", "trend_p", "trend_verdict"):
                yield study.fact(statistic, None, row, unit="text", error=why or ALL_SAME)
            continue
        slope, rise = one
        p = next(adjusted)
        yield study.fact(
            "slope",
            slope.value,
            row,
            unit="points",
            n=base,
            ci=slope.interval,
            decimals=2,
            rule="各期平均分的线性对比，平均每期",
        )
        yield study.fact("trend_p", p, row, unit="p")
        yield study.fact("trend_verdict", trend(slope.value, p, rise, base), row, unit="text")
    if points:
        yield from _share_trends(study, lines, points)


def _share_trends(
    study: Study, lines: Sequence[tuple[str, list[Answers], str]], points: Sequence[float]
) -> Iterator[Fact]:
    from ....stats.contrasts import share_trend
    from ....stats.linear import weighted_share
    from ....stats.multiple_tests import holm

    tested: list[float | None] = []
    for _, waves, why in lines:
        rated = [satisfied(one, points) for one in waves]
        sides = [
            weighted_share(one.values == 1, one.weights) if len(one.values) else (0.0, 0.0)
            for one in rated
        ]
        hits, sizes = [share * size for share, size in sides], [size for _, size in sides]
        tested.append(None if why else share_trend(hits, sizes))
    adjusted = iter(holm([p for p in tested if p is not None]))
    for (name, _, why), raw in zip(lines, tested, strict=True):
        p = None if raw is None else next(adjusted)
        error = "" if p is not None else why or ALL_SAME
        row = study.row("item", name)
        yield study.fact("rate_trend_p", p, row, unit="p", rule="Cochran-Armitage", error=error)


def mixes(
    study: Study,
    pairs: Sequence[tuple[str, Answers, Answers]],
    weights: Mapping[str, float],
    silent: str,
) -> Iterator[Fact]:
    """Return the change at a fixed mix of respondents and what the mix adds; they add up.

    ``pairs`` hold a question's name and its answers in the two waves; ``silent`` says why nothing
    is tested.
    """
    from ....stats.multiple_tests import holm

    found = [own_change(before, now, weights, study.confidence) for _, before, now in pairs]
    adjusted = iter(holm([one.p for one in found if not isinstance(one, str)]))
    for (name, before, now), one in zip(pairs, found, strict=True):
        row = study.row("item", name)
        if isinstance(one, str):
            for statistic in ("own", "mix", "own_p", "own_verdict"):
                yield study.fact(statistic, None, row, error=one)
            continue
        p, base = next(adjusted), min(len(before.values), len(now.values))
        ci = None if silent else one.interval
        own = study.fact("own", one.value, row, unit="points", n=base, ci=ci, rule="构成固定时")
        yield own
        sides = [study.fact("side", x.mean, unit="points") for x in (before, now)]
        change = difference(study.fact("side", None, unit="points"), sides[1], sides[0])
        part = study.fact("mix", None, row, unit="points", n=base, rule="变化减构成固定时的变化")
        # as printed, the two parts add up to the change as printed
        yield part if own.value is None else difference(part, change, own)
        yield study.fact("own_p", None if silent else p, row, unit="p", error=silent)
        effect = one.value / one.spread if one.spread > 0 else None
        word = None if silent else verdict(one.value, p, effect, base, words=CHANGE)
        yield study.fact("own_verdict", word, row, unit="text", error=silent)
