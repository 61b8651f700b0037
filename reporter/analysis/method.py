"""What a method file must hold, and how the files are found."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Literal, Protocol, cast

from ..facts.fact import Fact
from ..scoring.scores import Scores
from .cells import Case

Needs = Literal["tally", "rows"]


class Method(Protocol):
    """A module that turns scores into facts.

    Methods never import methods. One that reads facts of another states a higher
    ``ORDER`` and finds them in ``case.made``. A module whose definition is clearer as a formula
    also has ``FORMULAS``, LaTeX as ``document/math`` knows it, and ``SYMBOLS``, what each letter
    stands for.
    """

    ID: str  # the file name without .py
    TITLE: str  # Chinese, a heading of the method appendix
    DEFINITION: str  # Chinese: definition, denominator, treatment of missing answers
    NEEDS: Needs  # "rows" where counts are not enough
    ORDER: int  # place in the run and in the table of facts

    def lacks(self, scores: Scores, /) -> str | None:
        """Return a Chinese sentence that says why the method cannot run, or None."""

    def run(self, case: Case, /) -> Iterable[Fact]:
        """Return the facts of this method, in a stable order."""


@cache
def found() -> tuple[Method, ...]:
    """Return all method modules of this package by ``ORDER``."""
    package = __package__ or ""
    path = import_module(package).__path__
    modules = [import_module(f".{m.name}", package) for m in pkgutil.iter_modules(path)]
    chosen = [cast(Method, module) for module in modules if hasattr(module, "ID")]
    return tuple(sorted(chosen, key=lambda method: (method.ORDER, method.ID)))
