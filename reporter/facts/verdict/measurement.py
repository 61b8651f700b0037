"""Verdict words of measurement: how far scales, raters, models and groupings can be trusted.

Every bound is a convention of its source, not a law; the definitions of the methods print them.
"""

from __future__ import annotations

from ..format import denoise
from .comparison import ALPHA, ENOUGH, NO_VERDICT
from .process import NOT_JUDGED, REACHED

NOT_APPLICABLE, GOOD, REVERSED = "不适用", "良好", "方向相反"
WEAKLY_TIED, BETTER_WITHOUT = "相关偏低", "删去后 α 提高"

# alpha of a group of questions: DeVellis (2017), Scale Development; Nunnally (1978), 0.7
ALPHA_WORDS = ((0.9, "很高"), (0.8, "较高"), (0.7, "可以接受"), (0.6, "偏低"))
ALPHA_TOO_LOW, ALPHA_NEGATIVE = "不足", "为负"
ALPHA_LEAST = 0.7
POOR_ALPHA = (ALPHA_WORDS[-1][1], ALPHA_TOO_LOW, ALPHA_NEGATIVE)
# KMO: Kaiser (1974), Psychometrika 39
KMO_WORDS = ((0.9, "很适合"), (0.8, "适合"), (0.7, "较适合"), (0.6, "一般"), (0.5, "较差"))
KMO_TOO_LOW = "不适合"
RELATED_LEAST = 0.3  # item-total correlation: Nunnally and Bernstein (1994)
NOTICED_RISE = 0.01  # a rise of alpha below this is none
_CHANCE = 1.96**2  # t² beyond which a correlation is more than chance


def rating_of_alpha(value: float | None, n: int) -> str:
    """Return the word for the reliability of a group of questions, from ``n`` answers."""
    if value is None:
        return NOT_APPLICABLE
    if value < 0:
        return ALPHA_NEGATIVE
    if n < ENOUGH:
        return NO_VERDICT
    return next((word for least, word in ALPHA_WORDS if denoise(value) >= least), ALPHA_TOO_LOW)


def rating_of_kmo(value: float | None, n: int) -> str:
    """Return how well correlations of questions suit a factor analysis, from ``n`` answers."""
    if value is None:
        return NOT_APPLICABLE
    if n < ENOUGH:
        return NO_VERDICT
    return next((word for least, word in KMO_WORDS if denoise(value) >= least), KMO_TOO_LOW)


def remark_on_item(total: float, rise: float, n: int) -> str:
    """Return what is to be said of a question; below 0 by chance alone is only a low one.

    Args:
        total: correlation with the sum of the others.
        rise: of alpha where the question is left out.
        n: answers.
    """
    if total < 0 and total * total * (n - 2) > _CHANCE * (1 - total * total):
        return REVERSED
    if n < ENOUGH:
        return NO_VERDICT
    if total < RELATED_LEAST:
        return WEAKLY_TIED
    return BETTER_WITHOUT if rise >= NOTICED_RISE else GOOD


RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff (2004), Content Analysis, 11.4
LEAST_RATED = 10  # objects, below which raters are not judged
AGREED, TENTATIVELY_AGREED, NOT_AGREED = "可靠", "只宜作初步结论", "不可靠"


def agreement(alpha: float | None, n: int) -> str:
    """Return how far raters can be relied on, by Krippendorff's alpha over ``n`` objects."""
    if alpha is None:
        return NOT_JUDGED
    if n < LEAST_RATED:
        return NO_VERDICT
    if denoise(alpha) >= RELIABLE:
        return AGREED
    return TENTATIVELY_AGREED if denoise(alpha) >= TENTATIVE else NOT_AGREED


# constructs: composite reliability Bagozzi and Yi (1988), AVE Fornell and Larcker (1981)
RHO_LEAST, CONSTRUCT_ALPHA_LEAST, AVE_LEAST = 0.7, 0.6, 0.5
HTMT_MOST = 0.9  # Henseler, Ringle and Sarstedt (2015)
LOADING_LEAST, LOADING_VERY_LOW = 0.7, 0.4  # Hair et al. (2017), A Primer on PLS-SEM
SMALL_PATH = 0.1  # Cohen (1988), r
PER_ARROW = 10  # answers for each path to one construct: Barclay et al. (1995)
APART, NOT_APART = "可以区分", "区分不开"
ENOUGH_ANSWERS, TOO_FEW_ANSWERS = "够", "不够"


def quality_of_construct(rho_c: float, alpha: float, ave: float) -> str:
    """Return 达到, or which measures of a construct are low."""
    low = [] if rho_c >= RHO_LEAST and alpha >= CONSTRUCT_ALPHA_LEAST else ["信度"]
    low += [] if ave >= AVE_LEAST else ["AVE"]
    return f"{'、'.join(low)}偏低" if low else REACHED


def remark_on_loading(weight: float, loading: float, items: int) -> str:
    """Return what is to be said of an item; ``items`` is the size of its construct."""
    if items == 1:
        return "单题"
    if loading < 0:
        return REVERSED
    if weight < 0:
        return "权重为负"
    if loading < LOADING_VERY_LOW:
        return "载荷很低"
    return "载荷偏低" if loading < LOADING_LEAST else GOOD


def told_apart(htmt: float) -> str:
    """Return whether two constructs are told apart by their questions."""
    return NOT_APART if htmt > HTMT_MOST else APART


STABLE_JACCARD = 0.75  # Hennig (2007)
CLUSTERED, NOT_REPEATED, NO_CLUSTERS = "分群稳定", "分群不稳定", "看不出分群"


def clustering(jaccard: float, p: float) -> str:
    """Return 分群稳定, 分群不稳定 or 看不出分群: groups must come again, and be more than a cut.

    Args:
        jaccard: how well the least stable group comes again, 0-1.
        p: of as clear a separation where there are no groups.
    """
    if denoise(jaccard) < STABLE_JACCARD:
        return NOT_REPEATED
    return CLUSTERED if denoise(p) < ALPHA else NO_CLUSTERS


STRONG_VIF = 5.0  # inflation from which coefficients are no guide (O'Brien 2007: 4 to 10)
FEW_EVENTS = 10  # of the rarer outcome for each coefficient (Peduzzi et al. 1996)
STRONG, WEAK = "强", "弱"
SCARCE, SUFFICIENT = "偏少", "足够"
CLEAR, UNCLEAR = "明确", "不明确"  # Fong's test of a Kano category
MANY, NOT_MANY = "偏多", "不多"


def collinearity(vif: float) -> str:
    """Return 强 where drivers overlap so far that single coefficients are no guide."""
    return STRONG if vif >= STRONG_VIF else WEAK


def events(rarer: int, coefficients: int) -> str:
    """Return 偏少 where a logistic regression has too few of the rarer outcome."""
    return SCARCE if rarer < FEW_EVENTS * coefficients else SUFFICIENT


SAME_WAY, OPPOSITE, NEGATIVE_BETA = "同向", "反向", "系数为负"


def driver_sign(r: float, beta_high: float) -> str:
    """Return whether a driver goes the way of the overall judgement, alone and beside others.

    Args:
        r: its correlation with the overall judgement.
        beta_high: the upper end of the interval of its standardised coefficient: one below 0 by
            chance says nothing of how a question was coded.
    """
    if denoise(r) < 0:
        return OPPOSITE
    return NEGATIVE_BETA if denoise(beta_high) < 0 else SAME_WAY
