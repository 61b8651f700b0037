"""Read a theme's folder: ``theme.toml``, its base, and its style sheet."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import Place, Problem, TemplateError
from .theme import Theme

FOLDER, TABLE, SHEET = "themes", "theme.toml", "print.css"
DEFAULT = "business"
_DEEPEST = 4


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
    folder = next((root / name for root in roots if (root / name / TABLE).is_file()), None)
    if folder is None or depth == 0 or Path(name).name != name:
        known = "、".join(theme_names(roots))
        raise TemplateError(
            Problem("theme.unknown", f"没有名为“{name}”的版面主题。", f"可用的主题：{known}。")
        )
    place = Place(f"{name}/{TABLE}")
    try:
        own = tomllib.loads((folder / TABLE).read_text(encoding="utf-8-sig"))
        sheet = folder / SHEET
        css = sheet.read_text(encoding="utf-8-sig") if sheet.is_file() else ""
    except (OSError, ValueError) as error:
        what = f"版面主题读不出来：{error}。"
        raise TemplateError(
            Problem("theme.unreadable", what, "请检查文件内容，编码用 UTF-8。", place)
        ) from error
    base = own.pop("base", "")
    if not base:
        return own, [css] if css else []
    below, sheets = _values(str(base), roots, depth - 1)
    return _merged(below, own), [*sheets, *([css] if css else [])]


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
        return TypeAdapter(Theme).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "accent"  # the only check of a whole
        raise TemplateError(
            Problem(
                "theme.value",
                f"版面主题的“{key}”写得不对。",
                "请对照自带主题 templates/themes/business/theme.toml 修改。",
                Place(f"{name}/{TABLE}"),
            )
        ) from error
