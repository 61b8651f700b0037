"""Comments of reviewers: the marks around the text, and the part that holds what they say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...document.nodes import Comment
from ..layout.plaintext import words
from .fields import run
from .markup import escape, fill

_AUTHOR = "编制单位"  # where neither the comment nor the report names one
_LONGEST_AUTHOR = 255  # characters that Word takes
_MARK = '<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'


def commented(number: int, inner: str) -> str:
    """Return ``inner`` between the marks of comment ``number``."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r>{_MARK}<w:commentReference w:id="{number}"/></w:r>'
    )


def comments_part(comments: Sequence[Comment], author: str, day: date | None) -> str:
    """Return ``word/comments.xml``; ``author`` signs those that name nobody."""
    rows = (
        _comment(number, node, words(node.author) or words(author) or _AUTHOR, day)
        for number, node in enumerate(comments)
    )
    return fill("comments.xml", {"comments": "".join(rows)})


def _comment(number: int, node: Comment, author: str, day: date | None) -> str:
    stamp = f' w:date="{day.isoformat()}T00:00:00Z"' if day is not None else ""
    lines = [line for line in node.text.split("\n") if words(line)]
    return (
        f'<w:comment w:id="{number}" w:author="{escape(author[:_LONGEST_AUTHOR])}"{stamp}'
        f' w:initials="{escape(_initials(author))}">'
        f"{''.join(_line(line, first=not index) for index, line in enumerate(lines))}</w:comment>"
    )


def _line(text: str, *, first: bool) -> str:
    mark = f"<w:r>{_MARK}<w:annotationRef/></w:r>" if first else ""
    style = '<w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
    return f"<w:p>{style}{mark}{run(text)}</w:p>"


def _initials(author: str) -> str:
    """Return the first letters of the words; of a Chinese name the first character."""
    return "".join(word[0] for word in author.split())[:3]
