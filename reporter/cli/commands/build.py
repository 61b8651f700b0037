"""``reporter build``: make the report."""

from __future__ import annotations

from pathlib import Path

import click

from ..output import (
    common_options,
    count_problems,
    progress,
    project_argument,
    say,
    say_problems,
    write_json,
)


@click.command("build", options_metavar="[选项]")
@project_argument
@click.option("--out", metavar="文件夹", type=click.Path(path_type=Path), help="输出文件夹。")
@click.option(
    "--format",
    "formats",
    type=click.Choice(["docx", "pdf", "html"], case_sensitive=False),
    multiple=True,
    help="输出格式，可多次给出；缺省按项目文件。",
)
@click.option(
    "--exact-pages",
    is_flag=True,
    help="用本机的 LibreOffice 排一遍 DOCX，目录页码以它为准（约多用数秒）。",
)
@common_options
def command(
    project: Path,
    out: Path | None,
    formats: tuple[str, ...],
    *,
    exact_pages: bool,
    as_json: bool,
) -> int:
    """生成报告。项目是 project.toml 或它所在的文件夹。

    文件整体写出：有错误时什么也不写，原有报告不受影响。
    """
    from ... import pipeline

    with progress() as show:
        result = pipeline.build(
            project, out, outputs=formats or None, progress=show, exact_pages=exact_pages
        )
    if as_json:
        write_json(
            {
                "ok": True,
                "files": [str(path) for path in result.files],
                "pages": result.pages,
                "facts": len(result.facts),
                "problems": [problem.to_json() for problem in result.problems],
                "stages": dict(result.stages),
            }
        )
        return 0
    say_problems(result.problems)
    pages = f"，{result.pages} 页" if result.pages else ""
    say(f"已生成{pages}，{len(result.facts)} 个事实；{count_problems(result.problems)}。")
    for path in result.files:
        click.echo(str(path))
    return 0
