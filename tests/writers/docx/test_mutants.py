"""Each fault put into a good file is found, and by whom the table says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace

import pytest

from reporter.document.nodes import (
    Column,
    Comment,
    CrossReference,
    Document,
    Footnote,
    Part,
    Row,
    Section,
    Table,
)
from reporter.writers.docx import write_docx

from .audit import audit
from .builders import cell, figure, head, p, row, t
from .charts_sample import every
from .invariants import problems
from .mutants import MUTANTS, Mutant
from .sample import PAGES, introduction, sample
from .sample_tables import score_table
from .whole import MEAN


def rich() -> Document:
    """The sample without its long tables, because every mutant is validated whole."""
    merged = Table(
        "merged",
        (Column(),) * 3,
        (Row((cell("组", rowspan=2), cell("得分", colspan=2))), head("上年", "今年")),
        (row("甲", "90.1", "91.2"),),
        caption=t("合并"),
        number=2,
    )
    links = (CrossReference("fig-2", "图2"), CrossReference("tab-dimensions", "表1"))
    see = p("见", *links, "。", Footnote(t("又见。"), 2))
    remark = p(Comment(t("请核对"), "口径？", "审核人"), MEAN)
    figures = (figure(1, "fig-1", "甲"), figure(2, "fig-2", "乙"), every()["bar"])
    blocks = (score_table(), merged, *figures, see, remark)
    results = Section("results", 1, t("调查结果"), blocks, label="二、")
    parts = (
        *sample().parts[:2],
        Part("body", (introduction(), results)),
        Part("landscape", (p("横页"),)),
    )
    return replace(sample(), parts=parts)


@pytest.fixture(scope="module")
def good() -> list[tuple[str, bytes]]:
    data = write_docx(rich(), pages=PAGES)
    assert problems(data) == []
    archive = zipfile.ZipFile(io.BytesIO(data))
    return [(name, archive.read(name)) for name in archive.namelist()]


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def test_every_fault_is_found_by_one_of_the_two_that_always_run() -> None:
    assert len(MUTANTS) >= 87
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert [mutant.name for mutant in MUTANTS if not set("AI") & set(mutant.found_by)] == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_fault_is_found(
    mutant: Mutant,
    good: list[tuple[str, bytes]],
) -> None:
    data = zipped(mutant.apply(good))
    found = "I" if problems(data) else ""
    found = ("A" if audit(data) else "") + found
    assert found == mutant.found_by.replace("S", "")
