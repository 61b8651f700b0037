"""``reporter new``: a filled project to start from."""

from __future__ import annotations

from pathlib import Path

import click

from ..clock import today
from ..output import common_options, say, write_json


@click.command("new", options_metavar="[选项]")
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "export",
    metavar="数据文件",
    type=click.Path(path_type=Path),
    help="由问卷平台导出的 CSV 或 XLSX：按列推断题目和分组。",
)
@common_options
def command(folder: Path, export: Path | None, as_json: bool) -> int:
    """新建项目：写出带说明的 project.toml 和数据，随即可以 check 和 build。

    文件夹须不存在或为空；已有的文件不会被覆盖。
    """
    from ... import scaffold

    made = scaffold.create(folder, export, today())
    if as_json:
        write_json({"ok": True, "files": [str(p) for p in made.files], "remarks": made.remarks})
        return 0
    for remark in made.remarks:
        say(remark)
    for path in made.files:
        click.echo(str(path))
    say(f"下一步：编辑 {made.files[0]}，然后运行 reporter check {folder}")
    return 0
