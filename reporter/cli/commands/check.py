"""``reporter check``: everything up to the filled document, nothing written."""

from __future__ import annotations

from pathlib import Path

import click

from ..output import (
    common_options,
    count_problems,
    project_argument,
    say,
    say_problems,
    write_json,
)


@click.command("check", options_metavar="[选项]")
@project_argument
@common_options
def command(project: Path, as_json: bool) -> int:
    """检查项目文件、数据和模板，列出全部问题，不生成文件。

    有错误或警告时退出码不为 0；只有提示时为 0。有警告的报告可以生成，但应先核实。
    """
    from ... import pipeline

    problems = pipeline.check(project)
    worst = {problem.severity for problem in problems}
    failed = not worst <= {"note"}
    if as_json:
        rows = [problem.to_json() for problem in problems]
        write_json({"ok": not failed, "exit_code": int(failed), "problems": rows})
    else:
        say_problems(problems)
        verdict = "不能生成报告" if "error" in worst else "可以生成报告"
        click.echo(f"检查完毕：{count_problems(problems)}，{verdict}。")
    if "error" in worst:
        say("请按提示修改后再检查。")
    elif failed:
        say("生成前请先核实各条警告；生成时警告写入报告的数据处理说明。")
    return int(failed)
