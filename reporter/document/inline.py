"""Nodes that stand in a line of text; :mod:`.nodes` hands them on with the blocks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """A number (or word) that comes from a fact: ``text`` as printed, without the unit word.

    ``%`` and signs are part of ``text``; 分, 户, 个百分点 follow as :class:`Text`.
    ``number`` is the value at printed precision (0-100 for shares), for native charts and sorting.
    """

    key: str
    text: str
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis (bold / 黑体)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Light emphasis (楷体 in Chinese, never slanted)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink to an http(s) or mailto address."""

    url: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to a numbered target; ``text`` (图1, 表2, 二、（一）) is set by numbering."""

    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to entries of the bibliography; ``text`` ([1] or [1-2]) is set by numbering."""

    keys: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page; ``number`` is set by numbering."""

    children: tuple[Inline, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark for the reader of a draft, on ``children``: a Word comment, not printed elsewhere.

    ``text`` may hold several lines; it stands beside the report, so it has no facts' nodes.
    """

    children: tuple[Inline, ...]
    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Math:
    """A formula: LaTeX as written, Presentation MathML made from it, and how it is read aloud."""

    latex: str
    mathml: str
    spoken: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break."""


Wrapping = Strong | Emphasis | Link | Footnote | Comment  # have children
Inline = Text | Value | CrossReference | Citation | Math | LineBreak | Wrapping
