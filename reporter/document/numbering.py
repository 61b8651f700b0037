"""One numbering for all outputs: headings, figures, tables, notes, references, contents.

Headings of the body: 一、 （一） 1. （1）; of the appendix: 附录A, then unnumbered.
Figures, tables and formulas with an id count through the whole document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..errors import Problem, TemplateError
from .nodes import (
    Block,
    Citation,
    Contents,
    ContentsEntry,
    CrossReference,
    Document,
    Equation,
    Figure,
    Footnote,
    Inline,
    Reference,
    References,
    Section,
    Table,
)
from .numerals import chinese_number
from .plaintext import plain_text
from .walk import block_inlines, blocks_in, document_blocks, flat, rewrite

MAX_LEVEL = 4


def heading_label(level: int, number: int) -> str:
    """Return the label of a body heading as printed."""
    styles = {1: "{c}、", 2: "（{c}）", 3: "{n}. ", 4: "（{n}）"}
    chinese = chinese_number(number) if level <= 2 else ""
    return styles[level].format(c=chinese, n=number)


@dataclass
class _Labels:
    """What the first pass finds: the printed label of every target."""

    sections: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)  # text of a cross-reference
    citations: dict[str, int] = field(default_factory=dict)


def number(document: Document, bibliography: Mapping[str, Reference] | None = None) -> Document:
    """Return the document with every number filled in.

    Args:
        document: the tree as parsed; sections without an id get one.
        bibliography: entries that may be cited, by key.

    Raises:
        TemplateError: a heading is too deep, an id stands twice, or a reference or
            citation has no target.
    """
    document = _with_ids(document)
    labels = _labels(document)
    _number_citations(document, bibliography or {}, labels)
    numbered = _apply(document, labels, bibliography or {})
    return _with_contents(numbered)


def _with_ids(document: Document) -> Document:
    counter = 0

    def on_block(block: Block) -> Block:
        nonlocal counter
        if isinstance(block, Section):
            counter += 1
            if block.level > MAX_LEVEL:
                raise TemplateError(
                    Problem(
                        "template.heading_too_deep",
                        f"标题“{plain_text(block.title)[:20]}”是第{block.level}级。",
                        "标题最多四级，请改用列表或合并章节。",
                    )
                )
            if not block.id:
                return replace(block, id=f"sec-{counter}")
        return block

    return rewrite(document, on_block, lambda node: node)


def _labels(document: Document) -> _Labels:
    labels = _Labels()
    counters = [0] * (MAX_LEVEL + 1)
    figures = tables = equations = 0
    for part in document.parts:
        appendix = part.role == "appendix"
        for block in blocks_in(part.blocks):
            if isinstance(block, Section):
                _claim(labels, block.id)
                labels.sections[block.id] = _section_label(block, counters, appendix)
                label = labels.sections[block.id].strip()
                title = plain_text(block.title)
                labels.references[block.id] = label.rstrip("、.") if appendix else label + title
            elif isinstance(block, Figure):
                _claim(labels, block.id)
                figures += 1
                labels.numbers[block.id] = figures
                labels.references[block.id] = f"图{figures}"
            elif isinstance(block, Table) and block.caption:
                _claim(labels, block.id)
                tables += 1
                labels.numbers[block.id] = tables
                labels.references[block.id] = f"表{tables}"
            elif isinstance(block, Equation) and block.id:
                _claim(labels, block.id)
                equations += 1
                labels.numbers[block.id] = equations
                labels.references[block.id] = equation_label(equations)
    return labels


def equation_label(number: int) -> str:
    """Return how the text refers to a numbered formula: 式（1）."""
    return f"式（{number}）"


def _claim(labels: _Labels, anchor: str) -> None:
    if anchor in labels.references:
        raise TemplateError(
            Problem(
                "template.duplicate_id",
                f"标识“{anchor}”用了两次。",
                "每个章节、图、表、公式的标识必须唯一，请改掉其中一个。",
            )
        )


def _section_label(section: Section, counters: list[int], appendix: bool) -> str:
    if not section.numbered or (appendix and section.level > 1):
        return ""
    # a separate counter row for appendix letters: index 0
    if appendix:
        counters[0] += 1
        return f"附录{chr(ord('A') + counters[0] - 1)}  "
    counters[section.level] += 1
    for deeper in range(section.level + 1, MAX_LEVEL + 1):
        counters[deeper] = 0
    return heading_label(section.level, counters[section.level])


def _number_citations(
    document: Document, bibliography: Mapping[str, Reference], labels: _Labels
) -> None:
    for block in document_blocks(document):
        for run in block_inlines(block):
            for node in flat(run):
                if not isinstance(node, Citation):
                    continue
                for key in node.keys:
                    if key not in bibliography:
                        raise TemplateError(
                            Problem(
                                "template.unknown_citation",
                                f"引用的文献“{key}”不在文献表中。",
                                "请在项目文件的 [[references]] 中补上，或改正标识。",
                            )
                        )
                    labels.citations.setdefault(key, len(labels.citations) + 1)


def citation_text(numbers: Iterable[int]) -> str:
    """Return [1], [1-3] or [1, 3] for citation numbers."""
    ordered = sorted(set(numbers))
    runs: list[list[int]] = []
    for value in ordered:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    parts = [str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs]
    return f"[{','.join(parts)}]"


def _apply(document: Document, labels: _Labels, bibliography: Mapping[str, Reference]) -> Document:
    notes = 0

    def on_block(block: Block) -> Block:
        if isinstance(block, Section):
            return replace(block, label=labels.sections[block.id])
        if isinstance(block, Figure | Table | Equation) and block.id in labels.numbers:
            return replace(block, number=labels.numbers[block.id])
        if isinstance(block, References):
            entries = tuple(
                replace(bibliography[key], number=position)
                for key, position in sorted(labels.citations.items(), key=lambda pair: pair[1])
            )
            return replace(block, entries=entries)
        return block

    def on_inline(node: Inline) -> Inline:
        nonlocal notes
        if isinstance(node, CrossReference):
            if node.target not in labels.references:
                raise TemplateError(
                    Problem(
                        "template.unknown_target",
                        f"交叉引用的目标“{node.target}”不存在。",
                        "请核对图、表、公式或章节的标识。",
                    )
                )
            return replace(node, text=labels.references[node.target])
        if isinstance(node, Citation):
            return replace(node, text=citation_text(labels.citations[key] for key in node.keys))
        if isinstance(node, Footnote):
            notes += 1
            return replace(node, number=notes)
        return node

    return rewrite(document, on_block, on_inline)


def _with_contents(document: Document) -> Document:
    headings: list[ContentsEntry] = []
    figures: list[ContentsEntry] = []
    tables: list[ContentsEntry] = []
    for part in document.parts:
        for block in blocks_in(part.blocks):
            if isinstance(block, Section) and part.role not in ("cover", "front"):
                title = plain_text(block.title)
                headings.append(ContentsEntry(block.level, block.label, title, block.id))
            elif isinstance(block, Figure):
                title = plain_text(block.caption)
                figures.append(ContentsEntry(1, f"图{block.number}", title, block.id))
            elif isinstance(block, Table) and block.number:
                title = plain_text(block.caption)
                tables.append(ContentsEntry(1, f"表{block.number}", title, block.id))
    entries = {"contents": headings, "figures": figures, "tables": tables}

    def on_block(block: Block) -> Block:
        if not isinstance(block, Contents):
            return block
        wanted = entries[block.kind]
        return replace(block, entries=tuple(e for e in wanted if e.level <= block.depth))

    return rewrite(document, on_block, lambda node: node)
