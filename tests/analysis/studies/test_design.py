"""Which methods count weights, strata, clusters and the size of the population: guide and code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import reporter
from reporter.analysis.run_studies import add_studies, check_studies
from reporter.analysis.study import study_methods
from reporter.facts.fact import FactTable
from reporter.project.header_names import Columns
from tests.analysis.studies.test_weights import TAKES
from tests.study_cases import Case, cases, plain, survey

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide.md"
WEIGHTS, STRATA, CLUSTERS, POPULATION = COLUMNS = ("权数", "分层", "整群", "有限总体修正")
OF_DESIGN = frozenset(
    "stratum strata cluster clusters clusters_total population outlets margins".split()
)
SCORES_OF_THE_REPORT = frozenset({"closed_loop", "kpi_decomposition"})

Options = dict[str, Any]


@cache
def told() -> Mapping[str, dict[str, str]]:
    """Return the cells of the guide's table by method."""
    text = GUIDE.read_text(encoding="utf-8").split("**区间和检验计入了什么**")[1].split("\n\n")[1]
    header, _, *rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.split("\n")]
    assert header[1:] == list(COLUMNS)
    found: dict[str, dict[str, str]] = {}
    for names, *cells in rows:
        for name in re.findall(r"`(\w+)`", names):
            assert name not in found, name
            found[name] = dict(zip(COLUMNS, cells, strict=True))
    return found


def one_of(method: str) -> Case:
    """Return the first study of a method in the sample."""
    return next(case for case in cases().values() if case.info.method == method)


def intervals(facts: FactTable) -> list[tuple[object, ...]]:
    """Return what says how sure numbers are."""
    return [(fact.key, fact.ci_low, fact.ci_high) for fact in facts if fact.ci_low is not None]


def of_strata(options: Options) -> Options:
    return {**options, "sampling": "stratified"}


def of_clusters(options: Options) -> Options:
    return {**options, "sampling": "cluster", "cluster": "村"}


def of_fewer(options: Options) -> Options:
    """Return the options with a population hardly larger than the sample."""
    if "waves" in options:
        return {**options, "waves": [{**one, "population": 600} for one in options["waves"]]}
    if "strata" in options:
        return {**options, "strata": [{**one, "population": 300} for one in options["strata"]]}
    if "population" in options:
        return {**options, "population": dict.fromkeys(options["population"], 500)}
    return {**options, "outlets": 21}


def at_random(options: Options) -> Options:
    return {**options, "sampling": "random"}


def without_classes(options: Options) -> Options:
    return {key: value for key, value in options.items() if key not in ("group", "population")}


def by_field(options: Options) -> Options:
    return {**options, "unit": "field"}


CHANGES: dict[
    tuple[str, str], tuple[Callable[[Options], Options], Callable[[Options], Options]]
] = {
    ("wave_change", POPULATION): (dict, of_fewer),
    ("sample_plan", STRATA): (at_random, of_strata),
    ("sample_plan", CLUSTERS): (at_random, of_clusters),
    ("sample_plan", POPULATION): (dict, of_fewer),
    ("mystery_shopping", POPULATION): (dict, of_fewer),
    ("record_accuracy", STRATA): (without_classes, dict),
    ("record_accuracy", POPULATION): (dict, of_fewer),
}


def test_every_method_stands_in_the_table_once() -> None:
    assert set(told()) == set(study_methods())


def test_who_takes_weights() -> None:
    assert {
        id for id, row in told().items() if row[WEIGHTS] == "是"
    } - SCORES_OF_THE_REPORT == TAKES


def test_only_methods_that_count_the_design_ask_for_it() -> None:
    for id, method in study_methods().items():
        asked = OF_DESIGN & set(method.Options.model_fields)
        counted = any(not told()[id][name].startswith("否") for name in COLUMNS[1:])
        if id not in SCORES_OF_THE_REPORT:
            # the outlets of a checklist are its clusters without being asked for
            assert bool(asked) == counted or id == "wave_change", id


@pytest.mark.parametrize(("method", "counted"), CHANGES)
def test_what_counts_changes_the_intervals(method: str, counted: str) -> None:
    assert told()[method][counted].startswith("是")
    before, after = CHANGES[method, counted]
    case = one_of(method)
    villages = tuple(f"村{i // 12}" for i in range(len(case.table)))
    table = replace(case.table, columns=Columns({**case.table.columns, "村": villages}))
    one, other = (case.run(table, change(case.options)) for change in (before, after))
    assert intervals(one)
    assert intervals(one) != intervals(other)


def test_checks_of_an_outlet_are_a_cluster() -> None:
    case = one_of("mystery_shopping")
    outlet = case.options.get("outlet", "网点")
    own = tuple(f"网点{i}" for i in range(len(case.table)))
    options = {key: value for key, value in case.options.items() if key != "outlets"}
    apart = replace(case.table, columns=Columns({**case.table.columns, outlet: own}))
    one, other = case.run(case.table, options), case.run(apart, options)
    assert intervals(one) != intervals(other)


def test_fields_of_a_record_are_a_cluster() -> None:
    """Twice the same field tells nothing new: the effective number of fields stays."""
    names = {"甲": ["对"] * 40 + ["错"] * 10, "乙": ["对"] * 40 + ["错"] * 10}
    facts = reporter.run_study("record_accuracy", names, fields=["甲", "乙"], unit="field")
    alone = reporter.run_study("record_accuracy", {"甲": names["甲"]}, fields=["甲"])
    (both,), (one,) = (
        [fact for fact in found.select("accuracy") if fact.ci_low is not None]
        for found in (facts, alone)
    )
    assert both.ci_low == pytest.approx(one.ci_low, abs=0.01)
    assert both.n == 2 * (one.n or 0)


def in_a_survey(case: Case, **about: object) -> FactTable:
    """Run a study in a survey that was drawn otherwise."""
    _, scores, facts = survey()
    opened = case.project()
    drawn = opened.model.survey.model_copy(update=about)
    opened = replace(opened, model=opened.model.model_copy(update={"survey": drawn}))
    check_studies(opened)
    found = add_studies(facts, opened, scores, (case.table,))
    return FactTable(found.rows[len(facts) :], found.meta)


@pytest.mark.parametrize(
    "method", sorted({case.info.method for case in cases().values()} - SCORES_OF_THE_REPORT)
)
def test_what_does_not_count_changes_nothing(method: str) -> None:
    """No method takes strata or the population of the survey in silence."""
    case = one_of(method)
    assert told()[method][STRATA].startswith("否") or "分层" in study_methods()[method].DEFINITION
    drawn = in_a_survey(case, sampling="stratified", population=len(case.table) + 1)
    assert intervals(drawn) == intervals(plain(case.info.id))


def test_scores_of_the_survey_count_the_population_and_no_strata() -> None:
    opened, _, facts = survey()
    responses = reporter.read_responses(opened)
    found = []
    for about in ({"sampling": "stratified"}, {"population": 700}):
        drawn = opened.model.survey.model_copy(update=about)
        changed = replace(opened, model=opened.model.model_copy(update={"survey": drawn}))
        found.append(intervals(reporter.analyse(reporter.score(changed, responses))))
    assert found[0] == intervals(facts)
    assert found[1] != found[0]


@pytest.mark.parametrize("method", ["nps", "wave_change", "sample_plan"])
@pytest.mark.parametrize("sampling", ["convenience", "census"])
def test_samples_without_inference_have_no_interval(method: str, sampling: str) -> None:
    text = (
        GUIDE.read_text(encoding="utf-8").split("普查和非概率样本，问卷的得分、")[1].split("；")[0]
    )
    assert f"`{method}`" in text
    case = one_of(method)
    facts = case.run(case.table, {**case.options, "sampling": sampling})
    assert not intervals(facts)


@pytest.mark.parametrize("method", ["nps", "wave_change"])
def test_clusters_without_an_error_of_clusters_have_no_interval(method: str) -> None:
    """Answers of one village are alike: errors of single answers would be far too small."""
    case = one_of(method)
    facts = case.run(case.table, {**case.options, "sampling": "cluster"})
    assert not intervals(facts)
    reasons = [fact.value for fact in facts.select("reason")]
    assert "整群抽样，本方法不按群估计抽样误差，未给出区间和检验。" in reasons
