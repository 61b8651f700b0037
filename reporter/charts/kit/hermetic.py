"""Drawing that depends on nothing but the program."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_OWN = {"text.parse_math": False, "text.hinting": "no_hinting", "path.simplify": False}
_KEEP = ("backend", "interactive", "toolbar")  # belong to the host program


@contextmanager
def hermetic() -> Iterator[None]:
    """Draw by matplotlib's own defaults, whatever settings file the user has."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)  # no English hints about caches on the user's screen
    import matplotlib

    settings: dict[Any, Any] = dict(matplotlib.rcParamsDefault)
    settings.update(_OWN)
    try:
        with matplotlib.rc_context({k: v for k, v in settings.items() if k not in _KEEP}):
            yield
    finally:
        logger.setLevel(level)
