"""Every statistic of the specification stands in the table of a realistic survey."""

import subprocess
import sys

import pytest

from reporter.analysis import analyse, methods
from reporter.facts.fact import FactTable

EXPECTED = """
score/total score/a score/q1 score/q9 score/total@county=东 score/q4@county=西
grade/total grade/q1 grade/total@county=东
rate/total dissatisfied/total rate/q1 rate/total@county=西 dissatisfied/total@county=西
share/q1#满意 share/a#不满意 share/total#非常满意 count/q1#满意
not_applicable/q1 missing/q1
n/total n/q1 n/total@county=东
margin/total margin/q1 margin/total@county=东 margin_share/total margin_share/total@county=东
previous/total change/total change_margin/total change/total@county=东 change/q1
target/total target/a gap_target/total gap_target/a reached/a
reached/total#rate target/total#rate gap_target/total#rate
gap_total/a gap_total/q1 gap_total/total@county=东
rank/a rank_of/a rank_tied/a rank/q1 rank/total@county=东 rank_of/total@county=东 rank/a@county=西
contribution/a pull/a change_contribution/a contribution/q1 weight/a path_weight/q1
highest/total#level1 lowest/total#level2 highest_score/total#county lowest_score/total#county
range/total#level1 above/total#county below/total#level1 equal/total#level1 levels/total#county
risen/total#level1 fallen/total#level1 level_flat/total#level1
population/total issued/total returned/total rejected/total valid/total
return_rate/total valid_rate/total sampling_fraction/total confidence/total
composition/total@county=东 population/total@county=东 population_share/total@county=东
points/four#满意 grade_minimum/total#优秀 flat_threshold/total small_base/total hide_base/total
items/total departments/total segments_count/total indicators/total#level1
indicators/total#level2 detectable_change/total
open_count/advice strength/q1#1 weakness/q3#1 hidden/total#county
""".split()


@pytest.fixture(scope="module")
def table(scores, last) -> FactTable:
    before = {"total": 88.0, "a": 94.2, "b": 82.0, "q1": 95.0, "total@county=东": 88.5}
    return analyse(scores(previous=last(before)))


@pytest.mark.parametrize("key", EXPECTED)
def test_statistic_is_there(table, key):
    fact = table[key]
    assert fact.value is not None
    assert fact.method
    assert fact.rule
    assert fact.source
    assert fact.label


def test_no_value_without_a_reason(table):
    assert not [f.key for f in table if f.value is None and not (f.warning or f.error)]


def test_facts_survive_json(table):
    again = FactTable.from_json(table.to_json())
    assert again.rows == table.rows
    assert again.to_json() == table.to_json()


def test_meta_says_where_the_facts_come_from(table):
    assert table.meta["data_file"] == "responses.csv"
    assert table.meta["respondents"] == 400
    assert table.meta["entry"] == "answers"
    assert table.meta["lacks"] == []
    assert {"scores", "rates"} <= {row["id"] for row in table.meta["methods"]}


def test_each_method_is_one_file_with_its_definition():
    found = methods()
    assert [m.ID for m in found] == [m.__name__.rpartition(".")[2] for m in found]
    assert len({m.ORDER for m in found}) == len(found)
    for method in found:
        assert method.NEEDS in ("tally", "rows")
        assert len(method.DEFINITION) > 15
        assert method.DEFINITION.endswith("。")
        assert method.TITLE


def test_sources_name_file_and_columns(table):
    assert table["score/q1"].source == "responses.csv：题1"
    assert table["score/total"].source == "responses.csv：题1、题2、题3等4列"
    assert table["score/q1@county=东"].source == "responses.csv：题1；县区"


def test_listing_methods_needs_no_numpy_nor_pandas():
    code = (
        "import sys; from reporter.analysis import methods; methods();"
        "print(sorted({'numpy', 'pandas', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_field_work_adds_up(table):
    names = ("population", "issued", "returned", "rejected", "valid")
    assert [table[f"{name}/total"].value for name in names] == [10000, 500, 420, 10, 400]
    assert table["valid_rate/total"].value == pytest.approx(400 / 420)
    assert table["sampling_fraction/total"].value == pytest.approx(0.04)
