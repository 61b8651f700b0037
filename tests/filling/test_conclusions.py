"""The summary states what studies found, in the very words of their sections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import reporter
from reporter.analysis.run_studies import add_studies, check_studies
from reporter.analysis.study import study_methods
from reporter.document.manifest import Entry
from reporter.errors import ProjectError
from tests.study_cases import Case, cases, survey

METHODS = study_methods()
TELLING = {id for id, method in METHODS.items() if hasattr(method, "SUMMARY")}
BY_DEFAULT = (
    "satisfaction_index wave_change kpi_decomposition importance_performance closed_loop "
    "control_chart"
)
FOLDER = Path(__file__).parents[2] / "templates" / "methods" / "conclusions"


def texts(chosen: Mapping[str, bool | None]) -> tuple[list[Entry], list[Entry]]:
    """Return the conclusions in the summary, and all paragraphs after it, of some methods."""
    opened, scores, facts = survey()
    found: list[Case] = [one for one in cases().values() if one.info.method in chosen]
    infos = tuple(one.info.model_copy(update={"summary": chosen[one.info.method]}) for one in found)
    made = replace(opened, model=opened.model.model_copy(update={"studies": infos}))
    added = add_studies(facts, made, scores, tuple(one.table for one in found))
    entries = reporter.fill(made, added).texts
    titles = tuple(f"{one.info.title}：" for one in found)
    start = "abstract/"
    own = [one for one in entries if one.get("id", "").startswith(start)]
    rest = [
        one
        for one in entries
        if one["block"] == "paragraph" and not one.get("id", "").startswith(start)
    ]
    return [one for one in own if one["text"].startswith(titles)], rest


def titles_in(conclusions: list[Entry]) -> list[str]:
    return [one["text"].partition("：")[0] for one in conclusions]


def test_every_method_that_concludes_has_its_sentence() -> None:
    assert {path.name.removesuffix(".md.j2") for path in FOLDER.iterdir()} == TELLING
    ranks = [rank for id in TELLING if (rank := METHODS[id].SUMMARY) is not None]  # type: ignore[attr-defined]
    assert len(set(ranks)) == len(ranks)
    assert min(ranks) > 0


def test_the_summary_says_what_the_sections_say_first() -> None:
    conclusions, paragraphs = texts(dict.fromkeys(TELLING, True))
    assert len(conclusions) >= len(TELLING)
    for one in conclusions:
        _, _, words = one["text"].partition("：")
        (own,) = (text for text in paragraphs if text["text"].startswith(words[:10]))
        named = {key for _, _, key in one["values"]}
        assert named <= {key for _, _, key in own["values"]}, words
        assert re.search(r"[0-9]", words) is None or named
        assert words.endswith("。")
        assert len(words) < 120


def test_by_default_the_six_most_telling_stand_in_the_order_of_the_report() -> None:
    conclusions, _ = texts(dict.fromkeys(TELLING))
    first_last = reversed(cases().values())  # of several studies by a method the first
    titles = {one.info.method: one.info.title for one in first_last}
    assert set(titles_in(conclusions)) == {titles[id] for id in BY_DEFAULT.split()}
    assert titles_in(conclusions)[-1] == titles["closed_loop"]  # of the last part


def test_a_project_says_which() -> None:
    asked = {**dict.fromkeys(TELLING), "nps": False, "sample_plan": True}
    said = titles_in(texts(asked)[0])
    titles = {one.info.method: one.info.title for one in cases().values()}
    assert titles["nps"] not in said
    assert titles["sample_plan"] in said
    assert len(said) == 6
    assert not texts(dict.fromkeys(TELLING, False))[0]


def test_without_studies_the_summary_has_no_such_lines() -> None:
    opened, _, facts = survey()
    alone = replace(opened, model=opened.model.model_copy(update={"studies": ()}))
    assert not any("专项分析" in entry["text"] for entry in reporter.fill(alone, facts).texts)


def test_a_method_without_a_conclusion_cannot_be_asked_for() -> None:
    case = next(one for one in cases().values() if one.info.method == "clusters")
    with pytest.raises(ProjectError) as caught:
        check_studies(case.project({"summary": True, **case.options}))
    assert caught.value.problems[0].what == f"“{METHODS['clusters'].TITLE}”没有可以写进摘要的结论。"
