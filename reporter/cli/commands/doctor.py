"""``reporter doctor``: what this machine lacks, and the command that mends it."""

from __future__ import annotations

import click

from ...errors import MachineError
from ..output import common_options, say, write_json

_SIGNS = {"ok": "✓ 正常", "note": "· 提示", "warning": "! 警告", "error": "✗ 缺少"}


@click.command("doctor", options_metavar="[选项]")
@common_options
def command(as_json: bool) -> int:
    """检查这台电脑：Python、各组件、字体和写入权限；缺什么，给出补救命令。

    DOCX 和 HTML 不需要 Pango；有“缺少”时退出码为 7。
    """
    from ... import doctor

    found = doctor.examine()
    failed = any(finding.level == "error" for finding in found)
    if as_json:
        code = MachineError.exit_code if failed else 0
        write_json({"ok": not failed, "exit_code": code, "findings": [f.to_json() for f in found]})
    else:
        for finding in found:
            click.echo(f"{_SIGNS[finding.level]}  {finding.what}")
            if finding.mend:
                click.echo(f"          补救：{finding.mend}")
    if failed:
        say("有组件缺少，请按补救命令安装后再试。")
        return MachineError.exit_code
    say("检查完毕，可以使用。")
    return 0
