"""Near misses: what a user probably meant to write."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

NAME_LENGTH = 60
"""Characters of a column or key name that a message shows."""


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return up to ``count`` known words that resemble ``word``, best first.

    Besides edit distance, a word that contains the other counts: Chinese headers are
    often a numbered, longer form of the name that the project uses.
    """
    candidates = list(dict.fromkeys(k for k in known if k))
    close = get_close_matches(word, candidates, n=count, cutoff=0.6)
    if word:
        rest = (k for k in candidates if k not in close)
        held = [k for k in rest if word in k or (len(k) > 1 and k in word)]
        held.sort(key=lambda k: (-SequenceMatcher(None, word, k).ratio(), candidates.index(k)))
        close += held
    return close[:count]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return “是否想写…？” naming near misses, or an empty string."""
    found = nearest(word, known)
    return f"是否想写{'、'.join(quote(k, NAME_LENGTH) for k in found)}？" if found else ""


def listing(words: Iterable[str], limit: int = 8) -> str:
    """Return words in Chinese quotation marks, cut after ``limit`` with the number left."""
    all_words = list(words)
    shown = "、".join(quote(w, NAME_LENGTH) for w in all_words[:limit])
    rest = len(all_words) - limit
    return shown if rest <= 0 else f"{shown}等{len(all_words)}个"


def quote(value: object, limit: int = 20) -> str:
    """Return a cell or value for a message: at most ``limit`` characters, on one line."""
    text = " ".join(str(value).split())
    return f"“{text[:limit]}…”" if len(text) > limit else f"“{text}”"
