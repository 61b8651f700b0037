"""``reporter templates``: list templates and themes, or print the schema of a user's file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ..output import common_options, write_json


@click.command("templates", options_metavar="[选项]")
@click.option("--schema", is_flag=True, help="写出项目文件的 JSON Schema。")
@click.option("--brand-schema", is_flag=True, help="写出品牌文件的 JSON Schema。")
@click.option(
    "--project",
    metavar="项目",
    type=click.Path(path_type=Path),
    default=Path(),
    help="项目所在的文件夹，其中自己的模板和主题也列出，缺省为当前文件夹。",
)
@common_options
def command(*, schema: bool, brand_schema: bool, project: Path, as_json: bool) -> int:
    """列出报告模板和版面主题；或写出 JSON Schema，供编辑器提示和检查。"""
    from ... import pipeline

    if schema or brand_schema:
        write_json(pipeline.project_schema() if schema else pipeline.brand_schema())
        return 0
    folder = project if project.is_dir() else project.parent
    found, themes = pipeline.templates(folder), pipeline.themes(folder)
    if as_json:
        rows = {"templates": [*map(asdict, found)], "themes": [*map(asdict, themes)]}
        write_json({"ok": True, **rows})
        return 0
    click.echo("报告模板（template）")
    for item in found:
        click.echo(f"  {item.name}\t{item.title}\n      {item.description}")
    click.echo("版面主题（theme）")
    for theme in themes:
        click.echo(f"  {theme.name}\t{theme.title}")
    return 0
