"""``reporter template check``: what a client's Word file gives a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..output import common_options, count_problems, say_problems, write_json

if TYPE_CHECKING:
    from ...pipeline import ReferenceCheck

_WIDE = 0x2E80  # from here on a sign takes two columns of a terminal
_HEAD = ("报告中的角色", "标准名称", "结果", "文件中的样式", "字体", "字号")


@click.group("template", subcommand_metavar="命令 [参数]...", options_metavar="[选项]")
def command() -> None:
    """检查委托方的 Word 样式文件（项目文件中 [report] 的 reference_docx）。"""


@command.command("check", options_metavar="[选项]")
@click.argument("file", metavar="文件.docx", type=click.Path(path_type=Path))
@common_options
def check(file: Path, as_json: bool) -> int:
    """列出报告的各种样式对应文件中的哪个样式，以及放不进报告的内容和改法。

    有警告时退出码为 1，只有提示时为 0；文件不能用时为 5。
    """
    from ... import pipeline

    found = pipeline.check_client_file(file)
    failed = any(problem.severity != "note" for problem in found.problems)
    if as_json:
        body = {
            "ok": not failed,
            "exit_code": int(failed),
            "file": found.file,
            "page_mm": found.page,
            "cover": found.has_cover,
            "roles": [asdict(row) for row in found.rows],
            "problems": [problem.to_json() for problem in found.problems],
        }
        write_json(body)
        return int(failed)
    _say(found)
    say_problems(found.problems)
    click.echo(f"检查完毕：{count_problems(found.problems)}。")
    return int(failed)


def _say(found: ReferenceCheck) -> None:
    width, height, text = found.page
    cover = "用文件中的封面" if found.has_cover else "用报告自带的封面"
    click.echo(f"页面 {width:g}×{height:g} mm，版心宽 {text:g} mm；{cover}。")
    rows = [
        (row.role, row.name, row.how, row.style, row.font, f"{row.size:g}" if row.size else "")
        for row in found.rows
    ]
    widths = [max(_columns(line[i]) for line in (_HEAD, *rows)) for i in range(len(_HEAD))]
    for line in (_HEAD, *rows):
        click.echo(_line(line, widths))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _columns(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip()


def _columns(text: str) -> int:
    return sum(2 if ord(sign) >= _WIDE else 1 for sign in text)
