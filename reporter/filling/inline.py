"""Anything a template may pass as text -> inline nodes."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from ..document.clean import clean
from ..document.nodes import Inline, LineBreak, Text
from ..document.parse import parse_inline
from ..document.plaintext import plain_text
from ..errors import Problem, TemplateError
from .views import Desk, FactView, StatedText, SubjectView


def inlines(desk: Desk, value: object) -> tuple[Inline, ...]:
    """Return inline nodes for a fact, a text of the project, a word, or a list of these.

    ``Markup`` is what macros and ``~`` make: Markdown with marks. A list becomes lines.

    Raises:
        TemplateError: a bare number, or one in a plain text, which has no source.
    """
    if value is None:
        return ()
    if isinstance(value, FactView | StatedText):
        return value.nodes()
    if isinstance(value, Markup):
        return parse_inline(str(value).strip(), desk.store)
    if isinstance(value, SubjectView | str):
        text = clean(str(value))
        if isinstance(value, str) and not text.isdigit():  # bare digits number the rows
            desk.plain(text)
        return (Text(text),) if text else ()
    if isinstance(value, Iterable):
        return _lines(desk, value)
    raise TemplateError(
        Problem("template.bare_value", f"“{str(value)[:20]}”没有出处，不能印入报告。")
    )


def _lines(desk: Desk, values: Iterable[object]) -> tuple[Inline, ...]:
    nodes: list[Inline] = []
    for value in values:
        line = inlines(desk, value)
        if nodes and line:
            nodes.append(LineBreak())
        nodes.extend(line)
    return tuple(nodes)


def words(desk: Desk, value: object) -> str:
    """Return the characters that a value prints (names of series, headings of columns)."""
    return plain_text(inlines(desk, value))
