"""``reporter verify``: hold every number of a finished file against its facts."""

from __future__ import annotations

from pathlib import Path

import click

from ..output import common_options, write_json


@click.command("verify", options_metavar="[选项]")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option(
    "--facts",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="事实记录 facts.json；缺省用报告旁边的，再用报告文件内的。",
)
@common_options
def command(file: Path, facts: Path | None, as_json: bool) -> int:
    """核对 DOCX、PDF 或 HTML 报告：逐个数字与事实记录比对。

    列出与记录不符的数字，以及正文中不属于任何事实的数字。全部相符时退出码为 0，否则为 1。
    """
    from ... import pipeline

    report = pipeline.verify(file, facts)
    code = 0 if report.ok else 1
    if as_json:
        write_json({"exit_code": code, **report.to_json()})
    else:
        click.echo(str(report))
    return code
