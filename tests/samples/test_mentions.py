"""Figures and tables are mentioned in order, before or directly after the place they stand at.

As GB/T 7713.3 asks of reports: a reader meets the words before the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import reporter
from reporter.analysis.run_studies import add_studies
from reporter.document.inline import CrossReference
from reporter.document.nodes import Block, Document, Figure, Section, Table
from reporter.document.walk import block_inlines, blocks_in, flat
from reporter.pipeline import fill
from tests.study_cases import cases, section_report, survey

SAMPLES = Path(__file__).parents[2] / "samples"


def own_blocks(section: Section) -> list[Block]:
    """Return the blocks of a section without those of its subsections of level 2 and above."""
    found: list[Block] = []
    for block in section.blocks:
        if not (isinstance(block, Section) and block.level <= 2):
            found.extend(blocks_in([block]))
    return found


def sections(document: Document) -> Iterator[Section]:
    for part in document.parts:
        if part.role in ("body", "landscape"):
            for block in blocks_in(part.blocks):
                if isinstance(block, Section) and block.level <= 2:
                    yield block


def is_float(block: Block) -> bool:
    return isinstance(block, Figure | Table) and bool(block.caption)


def mentions(block: Block) -> list[str]:
    if is_float(block):
        return []
    return [
        node.target
        for run in block_inlines(block)
        for node in flat(run)
        if isinstance(node, CrossReference)
    ]


def defects(document: Document) -> list[str]:
    """Return what is not mentioned in time, and what is mentioned out of order."""
    found, earlier = [], set[str]()
    for section in sections(document):
        blocks = own_blocks(section)
        first: dict[str, int] = {}
        for place, block in enumerate(blocks):
            for target in mentions(block):
                first.setdefault(target, place)
        floats = [(place, block) for place, block in enumerate(blocks) if is_float(block)]
        for place, block in floats:
            after = next((p for p in range(place, len(blocks)) if not is_float(blocks[p])), place)
            if block.id not in earlier and first.get(block.id, len(blocks)) > after:
                found.append(f"{block.id}: not mentioned")
        for kind in (Figure, Table):
            stand = [b.id for _, b in floats if isinstance(b, kind) and b.id in first]
            told = [target for target in first if target in stand]
            if told != stand:
                found.append(f"{stand}: mentioned as {told}")
        earlier |= set(first)
    return found


@pytest.mark.parametrize("id", sorted(cases()))
def test_sections_of_methods(id: str, tmp_path: Path) -> None:
    case = cases()[id]
    document = section_report(case, case.run(), tmp_path).document
    assert [block for section in sections(document) for block in own_blocks(section)]
    assert defects(document) == []


@cache
def tobacco() -> Document:
    opened = reporter.open_project(SAMPLES / "tobacco")
    scores = reporter.score(opened, reporter.read_responses(opened))
    return fill(opened, reporter.analyse(scores)).document


def test_the_annual_report() -> None:
    assert defects(tobacco()) == []


def test_the_survey_of_the_methods_sample() -> None:
    opened, scores, facts = survey()
    tables = tuple(case.table for case in cases().values())
    assert defects(fill(opened, add_studies(facts, opened, scores, tables)).document) == []
