"""Studies run alone and by project file; what cannot run says why, once, and leaves no hole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reporter
from reporter.analysis.study import Study, study_methods
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import Fact
from reporter.facts.format import printed
from reporter.project.study_files import study_table_from
from tests.study_sections import survey, table

STUDY = """
[[studies]]
id = "k"
method = "kano"
file = "kano.csv"
features = [{ name = "通知", functional = "有", dysfunctional = "无" }]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = {"有": ["很喜欢"] * 60, "无": ["很不喜欢"] * 40 + ["无所谓"] * 20}
    table(tmp_path, data, "kano.csv")
    return tmp_path


def written(folder: Path, text: str) -> Path:
    return survey(folder, ["窗口", *["满意", "非常满意", "不满意"] * 20], text)


def test_a_study_stands_beside_the_survey(folder: Path) -> None:
    facts = reporter.compute_facts(written(folder, STUDY))
    better = facts["better/k.feature.通知"]
    assert (better.value, better.n, better.method, better.label) == (1.0, 60, "kano", "通知")
    assert better.source == "kano.csv：有、无"
    assert facts["score/total"].value is not None
    assert facts.meta["studies"][0]["rows"] == [
        {"kind": "feature", "id": "k.feature.通知", "name": "通知"}
    ]
    assert "kano" in [row["id"] for row in facts.meta["methods"]]


def test_the_report_holds_its_section_and_its_definition(folder: Path) -> None:
    project = reporter.open_project(written(folder, STUDY))
    text = reporter.fill(project, reporter.compute_facts(folder)).outline()
    assert "KANO 模型分析" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("kano", "kanoo"), "没有名为“kanoo”的方法"),
        (('name = "通知", ', ""), "name"),
        (("features", "feature"), "feature"),
        (('functional = "有"', 'functional = "没有"'), "没有“没有”列"),
        (('file = "kano.csv"', 'file = "k.csv"'), "k.csv"),
    ],
)
def test_what_is_wrong_is_said_in_words(folder: Path, change: tuple[str, str], said: str) -> None:
    path = written(
        folder,
        STUDY.replace(*change, 1)
        if change[0] != "kano"
        else STUDY.replace('method = "kano"', 'method = "kanoo"'),
    )
    with pytest.raises((ProjectError, DataError)) as caught:
        reporter.compute_facts(path)
    assert said in "；".join(f"{p.where}{p.what}" for p in caught.value.problems)


def test_two_studies_do_not_share_an_id(folder: Path) -> None:
    with pytest.raises(ProjectError, match="重复"):
        reporter.compute_facts(written(folder, STUDY + STUDY))


def test_a_bad_cell_has_its_place(folder: Path) -> None:
    file = folder / "kano.csv"
    file.write_text(file.read_text("utf-8").replace("无所谓", "随便", 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        reporter.compute_facts(written(folder, STUDY))
    problem = caught.value.problems[0]
    assert (problem.where.file, problem.where.row, problem.where.column) == ("kano.csv", 42, "无")
    assert "随便" in problem.what


def test_a_method_runs_alone() -> None:
    facts = reporter.run_study(
        "kano",
        {"有": ["很喜欢"] * 30, "无": ["无所谓"] * 30},
        features=[{"name": "通知", "functional": "有", "dysfunctional": "无"}],
    )
    assert facts["category/kano.feature.通知"].value == "魅力要素"
    with pytest.raises(ProjectError, match="没有名为"):
        reporter.run_study("nothing", {"甲": [1]})


def test_every_method_has_what_a_report_needs() -> None:
    root = Path(reporter.__file__).parent.parent / "templates" / "methods"
    for id, method in study_methods().items():
        assert method.__name__.rpartition(".")[2] == id
        assert (root / f"{id}.md.j2").is_file(), id
        assert method.PLACE in ("results", "analysis", "suggestions")
        assert len(method.DEFINITION) > 20
        assert method.Options.model_config.get("extra") == "forbid"


def study(**rules: int) -> Study:
    return Study("s", "甲", "kano", study_table_from({"列": ["1"]}), None, **rules)


def test_a_small_base_hides_or_flags() -> None:
    one = study(small_base=30, hide_base=10)
    hidden, flagged = (one.fact("score", 90.0, n=n, unit="points") for n in (9, 10))
    assert (hidden.value, printed(hidden).text) == (None, "*")
    assert (flagged.value, flagged.warning) == (90.0, "样本量为10，少于30，仅供参考")
    assert one.fact("n", 9, n=9, unit="count").value == 9


def test_rows_keep_their_names_apart() -> None:
    one = study()
    first, second = one.row("feature", "甲.乙"), one.row("feature", "甲/乙")
    assert first.id != second.id
    assert one.row("feature", "甲.乙") is first
    assert one.row("feature", "甲/乙") is second


@given(st.permutations(["甲_乙", "甲.乙", "甲/乙", "甲_乙_2", "甲_乙_3", "甲 乙 2"]))
def test_no_row_takes_the_place_of_another(names: list[str]) -> None:
    one = study()
    made = [one.row("feature", name) for name in names]
    assert len({row.id for row in made}) == len(one.rows) == len(names)
    assert [one.row("feature", name) for name in names] == made


def test_a_probability_is_never_nothing() -> None:
    assert printed(Fact("p", value=1e-9, unit="p", decimals=3)).text == "<0.001"
    assert printed(Fact("p", value=0.0, unit="p", decimals=3)).text == "<0.001"
    assert printed(Fact("p", value=0.0116, unit="p", decimals=3)).text == "0.012"
