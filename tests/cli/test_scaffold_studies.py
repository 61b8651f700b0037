"""A new project proposes the methods that its export supports, and guesses no order of options."""

import re
import tomllib
from pathlib import Path

import pytest

from reporter import pipeline
from reporter.errors import DataError, ProjectError
from reporter.scaffold import create

from .test_scaffold import DAY, export, model

SCORED = Path(__file__).parents[1] / "cases" / "scored"
SCALE = ["非常满意", "满意", "基本满意", "不满意"]


def made(folder, header, rows):
    """Make a project from columns; ``header`` and ``rows`` beside one rated item."""
    head = ["序号", "1、服务态度", *header]
    body = [[i, SCALE[i % 4], *row] for i, row in enumerate(rows)]
    project = folder / "新"
    return create(project, export(folder, head, body), DAY), project


def uncommented(project):
    """Take the signs off all blocks that are only shown."""
    path = project / "project.toml"
    text = path.read_text("utf-8")
    shown = r"^# (?=\[\[(?:studies|segments)\]\]|[a-z_]+ = )"
    head, sign, methods = text.partition("# ── 方法")
    path.write_text(head + sign + re.sub(shown, "", methods, flags=re.M), "utf-8")


def errors(project):
    return [str(p) for p in pipeline.check(project) if p.severity == "error"]


def by_number(folder):
    """问卷星 by option number: ratings, a group, boxes of 0 and 1, places, skips of -3."""
    header = ["序号", "所用时间", "1、您所属的分公司是", "2、您对服务的总体满意程度",
              "第3题(订单准确度)", "第3题(送货及时性)", "第3题(投诉处理)",
              "第4题(货源紧张)", "第4题(其他【请注明】)",
              "第5题(价格)", "第5题(质量)", "第5题(速度)", "6、您愿意推荐我们吗"]  # fmt: skip
    rows = [
        [i, "203秒", 1 + i % 3, 1 + i % 3, 1 + i % 4, 1 + (i // 2) % 4, 1 + i % 2,
         *((-3, -3) if i % 5 == 0 else (i % 2, (i + 1) % 2)),
         *((1, 2, 3), (2, 1, 3), (3, 1, 2))[i % 3], 4 + i % 6]
        for i in range(60)
    ]  # fmt: skip
    return create(folder / "新", export(folder, header, rows), DAY), folder / "新"


def test_option_numbers_wait_for_the_questionnaire(tmp_path):
    done, project = by_number(tmp_path)
    body = model(project)
    assert [row["name"] for row in body["items"]][1:] == ["订单准确度", "送货及时性", "投诉处理"]
    (scale,) = body["scales"]
    assert scale["codes"] == "unconfirmed"
    assert "segments" not in body  # shown as a comment: its classes have no names
    text = (project / "project.toml").read_text("utf-8")
    assert '"best_first"：1＝非常满意、2＝满意、3＝基本满意、4＝不满意' in text
    assert '"worst_first"：1＝不满意、2＝基本满意、3＝满意、4＝非常满意' in text
    assert "#   订单准确度：1（15份）、2（15份）、3（15份）、4（15份）" in text
    assert "看不出1是最好还是最差" in done.remarks[0]
    with pytest.raises(ProjectError) as caught:
        pipeline.compute_facts(project)
    (problem,) = caught.value.problems
    assert problem.code == "project.codes_unconfirmed"
    assert problem.where.line
    assert "1＝不满意" in problem.hint


@pytest.mark.parametrize(("codes", "best"), [("best_first", 1), ("worst_first", 4)])
def test_confirmed_numbers_are_read_as_said(tmp_path, codes, best):
    _, project = by_number(tmp_path)
    path = project / "project.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('codes = "unconfirmed"', f'codes = "{codes}"'), "utf-8")
    facts = pipeline.compute_facts(project)
    share = next(fact for fact in facts if fact.key == "share/q3#非常满意")
    expected = sum(1 + (i // 2) % 4 == best for i in range(60)) / 60
    assert share.value == pytest.approx(expected)


def test_numbers_of_ticks_and_of_places_are_told_from_ratings(tmp_path):
    _, project = by_number(tmp_path)
    studies = {row["id"]: row for row in model(project)["studies"]}
    boxes = {"货源紧张": "第4题(货源紧张)", "其他": "第4题(其他【请注明】)"}
    assert studies["choices"]["questions"] == [{"name": "第4题", "columns": boxes}]
    assert list(studies["ranking"]["columns"]) == ["价格", "质量", "速度"]
    assert "nps" not in studies  # 4 to 9 may be the fourth to the ninth option
    assert '# method = "nps"' in (project / "project.toml").read_text("utf-8")
    assert "-3" in model(project)["data"]["missing"]


def test_numbers_without_a_rating_are_refused(tmp_path):
    rows = [[i, 1 + i % 4, 1 + i % 3] for i in range(40)]
    with pytest.raises(DataError) as caught:
        create(tmp_path / "新", export(tmp_path, ["序号", "1、性别", "2、Q3"], rows), DAY)
    assert "按选项文本" in caught.value.problems[0].hint
    assert not (tmp_path / "新").exists()


@pytest.mark.parametrize(("file", "units"), [("scored_by_unit.xlsx", 3), ("wide.xlsx", 5)])
def test_a_sheet_of_scores_is_read_as_one(tmp_path, file, units):
    """Its rows are units: as respondents they would be counted and tested."""
    done = create(tmp_path / "新", SCORED / file, DAY)
    assert model(tmp_path / "新")["data"]["entry"] == "scored"
    assert model(tmp_path / "新")["data"]["unit"] == "单位"
    assert f"{units}个单位" in done.remarks[0]
    assert errors(tmp_path / "新") == []


def test_answers_of_named_units_are_no_sheet_of_scores(tmp_path):
    rows = [[f"{i}号营业厅", 60 + i, SCALE[i % 4]] for i in range(40)]
    create(tmp_path / "新", export(tmp_path, ["营业厅网点", "得分", "1、态度"], rows), DAY)
    assert model(tmp_path / "新")["data"]["entry"] == "answers"


def test_a_table_of_tickets_is_told_the_method_for_it(tmp_path):
    rows = [[i, f"2026-01-{1 + i % 28:02d} 08:00", "2026-02-01 09:00"] for i in range(40)]
    head = ["工单编号", "受理时间", "办结时间"]
    with pytest.raises(DataError) as caught:
        create(tmp_path / "新", export(tmp_path, head, rows), DAY)
    assert 'method = "service_time"' in caught.value.problems[0].hint
    assert 'closed = "办结时间"' in caught.value.problems[0].hint


LIKING = ["喜欢", "理应如此", "无所谓", "勉强接受", "不喜欢"]
SUS = [
    "我愿意经常使用这个系统", "我觉得系统没必要这么复杂", "我认为系统容易使用",
    "我需要技术人员的帮助才能使用", "系统的各项功能整合得很好", "系统中有太多不一致的地方",
    "大多数人能很快学会使用", "系统使用起来非常麻烦", "我对使用这个系统有信心",
    "使用前我需要学习很多东西",
]  # fmt: skip
LAYOUTS = {
    "kano": (
        ["2、如果提供短信", "3、如果不提供短信", "4、线上缴费（有）", "5、线上缴费（没有）"],
        lambda i: [LIKING[i % 5], LIKING[(i + 2) % 5], LIKING[i % 3], LIKING[4 - i % 2]],
    ),
    "importance_performance": (
        ["2、满意度—送货", "2、满意度—货源", "3、重要程度—送货", "3、重要程度—货源"],
        lambda i: [SCALE[i % 3], SCALE[i % 4], ["非常重要", "重要"][i % 2],
                   ["重要", "一般", "不重要"][i % 3]],
    ),
    "expectation_gap": (
        ["2、期望值—态度", "2、期望值—效率", "3、感受到的水平—态度", "3、感受到的水平—效率"],
        lambda i: [5 - i % 2, 4 + i % 2, 3 + i % 3, 1 + i % 5],
    ),
    "sus": ([f"2、{name}" for name in SUS], lambda i: [1 + (i * k) % 5 for k in range(1, 11)]),
    "ueq": (
        [f"2、用户体验问卷—令人烦恼的{n}" for n in range(26)],
        lambda i: [(i + k * k) % 7 - 3 for k in range(26)],
    ),
    "ranking_question": (
        ["2、最需要改进的次序"],
        lambda i: [["送货→货源→价格", "货源→送货", "价格→送货→货源"][i % 3]],
    ),
    "single_choice": (["2、您最希望改进的是"], lambda i: [["送货", "货源", "价格"][i % 3]]),
    "multiple_choice": (["2、原因—货源", "2、原因—送货"], lambda i: [i % 2, (i + 1) % 3 // 2]),
    "nps": (["2、您愿意推荐我们吗"], lambda i: [i % 11]),
}  # fmt: skip


@pytest.mark.parametrize("method", LAYOUTS)
def test_a_layout_becomes_a_study_that_builds(tmp_path, method):
    header, row = LAYOUTS[method]
    _, project = made(tmp_path, header, [row(i) for i in range(60)])
    body = model(project)
    assert [study["method"] for study in body["studies"]] == [method]
    assert len(body.get("segments", [])) == 0
    assert errors(project) == []
    id = body["studies"][0]["id"]
    facts = [f for f in pipeline.compute_facts(project) if f"/{id}" in f.key]
    assert len(facts) > 5
    assert not any("lacks" in fact.key for fact in facts)


def test_what_is_only_shown_builds_too(tmp_path):
    header = [
        "2、您对我们的总体满意程度", "3、订单", "4、货源", "5、送货", "6、不满意的原因", "7、意见",
        "8、您喜欢的渠道",
    ]  # fmt: skip
    rows = [
        [SCALE[i % 4], SCALE[(i + 1) % 4], SCALE[i % 3], SCALE[(i // 3) % 4],
         ["货源紧张┋送货晚", "送货晚", "其他〖价格〗"][i % 3], f"送货太晚，第{i}次",
         ["1┋2", "3"][i % 2]]
        for i in range(80)
    ]  # fmt: skip
    _, project = made(tmp_path, header, rows)
    assert [study["method"] for study in model(project)["studies"]] == ["multiple_choice"]
    uncommented(project)
    found = [study["method"] for study in model(project)["studies"]]
    assert found == [
        "multiple_choice", "multiple_choice", "themes", "reliability", "drivers",
        "importance_performance", "delighters", "reasons",
    ]  # fmt: skip
    with pytest.raises(ProjectError) as caught:  # nobody but the user knows the trade
        pipeline.check(project)
    assert "tobacco" in caught.value.problems[0].hint
    path = project / "project.toml"
    path.write_text(path.read_text("utf-8").replace("请选", "tobacco"), "utf-8")
    assert {p.code for p in pipeline.check(project)}.isdisjoint({"study.no_section", "data.more"})
    assert errors(project) == []


def test_codes_of_choices_wait_for_their_names(tmp_path):
    _, project = made(tmp_path, ["2、渠道"], [[["1┋2", "3"][i % 2]] for i in range(40)])
    text = (project / "project.toml").read_text("utf-8")
    assert "studies" not in tomllib.loads(text)
    assert '# labels = { 1 = "第1个选项", 2 = "第2个选项", 3 = "第3个选项" }' in text
