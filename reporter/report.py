"""A filled report: one document, ready to be looked at, checked and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from .document.manifest import manifest
from .document.nodes import Attachment, Document, Section
from .document.numbering import plain_text
from .document.walk import document_blocks
from .errors import OutputError, Problem
from .facts import FactTable
from .files import write_whole
from .verification.record import facts_record
from .writers.pdf import PdfResult

RECORD_NAME = "facts.json"
FORMATS = ("docx", "pdf", "html")


@dataclass(frozen=True)
class Report:
    """The document with its facts. ``problems`` are what earlier steps had to say."""

    document: Document
    facts: FactTable
    problems: tuple[Problem, ...] = field(default=())

    @cached_property
    def record(self) -> bytes:
        """The content of facts.json: every fact, and what the document prints of them."""
        return facts_record(self.facts, manifest(self.document))

    @cached_property
    def complete(self) -> Document:
        """The document with its record attached, as writers get it."""
        note = Attachment(RECORD_NAME, "application/json", self.record, "报告中全部数字及其出处")
        return replace(self.document, attachments=(*self.document.attachments, note))

    @cached_property
    def pdf(self) -> PdfResult:
        """The PDF, laid out once: its page numbers also serve the contents of the DOCX."""
        from .writers.pdf import write_pdf

        return write_pdf(self.complete)

    def outline(self) -> str:
        """Return the headings, one a line, indented by level."""
        return "\n".join(
            "  " * (block.level - 1) + block.label + plain_text(block.title)
            for block in document_blocks(self.document)
            if isinstance(block, Section)
        )

    def check(self) -> tuple[Problem, ...]:
        """Return every problem known so far: data, scoring, and the document itself."""
        from .verification.prose import document_problems

        return (*self.problems, *document_problems(manifest(self.document), self._names()))

    def _names(self) -> list[str]:
        meta = self.facts.meta
        segments = meta.get("segments", ())
        return [
            *(name for segment in segments for name in (segment["name"], *segment["levels"])),
            *(node["name"] for node in meta.get("tree", ())),
            *(row.detail for row in self.facts if row.statistic in ("share", "points")),
        ]

    def render(self, format: str) -> bytes:
        """Return the report as ``docx``, ``pdf`` or ``html``.

        Raises:
            OutputError: an unknown format.
            MachineError: the PDF needs a library that this machine lacks.
        """
        renderers: Mapping[str, Callable[[], bytes]] = {
            "docx": self._docx,
            "pdf": lambda: self.pdf.data,
            "html": self._html,
        }
        if format not in renderers:
            what = f"不支持“{format}”格式。"
            raise OutputError(Problem("output.format", what, f"可用的格式：{'、'.join(FORMATS)}。"))
        return renderers[format]()

    def write(self, path: str | Path) -> Path:
        """Write one file, its format taken from the name; whole or not at all."""
        target = Path(path)
        data = self.render(target.suffix.lstrip(".").lower())
        write_whole({target: data})
        return target

    def _docx(self) -> bytes:
        from .errors import MachineError
        from .writers.docx import write_docx

        try:
            pages: Mapping[str, int] = self.pdf.pages
        except MachineError:
            pages = {}  # the contents list keeps its field; Word fills in the numbers
        return write_docx(self.complete, pages=pages)

    def _html(self) -> bytes:
        from .writers.html import write_html

        return write_html(self.complete)

    def __str__(self) -> str:
        return f"《{self.document.meta.title}》：{len(self.facts)}个事实\n{self.outline()}"
