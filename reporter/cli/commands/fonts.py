"""``reporter fonts``: the fonts of a report, and those that a project adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..output import common_options, say, write_json

if TYPE_CHECKING:
    from ...fonts.manage import ListedFont

_F = TypeVar("_F", bound=Callable[..., Any])
_ROLE_NAMES = ("fang", "song", "hei", "kai", "rare")


def _project_option(function: _F) -> _F:
    text = "项目所在的文件夹，缺省为当前文件夹。"
    kind = click.Path(path_type=Path)
    return click.option("--project", metavar="项目", type=kind, default=Path(), help=text)(function)


@click.group("fonts", subcommand_metavar="命令 [参数]...", options_metavar="[选项]")
def command() -> None:
    """列出报告所用的字体；为一个项目加入仿宋或含生僻字的字体。"""


@command.command("list", options_metavar="[选项]")
@_project_option
@common_options
def list_fonts(project: Path, as_json: bool) -> int:
    """列出字体：角色、名称、粗细、文件、许可、字数。"""
    from ...fonts import manage

    folder = project if project.is_dir() else project.parent
    found, strangers = manage.listed(folder), manage.unlisted(folder)
    bad = any(font.state for font in found)
    if as_json:
        rows = [asdict(font) for font in found]
        write_json({"ok": not bad, "exit_code": int(bad), "fonts": rows, "unlisted": strangers})
        return int(bad)
    for font in found:
        click.echo(_line(font))
    if strangers:
        say(f"提示：fonts 文件夹里的 {'、'.join(strangers)} 没有登记，不会使用；")
        say("      请移到别处，再用 reporter fonts add 加入。")
    return int(bad)


@command.command("add", options_metavar="[选项]")
@click.argument(
    "files", metavar="字体文件...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--role",
    type=click.Choice(_ROLE_NAMES),
    help="用途：fang 仿宋，song 宋体，hei 黑体，kai 楷体，rare 只补别的字体没有的字；"
    "缺省按名称判断：仿宋为 fang，其余为 rare。",
)
@click.option("--index", type=int, help="TTC 文件中的第几种字体，从 0 数起。")
@_project_option
@common_options
def add(
    files: tuple[Path, ...], role: str | None, index: int | None, project: Path, *, as_json: bool
) -> int:
    """把字体复制到项目的 fonts 文件夹，排 PDF 和图表时使用。

    请只加入您有权使用的字体：PDF 会嵌入所用的字，须合乎字体的许可。
    """
    from ...fonts import manage

    folder = manage.project_folder(project)
    done = manage.add(folder, manage.Addition(files, role or "", index))
    if as_json:
        write_json({"ok": True, "fonts": [asdict(font) for font in done]})
        return 0
    for font in done:
        click.echo(f"已加入 {_line(font)}")
    say("嵌入 PDF 须合乎字体的许可；字体文件随项目保存，转交项目前请确认可以转交字体。")
    return 0


@command.command("remove", options_metavar="[选项]")
@click.argument("names", metavar="文件名...", nargs=-1, required=True)
@_project_option
@common_options
def remove(names: tuple[str, ...], project: Path, as_json: bool) -> int:
    """从项目中去掉加入过的字体（删去项目里的副本）。"""
    from ...fonts import manage

    gone = manage.remove(manage.project_folder(project), names)
    if as_json:
        write_json({"ok": True, "removed": list(gone)})
        return 0
    for name in gone:
        click.echo(f"已去掉 {name}")
    return 0


def _line(font: ListedFont) -> str:
    from ...fonts import ROLES

    kind = ("粗" if font.weight >= 700 else "常规") + ("斜" if font.style == "italic" else "")
    counts = f"{font.characters} 个字符"
    if font.role != "latin":
        counts += f"（GB2312 {font.gb2312}/6763，通用规范汉字 {font.standard}/8105）"
    source = "项目" if font.added else "自带"
    state = f"；{font.state}" if font.state else ""
    return (
        f"{source}  {font.role:<5} {ROLES[font.role]}  {font.family}（{kind}）"
        f"  {font.file}  {font.licence}  {counts}{state}"
    )
