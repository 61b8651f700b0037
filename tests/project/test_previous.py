import json

import pytest

from reporter.errors import ProjectError
from reporter.facts.fact import Fact, FactTable, Group
from reporter.project import open_project, read_previous

from .conftest import ITEMS, SCALE

FACTS = FactTable(
    rows=(
        Fact("score", "q1", value=90.5, unit="points", n=400, ci_low=90.0, ci_high=91.0),
        Fact("score", "q1", group=Group("county", "城区"), value=88.25, n=30),
        Fact("margin", "q1", group=Group("county", "城区"), value=1.5),
        Fact("score", "q2", value=None, warning="样本少"),
        Fact("grade", "q1", value="良好", unit="text"),
        Fact("n", "q1", value=400),
    ),
    meta={"wave": "2025年度", "definitions": {"scale": "100/90/75/60"}},
)


def previous(write, text):
    return read_previous(open_project(write(SCALE, ITEMS, text)))


def test_none_without_the_section(write):
    assert read_previous(open_project(write())) is None


def test_facts_of_last_wave(write, tmp_path):
    (tmp_path / "last.json").write_text(FACTS.to_json(), encoding="utf-8")
    wave = previous(write, '[previous]\nfacts = "last.json"\n')
    assert wave.wave == "2025年度"
    assert set(wave.scores) == {"score/q1", "score/q1@county=城区"}
    whole = wave.scores["score/q1"]
    assert (whole.score, whole.margin, whole.n) == (90.5, 0.5, 400)
    assert wave.scores["score/q1@county=城区"].margin == 1.5
    assert wave.definitions == {"scale": "100/90/75/60"}


def test_scores_by_hand_win(write, tmp_path):
    (tmp_path / "last.json").write_text(FACTS.to_json(), encoding="utf-8")
    wave = previous(
        write,
        '[previous]\nfacts = "last.json"\nwave = "上年"\n[previous.scores]\nq1 = 80\ntotal = 81\n',
    )
    assert wave.wave == "上年"
    assert wave.scores["score/q1"].score == 80
    assert wave.scores["score/q1"].margin is None
    assert wave.scores["score/total"].score == 81


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "previous.not_found"),
        ("{", "previous.syntax"),
        ("[" * 200_000, "previous.syntax"),
        ("[]", "previous.schema"),
        (json.dumps({"schema": 1, "meta": {}, "facts": [{"value": 1}]}), "previous.schema"),
        (json.dumps({"schema": 1, "meta": [], "facts": []}), "previous.schema"),
        (json.dumps({"schema": 9, "meta": {}, "facts": []}), "previous.version"),
        (
            json.dumps(
                {"schema": 1, "meta": {}, "facts": [{"key": "score/q1", "value": 1, "n": "x"}]}
            ),
            "previous.schema",
        ),
    ],
)
def test_files_that_are_no_facts(write, tmp_path, content, code):
    if content is not None:
        (tmp_path / "last.json").write_text(content, encoding="utf-8")
    with pytest.raises(ProjectError) as caught:
        previous(write, '[previous]\nfacts = "last.json"\n')
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.hint
