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

    有错误时退出码不为 0；只有警告和提示时为 0，报告可以生成。
    """
    from ... import pipeline

    problems = pipeline.check(project)
    failed = any(problem.severity == "error" for problem in problems)
    if as_json:
        rows = [problem.to_json() for problem in problems]
        write_json({"ok": not failed, "exit_code": int(failed), "problems": rows})
    else:
        say_problems(problems)
        verdict = "不能生成报告" if failed else "可以生成报告"
        click.echo(f"检查完毕：{count_problems(problems)}，{verdict}。")
    if failed:
        say("请按提示修改后再检查。")
    return int(failed)
