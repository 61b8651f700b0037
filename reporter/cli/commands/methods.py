"""``reporter methods``: list the methods with their definitions, and the preset scales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ..output import common_options, write_json

if TYPE_CHECKING:
    from ...pipeline import MethodInfo
    from ...project.scales import ScalePreset

_NEEDS = {
    "tally": "各题各选项的人数（或已有得分）",
    "rows": "逐份答卷",
    "table": '自己的数据表，在 [[studies]] 中写 method = "编号"',
}


@click.command("methods", options_metavar="[选项]")
@click.argument("name", metavar="[编号]", required=False, default="")
@common_options
def command(name: str, as_json: bool) -> int:
    """列出分析方法（编号、名称、定义、所需数据、参数）和预设量表；写出编号的，只列这一种。"""
    from ... import pipeline
    from ...project.nearest import did_you_mean
    from ...project.scales import SCALE_PRESETS

    found = [method for method in pipeline.methods() if name in ("", method.id)]
    if not found:
        near = did_you_mean(name, [method.id for method in pipeline.methods()])
        raise click.UsageError(f"没有名为“{name}”的方法。{near}不写编号可列出全部。")
    if as_json:
        methods = [asdict(method) for method in found]
        write_json({"ok": True, "methods": methods, "scales": _rows(SCALE_PRESETS)})
        return 0
    for method in found:
        _say_method(method)
    if name:
        return 0
    click.echo('\n预设量表（[[scales]] 中写 preset = "编号"）')
    for scale in SCALE_PRESETS.values():
        _say_scale(scale)
    return 0


def _rows(scales: Mapping[str, ScalePreset]) -> list[dict[str, object]]:
    return [
        {
            "id": scale.id,
            "label": scale.label,
            "note": scale.note,
            "options": [option.model_dump(mode="json") for option in scale.options],
        }
        for scale in scales.values()
    ]


def _say_method(method: MethodInfo) -> None:
    click.echo(f"{method.id}\t{method.title}\n    定义：{method.definition}")
    click.echo(f"    所需数据：{_NEEDS.get(method.needs, method.needs)}")
    for option in method.options:
        rest = "必填" if option.required else f"缺省：{option.default}"
        click.echo(f"    {option.name}：{option.description}（{option.kind}；{rest}）")


def _say_scale(scale: ScalePreset) -> None:
    options = "、".join(
        f"{option.label}＝{round(option.points, 2):g}分" for option in scale.options
    )
    click.echo(f"{scale.id}\t{scale.label}\n    选项：{options}\n    说明：{scale.note}。")
