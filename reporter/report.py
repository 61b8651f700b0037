"""A filled report: one document, ready to be looked at, checked and written."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from .document.floats import moved
from .document.manifest import Entry, manifest
from .document.nodes import Attachment, Document, Section
from .document.plaintext import plain_text
from .document.walk import document_blocks
from .errors import MachineError, OutputError, Problem
from .facts import FactTable
from .files import write_whole
from .filling.glyphs import MissingGlyph, glyph_problems, missing_glyphs
from .filling.look import font_problems
from .fonts import project_fonts
from .verification.record import facts_record
from .writers.pdf import PdfResult

if TYPE_CHECKING:
    from .project import OpenedProject
    from .writers.docx.exact import ExactPages
    from .writers.docx.reference import ClientBase

RECORD_NAME = "facts.json"
FORMATS = ("pdf", "docx", "html")  # in the order of work: the PDF's layout serves the DOCX
_NO_PAGES = Problem(
    "output.no_page_numbers",
    "没有排版结果，DOCX 目录中的页码没有填写。",
    "请在 Word 或 WPS 中更新目录，或运行 reporter doctor 补齐排版组件后重新生成。",
    severity="warning",
)

_UNSTABLE = Problem(
    "output.pages_not_stable",
    "DOCX 的页码反复排版后仍不一致，目录中的页码可能有出入。",
    "请在 Word 或 WPS 中更新目录。",
    severity="warning",
)
_OTHER_PAGES = Problem(
    "output.reference_pages",
    "DOCX 用了委托方的版面，目录中的页码是按本程序的版面算的，可能不一致。",
    "请在 Word 或 WPS 中更新目录；装有 LibreOffice 时，生成时加 --exact-pages 即可。",
    severity="warning",
)


@dataclass(frozen=True)
class Report:
    """The document with its facts. ``problems`` are what earlier steps had to say.

    ``exact_pages`` asks LibreOffice for the page numbers of the DOCX, where it is installed.
    """

    document: Document
    facts: FactTable
    problems: tuple[Problem, ...] = field(default=())
    exact_pages: bool = False
    base: ClientBase | None = None  # the client's Word file that the DOCX is built on
    project: OpenedProject | None = None  # whose folder may hold fonts, and texts to point at

    @cached_property
    def texts(self) -> list[Entry]:
        """What the document prints, text by text, with the places of its values."""
        return manifest(self.document)

    @cached_property
    def record(self) -> bytes:
        """The content of facts.json: every fact, and what the document prints of them."""
        return facts_record(self.facts, self.texts)

    @cached_property
    def complete(self) -> Document:
        """The document with its record attached, as writers get it."""
        note = Attachment(RECORD_NAME, "application/json", self.record, "报告中全部数字及其出处")
        return replace(self.document, attachments=(*self.document.attachments, note))

    @cached_property
    def pdf(self) -> PdfResult:
        """The PDF, laid out once: its page numbers also serve the contents of the DOCX."""
        from .facts.scored import TABLE_NAME, scored_table
        from .writers.pdf import write_pdf

        note = "各指标在各分组的得分、样本量和满意率"
        table = Attachment(TABLE_NAME, "text/csv", scored_table(self.facts), note)
        with self._fonts():
            return write_pdf(
                replace(self.complete, attachments=(*self.complete.attachments, table))
            )

    def _fonts(self) -> AbstractContextManager[None]:
        return project_fonts(self.project.folder if self.project is not None else None)

    @cached_property
    def missing(self) -> tuple[MissingGlyph, ...]:
        """The characters that no font has: an empty box each, were the PDF printed."""
        with self._fonts():
            return missing_glyphs(self.texts)

    def glyph_problems(self, formats: Collection[str]) -> tuple[Problem, ...]:
        """Return a problem for each character that no font has.

        An error where a PDF is asked for: a report with an empty box in a name cannot be
        signed. Word and browsers bring fonts of their own, so elsewhere it is a warning.
        """
        if not self.missing:
            return ()
        chars = [one.char for one in self.missing]
        places = self.project.places_of(chars) if self.project is not None else {}
        return glyph_problems(self.missing, places, fatal="pdf" in formats)

    def outline(self) -> str:
        """Return the headings, one a line, indented by level."""
        return "\n".join(
            "  " * (block.level - 1) + block.label + plain_text(block.title)
            for block in document_blocks(self.document)
            if isinstance(block, Section)
        )

    def check(self, formats: Collection[str] = ("pdf",)) -> tuple[Problem, ...]:
        """Return every problem known so far: data, scoring, and the document itself.

        ``formats`` are the outputs that it is meant for.
        """
        from .verification.prose import document_problems

        found = document_problems(self.texts, self._names())
        look = self._look_problems() if "pdf" in formats else ()
        return (*self.problems, *found, *look, *self.glyph_problems(formats))

    def _look_problems(self) -> tuple[Problem, ...]:
        """Return where the PDF differs from Word for want of a font, where the look is named."""
        with self._fonts():
            found = tuple(font_problems(self.document.theme))
        if self.project is None:
            return found
        is_branded = bool(self.project.model.report.brand)
        places = {kind: self.project.place(f"report.{kind}") for kind in ("brand", "theme")}
        by_theme = [p.code == "look.font_fang" or not is_branded for p in found]
        return tuple(
            replace(problem, where=places["theme" if of_theme else "brand"])
            for problem, of_theme in zip(found, by_theme, strict=True)
        )

    def _names(self) -> list[str]:
        meta = self.facts.meta
        segments = meta.get("segments", ())
        return [
            *(name for segment in segments for name in (segment["name"], *segment["levels"])),
            *(node["name"] for node in meta.get("tree", ())),
            *(row["name"] for study in meta.get("studies", ()) for row in study["rows"]),
            *(study["source"] for study in meta.get("studies", ())),
            *(row.detail for row in self.facts if row.statistic in ("share", "points")),
            *filter(_is_named, (row.value for row in self.facts if row.unit == "text")),
        ]

    def render(self, format: str) -> bytes:
        """Return the report as ``docx``, ``pdf`` or ``html``.

        Raises:
            OutputError: an unknown format, or a character for the PDF that no font has.
            MachineError: the PDF needs a library that this machine lacks.
        """
        renderers: Mapping[str, Callable[[], bytes]] = {
            "docx": self._docx,
            "pdf": self._pdf,
            "html": self._html,
        }
        (known,) = check_formats([format])
        with self._fonts():
            return renderers[known]()

    def write(self, path: str | Path) -> Path:
        """Write one file, its format taken from the name, and its record beside it."""
        target = Path(path)
        data = self.render(target.suffix.lstrip(".").lower())
        write_whole({target: data, self.record_path(target.parent, target.stem): self.record})
        return target

    def record_path(self, folder: Path, stem: str, keep: Path | None = None) -> Path:
        """Return where the record goes: ``facts.json``, or ``<stem>.facts.json``.

        The longer name is taken where ``facts.json`` is another report's, or last wave's
        (``keep``): no earlier record is ever overwritten by another report.
        """
        short, own = folder / RECORD_NAME, folder / f"{stem}.{RECORD_NAME}"
        if own.is_file() or (keep is not None and _same(short, keep)):
            return own
        title = self.facts.meta.get("title")
        return short if not short.is_file() or _title(short) == title else own

    def output_problems(self, formats: Collection[str]) -> tuple[Problem, ...]:
        """Return what is to be said of the files themselves."""
        found: tuple[Problem, ...] = ()
        if "pdf" in formats:
            warnings = self.pdf.warnings
            found += tuple(Problem("output.pdf", w, severity="warning") for w in warnings)
        if "docx" in formats:
            found += () if self._pages[0] or not self.outline() else (_NO_PAGES,)
            found += self._exact[1]
            if self.base is not None:
                found += self.base.problems
                found += (_OTHER_PAGES,) if self._exact[0] is None and self._pages[0] else ()
        return found

    @cached_property
    def _twin(self) -> tuple[Mapping[str, int], int]:
        """Page numbers of the PDF and the last of them; none where nothing can be laid out."""
        try:
            return self.pdf.pages, self.pdf.last
        except (MachineError, OutputError):
            return {}, 0

    @cached_property
    def _paged(self) -> Document:
        """The document in the order of the PDF's pages. A web page has none and keeps its own."""
        return moved(self.complete, self.pdf.moves) if self._twin[0] else self.complete

    @cached_property
    def _exact(self) -> tuple[ExactPages | None, tuple[Problem, ...]]:
        """What LibreOffice says of the pages of the DOCX, if asked, and what is to be said."""
        if not self.exact_pages:
            return None, ()
        from .writers.docx.exact import exact_pages

        try:
            found = exact_pages(self._paged, *self._twin, self.base)
        except MachineError as error:
            return None, tuple(replace(p, severity="warning") for p in error.problems)
        return found, () if found.stable else (_UNSTABLE,)

    @property
    def _pages(self) -> tuple[Mapping[str, int], int]:
        """Page numbers for the contents of the DOCX, and the number on its last page."""
        exact, _ = self._exact
        return (exact.pages, exact.last) if exact is not None else self._twin

    def _pdf(self) -> bytes:
        if self.missing:
            raise OutputError(self.glyph_problems(("pdf",)))
        return self.pdf.data

    def _docx(self) -> bytes:
        from .writers.docx import write_docx

        pages, last = self._pages
        return write_docx(self._paged, pages=pages, last_page=last, base=self.base)

    def _html(self) -> bytes:
        from .writers.html import write_html

        return write_html(self.complete)

    def __str__(self) -> str:
        return f"《{self.document.meta.title}》：{len(self.facts)}个事实\n{self.outline()}"


def check_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the formats in the order of work, each once.

    Raises:
        OutputError: there is none, or one is not known.
    """
    asked = (formats,) if isinstance(formats, str) else tuple(formats)
    unknown = [format for format in asked if format not in FORMATS]
    if unknown or not asked:
        what = f"不支持“{unknown[0]}”格式。" if unknown else "没有指明要生成的格式。"
        raise OutputError(Problem("output.format", what, f"可用的格式：{'、'.join(FORMATS)}。"))
    return tuple(format for format in FORMATS if format in asked)


def _same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def _title(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))["meta"]["title"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_named(value: object) -> TypeGuard[str]:
    """Tell whether a text that is a fact is more than a number: the column 10千伏用户."""
    return isinstance(value, str) and any(map(str.isalpha, value))
