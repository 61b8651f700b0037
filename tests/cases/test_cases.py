"""Every case scores as a person would compute it from the file by hand."""

from __future__ import annotations

import csv
from pathlib import Path
from statistics import fmean

import pytest

from reporter.project import open_project, read_responses
from reporter.scoring import score

CASES = Path(__file__).parent
APPROX = 1e-9


def scored(path: str):
    opened = open_project(CASES / path)
    return score(opened, read_responses(opened))


def points(scores, node: str, unit: str = "") -> float:
    group = scores.total
    if unit:
        group = next(g for groups in scores.groups.values() for g in groups if g.level == unit)
    return group.nodes[node].score


def column(path: str, header: str, **where: str) -> list[float]:
    """Numbers of a column; what is no number is left out, as is 0 (not applicable)."""
    with (CASES / path).open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file) if all(r[k] == v for k, v in where.items())]
    texts = [row[header] for row in rows]
    return [float(text) for text in texts if text.isdigit() and text != "0"]


def test_airline_items_are_twenty_points_a_step_without_the_zeros():
    scores = scored("airline")
    data = "airline/airline_sample400.csv"
    for item in scores.project.items:
        expected = 20 * fmean(column(data, item.column))
        assert points(scores, item.id) == pytest.approx(expected, abs=APPROX)
    economy = column(data, "Seat Comfort", Class="Economy")
    assert points(scores, "seat", "经济舱") == pytest.approx(20 * fmean(economy), abs=APPROX)
    wifi = scores.total.nodes["wifi"]
    assert (wifi.n, wifi.not_applicable) == (393, 7)


def test_airline_indicators_and_total_are_plain_means():
    scores = scored("airline")
    tops = scores.nodes(level=1)
    for top in tops:
        parts = [points(scores, id) for id in top.children]
        assert points(scores, top.id) == pytest.approx(fmean(parts), abs=APPROX)
    expected = fmean(points(scores, top.id) for top in tops)
    assert points(scores, "total") == pytest.approx(expected, abs=APPROX)


def test_airline_levels_carry_their_chinese_names():
    names = {id: [g.level for g in groups] for id, groups in scored("airline").groups.items()}
    assert names["class"] == ["商务舱", "超级经济舱", "经济舱"]
    assert names["customer"] == ["老客户", "新客户"]


def test_points_of_respondents_are_averaged_and_have_no_distribution():
    scores = scored("scores")
    for item in scores.project.items:
        expected = fmean(column("scores/scores.csv", item.name))
        assert points(scores, item.id) == pytest.approx(expected, abs=APPROX)
        assert scores.total.nodes[item.id].distribution is None


def test_wide_sheet_keeps_what_is_stated_and_derives_the_rest():
    scores = scored("scored/wide.toml")
    assert points(scores, "total") == 87.9
    assert points(scores, "total", "乡镇分中心") == 83.9
    assert points(scores, "waiting", "河东分中心") == 90.3
    assert points(scores, "window", "城北分中心") == pytest.approx((93.4 + 84.6) / 2, abs=APPROX)
    assert [g.n for g in scores.groups["unit"]] == [212, 185, 96, 24, 143]
    assert not [p for p in scores.problems if p.code == "data.total_not_derivable"]


def test_wide_sheet_brings_last_years_scores():
    scores = scored("scored/wide.toml")
    before = {key: row.score for key, row in scores.previous.scores.items()}
    assert before["score/total"] == 87.7
    assert before["score/total@unit=城南分中心"] == 88.4
    assert len(before) == 6


def test_long_sheet_without_bases_gives_the_plain_mean():
    scores = scored("scored/long.toml")
    assert points(scores, "total") == pytest.approx((92.2 + 86 + 90) / 3, abs=APPROX)
    assert points(scores, "accuracy", "河西分公司") == 86


def test_seed_total_is_kept_and_said_not_to_follow_from_its_parts():
    scores = scored("seed")
    assert points(scores, "total") == 90.3
    found = [p for p in scores.problems if p.code == "data.total_not_derivable"]
    assert len(found) == 1
    assert "92.6" in found[0].what
