"""Schema errors of pydantic as Chinese sentences with near misses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .model import Project
from .nearest import did_you_mean, listing, quote

Location = Sequence[int | str]

_TYPE_WORDS = {
    "string_type": '文字（写在英文引号 " " 之间）',
    "int_type": "整数",
    "int_parsing": "整数",
    "int_from_float": "整数",
    "float_type": "数字（不加引号）",
    "float_parsing": "数字（不加引号）",
    "finite_number": "普通的数字",
    "bool_type": "true 或 false",
    "bool_parsing": "true 或 false",
    "column_or_false": '列名（写在英文引号 " " 之间）或 false',
    "date_type": "日期，如 2026-12-31（不加引号）",
    "date_parsing": "日期，如 2026-12-31（不加引号）",
    "date_from_datetime_parsing": "日期，如 2026-12-31（不加引号）",
    "date_from_datetime_inexact": "日期，不带时间，如 2026-12-31",
    "datetime_from_date_parsing": "日期，如 2026-12-31（不加引号）",
    "date_from_datetime": "日期，如 2026-12-31（不加引号）",
}
_LIMITS = {
    "greater_than": ("gt", "大于"),
    "greater_than_equal": ("ge", "不小于"),
    "less_than": ("lt", "小于"),
    "less_than_equal": ("le", "不大于"),
}


def key_path(location: Location) -> str:
    """Return ``items[3].scale`` for ``("items", 3, "scale")``."""
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def describe(
    error: Mapping[str, Any], model: type[BaseModel] = Project, name_of_file: str = "项目文件"
) -> tuple[str, str, str]:
    """Return code, what and hint for one entry of ``ValidationError.errors()`` of ``model``."""
    location: Location = error["loc"]
    name = str(location[-1]) if location else ""
    in_list = len(location) == 2 and isinstance(location[1], int)  # one of rules = ["…"]
    table = (not in_list and _table_words(location[:-1])) or name_of_file
    kind: str = error["type"]
    if kind == "extra_forbidden":
        known = sorted(_fields(model, location[:-1]))
        hint = did_you_mean(name, known) or f"可用的键有：{listing(known, 40)}。"
        return "project.unknown_key", f"{table}中有不认识的键“{name}”。", hint
    if kind == "missing":
        return (
            "project.missing_key",
            f"{table}缺少必填的键“{name}”。",
            _missing_hint(model, location),
        )
    what, hint = _value_sentence(kind, error, model)
    key = key_path(location) if in_list else _key_words(location)
    return "project.value", f"{table}的“{key}”{what}", hint


def _value_sentence(kind: str, error: Mapping[str, Any], model: type[BaseModel]) -> tuple[str, str]:
    given, context = error["input"], error.get("ctx", {})
    if kind in _TYPE_WORDS:
        return f"应为{_TYPE_WORDS[kind]}，现在是{_shown(given)}。", "请按要求改写此值。"
    if kind in _LIMITS:
        bound, words = _LIMITS[kind]
        what = f"应{words}{context[bound]:g}，现在是{_shown(given)}。"
        if context[bound] == 1 and kind.startswith("less") and 1 < float(given) <= 100:
            return what, f"比例请写成小数：{float(given):g}% 写成 {float(given) / 100:g}。"
        return what, "请改为允许范围内的数。"
    if kind == "literal_error":
        allowed = [str(value) for value in _allowed(model, error["loc"])]
        return (
            f"不能是{_shown(given)}。",
            did_you_mean(str(given), allowed) or f"可选：{listing(allowed, 40)}。",
        )
    if kind == "string_too_short":
        return "不能为空。", "请填写内容，或在不需要时删去该条。"
    if kind == "string_too_long":
        return f"不能超过{context['max_length']}个字。", "请缩短。"
    if kind == "string_pattern_mismatch":
        if str(error["loc"][-1]) == "id":
            return (
                f"写法不对：{_shown(given)}。",
                "id 为1～40个字符，不能含空格和 / @ # = 四个符号。",
            )
        rule = field.description if (field := _field(model, error["loc"])) else None
        hint = f"请按此填写：{rule}。" if rule else "请对照 JSON Schema 改写。"
        return f"写法不对：{_shown(given)}。", hint
    return _structure_sentence(kind, error, model)


def _structure_sentence(
    kind: str, error: Mapping[str, Any], model: type[BaseModel]
) -> tuple[str, str]:
    location: Location = error["loc"]
    name = str(location[-1]) if location else ""
    if kind == "too_short":
        return f"至少要有{error['ctx']['min_length']}项。", "请补上。"
    if kind == "tuple_type" and len(location) == 1 and isinstance(error["input"], Mapping):
        return "应为多条。", f"请把 [{name}] 写成 [[{name}]]（双方括号，每条一段）。"
    if kind == "tuple_type":
        return f"应为列表，现在是{_shown(error['input'])}。", '请写成 ["甲", "乙"] 的形式。'
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        if location and isinstance(location[-1], int):
            keys = [key for key in _fields(model, location) if key != "scale"][:2]
            example = ", ".join(f'{key} = "…"' for key in keys)
            what = f"应是花括号中的一组设置，现在是{_shown(error['input'])}。"
            return what, f"请写成 {{ {example} }} 的样子。"
        if isinstance(error["input"], list):
            return "只能有一段。", f"请把 [[{name}]] 写成 [{name}]（单方括号）。"
        return f"应为一段设置，现在是{_shown(error['input'])}。", f"请写成 [{name}] 开头的一段。"
    return f"的值不对（{kind}）：{_shown(error['input'])}。", "请对照 JSON Schema 改写。"


def _missing_hint(model: type[BaseModel], location: Location) -> str:
    field = _field(model, location)
    if _fields(model, location):
        return f"请加上以 [{location[0]}] 开头的一段。"
    meaning = field.description if field else None
    return f"请补上：{meaning}。" if meaning else "请补上这一项。"


def _table_words(location: Location) -> str:
    if not location:
        return ""
    head, *rest = location
    if rest and isinstance(rest[0], int):
        return f"[[{head}]] 第{rest[0] + 1}条"
    return f"[{head}] "


def _key_words(location: Location) -> str:
    parts = list(location)
    if len(parts) > 2 and isinstance(parts[1], int):
        parts = parts[2:]
    elif len(parts) > 1:
        parts = parts[1:]
    return key_path(parts)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "一段设置"
    return "列表" if isinstance(value, list) else quote(value)


def _annotation(model: type[BaseModel], location: Location) -> Any:
    current: Any = model
    for part in location:
        current = _plain(current)
        if isinstance(part, int):
            current = get_args(current)[0] if get_args(current) else Any
        elif isinstance(current, type) and issubclass(current, BaseModel):
            found = current.model_fields.get(part)
            current = found.annotation if found else Any
        else:
            current = Any
    return _plain(current)


def _plain(annotation: Any) -> Any:
    """Strip ``| None``."""
    arguments = [a for a in get_args(annotation) if a is not NoneType]
    is_optional = NoneType in get_args(annotation) and get_origin(annotation) is not tuple
    return arguments[0] if is_optional and arguments else annotation


def _fields(model: type[BaseModel], location: Location) -> Mapping[str, FieldInfo]:
    found = _annotation(model, location)
    is_model = isinstance(found, type) and issubclass(found, BaseModel)
    return found.model_fields if is_model else {}


def _field(model: type[BaseModel], location: Location) -> FieldInfo | None:
    return _fields(model, location[:-1]).get(str(location[-1]))


def _allowed(model: type[BaseModel], location: Location) -> tuple[Any, ...]:
    return get_args(_annotation(model, location))
