"""Run a command: streams, errors, exit codes. The only place where an exception ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from ..errors import OutputError, ReporterError
from .app import app
from .chinese import use_chinese
from .output import say, write_json

USAGE, INTERNAL, INTERRUPTED = 2, 70, 130
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def run(args: Sequence[str]) -> int:
    """Run ``reporter`` with ``args``; returns the exit code, never raises."""
    utf8_streams()
    try:
        return _run(args)
    except (BrokenPipeError, SystemExit):
        # The reader of our output went away (| head): nothing is wrong. Where click notices
        # first, it asks to end the process.
        _abandon_stdout()
        return 0
    except OSError:
        _abandon_stdout()
        say("错误：结果写不出来，磁盘空间不足或有故障。请检查输出所在的磁盘；原有文件未改动。")
        return OutputError.exit_code


def _run(args: Sequence[str]) -> int:
    use_chinese()
    as_json, debug = "--json" in args, "--debug" in args
    try:
        result = app.main(list(args), prog_name="reporter", standalone_mode=False)
        sys.stdout.flush()
    except ReporterError as error:
        return _known(error, as_json)
    except click.UsageError as error:
        return _usage(error, as_json)
    except (KeyboardInterrupt, click.Abort):
        say("已中断，没有留下半成品。")
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise
        return _internal(error, as_json, debug)
    except Exception as error:
        return _internal(error, as_json, debug)
    return result if isinstance(result, int) else 0


def utf8_streams() -> None:
    """Write UTF-8 whatever the locale says; what cannot be written is escaped."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _abandon_stdout() -> None:
    """Let nothing more be written to a stream that takes no more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _known(error: ReporterError, as_json: bool) -> int:
    if as_json:
        rows = [problem.to_json() for problem in error.problems]
        write_json({"ok": False, "exit_code": error.exit_code, "problems": rows})
    for problem in error.problems:
        say(f"错误：{problem}")
    if len(error.problems) > 1:
        from ..project.readers.table import listed_and_more

        say(f"共 {listed_and_more(error.problems)} 个问题。")
    return error.exit_code


def _usage(error: click.UsageError, as_json: bool) -> int:
    if as_json:
        row = {"severity": "error", "code": "usage", "where": {}, "what": error.format_message()}
        write_json({"ok": False, "exit_code": USAGE, "problems": [row]})
    if error.ctx is not None:
        say(error.ctx.get_usage())
        say(f"查看说明：{error.ctx.command_path} --help")
    say(f"错误：{error.format_message()}")
    return USAGE


def _internal(error: Exception, as_json: bool, debug: bool) -> int:
    details = "".join(traceback.format_exception(error))
    where = _log(details)
    what = f"程序内部错误（{type(error).__name__}）。这不是您的数据造成的，原有文件未改动。"
    hint = f"详细信息已写入 {where}，请连同操作步骤发给维护人员。" if where else ""
    if as_json:
        row = {"severity": "error", "code": "internal", "where": {}, "what": what, "hint": hint}
        write_json({"ok": False, "exit_code": INTERNAL, "problems": [row]})
    say(f"错误：{what}{hint}")
    if debug:
        say(details)
    return INTERNAL


def _log(details: str) -> str:
    """Keep the details in a file for the maintainers; returns its path, or ""."""
    import tempfile

    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="reporter-", suffix=".log", delete=False
        ) as stream:
            stream.write(details)
            return stream.name
    except OSError:
        return ""
