"""What the survey's own text says of targets: scores reach them, and what chance may undo."""

from __future__ import annotations

from pathlib import Path

from tests.study_sections import WINDOW, filled, survey

TWO = """\
[[indicators]]
id = "calls"
name = "热线服务"
target = 80
[[items]]
id = "hotline"
name = "热线"
column = "Q2"
indicator = "calls"
"""


def report(folder: Path, target: float) -> str:
    lines = ["窗口,Q2"] + ["非常满意,满意", "满意,非常满意", "基本满意,满意"] * 20
    questions = WINDOW.replace('name = "服务"', f'name = "服务"\ntarget = {target}')
    path = survey(folder, lines, TWO, questions)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('subject = "客户"', 'subject = "客户"\nsampling = "random"'), "utf-8"
    )
    return filled(path)[1]


def test_a_target_within_the_error_is_said(tmp_path: Path) -> None:
    near = report(tmp_path, 88)
    said = "设有目标值的得分均达到目标值，其中服务与目标值的差距在抽样误差以内，不能断定是否达到。"
    assert said in near


def test_a_target_beyond_the_error_is_reached(tmp_path: Path) -> None:
    far = report(tmp_path, 70)
    assert "设有目标值的得分均达到目标值。" in far
    assert "不能断定是否达到" not in far
