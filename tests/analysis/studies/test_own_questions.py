"""Drivers, matrix and high satisfaction on the survey's own items; sections of scant answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import reporter
from tests.study_sections import HOTLINE, WHOLE, WORDS, filled, survey

STUDIES = """\
[[items]]
id = "bill"
name = "账单"
indicator = "service"
[[studies]]
id = "kd"
method = "drivers"
overall = "whole"
samples = 200
[[studies]]
id = "ip"
method = "importance_performance"
overall = "whole"
samples = 200
[[studies]]
id = "hs"
method = "delighters"
overall = "whole"
[[studies]]
id = "kn"
method = "kano"
features = [{ name = "通知", functional = "有", dysfunctional = "无" }]
[[studies]]
id = "eg"
method = "expectation_gap"
items = [{ name = "快", dimension = "响应", expectation = "望", perception = "感" }]
weights = { "响应" = 100 }
"""


def written(folder: Path, n: int, constant: bool = False, known: int = 9999) -> Path:
    """Write a survey of n answers; only the first ``known`` tell of the bill and of perception."""
    draw = np.random.default_rng(6)
    lines = ["总体印象,窗口,Q2,账单,有,无,望,感"]
    for row in range(n):
        one, two, three = (0, 0, 0) if constant else draw.integers(0, 4, 3)
        whole = round((3 * one + 2 * two) / 5)
        words = [WORDS[k] for k in (whole, one, two, three)]
        rest = (1, 3, 5, 5) if constant else draw.integers(1, 6, 4)
        cells = [*words, *map(str, rest)]
        if row >= known:
            cells[3] = cells[5] = cells[7] = "不了解"
        lines.append(",".join(cells))
    return survey(folder, lines, WHOLE + HOTLINE + STUDIES)


def test_items_of_the_survey_are_enough(tmp_path: Path) -> None:
    facts = reporter.compute_facts(written(tmp_path, 300))
    assert not {row["method"] for row in facts.meta["lacks"]} & {"kd", "ip", "hs"}
    for study, kind in (("kd", "driver"), ("ip", "attribute"), ("hs", "attribute")):
        names = [fact.label for fact in facts if fact.subject.startswith(f"{study}.{kind}.")]
        assert set(names) == {"窗口", "热线", "账单"}, study
    score = facts["score/hotline"].value
    assert facts["performance/ip.attribute.热线"].value == pytest.approx(score)
    assert facts["importance/ip.attribute.窗口"].value == pytest.approx(
        facts["importance/kd.driver.窗口"].value
    )


@pytest.mark.parametrize(("n", "known"), [(300, 300), (25, 25), (12, 12), (12, 8), (12, 1)])
def test_sections_stand_with_any_number_of_answers(tmp_path: Path, n: int, known: int) -> None:
    _, text = filled(written(tmp_path, n, known=known))
    if n == 300:
        for words in ("关系最密切的是", "优势比", "必备", "总差距为"):
            assert words in text, words


def test_everybody_says_the_same(tmp_path: Path) -> None:
    facts, html = filled(written(tmp_path, 60, constant=True))
    reasons = {row["method"]: row["reason"] for row in facts.meta["lacks"]}
    assert "全部相同" in reasons["kd"]
    assert "全部相同" in reasons["ip"]
    assert "没有总体评价为“满意”" in reasons["hs"]
    assert "看不出哪些因素与它有关" in html
