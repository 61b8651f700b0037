"""The command line as users meet it: Chinese, exit codes, one JSON object."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from reporter.cli.app import COMMANDS, app
from reporter.cli.chinese import _catalogue
from reporter.cli.run import run
from reporter.errors import (
    DataError,
    MachineError,
    OutputError,
    Place,
    Problem,
    ProjectError,
    TemplateError,
)
from reporter.facts import Fact, FactTable

PROBLEM = Problem(
    "data.x", "第3题有未知选项。", "请改正。", Place(file="a.csv", row=7, column="满意")
)


TABLE = FactTable((Fact("score", label="总体", value=90.32, unit="points"),))


@dataclass(frozen=True)
class Result:
    files: tuple = (Path("out/报告.docx"),)
    facts: FactTable = TABLE
    problems: tuple = (Problem("a.b", "样本较少。", severity="warning"),)
    pages: int | None = 12
    stages: tuple = (("读取", 0.1),)


@pytest.fixture
def pipeline(monkeypatch):
    """Return the pipeline module; tests replace what they need."""
    from reporter import pipeline as module

    def replace(**functions):
        for name, function in functions.items():
            monkeypatch.setattr(module, name, function)

    return replace


def fails(error):
    def _fail(*_, **__):
        raise error

    return _fail


def test_help_is_chinese_and_lists_every_command(capsys):
    assert run(["--help"]) == 0
    text = capsys.readouterr().out
    assert "退出码" in text
    assert all(name in text for name in COMMANDS)
    assert "Usage" not in text
    assert "Options" not in text


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command(capsys, name):
    assert run([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("用法：")
    assert "--json" in text or name in ("template", "fonts")  # groups: their commands have it
    assert "Show this message" not in text


@pytest.mark.parametrize(
    ("args", "part"),
    [
        (["bild"], "没有“bild”这个命令"),
        (["build"], "缺少参数"),
        (["build", "x", "--fromat", "pdf"], "没有 --fromat 这个选项"),
        (["build", "x", "--format", "doc"], "不在可选值"),
        (["build", "x", "--out"], "后面要有一个值"),
        (["check", "x", "y"], "多出了参数"),
    ],
)
def test_usage_errors(capsys, args, part):
    assert run(args) == 2
    captured = capsys.readouterr()
    assert part in captured.err
    assert not captured.out


@pytest.mark.parametrize(
    ("kind", "code"),
    [(ProjectError, 3), (DataError, 4), (TemplateError, 5), (OutputError, 6), (MachineError, 7)],
)
def test_exit_code_by_class(capsys, pipeline, kind, code):
    pipeline(build=fails(kind([PROBLEM, PROBLEM])))
    assert run(["build", "x"]) == code
    assert "错误：《a.csv》第7行“满意”列：第3题有未知选项。 请改正。" in capsys.readouterr().err
    assert run(["build", "x", "--json"]) == code
    body = json.loads(capsys.readouterr().out)
    assert body["exit_code"] == code
    assert body["problems"][0]["where"] == {"file": "a.csv", "row": 7, "column": "满意"}


def test_internal_error_hides_the_traceback(capsys, pipeline, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pipeline(build=fails(ZeroDivisionError("boom")))
    assert run(["build", "x"]) == 70
    text = capsys.readouterr().err
    assert "程序内部错误" in text
    assert "Traceback" not in text
    [log] = tmp_path.glob("reporter-*.log")
    assert "boom" in log.read_text("utf-8")
    assert run(["build", "x", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err
    assert run(["build", "x", "--json"]) == 70
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "internal"


def test_interrupted(capsys, pipeline):
    pipeline(build=fails(KeyboardInterrupt()))
    assert run(["build", "x"]) == 130
    assert "已中断" in capsys.readouterr().err


def test_usage_error_as_json(capsys):
    assert run(["build", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["exit_code"] == 2


def test_build_tells_files_on_stdout_and_steps_on_stderr(capsys, pipeline):
    given = {}

    def build(project, out, *, outputs, progress, exact_pages):
        given.update(project=project, out=out, outputs=outputs, exact=exact_pages)
        progress(1, 7, "读取项目")
        return Result()

    pipeline(build=build)
    assert run(["build", "甲", "--out", "乙", "--format", "pdf", "--format", "DOCX"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [str(Path("out/报告.docx"))]
    assert "[1/7] 读取项目" in captured.err
    assert "警告：样本较少。" in captured.err
    assert given == {
        "project": Path("甲"), "out": Path("乙"), "outputs": ("pdf", "docx"), "exact": False,
    }  # fmt: skip
    assert run(["build", "甲", "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["pages"] == 12
    assert given["outputs"] is None


@pytest.mark.parametrize(("severity", "code"), [("error", 1), ("warning", 1), ("note", 0)])
def test_check(capsys, pipeline, severity, code):
    pipeline(check=lambda _: (Problem("a.b", "某事。", severity=severity),))
    assert run(["check", "x"]) == code
    verdict = "不能生成" if severity == "error" else "可以生成"
    assert verdict in capsys.readouterr().out
    assert run(["check", "x", "--json"]) == code
    assert json.loads(capsys.readouterr().out)["ok"] is (code == 0)


def test_facts_in_four_shapes(capsys, pipeline, tmp_path):
    table = FactTable((
        Fact("score", label="=总体", value=90.32, unit="points", n=30),
        Fact("rate", label="满意率", value=None, error="没有答案"),
    ))  # fmt: skip
    pipeline(compute_facts=lambda _: table)
    assert run(["facts", "x"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "score/total\t=总体\t90.3分"
    assert "没有答案" in lines[1]
    assert run(["facts", "x", "--json"]) == 0
    assert FactTable.from_json(capsys.readouterr().out).rows == table.rows
    assert run(["facts", "x", "--csv"]) == 0
    assert "'=总体" in capsys.readouterr().out
    target = tmp_path / "深" / "表.csv"
    assert run(["facts", "x", "--out", str(target)]) == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    (tmp_path / "file").write_text("x")
    assert run(["facts", "x", "--out", str(tmp_path / "file" / "a.csv")]) == 6


def test_templates_and_methods(capsys, pipeline):
    from reporter.pipeline import MethodInfo, TemplateInfo, ThemeInfo

    pipeline(
        templates=lambda _: (TemplateInfo("annual", "年度报告", "说明"),),
        themes=lambda _: (ThemeInfo("plain", "素净版式"),),
        methods=lambda: (MethodInfo("score", "得分", "加权平均", "rows"),),
        project_schema=lambda: {"$schema": "x"},
    )
    assert run(["templates"]) == 0
    assert "年度报告" in capsys.readouterr().out
    assert run(["templates", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["templates"][0]["name"] == "annual"
    assert run(["templates", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == {"$schema": "x"}
    assert run(["methods"]) == 0
    text = capsys.readouterr().out
    assert "加权平均" in text
    assert "逐份答卷" in text
    assert run(["methods", "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["methods"] == [
        {
            "id": "score",
            "title": "得分",
            "definition": "加权平均",
            "needs": "rows",
            "options": [],
        }
    ]


def test_methods_lists_every_preset_scale(capsys):
    from reporter.project.scales import SCALE_PRESETS

    assert run(["methods"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [
        line for line in SCALE_PRESETS if not any(x.startswith(f"{line}\t") for x in lines)
    ] == []
    assert "    选项：非常满意＝100分、满意＝90分、基本满意＝75分、不满意＝60分" in lines
    assert run(["methods", "--json"]) == 0
    scales = json.loads(capsys.readouterr().out)["scales"]
    assert [scale["id"] for scale in scales] == list(SCALE_PRESETS)
    assert scales[0]["options"][1] == {
        "label": "满意", "points": 90, "aliases": [], "satisfied": True, "dissatisfied": False
    }  # fmt: skip


def test_verify(capsys, pipeline):
    from reporter.verification import Mismatch, Spot, VerifyReport

    wrong = Mismatch(Spot("二、结果", "得98.3分", 4), "90.3", "98.3", "score/total", 90.32, "平均")
    given = []

    def verify(file, facts):
        given.append((file, facts))
        return VerifyReport("a.pdf", "facts.json", 5, (wrong,) if facts is None else ())

    pipeline(verify=verify)
    assert run(["verify", "a.pdf"]) == 1
    text = capsys.readouterr().out
    assert "第4页" in text
    assert "应为“90.3”，现为“98.3”" in text
    assert run(["verify", "a.pdf", "--json"]) == 1
    body = json.loads(capsys.readouterr().out)
    assert body["mismatches"][0]["where"]["page"] == 4
    assert run(["verify", "a.pdf", "--facts", "f.json"]) == 0
    assert "全部相符" in capsys.readouterr().out
    assert given[-1] == (Path("a.pdf"), Path("f.json"))


def test_closed_pipe_is_no_error(pipeline, monkeypatch, tmp_path):
    pipeline(methods=fails(BrokenPipeError()))
    with (tmp_path / "x").open("w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert run(["methods"]) == 0


def test_our_catalogue_keeps_the_fields_of_click():
    import string

    for english, chinese in _catalogue().items():
        fields = {
            name.partition("!")[0] for _, name, _, _ in string.Formatter().parse(english) if name
        }
        said = {name for _, name, _, _ in string.Formatter().parse(chinese) if name}
        assert said <= fields, english


def test_every_command_can_be_loaded():
    import click

    context = click.Context(app)
    assert all(app.get_command(context, name).name == name for name in app.list_commands(context))
