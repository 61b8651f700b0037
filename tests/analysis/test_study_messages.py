"""What studies say of wrong options and doubtful data: with file and line, once for one cause."""

from __future__ import annotations

from pathlib import Path

import pytest

import reporter
from reporter.analysis.studies.satisfaction_index import Options
from reporter.errors import Problem, ReporterError
from tests.study_sections import HEAD as SURVEY
from tests.study_sections import WINDOW

HEAD = f'{SURVEY}respondent = "编号"\n{WINDOW}'
VISITS = "网点,检查项,结果\n甲,问候,是\n乙,问候,否\n"
TICKETS = "工单,开始,结束\n" + "".join(
    f"QX{i},2026-09-0{1 + i % 9} 08:00,2026-09-0{1 + i % 9} 09:00\n" for i in range(40)
)


def checked(folder: Path, studies: str, **files: str) -> tuple[Problem, ...]:
    """Return what check tells, or what is wrong."""
    survey = "编号,窗口\n" + "".join(f"{i},满意\n" for i in range(40))
    for name, text in {"survey": survey, **files}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "project.toml").write_text(HEAD + studies, encoding="utf-8")
    try:
        return reporter.check(folder)
    except ReporterError as error:
        return error.problems


def study(method: str, options: str) -> str:
    return f'[[studies]]\nid = "s"\nmethod = "{method}"\n{options}\n'


@pytest.mark.parametrize(
    ("options", "line", "said"),
    [
        ('veto = ["问好"]', 4, "veto 写的“问好”不在"),
        ("outlets = 1", 4, "多于总数1个"),
        ("target = 95", 4, "应不大于1"),
    ],
)
def test_wrong_options_have_their_line(tmp_path: Path, options: str, line: int, said: str) -> None:
    text = study("mystery_shopping", f'file = "a.csv"\n{options}')
    (problem,) = checked(tmp_path, text, a=VISITS)
    assert said in problem.what
    assert problem.where.file == "project.toml"
    assert problem.where.line == HEAD.count("\n") + 1 + line


def test_a_share_given_as_percentage_is_told_how_to_write_it(tmp_path: Path) -> None:
    text = study("mystery_shopping", 'file = "a.csv"\npass_mark = 90')
    (problem,) = checked(tmp_path, text, a=VISITS)
    assert "90% 写成 0.9" in problem.hint
    assert "literal" not in str(problem)


def test_all_wrong_constructs_are_named_at_once_with_those_of_the_preset(tmp_path: Path) -> None:
    options = 'preset = "ecsi"\nconstructs = [{ name = "形象", items = ["窗口"] }, '
    options += '{ name = "期望", items = ["编号"] }]'
    (problem,) = checked(tmp_path, study("satisfaction_index", options))
    assert "“形象”、“期望”不是" in problem.what
    assert all(name in problem.hint for name in ("“企业形象”", "“顾客期望”", "“感知价值”"))
    assert problem.where.line


def test_problems_of_all_studies_are_told_at_once(tmp_path: Path) -> None:
    one = study("mystery_shopping", 'file = "a.csv"\nveto = ["问好"]')
    other = one.replace('"s"', '"t"').replace("问好", "敬礼")
    found = checked(tmp_path, one + other, a=VISITS)
    assert ["问好" in found[0].what, "敬礼" in found[1].what] == [True, True]


def test_files_that_are_bare_names_are_shown_how_to_write_them(tmp_path: Path) -> None:
    (problem,) = checked(tmp_path, study("wave_change", 'files = ["a.csv"]'))
    assert "花括号" in problem.what
    assert '{ name = "…", file = "…" }' in problem.hint


def test_a_wrong_cutoff_is_one_problem(tmp_path: Path) -> None:
    options = 'file = "a.csv"\nopened = "开始"\nclosed = "结束"\nlimit = 90\ncutoff = "2026-08-30"'
    (problem,) = checked(tmp_path, study("service_time", options), a=TICKETS)
    assert "有40行的时间晚于截止时间 cutoff（2026-08-30）" in problem.what
    assert "最晚的时间是2026-09-09" in problem.hint


def test_repeated_tickets_are_told(tmp_path: Path) -> None:
    options = 'file = "a.csv"\nopened = "开始"\nclosed = "结束"\nlimit = 90\nticket = "工单"'
    text = TICKETS.replace("QX7,", "QX５,")
    found = checked(tmp_path, study("service_time", options), a=text)
    (problem,) = [one for one in found if one.code == "study.repeated"]
    assert "工单编号有重复（第7行、第9行）" in problem.what
    assert problem.severity == "warning"


def test_repeated_respondents_of_a_wave_are_told_but_not_those_of_two(tmp_path: Path) -> None:
    wave = "编号,窗口\n" + "".join(f"{i},{'满意' if i % 3 else '不满意'}\n" for i in range(40))
    files = 'files = [{ name = "去年", file = "a.csv" }, { name = "今年", file = "b.csv" }]'
    text = study("wave_change", files)
    assert not [p for p in checked(tmp_path, text, a=wave, b=wave) if p.code == "study.repeated"]
    found = checked(tmp_path, text, a=wave.replace("\n7,", "\n5,"), b=wave)
    (problem,) = [one for one in found if one.code == "study.repeated"]
    assert "去年第7行、去年第9行" in problem.what


def test_complaints_without_a_problem_are_told(tmp_path: Path) -> None:
    rows = ["是,是\n", "否,是\n", "否,否\n"] * 20
    options = 'file = "a.csv"\nproblem = "问题"\ncomplained = "投诉"'
    found = checked(tmp_path, study("complaints", options), a="问题,投诉\n" + "".join(rows))
    (problem,) = [one for one in found if one.code == "study.contradiction"]
    assert "第3行、第6行、第9行等20行“问题”写没有，“投诉”写有" in problem.what


def test_the_options_name_the_constructs_and_paths_of_every_preset() -> None:
    told = "".join(str(one.description) for one in Options.model_fields.values())
    for name in ("品牌形象", "企业形象", "预期质量", "顾客满意度→顾客抱怨、顾客忠诚"):
        assert name in told


def test_a_wrong_answer_is_told_once_with_its_number(tmp_path: Path) -> None:
    options = 'file = "a.csv"\nquestions = ["渠道"]\nlevels = { "渠道" = ["微信", "电话"] }'
    found = checked(tmp_path, study("single_choice", options), a="渠道\n微信\n" + "电活\n" * 30)
    (problem,) = found
    assert "“电活”不是所列的答案，共30处" in problem.what
    assert "可用的答案：“微信”、“电话”" in problem.hint


def test_a_ticket_class_without_a_limit_builds(tmp_path: Path) -> None:
    options = (
        'file = "a.csv"\nopened = "开始"\nclosed = "结束"\nby = "区域"\nlimits = { "城" = 90 }'
    )
    head, *rows = TICKETS.splitlines()
    text = "\n".join([f"{head},区域", *(f"{row},{'城乡'[i % 2]}" for i, row in enumerate(rows))])
    assert not [p for p in checked(tmp_path, study("service_time", options), a=text)
                if p.severity == "error"]  # fmt: skip


def test_what_is_wrong_in_many_rows_is_told_once_with_the_rows(tmp_path: Path) -> None:
    rows = TICKETS.splitlines()
    for i in (3, 5, *range(11, 24)):
        rows[i] = f"QX{i},待定,2026-09-02 09:00"
    text = study("service_time", 'file = "a.csv"\nopened = "开始"\nclosed = "结束"\nlimit = 2')
    (problem,) = checked(tmp_path, text, a="\n".join(rows))
    assert "“待定”不是日期或时间，共15处（第4、6、12、13、14、15、16、17等行）。" in problem.what
    assert problem.where.row == 4


def test_a_missing_column_is_told_once_with_the_lines_that_name_it(tmp_path: Path) -> None:
    nps = study("nps", 'file = "a.csv"\nquestion = "推荐度"')
    other = nps.replace('"s"', '"t"')
    elsewhere = nps.replace('"s"', '"u"').replace("a.csv", "b.csv")
    scores = "编号,推荐\n" + "".join(f"{i},{i % 11}\n" for i in range(40))
    found = checked(tmp_path, nps + other + elsewhere, a=scores, b=scores.replace("推荐", "推荐度"))
    (problem,) = found
    first = HEAD.count("\n") + 5
    assert "没有“推荐度”列" in problem.what
    assert problem.hint.endswith(
        f"“推荐”？这个列名写在《project.toml》第{first}、{first + nps.count(chr(10))}行。"
    )
