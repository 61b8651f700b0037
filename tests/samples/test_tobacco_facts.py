"""The tobacco report's key numbers, computed again from the file by the shortest way."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

import pytest

from reporter.analysis import analyse
from reporter.facts.fact import FactTable, Group
from reporter.pipeline import fill
from reporter.project import open_project, read_previous, read_responses
from reporter.scoring import score

SAMPLE = Path(__file__).parents[2] / "samples" / "tobacco"
POINTS = {"非常满意": 100, "满意": 90, "基本满意": 75, "不满意": 60}
MOBILE = re.compile(r"(?<![\d.])1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")

Rows = list[dict[str, str]]


def read(folder: Path) -> Rows:
    with (folder / "responses.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def by_hand(rows: Rows) -> Callable[[str], float]:
    """Score of any node over some rows: means of points, then weighted means of means."""
    project = open_project(SAMPLE).model

    def value(node: str) -> float:
        for item in project.items:
            if item.id == node:
                return fmean(POINTS[r[item.name]] for r in rows if r[item.name] in POINTS)
        parts = [i for i in project.indicators if (i.parent or "total") == node]
        parts += [i for i in project.items if i.indicator == node and i.scored]
        return sum(part.weight * value(part.id) for part in parts)

    return value


@pytest.fixture(scope="module")
def facts() -> FactTable:
    opened = open_project(SAMPLE)
    return analyse(score(opened, read_responses(opened), read_previous(opened)))


def test_scores_of_all_nodes(facts):
    value, before = by_hand(read(SAMPLE)), by_hand(read(SAMPLE / "previous"))
    nodes = [row.subject for row in facts.select("score", segment="")]
    assert len(nodes) == 1 + 14 + 23
    for node in nodes:
        assert facts[f"score/{node}"].value == pytest.approx(value(node), abs=1e-9)
        expected = value(node) - before(node)
        assert facts[f"change/{node}"].value == pytest.approx(expected, abs=1e-9)


def test_scores_of_all_counties(facts):
    rows = read(SAMPLE)
    for county in open_project(SAMPLE).model.segments[0].levels:
        expected = by_hand([row for row in rows if row["县区"] == county])("total")
        fact = facts.get("score", group=Group("county", county))
        assert fact.value == pytest.approx(expected, abs=1e-9)


def test_the_story_that_the_texts_of_the_project_rely_on(facts):
    """The causes and tasks in project.toml are written for these results."""
    assert facts["grade/total"].value == "良好"
    assert facts["highest/total#level1"].value == "诚心服务"
    assert facts["lowest/total#level1"].value == "诚行服务"
    weak = [row.value for row in facts.select("weakness")]
    assert weak == ["货源分配透明度", "投诉处理时效", "新品培训"]
    for item in ("ordering", "timeliness", "training"):
        town, country = (
            facts.get("score", item, Group("area", level)).value for level in ("城镇", "农村")
        )
        assert town - country > 1


def test_kept_facts_of_last_wave_are_those_of_its_data():
    opened = open_project(SAMPLE / "previous")
    made = analyse(score(opened, read_responses(opened)))
    kept = FactTable.from_json((SAMPLE / "previous" / "facts.json").read_text(encoding="utf-8"))
    assert kept.meta["sha256"] == made.meta["sha256"]
    assert kept.meta["definitions"] == made.meta["definitions"]
    for row in made.select("score"):
        assert kept[row.key].value == row.value


def test_no_private_word_reaches_the_report(facts):
    record = fill(open_project(SAMPLE), facts).record.decode("utf-8")
    texts = {r[c] for r in read(SAMPLE) for c in ("不满意的原因", "意见和建议") if len(r[c]) > 6}
    assert len(texts) > 50
    assert not [text for text in texts if text in record]
    assert not MOBILE.search(record)
    assert "YL26-" not in record
