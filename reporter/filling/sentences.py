"""Texts in paragraphs: sentences are kept whole."""

from __future__ import annotations


def paragraphs(text: str, most: int = 220) -> tuple[str, ...]:
    """Return a text in paragraphs of about equal length, each of whole sentences.

    A text of up to ``most`` characters is one; what is longer than that nobody reads.
    """
    sentences = [f"{one}。" for one in text.removesuffix("。").split("。")]
    count = -(-len(text) // most)
    found = [""]
    for sentence in sentences:
        full = len(found[-1]) + len(sentence) / 2 > len(text) / count
        if found[-1] and full and len(found) < count:
            found.append("")
        found[-1] += sentence
    return tuple(found)
