"""Read a theme's folder: ``theme.toml``, its base, and its style sheet."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import Place, Problem, TemplateError
from .theme import Theme
from .theme_limits import wrong_values

FOLDER, TABLE, SHEET = "themes", "theme.toml", "print.css"
DEFAULT = "business"
_DEEPEST = 4
_NAME = re.compile(r"(?!\.)[^/\\:\x00-\x1f\ud800-\udfff]{1,40}")  # of one folder, on every system
_NOT_WRITTEN = {"name", "stylesheet", "logo"}  # come from the folder and from the brand
_WRONG = {
    "missing": "版面主题缺少“{}”。",
    "missing_argument": "版面主题缺少“{}”。",
    "unexpected_keyword_argument": "版面主题没有“{}”这一项。",
    "extra_forbidden": "版面主题没有“{}”这一项。",
}


def theme_root() -> Path:
    """Return the folder of packaged themes: in a checkout or in an installed package."""
    here = Path(__file__).resolve().parent.parent
    packaged = here / "_data" / "templates" / FOLDER
    return packaged if packaged.is_dir() else here.parent / "templates" / FOLDER


@lru_cache(maxsize=1)
def default_theme() -> Theme:
    """Return the packaged theme that a document has when none is named."""
    return load_theme(DEFAULT, (theme_root(),))


def load_theme(name: str, roots: Sequence[Path]) -> Theme:
    """Return the theme ``name`` from the first of ``roots`` that has it.

    A style that a theme names is given whole; tables are taken key by key from the base.

    Raises:
        TemplateError: no such theme (those there are are named), or a broken one.
    """
    values, sheets = _values(name, roots, _DEEPEST)
    return _theme(name, {**values, "name": name, "stylesheet": "\n".join(sheets)})


def theme_names(roots: Sequence[Path]) -> tuple[str, ...]:
    """Return the names of the themes in ``roots``, each once."""
    folders = [folder for root in roots if root.is_dir() for folder in sorted(root.iterdir())]
    return tuple(dict.fromkeys(f.name for f in folders if (f / TABLE).is_file()))


def _values(name: str, roots: Sequence[Path], depth: int) -> tuple[dict[str, Any], list[str]]:
    folder = _folder(name, roots)
    if depth == 0:
        what = f"版面主题“{name}”的 base 绕成了圈，或超过{_DEEPEST}层。"
        raise TemplateError(Problem("theme.base", what, "请让 base 指向自带的主题。"))
    place = Place(f"{name}/{TABLE}")
    try:
        own = tomllib.loads((folder / TABLE).read_text(encoding="utf-8-sig"))
        sheet = folder / SHEET
        css = sheet.read_text(encoding="utf-8-sig") if sheet.is_file() else ""
    except (OSError, ValueError, RecursionError) as error:
        what = f"版面主题读不出来：{error}。"
        raise TemplateError(
            Problem("theme.unreadable", what, "请检查文件内容，编码用 UTF-8。", place)
        ) from error
    for key in _NOT_WRITTEN & own.keys():
        raise _refused(name, f"版面主题没有“{key}”这一项。")
    base = own.pop("base", "")
    if not base:
        return own, [css] if css else []
    below, sheets = _values(str(base), roots, depth - 1)
    return _merged(below, own), [*sheets, *([css] if css else [])]


def _folder(name: str, roots: Sequence[Path]) -> Path:
    if _NAME.fullmatch(name):
        for root in roots:
            if (root / name / TABLE).is_file():
                return root / name
    known = "、".join(theme_names(roots))
    shown = "".join(filter(str.isprintable, name[:40]))
    what = f"没有名为“{shown}”的版面主题。"
    raise TemplateError(Problem("theme.unknown", what, f"可用的主题：{known}。"))


def _merged(below: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``own`` over ``below``; tables of tables one level deep are joined."""
    joined = dict(below)
    for key, value in own.items():
        old = joined.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        joined[key] = dict(old or {}, **value) if both else value
    return joined


def _theme(name: str, values: Mapping[str, Any]) -> Theme:
    from pydantic import TypeAdapter, ValidationError

    try:
        theme = TypeAdapter(Theme).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "accent"  # the only check of a whole
        what = _WRONG.get(first["type"], "版面主题的“{}”写得不对。").format(key)
        raise _refused(name, what) from error
    for key, should in wrong_values(theme):
        raise _refused(name, f"版面主题的“{key}”{should}。")
    return theme


def _refused(name: str, what: str) -> TemplateError:
    hint = "请对照自带主题 templates/themes/business/theme.toml 修改。"
    return TemplateError(Problem("theme.value", what, hint, Place(f"{name}/{TABLE}")))
