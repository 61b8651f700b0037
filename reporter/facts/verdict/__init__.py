"""Verdict words: every word with which a report judges, with its bounds and their source.

Methods ask here and print the answer; templates compare with :data:`VERDICTS` and write no such
word themselves, so that one word has one meaning throughout a report.
"""

from .comparison import (
    ALPHA,
    CHANGE,
    COMPARISON,
    ENOUGH,
    ENOUGH_UNITS,
    NO_VERDICT,
    NOT_COMPARABLE,
    SAME,
    SMALL_EFFECT,
    SMALL_ETA,
    SMALL_V,
    Words,
    against_first,
    differs,
    is_related,
    representative,
    trend,
    verdict,
)
from .measurement import clustering
from .process import attained, stability
from .vocabulary import VERDICTS

__all__ = [
    "ALPHA",
    "CHANGE",
    "COMPARISON",
    "ENOUGH",
    "ENOUGH_UNITS",
    "NOT_COMPARABLE",
    "NO_VERDICT",
    "SAME",
    "SMALL_EFFECT",
    "SMALL_ETA",
    "SMALL_V",
    "VERDICTS",
    "Words",
    "against_first",
    "attained",
    "clustering",
    "differs",
    "is_related",
    "representative",
    "stability",
    "trend",
    "verdict",
]
