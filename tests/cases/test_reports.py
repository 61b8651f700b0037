"""The report of every case says what its data carry, in whole sentences."""

from __future__ import annotations

import re

import pytest

from reporter.document.nodes import CrossReference, Figure, Section, Table
from reporter.document.plaintext import plain_text
from reporter.document.walk import block_inlines, blocks_in, document_blocks, flat
from tests.projects import PROJECTS, document_of

SILLY = {
    "a count of nothing": r"(?<!\d)0[个项]",
    "a missing number in a sentence": r"(相差|高|低|为|达)—",
    "no difference as a difference": r"相差0\.0",
    "doubled stops": r"[，。；：、][，。；：、]",
    "a dangling colon or bracket": r"：$|（）|（，|，）",
    "half-width punctuation": r"[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]",
    "words of the program": r"项目文件|None|True|False|undefined",
    "a stray sign": r"\+−|−−|±±|%个百分点|分个",
}


def paragraphs(name: str) -> list[str]:
    return [plain_text(run) for b in document_blocks(document_of(name)) for run in block_inlines(b)]


@pytest.mark.parametrize("name", PROJECTS)
def test_no_sentence_is_silly(name: str) -> None:
    found = [
        (fault, text)
        for text in paragraphs(name)
        for fault, pattern in SILLY.items()
        if re.search(pattern, text.strip())
    ]
    assert found == []


@pytest.mark.parametrize("name", PROJECTS)
def test_no_column_is_empty(name: str) -> None:
    for block in document_blocks(document_of(name)):
        if not isinstance(block, Table):
            continue
        rows = [row for row in block.body if row.role == "body"]
        if len({len(row.cells) for row in rows}) != 1:
            continue  # merged cells
        for column in zip(*(row.cells for row in rows), strict=True):
            assert {plain_text(cell.children) for cell in column} - {"", "—"}, block.id


@pytest.mark.parametrize("name", PROJECTS)
def test_no_section_is_empty(name: str) -> None:
    for block in document_blocks(document_of(name)):
        if isinstance(block, Section):
            assert block.blocks, plain_text(block.title)


@pytest.mark.parametrize("name", PROJECTS)
def test_tables_and_figures_of_the_body_are_mentioned_before_they_stand(name: str) -> None:
    mentioned: set[str] = set()
    stood = 0
    body = next(part for part in document_of(name).parts if part.role == "body")
    for block in blocks_in(body.blocks):
        if isinstance(block, Table | Figure):
            assert block.id in mentioned, block.id
            stood += 1
        runs = [inline for run in block_inlines(block) for inline in flat(run)]
        mentioned |= {run.target for run in runs if isinstance(run, CrossReference)}
    assert stood


def test_only_claims_that_the_entry_supports() -> None:
    for name in ("wide", "long", "seed"):
        text = "".join(paragraphs(name))
        assert "超过抽样误差" not in text  # no base, no way of sampling
        assert "满意率为" not in text
    seed = "".join(paragraphs("seed"))
    assert "各项之和为零" not in seed  # 90.3 does not follow from its parts
    assert "与分项得分的加权平均值不一致" in seed
    assert "不推断总体" in "".join(paragraphs("airline"))


def test_leaves_of_several_levels_are_not_ranked_as_one() -> None:
    text = "".join(paragraphs("wide"))
    assert "在末级指标中" not in text
    assert "拉低最多的是投诉处理" in text  # a level-1 indicator without parts takes part
    assert "高于总体得分的有2项，低于总体得分的有3项" in text
