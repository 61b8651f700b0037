"""``reporter templates``: list templates, or print the schema of project files."""

from __future__ import annotations

import click

from ..output import common_options, write_json


@click.command("templates", options_metavar="[选项]")
@click.option("--schema", is_flag=True, help="写出项目文件的 JSON Schema。")
@common_options
def command(schema: bool, as_json: bool) -> int:
    """列出报告模板；--schema 写出项目文件的 JSON Schema，供编辑器提示和检查。"""
    from ... import pipeline

    if schema:
        write_json(pipeline.project_schema())
        return 0
    found = pipeline.templates()
    if as_json:
        rows = [
            {"name": item.name, "title": item.title, "description": item.description}
            for item in found
        ]
        write_json({"ok": True, "templates": rows})
        return 0
    for item in found:
        click.echo(f"{item.name}\t{item.title}\n    {item.description}")
    return 0
