"""The ``reporter`` group: knows the commands' names and loads one only to run it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from ..version import __version__

# Name -> one line of help. The help page must not cost the imports of eight commands.
COMMANDS = {
    "new": "新建项目：得到一份填好的项目文件和示例数据",
    "check": "检查项目和数据，列出全部问题，不生成文件",
    "build": "生成报告（DOCX、PDF、HTML）",
    "facts": "列出报告可用的全部数字及其出处",
    "verify": "核对报告文件中的每一个数字",
    "templates": "列出报告模板和版面主题",
    "template": "检查委托方的 Word 样式文件",
    "methods": "列出分析方法和预设量表",
    "fonts": "列出字体；为项目加入仿宋、生僻字等字体",
    "doctor": "检查这台电脑缺什么，并给出补救命令",
}
_EPILOG = (Path(__file__).parent / "epilog.txt").read_text(encoding="utf-8")


class Group(click.Group):
    """A group whose commands live in modules of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of work."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".commands.{cmd_name}", __package__)
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse an unknown command with the names there are."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            names = "、".join(COMMANDS)
            raise click.UsageError(f"没有“{args[0]}”这个命令。可用的命令：{names}。", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the list without loading a command."""
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))

    def format_epilog(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the epilog as it stands: Chinese has no blanks to wrap at."""
        formatter.write(f"\n{_EPILOG}")


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"reporter {__version__}")
        ctx.exit()


@click.group(
    cls=Group,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="显示版本后退出。",
)
def app() -> None:
    """满意度调查报告生成器：由调查数据生成可以直接签发的中文报告。"""
