"""Verdict words of tests: the one place that says how far apart two things are.

A difference is judged by three things at once: the test (is it more than chance?), the effect
(is it large enough to matter?) and the base (are there enough answers to judge at all?). With
large samples every difference is more than chance, so there the effect decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from .format import denoise

ENOUGH = 30  # answers a side, below which no word is given
ALPHA = 0.05
NO_VERDICT = "样本不足，不作判断"
SAME = "基本持平"
NOT_COMPARABLE = "口径变化，不可比"

SMALL_EFFECT = 0.2  # Cohen (1988), d and g
SMALL_V = 0.1  # Cohen (1988), w and V of two categories
SMALL_ETA = 0.01  # Cohen (1988), eta squared


@dataclass(frozen=True, slots=True)
class Words:
    """The five words of a comparison, from clearly above to clearly below."""

    above: str = "显著高于"
    slightly_above: str = "略高于"
    same: str = SAME
    slightly_below: str = "略低于"
    below: str = "显著低于"


COMPARISON = Words()
CHANGE = Words("显著提高", "略有提高", SAME, "略有下降", "显著下降")


def verdict(  # noqa: PLR0913 - two thresholds beside what is judged
    difference: float | None,
    p: float | None,
    effect: float | None,
    base: int | None,
    *,
    words: Words = COMPARISON,
    alpha: float = ALPHA,
    small: float = SMALL_EFFECT,
) -> str:
    """Return the word for a difference.

    Args:
        difference: first minus second; only its sign is used.
        p: of the test that belongs to it, adjusted where several were made.
        effect: its standardised size (g, d, V); None where the method has none.
        base: the smaller number of answers of the two sides.
        words: 高于/低于, or 提高/下降.
        alpha: chance of a false alarm that is accepted.
        small: effects below this do not matter whatever ``p`` is.

    Returns:
        显著… where ``p`` is below ``alpha`` and the effect is not small; 略… where the effect is
        small; 基本持平 where the difference may be chance; 样本不足，不作判断 where the base is
        below :data:`ENOUGH` or there is no test.
    """
    if difference is None or p is None or base is None or base < ENOUGH or p != p:
        return NO_VERDICT
    if denoise(difference) == 0 or denoise(p) >= alpha:
        return words.same  # more than chance was not shown: the size alone says nothing
    if effect is None or denoise(abs(effect)) >= small:
        return words.above if difference > 0 else words.below
    return words.slightly_above if difference > 0 else words.slightly_below


def is_related(p: float | None, effect: float | None, base: int | None, small: float) -> str:
    """Return 有关, 关系很弱, 未见关系 or that the base is too small, for association."""
    if p is None or base is None or base < ENOUGH or p != p:
        return NO_VERDICT
    if denoise(p) >= ALPHA:
        return "未见关系"
    return "有关" if effect is None or denoise(abs(effect)) >= small else "关系很弱"


DIFFERENT, HARDLY_DIFFERENT, NOT_DIFFERENT = "差异显著", "差异很小", "未见差异"


def differs(p: float | None, effect: float | None, base: int | None, small: float) -> str:
    """Return how far several groups lie apart: 差异很小 is more than chance and does not matter."""
    if p is None or base is None or base < ENOUGH or p != p:
        return NO_VERDICT
    if denoise(p) >= ALPHA:
        return NOT_DIFFERENT
    return DIFFERENT if effect is None or denoise(abs(effect)) >= small else HARDLY_DIFFERENT


STABLE_JACCARD = 0.75  # Hennig (2007)


def clustering(jaccard: float, p: float) -> str:
    """Return 分群稳定, 分群不稳定 or 看不出分群: groups must come again, and be more than a cut.

    Args:
        jaccard: how well the least stable group comes again, 0-1.
        p: of as clear a separation where there are no groups.
    """
    if denoise(jaccard) < STABLE_JACCARD:
        return "分群不稳定"
    return "分群稳定" if denoise(p) < ALPHA else "看不出分群"


STABLE, UNSTABLE, NOT_JUDGED = "未见异常", "有异常", "不能判断"


def stability(alarms: int | None) -> str:
    """Return the word for a series under control charts; None where there are no limits."""
    if alarms is None:
        return NOT_JUDGED
    return UNSTABLE if alarms else STABLE


def attained(low: float, high: float, target: float) -> str:
    """Return 达到, 未达到 or 不能判断: an interval held against a target, both included.

    Not reaching it is shown only where the whole interval lies below, reaching it only where
    none of it does.
    """
    if denoise(low) >= denoise(target):
        return "达到"
    return "未达到" if denoise(high) < denoise(target) else NOT_JUDGED


def against_first(first: bool, below: bool, base: int | None) -> str:
    """Return how a place in an order stands to the first: only what is beyond chance is below."""
    if base is None or base < ENOUGH:
        return NO_VERDICT
    return "首位" if first else "低于首位" if below else "与首位难分先后"


def representative(p: float | None, effect: float | None, base: int | None) -> str:
    """Return how the structure of a sample stands to that of its population (effect: Cohen's w)."""
    if p is None or effect is None or base is None or base < ENOUGH:
        return NO_VERDICT
    if denoise(p) >= ALPHA:
        return "未见偏离"
    return "明显偏离" if denoise(effect) >= SMALL_V else "略有偏离"


def trend(slope: float | None, p: float | None, effect: float | None, base: int | None) -> str:
    """Return the word for a trend over waves; ``effect`` is first to last in deviations."""
    words = Words("呈上升趋势", "略呈上升趋势", "未见升降趋势", "略呈下降趋势", "呈下降趋势")
    return verdict(slope, p, effect, base, words=words)
