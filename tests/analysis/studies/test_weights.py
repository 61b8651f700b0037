"""What sample weights must do in every method that takes them, and what others say instead.

Weights of 1 are none, their scale says nothing, whole ones are rows repeated; a survey's own
weights are used where the study reads the survey's rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reporter
from reporter.analysis.run_studies import add_studies
from reporter.analysis.studies.parts.sample_weights import WEIGHT_HELP
from reporter.analysis.study import study_methods
from reporter.analysis.study_schema import options_of
from reporter.facts.fact import Fact, FactTable
from reporter.project.header_names import Columns
from reporter.project.study_table import StudyTable
from tests.study_cases import (
    Case,
    assert_said_well,
    assert_sound,
    cases,
    rows_of,
    section_report,
    survey,
)

WEIGHT = "样本权数"
TAKES = frozenset(
    id
    for id, method in study_methods().items()
    if any(one.name == "weight" and one.description == WEIGHT_HELP for one in options_of(method))
)
WEIGHTED = sorted(
    id
    for id, case in cases().items()
    if case.info.method in TAKES and id != "judges"  # finds no groups, so it weighs nothing
)
every_weighted = pytest.mark.parametrize("study", WEIGHTED)

# What says how sure a number is follows the effective size, not the number of rows: limits of
# single values too.
INFERENCE = (
    "low high error effect g p bartlett verdict word against_first n_effective tied_first "
    "deviation border field nearest in_field samples dropped resamples fits clear trend "
    "lower upper jaccard rand"
).split()
OF_ROWS = {
    "silhouette",  # leaves out the row itself, whatever its weight
    "suspicious_share",  # of the sheets as they are, not of the people they stand for
}


def weighted(table: StudyTable, weights: Sequence[object]) -> StudyTable:
    texts = tuple(str(one) for one in weights)
    return replace(table, columns=Columns({**table.columns, WEIGHT: texts}))


def said(facts: FactTable, statistic: str, study: str) -> Any:
    found = facts.get(statistic, study)
    assert found is not None
    return found.value


def run(case: Case, weights: Sequence[object] | None, table: StudyTable | None = None) -> FactTable:
    table = table or case.table
    if weights is None:
        return case.run(table)
    return case.run(weighted(table, weights), {**case.options, "weight": WEIGHT})


def draws(case: Case) -> np.ndarray:
    return np.random.default_rng(11).integers(1, 4, len(case.table))


def assert_alike(one: FactTable, other: FactTable, close: float) -> None:
    assert [fact.key for fact in one] == [fact.key for fact in other]
    for first, second in zip(one, other, strict=True):
        assert alike(first, second, close), (first, second)


def alike(first: Fact, second: Fact, close: float) -> bool:
    if first.statistic == "sample_weights":
        return True
    for a, b in zip(numbers(first), numbers(second), strict=True):
        if (a is None) != (b is None):
            return False
        if a is not None and b is not None and a != pytest.approx(b, rel=close, abs=close):
            return False
    texts = [
        (str(one.value) if one.unit == "text" else "", one.error, one.warning, one.n)
        for one in (first, second)
    ]
    return texts[0] == texts[1]


def numbers(fact: Fact) -> tuple[float | None, ...]:
    return fact.number, fact.ci_low, fact.ci_high, fact.shown


def test_the_methods_that_read_respondents_take_weights() -> None:
    assert {
        *("single_choice", "multiple_choice", "segments", "nps", "ranking_question", "reasons"),
        *("complaints", "customer_classes", "kano", "drivers", "importance_performance"),
        *("delighters", "expectation_gap", "wave_change", "reliability", "themes", "sus"),
        *("satisfaction_index", "ueq", "channels", "staff_scores", "clusters"),
    } == TAKES


@every_weighted
@pytest.mark.parametrize("weight", ["1", "7", "0.1"])
def test_equal_weights_are_none(study: str, weight: str) -> None:
    case = cases()[study]
    facts = run(case, [weight] * len(case.table))
    assert_alike(run(case, None), facts, 1e-9)
    assert said(facts, "sample_weights", study) == "加权"
    assert said(run(case, None), "sample_weights", study) == "否"


def test_weights_may_be_percentages_as_the_survey_s_own() -> None:
    case = cases()["nps"]
    weights = draws(case).round(3)
    shares = [f"{weight * 100:.1f}%" for weight in weights]
    assert_alike(run(case, weights.tolist()), run(case, shares), 1e-9)


@every_weighted
def test_the_scale_of_weights_says_nothing(study: str) -> None:
    case = cases()[study]
    weights = draws(case) * 0.37
    one, other = run(case, weights.tolist()), run(case, (7 * weights).tolist())
    assert_sound(one)
    assert_alike(one, other, 1e-7)
    assert said(one, "n_effective", study) < len(case.table)


@every_weighted
def test_uneven_weights_change_something(study: str) -> None:
    case = cases()[study]
    one, other = run(case, None), run(case, draws(case).tolist())
    values = {fact.key: fact.number for fact in other if not is_inference(fact)}
    moved = [
        fact
        for fact in one
        if not is_inference(fact) and fact.unit != "count" and fact.number != values.get(fact.key)
    ]
    assert moved


@every_weighted
def test_whole_weights_are_rows_repeated(study: str) -> None:
    """Every estimate; intervals and tests rest on the people who answered, not on their weights."""
    case = cases()[study]
    weights = draws(case)
    rows = [i for i, times in enumerate(weights) for _ in range(times)]
    found = {fact.key: fact for fact in run(case, weights.tolist())}
    repeated = {fact.key: fact for fact in run(case, None, repeat(case, rows))}
    compared = 0
    for key, fact in found.items():
        if fact.unit == "count" or is_inference(fact) or key not in repeated:
            continue
        if fact.statistic in OF_ROWS:
            continue
        other = repeated[key].number
        if fact.number is not None and other is not None:
            compared += 1
            assert fact.number == pytest.approx(other, rel=1e-9, abs=1e-9), fact
    assert compared


def repeat(case: Case, rows: Sequence[int]) -> StudyTable:
    """Return the rows as those of different people."""
    table = rows_of(case.table, rows)
    person = case.options.get("respondent", "")
    if not person:
        return table
    names = tuple(f"{name}-{i}" for i, name in enumerate(table.columns[person]))
    return replace(table, columns=Columns({**table.columns, person: names}))


def is_inference(fact: Fact) -> bool:
    name = fact.statistic
    return fact.unit == "p" or any(
        name == one or name.startswith(f"{one}_") or name.endswith(f"_{one}") for one in INFERENCE
    )


@every_weighted
@pytest.mark.parametrize("text", ["0", "-1", "abc", "", "1e300"])
def test_a_weight_that_is_none_is_named_with_its_place(study: str, text: str) -> None:
    case = cases()[study]
    weights: list[object] = [1] * len(case.table)
    weights[3] = text
    with pytest.raises(reporter.ReporterError) as caught:
        run(case, weights)
    assert_said_well(caught.value)
    place = caught.value.problems[0].where
    assert place.column == WEIGHT
    assert place.row == case.table.row_numbers[3]
    with pytest.raises(reporter.ReporterError):
        run(case, [text] * len(case.table))


@every_weighted
def test_a_column_of_weights_that_is_not_there(study: str) -> None:
    case = cases()[study]
    with pytest.raises(reporter.DataError, match=f"没有“{WEIGHT}”列"):
        case.run(case.table, {**case.options, "weight": WEIGHT})


def of_survey(
    case: Case, table: StudyTable, options: Mapping[str, object] | None = None
) -> FactTable:
    """Run a study in a survey that has weights of its own."""
    _, scores, facts = survey()
    opened = case.project(options)
    data = opened.model.data.model_copy(update={"weight": WEIGHT})
    opened = replace(opened, model=opened.model.model_copy(update={"data": data}))
    found = add_studies(facts, opened, scores, (table,))
    return FactTable(found.rows[len(facts) :], found.meta)


@every_weighted
def test_the_weights_of_the_survey_are_used(study: str) -> None:
    case = cases()[study]
    weights = draws(case).tolist()
    by_survey = of_survey(case, weighted(case.table, weights))
    assert by_survey.rows == run(case, weights).rows
    without = of_survey(case, case.table)
    assert said(without, "sample_weights", study) == "没有权数"


@every_weighted
def test_weights_switched_off(study: str, tmp_path: Path) -> None:
    case = cases()[study]
    off = {**case.options, "weight": False}
    facts = of_survey(case, weighted(case.table, draws(case).tolist()), off)
    assert_alike(facts, run(case, None), 1e-12)
    assert said(facts, "sample_weights", study) == "设为不加权"
    text = str(section_report(case, facts, tmp_path).document)
    assert "本节按项目文件的设置不加权" in text
    assert "加权后" not in text
    assert (
        said(case.run(case.table, off), "sample_weights", study) == "否"
    )  # nor has the survey any


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (True, '“weight”应为列名（写在英文引号 " " 之间）或 false，现在是true。'),
        (5, '“weight”应为列名（写在英文引号 " " 之间）或 false，现在是“5”。'),
        ("false", "不加权的，写 weight = false，不加引号。"),
        ("不加权", "不加权的，写 weight = false，不加引号。"),
    ],
)
def test_how_weights_are_not_switched_off(given: object, told: str) -> None:
    case = next(case for case in cases().values() if case.info.method == "nps")
    with pytest.raises(reporter.ReporterError) as caught:
        case.run(case.table, {**case.options, "weight": given})
    assert told in str(caught.value)
    assert_said_well(caught.value)
    assert len(caught.value.problems) == 1


def test_only_a_method_with_weights_has_them_to_switch_off() -> None:
    case = next(case for case in cases().values() if case.info.method == "task_success")
    with pytest.raises(reporter.ProjectError, match="不认识的键“weight”"):
        case.run(case.table, {**case.options, "weight": False})


WITHOUT = sorted(id for id, case in cases().items() if case.info.method not in TAKES)


@pytest.mark.parametrize("study", WITHOUT)
def test_methods_without_weights_say_so(study: str) -> None:
    case = cases()[study]
    facts = of_survey(case, weighted(case.table, [1.5] * len(case.table)))
    own = case.info.method == "sample_plan"  # it makes weights and shows scores with and without
    assert said(facts, "sample_weights", study) == ("自行计算" if own else "不加权")
    assert own or not case.run().select("sample_weights")


@every_weighted
def test_the_section_says_that_it_is_weighted(study: str, tmp_path: Path) -> None:
    case = cases()[study]
    report = section_report(case, run(case, draws(case).tolist()), tmp_path)
    assert "已按样本权数加权" in str(report.document)
    plain = section_report(case, run(case, None), tmp_path)
    assert "样本权数" not in str(plain.document)


@every_weighted
@pytest.mark.parametrize("rows", [1, 2, 12])
def test_few_rows_of_which_one_counts_for_nearly_all(study: str, rows: int) -> None:
    case = cases()[study]
    table = weighted(rows_of(case.table, range(rows)), [1e9, *[1] * (rows - 1)])
    case.outcome(table, {**case.options, "weight": WEIGHT})


@every_weighted
def test_one_of_many_counts_for_nearly_all(study: str) -> None:
    case = cases()[study]
    table = weighted(case.table, [1e9, *[1] * (len(case.table) - 1)])
    case.outcome(table, {**case.options, "weight": WEIGHT})


def test_a_wave_before_there_were_weights_counts_everybody_the_same() -> None:
    case = cases()["wave_change"]
    now = [wave == "2026年度" for wave in case.table.columns["期次"]]
    weights = [str(one) if new else "" for one, new in zip(draws(case), now, strict=True)]
    table = weighted(case.table, weights)
    facts = of_survey(case, table)
    found = {fact.key: fact.value for fact in facts}
    plain = {fact.key: fact.value for fact in case.run() if fact.statistic == "score"}
    same = [key for key, value in plain.items() if found[key] == pytest.approx(value, rel=1e-12)]
    assert any("2024" in key for key in same)
    assert not any("2026" in key for key in same)
    with pytest.raises(reporter.DataError):  # where they are asked for, all rows must have one
        case.run(table, {**case.options, "weight": WEIGHT})
