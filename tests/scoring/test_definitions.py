"""What is said about how the scores came about."""

from __future__ import annotations

import subprocess
import sys

from reporter.scoring import score
from reporter.scoring.definitions import topics_of

from .make import cell, opened, project, responses, sheet


def test_answers_are_defined() -> None:
    found = score(opened(project(items=2)), responses({"Q1": ["满意"], "Q2": ["满意"]})).definitions
    assert found["scale/q2"] == "非常满意=100分；满意=90分；基本满意=75分；不满意=60分"
    assert found["weights/total"] == "q1=0.5；q2=0.5"
    assert "不了解" in found["denominator"]
    assert found["satisfied_rate"].count("“") == 3
    assert "sample_weights" not in found


def test_another_scale_is_another_definition() -> None:
    options = [{"label": "满意", "points": 80}, {"label": "不满意", "points": 60}]
    model = project(items=1, scales=[{"id": "seed", "options": options}])
    other = score(opened(model), responses({"Q1": ["满意"]})).definitions["scale/q1"]
    same = score(opened(project(items=1)), responses({"Q1": ["满意"]})).definitions["scale/q1"]
    assert other != same


def test_another_name_is_the_same_definition() -> None:
    """A renamed question or indicator is still compared with last year."""
    parts = {"id": "a", "name": "诚心"}, {"id": "a", "name": "诚心服务"}
    items = [{"id": "q1", "name": "送货", "column": "Q1", "indicator": "a"}]
    found = [
        score(
            opened(project(items=[{**items[0], "name": part["name"]}], indicators=[part])),
            responses({"Q1": ["满意"]}),
        ).definitions
        for part in parts
    ]
    assert found[0] == found[1]
    assert found[0]["weights/a"] == "q1=1"


def test_topics_are_those_of_the_subtree() -> None:
    indicators = [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}]
    items = [
        {"id": f"q{n}", "name": f"题{n}", "column": f"Q{n}", "indicator": under, **more}
        for n, under, more in ((1, "a", {}), (2, "b", {}), (3, "total", {"scored": False}))
    ]
    answers = {f"Q{n}": ["满意"] for n in (1, 2, 3)}
    tree = score(opened(project(items=items, indicators=indicators)), responses(answers)).tree
    assert set(topics_of(tree["a"], tree)) == {"scale/a", "weights/a", "scale/q1", "weights/q1"}
    assert "scale/q2" in set(topics_of(tree["total"], tree))
    assert "scale/q3" not in set(topics_of(tree["total"], tree))


def test_given_scores_claim_no_answers() -> None:
    model = project(
        items=[], indicators=[{"id": "a", "name": "诚心"}], data={"entry": "scored", "unit": "单位"}
    )
    found = score(opened(model), sheet(cell("甲", ["诚心"], 90.0))).definitions
    assert set(found) == {"entry", "weights/total", "node_score"}


def test_pandas_is_not_needed() -> None:
    code = "import reporter.scoring.run, sys; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
