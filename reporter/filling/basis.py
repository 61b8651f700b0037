"""Comments that tell reviewers of a draft what the numbers of each conclusion rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..document.nodes import (
    Block,
    Comment,
    Document,
    List,
    Paragraph,
    Part,
    Section,
    Value,
)
from ..document.walk import flat, rewrite
from ..facts import Fact, FactTable, printed
from .tables import column_settings

_ABSTRACT = "abstract"  # the id that templates give the abstract
_MOST_LINES = 5  # numbers explained in one comment; the data tables hold the rest
_TYPED = ("stated", "counted")  # numbers of people and of lists: no method stands behind them
_RULED = "项目文件"  # the source of weights, targets, levels
_BODY = ("body", "lead")


def with_basis(document: Document, facts: FactTable) -> Document:
    """Return the document with a comment on every conclusion: which fact each number is.

    Conclusions are the paragraphs of the role ``lead``, those of the abstract, and in each
    section of the body the first paragraph that prints a result.
    """
    chosen = {
        id(node)
        for part in document.parts
        for node in _conclusions(_read(part), facts, whole=False)
    }

    def on_block(block: Block) -> Block:
        if not isinstance(block, Paragraph) or id(block) not in chosen:
            return block
        return replace(block, children=(Comment(block.children, _basis(block, facts)),))

    return rewrite(document, on_block, lambda node: node)


def _read(part: Part) -> tuple[Block, ...]:
    """Return the blocks in which conclusions stand: of the front matter only the abstract."""
    if part.role == "front":
        return tuple(block for block in part.blocks if _is_abstract(block))
    return part.blocks if part.role in ("body", "landscape") else ()


def _is_abstract(block: Block) -> bool:
    return isinstance(block, Section) and block.id == _ABSTRACT


def _conclusions(blocks: Iterable[Block], facts: FactTable, *, whole: bool) -> Iterator[Paragraph]:
    """Yield the conclusions among ``blocks``; with ``whole`` all paragraphs that print a result."""
    found = False
    for block in blocks:
        match block:
            case Section():
                yield from _conclusions(block.blocks, facts, whole=whole or _is_abstract(block))
            case List() if whole:
                for item in block.items:
                    yield from _conclusions(item, facts, whole=True)
            case Paragraph() if block.role in _BODY and any(_results(block, facts)):
                if whole or block.role == "lead" or not found:
                    yield block
                found = True
            case _:
                pass


def _results(block: Paragraph, facts: FactTable) -> list[Fact]:
    """Return the facts that a paragraph prints, each once, in printed order."""
    keys = dict.fromkeys(node.key for node in flat(block.children) if isinstance(node, Value))
    rows = (facts[key] for key in keys if key in facts)
    found = [row for row in rows if row.method not in _TYPED]
    # What the project file rules, and nothing else, is no result that needs a basis.
    return found if any(row.source != _RULED for row in found) else []


def _basis(block: Paragraph, facts: FactTable) -> str:
    rows = _results(block, facts)
    lines = [_line(row) for row in rows[:_MOST_LINES]]
    if len(rows) > _MOST_LINES:
        lines.append("其余数字的依据见附录和 facts.json。")
    return "\n".join(lines)


def _line(fact: Fact) -> str:
    """Return 诚信服务 得分 89.7分：n＝1204；下级得分按权重加权平均；responses.csv。"""
    group = f"（{fact.group.level}）" if fact.group is not None else ""
    title = column_settings().get(fact.statistic, {}).get("title", "")
    name = title.replace("{previous}", "上期")
    head = " ".join(part for part in (f"{fact.label}{group}", name, str(printed(fact))) if part)
    base = f"n＝{fact.n}" if fact.n is not None else ""
    reasons = (base, fact.rule, fact.warning, f"来源：{fact.source}" if fact.source else "")
    return f"{head}：{'；'.join(reason for reason in reasons if reason)}。"
