"""What is said about how the scores came about."""

from __future__ import annotations

import subprocess
import sys

from reporter.scoring import score

from .make import cell, opened, project, responses, sheet


def test_answers_are_defined() -> None:
    found = score(opened(project(items=2)), responses({"Q1": ["满意"], "Q2": ["满意"]})).definitions
    assert found["scale"] == "非常满意=100分；满意=90分；基本满意=75分；不满意=60分"
    assert found["weights"] == "题1=0.5；题2=0.5"
    assert "不了解" in found["denominator"]
    assert found["satisfied_rate"].count("“") == 3
    assert "reverse" not in found
    assert "sample_weights" not in found


def test_another_scale_is_another_definition() -> None:
    options = [{"label": "满意", "points": 80}, {"label": "不满意", "points": 60}]
    model = project(items=1, scales=[{"id": "seed", "options": options}])
    other = score(opened(model), responses({"Q1": ["满意"]})).definitions["scale"]
    same = score(opened(project(items=1)), responses({"Q1": ["满意"]})).definitions["scale"]
    assert other != same


def test_given_scores_claim_no_answers() -> None:
    model = project(
        items=[], indicators=[{"id": "a", "name": "诚心"}], data={"entry": "scored", "unit": "单位"}
    )
    found = score(opened(model), sheet(cell("甲", ["诚心"], 90.0))).definitions
    assert set(found) == {"entry", "weights", "node_score"}


def test_pandas_is_not_needed() -> None:
    code = "import reporter.scoring.run, sys; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
