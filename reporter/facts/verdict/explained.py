"""What the verdict words of studies mean, with their bounds, for the appendix of methods."""

from __future__ import annotations

from collections.abc import Iterable

from .comparison import (
    ALPHA,
    BELOW_FIRST,
    CHANGE,
    COMPARISON,
    DEGREES,
    ENOUGH,
    ENOUGH_UNITS,
    FIRST,
    LEVEL_WITH_FIRST,
    NO_VERDICT,
    RELATEDNESS,
    SAME,
    SMALL_EFFECT,
    SMALL_ETA,
    SMALL_V,
    TREND,
    WITHIN_ERROR,
)
from .process import MISSED, NOT_JUDGED, REACHED

ID = "verdict_words"
TITLE = "判断用语"
_GRADED = (
    (COMPARISON.above, COMPARISON.slightly_above, WITHIN_ERROR),
    (CHANGE.above, CHANGE.slightly_above, WITHIN_ERROR),
    (TREND.above, TREND.slightly_above, TREND.same),
    DEGREES,
    RELATEDNESS,
)


def _quoted(words: Iterable[str]) -> str:
    return "".join(f"“{word}”" for word in dict.fromkeys(words))


DEFINITION = (
    f"比较和关系的判断由检验、效应量和样本量三者决定，反方向的用语同理。"
    f"p值（有校正的为校正后的）小于{ALPHA:g}而效应量不小的，写{_quoted(w[0] for w in _GRADED)}；"
    f"p值小于{ALPHA:g}而效应量很小的，写{_quoted(w[1] for w in _GRADED)}："
    f"样本很大时，再小的差别也会超过抽样误差。"
    f"p值不小于{ALPHA:g}的，写{_quoted(w[2] for w in _GRADED)}，"
    f"只表示没有发现超过抽样误差的差别，不证明没有差别；"
    f"其中效应量的90%区间全在正负小效应界限以内（两个单侧检验，各取5%）的，才写“{SAME}”。"
    f"比较的一方样本少于{ENOUGH}的（网点等单位配对比较的，少于{ENOUGH_UNITS}个），写“{NO_VERDICT}”。"
    f"效应量小于下列界限为很小，取自Cohen（1988）：均值之差以标准差计（g、d）、比例之差以h计，"
    f"为{SMALL_EFFECT:g}；w、V、φ、相关系数和标准化路径系数为{SMALL_V:g}；η²为{SMALL_ETA:g}。"
    f"排列次序的，p值小于{ALPHA:g}写“{BELOW_FIRST}”，"
    f"其余写“{LEVEL_WITH_FIRST}”，居{FIRST}的是比重或得分最大的一项。"
    f"与目标比较看置信区间：整个区间不低于目标写“{REACHED}”，整个区间低于目标写“{MISSED}”，"
    f"目标在区间以内写“{NOT_JUDGED}”。"
)
_WORDS = frozenset(
    (
        *(w for one in (COMPARISON, CHANGE, TREND) for w in one.all),
        *DEGREES, *RELATEDNESS, NO_VERDICT, BELOW_FIRST, LEVEL_WITH_FIRST,
        REACHED, MISSED, NOT_JUDGED,
    )
)  # fmt: skip


def used(values: Iterable[object]) -> bool:
    """Tell whether one of the values of facts is a word that :data:`DEFINITION` explains."""
    return any(isinstance(value, str) and value in _WORDS for value in values)
