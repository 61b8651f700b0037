"""The Markdown dialect of templates: CommonMark without HTML, made right for Chinese.

Three changes, each a rule of its own: ``*`` opens and closes beside Chinese
punctuation (CommonMark's flanking rule fails on ``**“诚心”**服务``); ``^[...]`` is a
footnote; ``{#id .class}`` ends a heading or paragraph.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_ATTRIBUTES = re.compile(r"[ \t]*\{((?:[#.][^\s{}]+[ \t]*)+)\}[ \t]*$")
_SPACE = " \t\n\u3000"


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Tokenize ``*``: it opens before any character and closes after any, spaces excepted."""
    start = state.pos
    if silent or state.src[start] != "*":
        return False
    end = start
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[start - 1] if start > 0 else " "
    after = state.src[end] if end < state.posMax else " "
    for _ in range(end - start):
        token = state.push("text", "", 0)
        token.content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"),
                length=end - start,
                token=len(state.tokens) - 1,
                end=-1,
                open=after not in _SPACE,
                close=before not in _SPACE,
            )
        )
    state.pos = end
    return True


def _footnote(state: StateInline, silent: bool) -> bool:
    """Tokenize ``^[note text]``."""
    if state.src[state.pos : state.pos + 2] != "^[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("footnote", "", 0)
        token.content = state.src[state.pos + 2 : end]
    state.pos = end + 1
    return True


@cache
def parser() -> MarkdownIt:
    """Return the configured parser (one for the process; it holds no state)."""
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.disable(["html_block", "html_inline", "image", "code", "fence", "entity", "autolink"])
    markdown.disable(["lheading", "reference", "hr", "backticks"])
    markdown.inline.ruler.at("emphasis", _emphasis)
    markdown.inline.ruler.before("emphasis", "footnote", _footnote)
    # the text rule runs over ordinary characters until a "terminator"; ^ must be one
    markdown.inline.add_terminator_char("^")
    return markdown


def split_attributes(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Split ``标题 {#id .class}`` into text, id and classes."""
    match = _ATTRIBUTES.search(text)
    if match is None:
        return text, "", ()
    words = match.group(1).split()
    ids = [word[1:] for word in words if word.startswith("#")]
    classes = tuple(word[1:] for word in words if word.startswith("."))
    return text[: match.start()], ids[0] if ids else "", classes
