"""``reporter methods``: list the methods with their definitions."""

from __future__ import annotations

import click

from ..output import common_options, write_json

_NEEDS = {"tally": "各题各选项的人数（或已有得分）", "rows": "逐份答卷"}


@click.command("methods", options_metavar="[选项]")
@common_options
def command(as_json: bool) -> int:
    """列出分析方法：编号、名称、定义和所需数据。"""
    from ... import pipeline

    found = pipeline.methods()
    if as_json:
        rows = [
            {"id": m.id, "title": m.title, "definition": m.definition, "needs": m.needs}
            for m in found
        ]
        write_json({"ok": True, "methods": rows})
        return 0
    for method in found:
        click.echo(f"{method.id}\t{method.title}\n    定义：{method.definition}")
        click.echo(f"    所需数据：{_NEEDS.get(method.needs, method.needs)}")
    return 0
