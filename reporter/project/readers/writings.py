"""Words of one column that differ only in how they are typed, and so count as two answers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from ..nearest import quote

_MOST_KINDS = 60  # more are names or opinions, not answers to choose from
_LONGEST = 30
_CHINESE = re.compile("[\u4e00-\u9fff]")  # "1 2" and "12" may be two things


def typed_twice(texts: Sequence[str]) -> Iterator[str]:
    """Yield one sentence for each pair of words with other widths or blanks, the rarer one first.

    Args:
        texts: of a column's cells.
    """
    counts = Counter(text for text in texts if text)
    if len(counts) > _MOST_KINDS:
        return
    alike: dict[str, list[str]] = {}
    for text, _ in counts.most_common():
        if len(text) <= _LONGEST and _CHINESE.search(text):
            key = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
            alike.setdefault(key, []).append(text)
    for usual, *others in alike.values():
        for other in others:
            yield (
                f"{quote(other)}（{counts[other]}行）与{quote(usual)}（{counts[usual]}行）"
                "只差全角半角、空格或大小写，按两种计。"
            )
