"""A census, or answers that no chance drew: no method prints what only a random sample has."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from reporter.analysis.described import described, why_described
from reporter.analysis.precision import CENSUS, CONVENIENCE
from reporter.analysis.run_studies import add_studies
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from tests.study_cases import SAMPLE, Case, assert_sound, cases, plain, section_report, survey

_BLOCKS = tomllib.loads((SAMPLE / "project.toml").read_text(encoding="utf-8"))["studies"]
RECORDS = """control_chart record_accuracy mystery_shopping service_time task_success
    kpi_decomposition rater_agreement staff_scores"""
"""Methods of records, tickets, checks and ratings: data of their own, no answers of the survey."""

every_study = pytest.mark.parametrize(
    "study", [block["id"] for block in _BLOCKS if block["method"] not in RECORDS.split()]
)
ERRORS = re.compile(
    r"置信区间|抽样误差|[pP] ?值|[（，]p[<=]|显著(?!性)|难分先后|Wilson|Holm|Fong|下限|上限|—～"
)
ALLOWED = re.compile("普查，?(?:无|没有)抽样误差|抽样误差不包括")


def own(study: str) -> Case:
    """Return a case whose data are the survey's own, drawn as the survey says."""
    case = cases()[study]
    options = {name: one for name, one in case.options.items() if name != "sampling"}
    kept = {name: getattr(case.info, name) for name in type(case.info).model_fields}
    info = type(case.info).model_validate({**kept, "file": "", "files": (), **options})
    return replace(case, info=info)


def run(case: Case, sampling: str) -> FactTable:
    opened, scores, facts = survey()
    model = case.project().model
    model = model.model_copy(
        update={"survey": model.survey.model_copy(update={"sampling": sampling})}
    )
    found = add_studies(facts, replace(opened, model=model), scores, (case.table,))
    return FactTable(found.rows[len(facts) :], found.meta)


@every_study
def test_a_census_has_no_error_in_any_method(study: str, tmp_path: Path) -> None:
    assert_described(study, "census", "本次为普查，没有抽样误差", tmp_path)


@pytest.mark.parametrize("study", ["nps", "sample_plan", "segments_kind", "sus", "wave_change"])
def test_answers_that_no_chance_drew_speak_for_themselves(study: str, tmp_path: Path) -> None:
    assert_described(study, "convenience", "仅就答卷而言", tmp_path)


def assert_described(study: str, sampling: str, said: str, tmp_path: Path) -> None:
    case = own(study)
    facts = run(case, sampling)
    assert_sound(facts)
    assert not [fact.key for fact in facts if fact.ci_low is not None or fact.ci_high is not None]
    assert not [fact.key for fact in facts if fact.unit == "p" and fact.value is not None]
    assert not [fact.key for fact in facts if "显著" in printed(fact).text]
    report = section_report(case, facts, tmp_path)
    assert report.check() == ()
    html = report.render("html").decode()
    text = re.sub(r"<(script|style|head).*?</\1>|<[^>]+>", "", html, flags=re.DOTALL)
    text = re.sub(r"\s+", "", text).partition("附录")[0]
    assert said in text
    assert not re.search("，，|（）|。；|[（，；]。", text)
    assert not [
        text[max(0, m.start() - 30) : m.end() + 20] for m in ERRORS.finditer(ALLOWED.sub("", text))
    ]


def test_data_of_their_own_are_judged_by_what_they_are() -> None:
    opened, _, _ = survey()
    model = opened.model.model_copy(
        update={"survey": opened.model.survey.model_copy(update={"sampling": "census"})}
    )
    info = own("sus").info
    assert why_described(model, info) == CENSUS
    assert why_described(model, info.model_copy(update={"file": model.data.file})) == CENSUS
    assert why_described(model, info.model_copy(update={"file": "别的.csv"})) == ""
    assert why_described(opened.model, info) == ""
    stated = type(info).model_validate({**info.model_dump(), "sampling": "random"})
    assert why_described(model, stated) == ""
    assert why_described(None, info) == ""


def test_words_are_kept_for_comparison_and_print_without_significance() -> None:
    facts = plain("nps")
    told = described(list(facts), CONVENIENCE)
    words = {(fact.value, printed(fact).text) for fact in told if fact.statistic == "verdict"}
    assert ("显著高于", "高于") in words
    assert [fact.value for fact in told if fact.unit == "text"] == [
        fact.value for fact in facts if fact.unit == "text"
    ]
