import json
import subprocess
import sys
from pathlib import Path

import pytest

from reporter.errors import ProjectError
from reporter.project import open_project, project_schema

from .conftest import DATA, HEAD, ITEMS, SCALE

BASE = HEAD + DATA + SCALE


def only(problems):
    assert len(problems) == 1, [str(p) for p in problems]
    return problems[0]


def line_of(text, needle):
    return next(i for i, row in enumerate(text.split("\n"), 1) if needle in row)


def test_a_valid_project_opens_from_file_and_folder(write):
    folder = write()
    opened = open_project(folder)
    assert opened == open_project(folder / "project.toml")
    assert opened.file == "project.toml"
    assert opened.folder == folder
    assert [o.points for o in opened.model.scales[0].options] == [100, 90, 75, 60]
    assert opened.lines["items[1].name"] == line_of(
        (folder / "project.toml").read_text(encoding="utf-8"), "乙题"
    )
    assert opened.place("items[1].weight").line == opened.lines["items[1]"]


def test_invisible_characters_do_not_reach_the_model(write):
    folder = write()
    file = folder / "project.toml"
    title = '"""年度\\u0000\\u200b\n报\u2060告"""'
    file.write_text(file.read_text(encoding="utf-8").replace('"年度报告"', title), encoding="utf-8")
    assert open_project(folder).model.report.title == "年度\n报告"


def test_byte_order_mark_is_accepted(tmp_path):
    (tmp_path / "p.toml").write_bytes(b"\xef\xbb\xbf" + (BASE + ITEMS).encode())
    assert open_project(tmp_path / "p.toml").file == "p.toml"


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        ("[report]\ntitle = 满意".encode("gbk"), "project.encoding", 2),
        ("[report]".encode("utf-16"), "project.encoding", None),
        (b"a = " + b"[" * 3000, "project.syntax", None),
        (b"a = 1\nb = = 2\n", "project.syntax", 2),
        ("a = 1\n标题 = 2\n".encode(), "project.syntax", 2),
        ("a = “满意”\n".encode(), "project.syntax", 1),
        (b"a = 1\na = 2\n", "project.syntax", 2),
        (b'a = "x\nb = 1\n', "project.syntax", 1),
    ],
)
def test_unreadable_texts(tmp_path, raw, code, line):
    (tmp_path / "project.toml").write_bytes(raw)
    with pytest.raises(ProjectError) as caught:
        open_project(tmp_path)
    problem = only(caught.value.problems)
    assert (problem.code, problem.where.line) == (code, line)
    assert problem.hint


def test_chinese_punctuation_is_named(problems_of):
    assert "“" in only(problems_of("a = “满意”\n")).hint
    assert "＝" in only(problems_of('a ＝ "x"\n')).hint
    assert "引号" in only(problems_of("标题 = 1\n")).hint


@pytest.mark.parametrize("name", ["none.toml", "x" * 400, "a\0b"])
def test_missing_file(tmp_path, name):
    with pytest.raises(ProjectError) as caught:
        open_project(tmp_path / name)
    assert caught.value.problems[0].code == "project.not_found"
    assert str(tmp_path) not in str(caught.value)


def test_folder_without_project_names_other_toml_files(tmp_path):
    (tmp_path / "other.toml").touch()
    with pytest.raises(ProjectError, match=r"other\.toml"):
        open_project(tmp_path)


def test_all_schema_problems_at_once_with_lines(problems_of):
    text = (
        HEAD.replace("title =", "titel =").replace("wave = ", "# wave = ")
        + DATA
        + 'entry = "answer"\n'
        + SCALE
        + ITEMS
        + 'weigth = 0.5\n[rules]\nsmall_base = "many"\n[[targets]]\ntotal = 90\n'
    )
    found = {(p.code, p.where.line): p for p in problems_of(text)}
    expected = {
        ("project.missing_key", 1): "title",
        ("project.unknown_key", line_of(text, "titel")): "“title”",
        ("project.missing_key", line_of(text, "[survey]")): "wave",
        ("project.value", line_of(text, "entry")): "answers",
        ("project.unknown_key", line_of(text, "weigth")): "weight",
        ("project.value", line_of(text, "small_base")): "整数",
        ("project.value", line_of(text, "[[targets]]")): "[targets]",
    }
    assert set(found) == set(expected)
    for key, word in expected.items():
        assert word in str(found[key])


def test_problems_behind_the_schema_are_told_with_schema_problems(problems_of):
    text = BASE.replace("four_level", "four_levle") + ITEMS.replace('"q2"', '"q1"') + "[nothing]\n"
    codes = [p.code for p in problems_of(text)]
    assert codes == ["project.unknown_preset", "project.duplicate_id", "project.unknown_key"]


def test_single_brackets_for_a_list(problems_of):
    problem = only(problems_of(BASE + ITEMS + '[segments]\nid = "a"\nname = "b"\n'))
    assert "[[segments]]" in problem.hint


@pytest.mark.parametrize(
    ("value", "word"),
    [("true", "true"), ("nan", "数字"), ("inf", "数字"), ("1.5", "不大于"), ("-0.1", "不小于")],
)
def test_weights_that_are_no_shares(problems_of, value, word):
    problem = only(problems_of(BASE + ITEMS + f"weight = {value}\n"))
    assert word in str(problem)
    assert problem.code == "project.value"


def indicator(id, parent="", **keys):
    text = f'[[indicators]]\nid = "{id}"\nname = "指标{id}"\nparent = "{parent}"\n'
    return text + "".join(f"{key} = {value}\n" for key, value in keys.items())


def item(id, indicator="total", **keys):
    text = f'[[items]]\nid = "{id}"\nname = "题{id}"\nindicator = "{indicator}"\n'
    return text + "".join(f"{key} = {value}\n" for key, value in keys.items())


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (ITEMS + indicator("q1") + item("x", "q1"), ["project.duplicate_id"]),
        (ITEMS + item("total"), ["project.duplicate_id"]),
        (item("a", "servise") + indicator("service") + item("b", "service"),
         ["project.unknown_indicator"]),
        (item("a", scale='"t"'), ["project.unknown_scale"]),
        (indicator("a", "zz") + item("i", "a"), ["project.unknown_parent"]),
        (indicator("a", "b") + indicator("b", "a") + item("i", "a"), ["project.cycle"]),
        (indicator("a", "a") + item("i", "a") + item("j"), ["project.cycle"]),
        (indicator("a") + indicator("b", "a") + indicator("c", "b") + indicator("d", "c")
         + item("i", "d"), ["project.too_deep"]),
        (indicator("a") + item("i"), ["project.empty_indicator"]),
        (indicator("a") + item("i", "a", scored="false") + item("j"),
         ["project.empty_indicator"]),
        (item("a", weight=0.4) + item("b", weight=0.5), ["project.weights"]),
        (item("a", weight=0.5) + item("b"), ["project.weights_mixed"]),
        (ITEMS + '[[grades]]\nlabel = "优"\nminimum = 85\n[[grades]]\nlabel = "良"\nminimum = 95\n'
         '[[grades]]\nlabel = "差"\n', ["project.grades"]),
        (ITEMS + '[[grades]]\nlabel = "优"\nminimum = 85\n', ["project.grades"]),
        (ITEMS + '[[grades]]\nlabel = "优"\n[[grades]]\nlabel = "差"\n', ["project.grades"]),
        (ITEMS + "[targets]\ntotal = 120\n", ["project.out_of_range"]),
        (ITEMS + "[previous.scores]\nq1 = 20\n", ["project.out_of_range"]),
        (ITEMS + '[previous.scores]\n"q9" = 90\n', ["project.unknown_indicator"]),
        (ITEMS + "[previous]\n", ["project.previous_empty"]),
        (ITEMS + '[[segments]]\nid = "s"\nname = "县区"\nlevels = ["甲", "甲"]\n',
         ["project.duplicate_level"]),
        (ITEMS + '[[segments]]\nid = "s"\nname = "县区"\nlevels = ["城区"]\n'
         'population = { "城 区" = 5 }\n', ["project.unknown_level"]),
        (ITEMS + '[[measures]]\nid = "m"\nindicator = "q3"\nmeasure = "改"\ndue = "年底"\n'
         'acceptance = "达标"\n', ["project.unknown_indicator"]),
        (ITEMS + item("x", column='"乙题"'), ["project.duplicate_column"]),
        ("", ["project.no_items"]),
    ],
)  # fmt: skip
def test_contradictions(problems_of, body, codes):
    assert [p.code for p in problems_of(BASE + body)] == codes


@pytest.mark.parametrize(
    ("scale", "code"),
    [
        ("", "project.scale_empty"),
        ('preset = "four_level"\noptions = [{label="a",points=1},{label="b",points=0}]\n',
         "project.scale_both"),
        ('options = [{label="a",points=1},{label="b",points=1}]\n', "project.scale_flat"),
        ('options = [{label="a",points=0},{label="b",points=1}]\n', "project.scale_order"),
        ('options = [{label="a",points=1,aliases=["b"]},{label="b",points=0}]\n',
         "project.scale_ambiguous"),
        ('options = [{label="a",points=1,satisfied=true,dissatisfied=true},{label="b",points=0}]\n',
         "project.scale_contradiction"),
    ],
)  # fmt: skip
def test_scales_that_contradict_themselves(problems_of, scale, code):
    text = HEAD + DATA + '[[scales]]\nid = "s"\n' + scale + ITEMS
    assert only(problems_of(text)).code == code


def test_weights_may_be_off_by_rounding_only(write):
    third = "0.3333333333"
    body = "".join(item(i, weight=third) for i in "abc")
    assert open_project(write(SCALE, body)).model.items[0].weight == float(third)


def test_ready_made_scores_need_neither_items_nor_leaves(write):
    opened = open_project(write(indicator("a"), data='entry = "scored"'))
    assert opened.model.items == ()


def test_near_miss_is_suggested(problems_of):
    text = BASE + indicator("chengxin") + item("i", "chengxing") + item("j", "chengxin")
    assert "是否想写“chengxin”" in only(problems_of(text)).hint


def test_schema_is_json_and_chinese():
    schema = project_schema()
    assert "报告标题" in json.dumps(schema, ensure_ascii=False)
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["report", "survey", "data"]


def test_importing_the_room_is_cheap():
    code = (
        "import sys, reporter.project\n"
        "heavy = {'pydantic', 'pandas', 'openpyxl', 'python_calamine', 'numpy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "reporter.project.open_project\n"
        "assert not (heavy - {'pydantic'}) & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
