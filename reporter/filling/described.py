"""Sections of studies that only describe: intervals, p values and errors are left out of the text.

The facts have none (:mod:`..analysis.described`); here go the words, columns and notes that
would speak of them. One place for all sections, so that none can forget it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from ..document.nodes import Block, Figure, Inline, Row, Table, Text
from ..document.parse import parse_inline
from ..document.placeholders import MARK, is_block, number_of
from ..document.plaintext import plain_text
from ..facts.format import MISSING
from ..facts.verdict.described import WORDS
from .views import Desk

_N = "\ue000[\ue010-\ue019]+\ue002"  # the mark of a number
_INTERVAL = f"(?:[^，；。（）]{{0,8}})?(?:{_N})?(?:的)?(?:置信)?区间{_N}～{_N}"
_P = f"(?:F检验，)?p(?:=|{_N})?{_N}|F检验"  # the sign may be a mark, as what macros print is
_COLUMNS = ("下限", "上限", "p值")
_RULES: tuple[tuple[str, str], ...] = (
    (f"(?<=[（，；])(?:{_INTERVAL}|{_P})(?=[），；])", ""),
    ("，+(?=[，；）])|(?<=（)[，；]+", ""),
    ("（）", ""),
    ("(?:虽有|虽)超过抽样误差的差异，但", "有差异，但"),
    ("虽超过抽样误差，但", ""),
    ("超过抽样误差而幅度又足以重视", "幅度足以重视"),
    ("既超过抽样误差、幅度又足以重视", "幅度足以重视"),
    ("，?(?:并且|且)?超过抽样误差(?:，?且|；)?(?=幅度|大写)", "，"),
    ("(?:与[它其])?的?差距(?:均|都)?超过抽样误差", "差距较大"),
    ("(?:没有|未)超过抽样误差的差异", "差异不大"),
    ("(?:没有|未)超过抽样误差(?:，难分先后)?", "不大"),
    ("超过抽样误差", "较大"),
    ("差别不大，高低次序可能出于偶然", "差别不大"),
    ("两([者期])之差", r"两\1"),
    (f"[，；]有的层期望数过小，p由随机模拟得到|，?区间由{_N}[^，。；]*重抽得到（[^）]*）", ""),
    ("不能断定是否达到(参照值|目标)", r"\1为"),
    ("可以断定为", "为"),
    ("目标值在误差以内", "接近目标值"),
    ("区间所在", "所在"),
    ("系数区间跨过", "系数接近"),
    ("及置信区间", ""),
    ("及其上下限", ""),
    ("的置信区间跨过分界线", "离分界线不远"),
    ("本次的样本还定不出它归入哪一区", "归入哪一区不宜看得过重"),
)
_COMPILED = tuple((re.compile(rule), put) for rule, put in _RULES)
_SPEAKS = re.compile(
    "置信区间|抽样误差|[pP] ?值|检验（|t ?检验|Wilson|Holm|Fong|以区间判断|评价按区间"
)
_WORD = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))


def as_described(desk: Desk, text: Markup, why: object) -> Markup:
    """Return a section as it reads where nothing is inferred.

    Args:
        desk: of this filling.
        text: the section, with marks.
        why: it has no sampling error; as it is where it has.
    """
    if not why:
        return text
    return Markup(_sentences(MARK.sub(lambda mark: _marked(desk, mark), str(text))))


def _marked(desk: Desk, mark: re.Match[str]) -> str:
    """Return a mark of blocks or words as they read; that of a number as it is."""
    if is_block(mark):
        blocks = desk.store.blocks_of(number_of(mark))
        return desk.store.block(*(_block(desk, one) for one in blocks)).strip("\n")
    nodes = desk.store.inlines_of(number_of(mark))
    told = tuple(
        replace(one, text=_phrases(one.text)) if isinstance(one, Text) else one for one in nodes
    )
    return mark[0] if told == nodes else desk.store.inline(*told)


def _words(text: str) -> str:
    return _WORD.sub(lambda found: WORDS[found[0]], text)


def _phrases(text: str) -> str:
    for rule, put in _COMPILED:
        text = rule.sub(put, text)
    return _words(text)


def _sentences(text: str) -> str:
    """Return a text without what speaks of errors; clauses that say nothing else go."""
    text = _phrases(text)
    kept = [_clauses(line) if _SPEAKS.search(line) else line for line in text.split("\n")]
    return "\n".join(kept)


def _clauses(line: str) -> str:
    """Return a line without the sentences, or parts set off by ；, that speak of errors."""
    sentences = re.split("(?<=。)", line)
    found = []
    for sentence in sentences:
        parts = [part for part in re.split("；", sentence.removesuffix("。")) if part]
        left = [part for part in parts if not _SPEAKS.search(part)]
        if left:
            found.append("；".join(left) + ("。" if sentence.endswith("。") else ""))
    return "".join(found)


def _inlines(desk: Desk, nodes: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return a note or caption as it reads."""
    text = "".join(one.text if isinstance(one, Text) else desk.store.inline(one) for one in nodes)
    return parse_inline(_sentences(text).strip(), desk.store) if text else ()


def _block(desk: Desk, block: Block) -> Block:
    if isinstance(block, Table):
        told = replace(
            block, note=_inlines(desk, block.note), caption=_inlines(desk, block.caption)
        )
        return _without_empty(told)
    if isinstance(block, Figure):
        return replace(
            block, note=_inlines(desk, block.note), caption=_inlines(desk, block.caption)
        )
    return block


def _without_empty(table: Table) -> Table:
    """Return a table without the columns of intervals and p values, which hold nothing."""
    if len(table.head) != 1 or any(cell.rowspan > 1 for row in table.body for cell in row.cells):
        return table
    titles = [plain_text(cell.children) for cell in table.head[0].cells]
    rows = [row for row in table.body if len(row.cells) == len(titles)]
    empty = {
        i
        for i, title in enumerate(titles)
        if title.endswith(_COLUMNS)
        and {plain_text(row.cells[i].children) for row in rows} == {MISSING}
    }
    if not empty:
        return table

    def kept(row: Row) -> Row:
        if len(row.cells) != len(titles):  # a sub-heading over all columns
            return replace(row, cells=(replace(row.cells[0], colspan=len(titles) - len(empty)),))
        return replace(row, cells=tuple(c for i, c in enumerate(row.cells) if i not in empty))

    return replace(
        table,
        columns=tuple(c for i, c in enumerate(table.columns) if i not in empty),
        head=tuple(map(kept, table.head)),
        body=tuple(map(kept, table.body)),
    )
