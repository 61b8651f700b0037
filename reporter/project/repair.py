"""Make a refused project readable enough to go on checking: for messages only.

Users want all problems at once. What the schema refuses is taken out or replaced by
a stand-in, so that the checks behind the schema can look at the rest. A repaired
project is never built.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from .model import Project

Location = Sequence[int | str]

_STAND_INS: dict[str, Any] = {"date": "2000-01-01", "points": 0.0, "template": "annual_survey"}
_SECTIONS = ("report", "survey", "data")
_ROUNDS = 4  # a removed value may be required, a stand-in section may need its keys


def repaired(raw: dict[str, Any]) -> Project | None:
    """Return a project without the entries the schema refuses, or None if that fails."""
    rest = copy.deepcopy(raw)
    for _ in range(_ROUNDS):
        try:
            return Project.model_validate(rest)
        except ValidationError as error:
            for number, entry in enumerate(error.errors(include_url=False, include_input=False)):
                if entry["type"] == "missing":
                    _fill(rest, entry["loc"], number)
                else:
                    _remove(rest, entry["loc"])
    return None


def _fill(raw: Any, location: Location, number: int) -> None:
    *parents, key = location
    for part in parents:
        raw = raw[part]
    if len(location) == 1 and key in _SECTIONS:
        raw[key] = {}
    else:
        raw[key] = _STAND_INS.get(str(key), f"stand-in-{number}")


def _remove(raw: Any, location: Location) -> None:
    """Take out the key that holds the refused value (for list elements: the whole list)."""
    holder, name = None, None
    for part in location:
        if isinstance(raw, dict):
            holder, name = raw, part
        try:
            raw = raw[part]
        except (KeyError, IndexError, TypeError):
            break
    if holder is not None:
        holder.pop(name, None)
