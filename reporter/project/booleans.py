"""``true`` and ``false`` out of place: pydantic would take them as the numbers 1 and 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from .model import StudyInfo
from .schema_messages import key_path

Location = tuple[int | str, ...]


def misplaced_booleans(raw: Mapping[str, Any], model: type[BaseModel]) -> Iterator[Location]:
    """Yield where ``raw`` has a boolean under a key that is none in ``model`` or its parts.

    Options of the methods in ``studies`` are left out: the methods know them. So are keys that
    the model does not know at all, whatever stands there.
    """
    allowed = {
        name
        for part in _models(model)
        for name, field in part.model_fields.items()
        if any(one is bool or isinstance(one, bool) for one in _within(field.annotation))
    }
    stack: list[tuple[Location, Any]] = [((), raw)]
    while stack:
        location, value = stack.pop()
        if location[:1] == ("studies",) and location[2:3] and location[2] not in _OF_STUDIES:
            continue
        if len(location) == 1 and location[0] not in model.model_fields:
            continue
        if isinstance(value, dict):
            stack += [((*location, key), inner) for key, inner in value.items()]
        elif isinstance(value, list | tuple):
            stack += [((*location, number), inner) for number, inner in enumerate(value)]
        elif isinstance(value, bool) and location[-1] not in allowed:
            yield location


def boolean_problem(raw: Any, location: Location) -> tuple[str, str, str]:
    """Return code, what is wrong and what to do."""
    for part in location:
        raw = raw[part]
    what = f"“{key_path(location)}”不能是 {str(raw).lower()}。"
    return "project.value", what, "请写数字，或加引号的文字。"


_OF_STUDIES = frozenset(StudyInfo.model_fields)


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for candidate in _within(field.annotation):
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                yield from _models(candidate)


def _within(annotation: Any) -> Iterator[Any]:
    """Yield an annotation and all that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from _within(part)
