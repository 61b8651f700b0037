"""Shares that are cut so that they add to 100% are explained where one differs from rounding."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.study_sections import WORDS, filled, survey

NOTE = "最大余数法修约，使合计为百分之百"


@pytest.mark.parametrize(("counts", "said"), [((11, 5, 5, 1), True), ((10, 5, 5, 0), False)])
def test_the_note_stands_where_a_share_is_cut(
    counts: tuple[int, ...], said: bool, tmp_path: Path
) -> None:
    answers = [word for word, n in zip(WORDS, counts, strict=True) for _ in range(n)]
    _, html = filled(survey(tmp_path, ["窗口", *answers]))
    notes = [line for line in html.split("注：") if NOTE in line]
    assert bool(notes) == said


def test_a_mark_that_the_note_explains_is_not_explained_twice(tmp_path: Path) -> None:
    answers = ["窗口,类", *(f"{WORDS[i % 4]},{'甲' if i < 45 else '乙'}" for i in range(50))]
    study = (
        '[[segments]]\nid = "kind"\nname = "类"\ncolumn = "类"\n'
        '[[studies]]\nid = "S"\nmethod = "segments"\nby = "类"\n'
    )
    _, html = filled(survey(tmp_path, answers, study))
    assert not [line for line in html.split("注：") if line.split("</")[0].count("*样本") > 1]
