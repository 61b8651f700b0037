"""Bounds of what a template may do: turns of loops and macros, lengths of texts.

The sandbox keeps a template from the machine, not from taking for ever. Turns are
counted, not seconds: the same template stops at the same place on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from ..errors import Problem, TemplateError

MAX_TURNS = 500_000
MAX_OUTPUT = 5_000_000
MAX_BATCH = 10_000
MAX_MADE = 10 * MAX_OUTPUT  # characters of all texts and lists joined in one filling
_ITEM = 8  # an entry of a list weighs as much as so many characters


def too_long() -> TemplateError:
    """Return (for raising) the error of a template that does not come to an end."""
    what = "模板输出过长或循环次数过多，已停止。"
    return TemplateError(Problem("template.too_long", what, "请检查循环。"))


class Turns:
    """Counts the turns of all loops and macros of one filling, and what they pile up."""

    def __init__(self) -> None:
        self.count = 0
        self.made = 0

    def tick(self) -> None:
        """Count one more; raises TemplateError beyond :data:`MAX_TURNS`."""
        self.count += 1
        if self.count > MAX_TURNS:
            raise too_long()

    def joins(self, *parts: object) -> None:
        """Count parts about to be joined; raises TemplateError, before they take the memory.

        Each result is bounded, and so is the sum: many results may be kept.
        """
        size = sum(
            len(part) * (1 if isinstance(part, str) else _ITEM)
            for part in parts
            if isinstance(part, str | list | tuple)
        )
        self.made += size
        if size > MAX_OUTPUT or self.made > MAX_MADE:
            raise too_long()


class CountingGenerator(CodeGenerator):
    """Compile every loop and macro so that it counts its turns."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        """Write a loop whose body first counts."""
        super().visit_For(self._counting(node), frame)

    def macro_body(self, node: Any, frame: Frame) -> Any:
        """Write a macro or call block whose body first counts."""
        return super().macro_body(self._counting(node), frame)

    @staticmethod
    def _counting(node: Any) -> Any:
        tick = nodes.ExprStmt(nodes.EnvironmentAttribute("turn"))
        node.body.insert(0, tick.set_lineno(node.lineno))
        return node


def batches(values: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The ``batch`` filter without filling up: runs of at most ``size`` values."""
    rest = iter(values)
    while run := list(islice(rest, min(max(1, size), MAX_BATCH))):
        yield run


def slices(values: Iterable[Any], count: int) -> Iterator[list[Any]]:
    """The ``slice`` filter: ``count`` columns of nearly equal length, within bounds."""
    if not 0 < count <= MAX_BATCH:
        raise too_long()
    listed = list(values)
    size, more = divmod(len(listed), count)
    starts = [i * size + min(i, more) for i in range(count + 1)]
    yield from (listed[a:b] for a, b in pairwise(starts))
