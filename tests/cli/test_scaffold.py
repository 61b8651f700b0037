"""New projects pass the check that users run next."""

import csv
import io
import tomllib
from datetime import date

import pytest

from reporter import pipeline
from reporter.cli.run import run
from reporter.errors import DataError, OutputError
from reporter.scaffold import create

DAY = date(2026, 11, 20)


def export(folder, header, rows, name="导出.csv", encoding="utf-8-sig"):
    stream = io.StringIO()
    csv.writer(stream).writerows([header, *rows])
    path = folder / name
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def wjx(folder, **how):
    """An export as 问卷星 writes it: platform columns, a matrix, skips, open answers."""
    header = [
        "序号", "提交答卷时间", "来源", "总分",
        '1、您所属的分公司是<span style="color:#e33">（必填）</span>', "2、您的来源",
        "3、您对我公司的总体满意程度", "4、服务过程—服务态度", "4、办理时限", "4、环境",
        "5、货源方面—货源公平", "5、货源充足", "6、不满意的原因（多选）", "7、您的意见和建议",
    ]  # fmt: skip
    scale = ["非常满意", "满意", "基本满意", "不满意"]
    rows = [
        [
            i, "2026/10/2 9:01:05", "微信", 390, f"{'城东西'[i % 3]}区分公司",
            "微信" if i % 2 else "热线",
            scale[i % 3], scale[i % 4], scale[(i + 1) % 4], "(跳过)" if i == 3 else scale[i % 2],
            scale[i % 3], "不了解" if i % 7 == 0 else scale[i % 2],
            "货源紧张┋送货晚" if i % 3 else "", f"第{i}条：希望送货早一点，谢谢" if i % 2 else "",
        ]
        for i in range(1, 61)
    ]  # fmt: skip
    return export(folder, header, rows, **how)


def model(folder):
    return tomllib.loads((folder / "project.toml").read_text("utf-8"))


def test_example_passes_the_check(tmp_path):
    made = create(tmp_path / "新", None, DAY)
    assert [path.name for path in made.files] == ["project.toml", "responses.csv"]
    assert model(tmp_path / "新")["report"]["date"] == DAY
    assert [p for p in pipeline.check(tmp_path / "新") if p.severity == "error"] == []


def test_draft_from_an_export(tmp_path):
    made = create(tmp_path / "新", wjx(tmp_path), DAY)
    body = model(tmp_path / "新")
    assert [row["name"] for row in body["items"]] == [
        "我公司的总体满意程度", "服务态度", "办理时限", "环境", "货源公平", "货源充足",
    ]  # fmt: skip
    assert [row["name"] for row in body["indicators"]] == ["服务过程", "货源方面"]
    assert [row["indicator"] for row in body["items"]] == ["total", "d1", "d1", "d1", "d2", "d2"]
    assert body["items"][0]["scored"] is False
    assert [option["points"] for option in body["scales"][0]["options"]] == [100, 90, 75, 60]
    # 来源 is the platform's column in front, and a question further on.
    assert [(row["name"], row["role"]) for row in body["segments"]] == [
        ("分公司", "unit"),
        ("来源", "segment"),
    ]
    assert body["data"]["respondent"] == "序号"
    assert body["data"]["not_applicable"] == ["不了解"]
    assert body["data"]["ignore"] == ["提交答卷时间", "来源", "总分"]
    (choices,) = body["studies"]
    assert choices["method"] == "multiple_choice"
    assert choices["questions"] == [{"name": "不满意的原因", "column": "6、不满意的原因（多选）"}]
    assert [row["name"] for row in body["open_questions"]] == ["意见和建议"]
    remarks = "\n".join(made.remarks)
    assert "不满意的原因（multiple_choice）" in remarks
    assert "意见和建议（themes）" in remarks
    assert "提交答卷时间" in remarks


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_draft_passes_the_check(tmp_path, encoding):
    create(tmp_path / "新", wjx(tmp_path, encoding=encoding), DAY)
    assert [p for p in pipeline.check(tmp_path / "新") if p.severity == "error"] == []


def test_answers_with_letters(tmp_path):
    rows = [[i, f"{'AB'[i % 2]}.{('非常满意', '满意')[i % 2]}"] for i in range(40)]
    create(tmp_path / "新", export(tmp_path, ["编号", "1.服务态度"], rows), DAY)
    first = model(tmp_path / "新")["scales"][0]["options"][0]
    assert "A.非常满意" in first["aliases"]
    assert [p for p in pipeline.check(tmp_path / "新") if p.severity == "error"] == []


def test_units_lose_their_letters(tmp_path):
    rows = [
        [i, f"{'ABC'[i % 3]}.{'东西南'[i % 3]}区分公司", ("满意", "不满意")[i % 2]]
        for i in range(60)
    ]
    create(tmp_path / "新", export(tmp_path, ["编号", "1.分公司", "2.态度"], rows), DAY)
    (segment,) = model(tmp_path / "新")["segments"]
    assert segment["levels"] == ["东区分公司", "西区分公司", "南区分公司"]
    assert segment["aliases"]["B.西区分公司"] == "西区分公司"
    facts = pipeline.compute_facts(tmp_path / "新")
    assert any("南区分公司" in str(fact) for fact in facts)
    assert not any("C.南区分公司" in str(fact) for fact in facts)


def test_choices_with_commas_and_choices_a_column_each(tmp_path):
    reasons = ["货源紧张,送货晚", "送货晚", "货源紧张", "", "送货晚,其他", "其他"]
    rows = [
        [i, ("满意", "不满意")[i % 2], reasons[i % 6], "A.微信" if i % 2 else "", "B.电话"]
        for i in range(60)
    ]
    header = ["编号", "1.态度", "2.不满意的原因", "3.渠道:A.微信", "3.渠道:B.电话"]
    create(tmp_path / "新", export(tmp_path, header, rows), DAY)
    (choices,) = model(tmp_path / "新")["studies"]
    assert choices["separator"] == ","
    assert choices["questions"] == [
        {"name": "不满意的原因", "column": "2.不满意的原因"},
        {"name": "渠道", "columns": {"微信": "3.渠道:A.微信", "电话": "3.渠道:B.电话"}},
    ]
    assert [p for p in pipeline.check(tmp_path / "新") if p.severity == "error"] == []


def test_open_answers_with_commas_are_no_choices(tmp_path):
    said = ["送货晚,请早一点", "希望多给一些紧俏的货", "没有,谢谢", "很好", "服务热情,继续保持"]
    rows = [[i, ("满意", "不满意")[i % 2], f"{said[i % 5]}{i}"] for i in range(40)]
    create(tmp_path / "新", export(tmp_path, ["编号", "1.态度", "2.您的意见"], rows), DAY)
    assert [row["name"] for row in model(tmp_path / "新")["open_questions"]] == ["意见"]
    assert "studies" not in model(tmp_path / "新")


def test_a_question_on_recommendation_is_a_net_promoter_score(tmp_path):
    rows = [[i, ("满意", "不满意")[i % 2], i % 11] for i in range(66)]
    header = ["编号", "1.态度", "2.您有多大可能向朋友推荐我们"]
    create(tmp_path / "新", export(tmp_path, header, rows), DAY)
    (study,) = model(tmp_path / "新")["studies"]
    assert (study["method"], study["question"]) == ("nps", header[2])
    assert header[2] not in model(tmp_path / "新")["data"]["ignore"]
    assert [p for p in pipeline.check(tmp_path / "新") if p.severity == "error"] == []


def test_an_export_without_ratings_is_told_what_was_found(tmp_path):
    rows = [[i, "男女"[i % 2], "货源┋送货" if i % 3 else "货源"] for i in range(40)]
    with pytest.raises(DataError) as caught:
        create(tmp_path / "新", export(tmp_path, ["序号", "1、性别", "2、爱好"], rows), DAY)
    (problem,) = caught.value.problems
    assert "认出的有分组1列、多选题1列" in problem.what
    assert "按选项文本" not in problem.hint


def test_scores_instead_of_answers(tmp_path):
    rows = [[i, 60 + i % 40, 70 + i % 30, 80 + i % 20] for i in range(40)]
    create(tmp_path / "新", export(tmp_path, ["序号", "态度", "时限", "环境"], rows), DAY)
    assert model(tmp_path / "新")["data"]["entry"] == "scores"
    assert [p for p in pipeline.check(tmp_path / "新") if p.severity == "error"] == []


def test_headers_that_toml_must_escape(tmp_path):
    rows = [[("满意", "不满意", "非常满意")[i % 3]] for i in range(30)]
    create(tmp_path / "新", export(tmp_path, ['1、“服务"\\态度'], rows), DAY)
    assert model(tmp_path / "新")["items"][0]["column"] == '1、“服务"\\态度'


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "别动.txt").write_text("x")
    with pytest.raises(OutputError):
        create(tmp_path, None, DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["别动.txt"]


def test_command(tmp_path, capsys):
    assert run(["new", str(tmp_path / "a"), "--from", str(wjx(tmp_path))]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[0].endswith("project.toml")
    assert "认出题目 6 个" in captured.err
    assert run(["new", str(tmp_path / "a")]) == 6
    assert run(["new", str(tmp_path / "b"), "--from", str(tmp_path / "nix.csv")]) == 4
