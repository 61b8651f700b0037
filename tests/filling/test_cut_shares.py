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
