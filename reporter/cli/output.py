"""What commands print: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from ..errors import Problem

_F = TypeVar("_F", bound=Callable[..., Any])
_WORDS = {"error": "错误", "warning": "警告", "note": "提示"}


class Progress(Protocol):
    """As in the pipeline: told at the start of every step."""

    def __call__(self, step: int, steps: int, label: str) -> None:
        """Show that a step begins."""


def common_options(function: _F) -> _F:
    """Add ``--json`` and ``--debug``, which every command has."""
    debug = click.option("--debug", is_flag=True, expose_value=False, help="出内部错误时显示细节。")
    as_json = click.option("--json", "as_json", is_flag=True, help="标准输出写一个 JSON 对象。")
    return debug(as_json(function))


def project_argument(function: _F) -> _F:
    """Add PROJECT: the project file or its folder."""
    return click.argument("project", metavar="项目", type=click.Path(path_type=Path))(function)


def say(text: str) -> None:
    """Write a line to stderr."""
    click.echo(text, err=True)


def write_json(body: Mapping[str, Any]) -> None:
    """Write the one JSON object of ``--json``."""
    click.echo(json.dumps(body, ensure_ascii=False, indent=1, default=str))


def say_problems(problems: Iterable[Problem]) -> None:
    """Write problems to stderr, errors first, each with its severity."""
    order = {"error": 0, "warning": 1, "note": 2}
    for problem in sorted(problems, key=lambda problem: order[problem.severity]):
        say(f"{_WORDS[problem.severity]}：{problem}")


def count_problems(problems: Sequence[Problem]) -> str:
    """Return how many there are of each severity, such as 错误2个，警告1个."""
    counts = [
        f"{word}{number}个"
        for severity, word in _WORDS.items()
        if (number := sum(problem.severity == severity for problem in problems))
    ]
    return "，".join(counts) or "没有问题"


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a progress bar on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield _plain
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("准备", total=None)

        def show(step: int, steps: int, label: str) -> None:
            bar.update(task, description=label, completed=step - 1, total=steps)

        yield show


def _plain(step: int, steps: int, label: str) -> None:
    say(f"[{step}/{steps}] {label}")
