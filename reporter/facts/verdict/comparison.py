"""Verdict words of tests: how far apart two things are, and whether they go together.

A difference is judged by three things at once: the test (is it more than chance?), the effect
(is it large enough to matter?) and the base (are there enough answers to judge at all?). With
large samples every difference is more than chance, so there the effect decides.

That a difference is not more than chance does not make two things equal. 基本持平 is said only
where the answers are enough to exclude an effect that matters: two one-sided tests, each at 5%
(Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15), which is to say that the
90% interval of the effect lies within ± the small effect. Its error is taken from the smaller base
on both sides, so that it is never understated. Else the word is 未超过抽样误差.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from ..format import denoise

ENOUGH = 30  # answers a side, below which no word is given
ENOUGH_UNITS = 8  # paired units (outlets, departments), each a mean of its own and no respondent
ALPHA = 0.05
NO_VERDICT = "样本不足，不作判断"
SAME = "基本持平"
WITHIN_ERROR = "未超过抽样误差"
NOT_COMPARABLE = "口径变化，不可比"
UNCERTAIN = "变化不显著"  # of one score of a survey, within its sampling error

SMALL_EFFECT = 0.2  # Cohen (1988), d and g
_ONE_SIDED = 1.6448536269514722  # of the normal distribution, at 5%
SMALL_V = 0.1  # Cohen (1988), w and V of two categories; r and standardised paths too
SMALL_ETA = 0.01  # Cohen (1988), eta squared


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a comparison, from clearly above to clearly below, and of what is not known."""

    above: str = "显著高于"
    slightly_above: str = "略高于"
    same: str = SAME
    slightly_below: str = "略低于"
    below: str = "显著低于"
    within_error: str = WITHIN_ERROR

    @property
    def all(self) -> tuple[str, ...]:
        """The words, from clearly above to clearly below, and that nothing was shown."""
        graded = (self.above, self.slightly_above, self.same, self.slightly_below, self.below)
        return (*graded, self.within_error)


COMPARISON = Words()
CHANGE = Words("显著提高", "略有提高", SAME, "略有下降", "显著下降")
TREND = Words(
    "呈上升趋势", "略呈上升趋势", "未见升降趋势", "略呈下降趋势", "呈下降趋势", "未见升降趋势"
)


def verdict(  # noqa: PLR0913 - two thresholds beside what is judged
    difference: float | None,
    p: float | None,
    effect: float | None,
    base: int | None,
    *,
    words: Words = COMPARISON,
    alpha: float = ALPHA,
    small: float = SMALL_EFFECT,
    enough: int = ENOUGH,
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
        enough: the base below which nothing is judged.

    Returns:
        显著… where ``p`` is below ``alpha`` and the effect is not small; 略… where the effect is
        small; where the difference may be chance 基本持平 if it is too small to matter even at
        the end of its interval, else 未超过抽样误差; 样本不足，不作判断 where the base is below
        ``enough`` or there is no test.
    """
    if difference is None or p is None or base is None or base < enough or p != p:
        return NO_VERDICT
    if denoise(difference) == 0 or denoise(p) >= alpha:
        return words.same if _is_negligible(effect, base, small) else words.within_error
    if effect is None or denoise(abs(effect)) >= small:
        return words.above if difference > 0 else words.below
    return words.slightly_above if difference > 0 else words.slightly_below


def _is_negligible(effect: float | None, base: int, small: float) -> bool:
    """Tell whether an effect is below ``small`` at the far end of its 90% interval."""
    if effect is None:
        return False
    margin = _ONE_SIDED * sqrt(2 / base) / SMALL_EFFECT  # as a multiple of the small effect
    return denoise(abs(effect) / small + margin) <= 1


RELATED, HARDLY_RELATED, UNRELATED = "有关", "关系很弱", "未见关系"
RELATEDNESS = (RELATED, HARDLY_RELATED, UNRELATED)


def is_related(p: float | None, effect: float | None, base: int | None, small: float) -> str:
    """Return 有关, 关系很弱, 未见关系 or that the base is too small, for association."""
    return _graded(p, effect, base, small, RELATEDNESS)


DIFFERENT, HARDLY_DIFFERENT, NOT_DIFFERENT = "差异显著", "差异很小", "未见差异"
DEGREES = (DIFFERENT, HARDLY_DIFFERENT, NOT_DIFFERENT)


def differs(p: float | None, effect: float | None, base: int | None, small: float) -> str:
    """Return how far several groups lie apart: 差异很小 is more than chance and does not matter."""
    return _graded(p, effect, base, small, DEGREES)


def _graded(
    p: float | None, effect: float | None, base: int | None, small: float, words: Sequence[str]
) -> str:
    """Return the first word for an effect that counts, the next for a small one, the last."""
    if p is None or base is None or base < ENOUGH or p != p:
        return NO_VERDICT
    if denoise(p) >= ALPHA:
        return words[2]
    return words[0] if effect is None or denoise(abs(effect)) >= small else words[1]


FIRST, BELOW_FIRST, LEVEL_WITH_FIRST = "首位", "低于首位", "与首位难分先后"


def against_first(first: bool, below: bool, base: int | None) -> str:
    """Return how a place in an order stands to the first: only what is beyond chance is below."""
    if base is None or base < ENOUGH:
        return NO_VERDICT
    return FIRST if first else BELOW_FIRST if below else LEVEL_WITH_FIRST


IN_LINE, HARDLY_OUT_OF_LINE, OUT_OF_LINE = "未见偏离", "略有偏离", "明显偏离"


def representative(p: float | None, effect: float | None, base: int | None) -> str:
    """Return how the structure of a sample stands to that of its population (effect: Cohen's w)."""
    if p is None or effect is None or base is None or base < ENOUGH:
        return NO_VERDICT
    if denoise(p) >= ALPHA:
        return IN_LINE
    return OUT_OF_LINE if denoise(effect) >= SMALL_V else HARDLY_OUT_OF_LINE


def trend(slope: float | None, p: float | None, effect: float | None, base: int | None) -> str:
    """Return the word for a trend over waves; ``effect`` is first to last in deviations."""
    return verdict(slope, p, effect, base, words=TREND)
