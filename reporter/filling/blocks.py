"""Blocks that come from the project rather than from facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from markupsafe import Markup

from ..document.clean import clean
from ..document.math import formula, restored
from ..document.nodes import (
    Citation,
    Comment,
    Contents,
    Cover,
    CoverField,
    CrossReference,
    Equation,
    KeyFigure,
    KeyFigures,
    References,
    Signatures,
)
from ..errors import Problem, TemplateError
from ..project.model import Project
from .inline import inlines, words
from .subjects import near
from .views import Desk, Fields, StatedText

_ContentsKind = Literal["contents", "figures", "tables"]
_SIGNERS = ("编制人", "审核人", "批准人")
_DEEPEST = 4  # levels of headings that there are


def project_fields(project: Project, desk: Desk) -> Fields:
    """Return the project as records of stated texts."""
    fields = _stated(project.model_dump(), desk, "")
    assert isinstance(fields, Fields)  # a mapping gives a record
    return fields


def _stated(value: object, desk: Desk, path: str) -> object:
    if isinstance(value, Mapping):
        step = f"{path}." if path else ""
        return Fields({str(k): _stated(v, desk, f"{step}{k}") for k, v in value.items()})
    if isinstance(value, list | tuple):
        return tuple(_stated(v, desk, f"{path}.{i}") for i, v in enumerate(value, start=1))
    if isinstance(value, date):
        return date_words(value)
    return StatedText(desk, value, path) if isinstance(value, str) else value


def date_words(value: date) -> str:
    """Return a date as GB/T 15835 writes it in running text: 2026年11月20日."""
    return f"{value.year}年{value.month}月{value.day}日"


def period_words(start: date | None, end: date | None) -> str:
    """Return 2026年9月1日至26日; a year or month that both dates share stands once."""
    if start is None or end is None:
        one = start or end
        return date_words(one) if one else ""
    last = date_words(end)
    if start == end:
        return last
    if start.year == end.year:
        last = last.removeprefix(f"{end.year}年")
        if start.month == end.month:
            last = last.removeprefix(f"{end.month}月")
    return f"{date_words(start)}至{last}"


_CITATION = re.compile(r"\[(@[^\[\]\s]+(?:[;,、]\s*@[^\[\]\s]+)*)\]")


def _keys(text: str) -> list[str]:
    return [key for key in re.split(r"[;,、\s@]+", text) if key]


def _latex(value: object) -> str:
    """Return the source of a formula; a fact in it would lose where it comes from."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return restored(value)
    what, hint = "公式里只能写引号中的 LaTeX，不能放取来的数字或文字。", "请把数字写在公式外。"
    raise TemplateError(Problem("template.formula", what, hint))


@dataclass(frozen=True, slots=True)
class Blocks:
    """The block functions of one filling."""

    project: Project
    desk: Desk

    def cover(self, fields: Sequence[tuple[str, object]] = ()) -> Markup:
        """The cover; ``fields`` are (label, value) pairs at its foot."""
        report = self.project.report
        rows = tuple(
            CoverField(words(self.desk, label), inlines(self.desk, value))
            for label, value in fields
            if value
        )
        node = Cover(
            title=tuple(line for line in report.title.split("\n") if line.strip()),
            subtitle=report.subtitle,
            mark=report.confidentiality,
            notice=report.notice,
            fields=rows,
            date=date_words(report.date),
        )
        return self._mark(node)

    def contents(self, kind: Any = "contents", title: str = "目\u3000录", depth: int = 2) -> Markup:
        """Contents, or the list of figures / tables; ``depth`` counts levels of headings."""
        if kind not in get_args(_ContentsKind):
            raise TemplateError(near("目录的种类", str(kind), get_args(_ContentsKind)))
        if depth not in range(1, _DEEPEST + 1):
            what = f"目录的 depth 应是1至{_DEEPEST}的整数，这里是“{depth}”。"
            raise TemplateError(Problem("template.contents", what))
        return self._mark(Contents(kind=kind, title=words(self.desk, title), depth=int(depth)))

    def cards(self, cards: Sequence[tuple[str, object, object]]) -> Markup:
        """Key figures: (label, value, comment) each."""
        made = tuple(
            KeyFigure(
                words(self.desk, label), inlines(self.desk, value), inlines(self.desk, comment)
            )
            for label, value, comment in cards
        )
        return self._mark(KeyFigures(made))

    def signatures(self) -> Markup:
        """Lines for the signers of [report], and the place of the seal; nothing without both."""
        report = self.project.report
        seal = report.contractor or report.client if report.seal is None else report.seal
        asked = _SIGNERS if report.signers is None else report.signers
        signers = tuple(f"{signer}（签字）：" for signer in asked if signer.strip())
        if not signers and not seal.strip():
            return Markup("")
        return self._mark(Signatures(signers, seal.strip(), date_words(report.date)))

    def references(self) -> Markup:
        """The bibliography of cited sources."""
        return self._mark(References())

    def text(self, name: str) -> Markup:
        """Paragraphs of [texts] in the project file: Markdown, ``[@id]`` cites a source."""
        written = clean(self.project.texts.get(name, ""))
        marked = StatedText(self.desk, written, f"texts.{name}").marked()
        marked = _CITATION.sub(lambda match: self.cite(*_keys(match.group(1))), marked)
        return Markup(f"\n\n{marked}\n\n" if written.strip() else "")

    def ref(self, target: str) -> Markup:
        """A cross-reference to a figure, table or section by id."""
        return Markup(self.desk.store.inline(CrossReference(target)))

    def cite(self, *keys: str) -> Markup:
        """A citation of entries of [[references]] by id."""
        self.desk.cited.update(dict.fromkeys(keys))
        return Markup(self.desk.store.inline(Citation(keys)))

    def equation(self, latex: object, id: str = "") -> Markup:
        """A formula on a line of its own, numbered where it has an id."""
        return self._mark(Equation(formula(_latex(latex), display=True), id))

    def math(self, latex: object) -> Markup:
        """A formula within a sentence."""
        return Markup(self.desk.store.inline(formula(_latex(latex))))

    def comment(self, content: object, text: object, author: object = "") -> Markup:
        """``content`` with a remark beside it in Word; a list of texts gives lines."""
        texts = text if isinstance(text, list | tuple) else (text,)
        lines = [words(self.desk, line) for line in texts]
        name = clean(author) if isinstance(author, str) else words(self.desk, author)
        node = Comment(inlines(self.desk, content), "\n".join(lines), name)
        return Markup(self.desk.store.inline(node))

    def has_reference(self, key: str) -> bool:
        """Tell whether the project lists a source, so that a template may cite it."""
        return any(entry.id == key for entry in self.project.references)

    def cited(self) -> bool:
        """Tell whether any source has been cited so far: else there is nothing to list."""
        return bool(self.desk.cited)

    def _mark(self, node: Any) -> Markup:
        return Markup(self.desk.store.block(node))
