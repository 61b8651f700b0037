"""Hold the texts of headers, footers and watermarks, which repeat on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..facts.numbers import number_tokens
from .record import Record, alike
from .report import Mismatch, Spot

_SAME = 0.5  # share of equal characters from which a header counts as ours, edited
_WHERE = "页眉页脚"


def hold_margins(record: Record, margins: Sequence[str]) -> Iterator[Mismatch]:
    """Yield a mismatch for each number in a header that no header of the record prints.

    What a client's own header says beside ours is the client's.
    """
    own = [passage.text for passage in record.passages if passage.kind == "header"]
    known = {token.plain for text in own for token in number_tokens(text)}
    for text in margins:
        wrong = [token for token in number_tokens(text) if token.plain not in known]
        best = max(own, key=lambda header: alike(header, text), default="")
        if not wrong or alike(best, text) < _SAME:
            continue
        kept = {token.plain for token in number_tokens(text)}
        lost = [token.text for token in number_tokens(best) if token.plain not in kept]
        for index, token in enumerate(wrong):
            expected = lost[index] if index < len(lost) else best
            yield Mismatch(Spot(_WHERE, text[:30]), expected, token.text)
