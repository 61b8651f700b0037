"""Words of open answers: cut with a trade's own dictionary, negation kept, judged by clause."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).with_name("theme_words")
_FREQUENCY = 10_000_000  # a word of ours goes before any way of cutting it up
_CLAUSE = re.compile(r"[，。！？；：、,.!?;:…~\s（）()“”\"'\n]+")
_REPEATED = re.compile(r"([!?。，,.！？~…])\1+")
_REACH = 2  # words between a negation and what it denies: 没有 人 解决

Judgement = Literal["positive", "negative", "neutral"]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words of a study: theme -> words, and the words of judgement."""

    themes: Mapping[str, frozenset[str]]
    positive: frozenset[str]
    negative: frozenset[str]
    neutral: frozenset[str]
    wishes: frozenset[str]
    empty: frozenset[str]
    negators: tuple[str, ...]  # long ones first: 没有 before 没
    degrees: tuple[str, ...]
    common: frozenset[str]
    others: frozenset[str]  # that must not be cut up: 业扩报装, 95598

    @property
    def words(self) -> list[str]:
        """All words, sorted."""
        found = set().union(self.others, self.positive, self.negative, self.neutral, self.wishes)
        return sorted(found.union(*self.themes.values(), self.negators))

    @property
    def says_no_theme(self) -> frozenset[str]:
        """Words that judge, wish, deny or are common: they do not say what an answer is about."""
        judging = self.positive | self.negative | self.neutral
        return judging | self.wishes | self.common | frozenset((*self.negators, *self.degrees))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its words, and the judgements that its words state."""

    words: tuple[str, ...]
    judged: frozenset[Judgement]


def trades() -> tuple[str, ...]:
    """Return the trades that have a dictionary."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "general"))


def dictionary(
    trade: str = "",
    themes: Mapping[str, Sequence[str]] | None = None,
    words: Iterable[str] = (),
    judged: Mapping[str, Iterable[str]] | None = None,
) -> Dictionary:
    """Return the dictionary of a trade with words of one's own.

    Args:
        trade: name of a file beside this one; "" for none.
        themes: words added to a theme, or to a new one.
        words: further words that must not be cut up.
        judged: further words, by ``positive``, ``negative``, ``neutral``.
    """
    general = _lists("general")
    own = _file(trade) if trade else {}
    found = {normal(name): _split(text) for name, text in own.get("themes", {}).items()}
    for name, more in (themes or {}).items():
        found[name] = found.get(name, frozenset()) | {normal(word) for word in more}
    signs = {name: set(general[name]) for name in ("positive", "negative", "neutral")}
    for name, added in (judged or {}).items():
        new = {normal(word) for word in added}
        for other, known in signs.items():
            signs[other] = known | new if other == name else known - new
    return Dictionary(
        themes=found,
        positive=frozenset(signs["positive"]),
        negative=frozenset(signs["negative"]),
        neutral=frozenset(signs["neutral"]),
        wishes=general["wishes"],
        empty=general["empty"],
        negators=_long_first(general["negators"]),
        degrees=_long_first(general["degrees"]),
        common=general["common"],
        others=_split(own.get("words", "")) | {normal(word) for word in words},
    )


def normal(text: str) -> str:
    """Return a text with half-width signs, small letters, no emoji, and signs written once."""
    text = unicodedata.normalize("NFKC", text).casefold()
    kept = (one for one in text if unicodedata.category(one) not in ("So", "Sk", "Cf", "Cs", "Co"))
    text = "".join(one for one in kept if not "\ufe00" <= one <= "\ufe0f")
    return _REPEATED.sub(r"\1", re.sub(r"\s+", " ", text)).strip()


class Reader:
    """Cuts answers into clauses and words by one dictionary."""

    def __init__(self, known: Dictionary) -> None:
        import rjieba

        self.known = known
        self._cutter = rjieba.Jieba()
        for word in known.words:
            if word.strip() and " " not in word:
                self._cutter.add_word(word, _FREQUENCY, "n")

    def is_empty(self, text: str) -> bool:
        """Tell whether an answer says nothing: 无, 没有意见, signs alone."""
        bare = _CLAUSE.sub("", normal(text))
        return not bare or bare in self.known.empty

    def clauses(self, text: str) -> list[Clause]:
        """Return the clauses of an answer."""
        parts = (part for part in _CLAUSE.split(normal(text)) if part)
        return [self._clause(tuple(self._cutter.cut(part))) for part in parts]

    def themes(self, words: Iterable[str]) -> list[str]:
        """Return the themes that words belong to, in the order of the dictionary."""
        found = set(words)
        return [name for name, own in self.known.themes.items() if own & found]

    def _clause(self, tokens: tuple[str, ...]) -> Clause:
        known = self.known
        is_wish = any(token in known.wishes for token in tokens)
        judged: set[Judgement] = set()
        words: list[str] = []
        denied, reach = 0, 0  # negations that wait for what they deny
        for token in tokens:
            negations, core = self._core(token)
            if not core:
                denied, reach = denied + negations, _REACH if negations else reach
                continue
            words.append(core)
            sign = self._sign(core)
            if sign is None and not negations:
                reach -= 1
                denied = denied if reach >= 0 else 0
                continue
            if sign is not None:
                judged |= _stated(sign, denied + negations, is_wish)
            denied = 0
        return Clause(tuple(words), frozenset(judged))

    def _sign(self, word: str) -> Judgement | None:
        known = self.known
        if word in known.neutral:
            return "neutral"
        if word in known.positive:
            return "positive"
        return "negative" if word in known.negative else None

    def _core(self, token: str) -> tuple[int, str]:
        """Return how many negations a token begins with, and what follows them and degrees."""
        negations, rest = 0, token
        while rest:
            if negations == 0 and rest == token and self._is_whole(rest):
                return 0, rest
            if rest != token and self._sign(rest) is not None:
                return negations, rest
            cut = next((w for w in self.known.negators if rest.startswith(w)), "")
            if cut:
                negations, rest = negations + 1, rest.removeprefix(cut)
                continue
            cut = next((w for w in self.known.degrees if rest.startswith(w)), "")
            if not cut:
                return 0, token  # 不锈钢, 还款: a word that only begins so
            rest = rest.removeprefix(cut)
        return negations, ""

    def _is_whole(self, word: str) -> bool:
        known = self.known
        return (
            self._sign(word) is not None
            or word in known.others
            or any(word in own for own in known.themes.values())
        )


def _stated(sign: Judgement, denied: int, is_wish: bool) -> set[Judgement]:
    """Return what a word of judgement states, denied so many times.

    Denied praise is blame; denied blame, and what is denied twice (没有不满意), says nothing. In a
    wish (希望更及时) praise is what is missing, not what is found.
    """
    if denied:
        return {"negative"} if sign == "positive" and denied == 1 else set()
    return set() if sign == "positive" and is_wish else {sign}


def _split(text: str) -> frozenset[str]:
    return frozenset(normal(word) for word in text.split())


def _long_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _lists(name: str) -> dict[str, frozenset[str]]:
    return {key: _split(text) for key, text in _file(name).items()}
