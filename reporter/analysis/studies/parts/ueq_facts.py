"""What a user experience study says: scales, qualities made of scales, items."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING

from ....facts.fact import Fact
from ....facts.verdict.measurement import remark_on_item
from ....facts.verdict.user_experience import NEGATIVE, NEUTRAL, POSITIVE, classed, evaluation
from ...study import Row, Study
from .sample_weights import ONE_COUNTS
from .stated import bounds
from .ueq_forms import CLASSES, LOWEST
from .ueq_sheet import Sheet

if TYPE_CHECKING:
    import numpy as np

NOBODY = "没有答全的答卷。"
ALONE = "只有一份答卷。"
LEAST_ROWS = 3  # for correlations of items


def scale_facts(study: Study, sheet: Sheet, name: str) -> Iterator[Fact]:
    """Yield the mean of a scale, what it is worth, and its reliability."""
    row, own = study.row("scale", name), list(sheet.scales[name])
    answers, w = sheet.complete(own)
    columns = tuple(sheet.names[j] for j in own)
    yield study.fact("items", len(own), row, unit="count", counter="题")
    ci = yield from _mean_facts(study, row, (answers.mean(axis=1), w), columns)
    yield from _alpha_facts(study, row, answers, w)
    borders = sheet.benchmarks.get(name)
    n, error = len(answers), "" if ci else _why_not(len(answers))
    error = error if borders else "没有这个量表的基准。"
    grade = classed(*ci, borders, CLASSES) if borders and ci else None
    yield study.fact("grade", grade, row, unit="text", n=n, error=error)
    begins = (LOWEST, *borders) if borders else (None,) * len(CLASSES)
    why = "" if borders else "没有这个量表的基准。"
    for word, begin in zip(CLASSES, begins, strict=True):
        yield study.fact("begin", begin, row, detail=word, decimals=2, error=why)


def quality_facts(study: Study, sheet: Sheet, name: str, parts: Sequence[str]) -> Iterator[Fact]:
    """Yield the mean of several scales, of people who answered all of them."""
    import numpy as np

    row = study.row("quality", name)
    scores = [sheet.values[:, list(sheet.scales[part])].mean(axis=1) for part in parts]
    means = np.array(scores).mean(axis=0)
    yield study.fact("parts", "、".join(parts), row, unit="text")
    kept = np.isfinite(means)
    yield from _mean_facts(study, row, (means[kept], sheet.weights[kept]), ())


def _why_not(n: int) -> str:
    """Return why ``n`` sheets leave no interval."""
    return NOBODY if not n else ALONE if n == 1 else ONE_COUNTS


def _mean_facts(
    study: Study, row: Row, given: tuple[np.ndarray, np.ndarray], columns: tuple[str, ...]
) -> Generator[Fact, None, tuple[float, float] | None]:
    """Yield the mean of scores and weights with interval and evaluation; return the interval."""
    from ....stats.mean_tests import mean_interval, sample

    n, bound = len(given[0]), study.options.bound
    one = sample(*given) if n else None
    ci = mean_interval(one, study.confidence) if one else None
    missing = "" if ci else _why_not(n)
    yield study.fact("n", n, row, unit="count", counter="份")
    mean, error = (one.mean, "") if one else (None, NOBODY)
    yield study.fact("score", mean, row, decimals=2, n=n, ci=ci, error=error, columns=columns)
    yield from bounds(study, "score", ci, row, decimals=2, n=n, why=missing)
    deviation = one.variance**0.5 if one and ci else None
    yield study.fact("deviation", deviation, row, decimals=2, n=n, error=missing)
    word = evaluation(*ci, bound) if ci else None
    yield study.fact("evaluation", word, row, unit="text", n=n, error=missing)
    for name, begin in ((NEGATIVE, LOWEST), (NEUTRAL, -bound), (POSITIVE, bound)):
        yield study.fact("band", begin, row, detail=name, decimals=1)
    return ci


def _alpha_facts(study: Study, row: Row, answers: np.ndarray, w: np.ndarray) -> Iterator[Fact]:
    from ....stats import reliability

    n, count = answers.shape
    value, error = None, "单题没有信度，不适用。" if count < 2 else ""
    error = error or ("答全的答卷少于三份，无法计算。" if n < LEAST_ROWS else "")
    if not error:
        try:
            value = reliability.alpha(reliability.covariance_of(answers, w))
        except ValueError:
            error = "各题之和没有差异，无法计算。"
    yield study.fact("alpha", value, row, n=n, decimals=2, error=error)


def item_facts(study: Study, sheet: Sheet) -> Iterator[Fact]:
    """Yield direction, mean and fit of each item, in the order of the questionnaire."""
    from ....stats.mean_tests import sample

    scale_of = {j: name for name, own in sheet.scales.items() for j in own}
    fits = {j: fit for own in sheet.scales.values() for j, fit in _fits(sheet, own)}
    for j in sorted(range(len(sheet.names)), key=lambda j: sheet.numbers[j]):
        row = study.row("item", sheet.names[j])
        given, w = sheet.complete([j])
        n = len(given)
        one = sample(given[:, 0], w) if n else None
        yield study.fact("number", sheet.numbers[j], row, unit="rank")
        yield study.fact("scale", scale_of[j], row, unit="text")
        left = sheet.numbers[j] in sheet.reversed_items
        yield study.fact("direction", "左" if left else "右", row, unit="text")
        mean, error = (one.mean, "") if one else (None, "没有人回答。")
        yield study.fact("mean", mean, row, decimals=2, n=n, error=error)
        spread = one.variance**0.5 if one and one.variance == one.variance else None
        error = error or ("" if spread is not None else _why_not(n))
        yield study.fact("deviation", spread, row, decimals=2, n=n, error=error)
        total, rise, rows, reason = fits[j]
        yield study.fact("item_total", total, row, decimals=2, n=rows, error=reason)
        word = None if total is None else remark_on_item(total, rise, rows)
        yield study.fact("remark", word, row, unit="text", n=rows, error=reason)


Fit = tuple[float | None, float, int, str]


def _fits(sheet: Sheet, own: Sequence[int]) -> Iterator[tuple[int, Fit]]:
    """Yield of each item of a scale how it goes with the others, or why that is not known."""
    from ....stats import reliability

    answers, w = sheet.complete(own)
    n = len(answers)
    reason = "单题没有信度，不适用。" if len(own) < 2 else ""
    reason = reason or ("答全的答卷少于三份，无法计算。" if n < LEAST_ROWS else "")
    if reason:
        yield from ((j, (None, 0.0, n, reason)) for j in own)
        return
    covariance = reliability.covariance_of(answers, w)
    totals, without = reliability.item_total(covariance), reliability.alpha_without(covariance)
    try:
        whole = reliability.alpha(covariance)
    except ValueError:
        whole = float("nan")
    for j, total, other in zip(own, totals, without, strict=True):
        if total == total:
            yield j, (float(total), float(other - whole), n, "")
        else:
            yield j, (None, 0.0, n, "答案没有差异，无法计算。")
