"""The options of every method of the kit: as JSON Schema for editors, as lines for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .study import StudyMethod, study_methods

_KINDS = {
    "string": "文字",
    "number": "数",
    "integer": "整数",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "表",
    "null": "",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One key that a study takes: ``kind`` and ``default`` in words, "" where it is required."""

    name: str
    description: str
    kind: str
    default: str
    required: bool


def with_studies(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a project file in which ``[[studies]]`` knows each method's options."""
    definitions = dict(schema["$defs"])
    common = dict(definitions.pop("StudyInfo"))
    variants = []
    for id, method in study_methods().items():
        own = method.Options.model_json_schema(ref_template=f"#/$defs/{id}.{{model}}")
        definitions |= {f"{id}.{name}": value for name, value in own.pop("$defs", {}).items()}
        named = {"method": {"const": id, "title": method.TITLE, "description": method.DEFINITION}}
        variants.append(
            {
                "title": method.TITLE,
                "type": "object",
                "properties": {**common["properties"], **named, **own.get("properties", {})},
                "required": [*common["required"], *own.get("required", ())],
                "additionalProperties": False,
            }
        )
    definitions["StudyInfo"] = {"description": common["description"], "anyOf": variants}
    return {**schema, "$defs": dict(sorted(definitions.items()))}


def options_of(method: StudyMethod) -> tuple[Option, ...]:
    """Return the options of a method in the order of its file."""
    schema = method.Options.model_json_schema()
    required = frozenset(schema.get("required", ()))
    definitions = schema.get("$defs", {})
    return tuple(
        Option(
            name,
            value.get("description", ""),
            _kind(value, definitions),
            "" if name in required else _default(value.get("default")),
            name in required,
        )
        for name, value in schema.get("properties", {}).items()
    )


def _kind(value: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    if "$ref" in value:
        return _kind(definitions[value["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in value:
        kinds = (_kind(one, definitions) for one in value["anyOf"])
        return "或".join(dict.fromkeys(kind for kind in kinds if kind))
    if "enum" in value:
        return "、".join(str(one) for one in value["enum"] if one != "")
    if "const" in value:
        return _default(value["const"])
    if value.get("type") == "object" and value.get("properties"):
        return "{" + "，".join(value["properties"]) + "}"
    if value.get("type") == "array" and isinstance(value.get("items"), Mapping):
        return f"{_kind(value['items'], definitions)}的列表"
    return _KINDS.get(str(value.get("type", "")), "")


def _default(value: object) -> str:
    if value is None or value in ("", [], {}):
        return "无"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "、".join(f"{key}＝{one}" for key, one in value.items())
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
