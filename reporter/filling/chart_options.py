"""What templates may ask of a chart, checked before it is drawn: a slip is said, never ignored."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem, TemplateError
from .subjects import near
from .views import FactView, SubjectView

OPTIONS = frozenset(
    (
        "series columns lines flags corners quiet keep limits scale unit width note source native"
    ).split()
)
_IN_SERIES = frozenset(["name", "stat", "detail"])
_IN_LINE = frozenset(["name", "fact", "across"])
_HINT = "请对照模板手册核对此行。"


def check_chart(
    id: object, rows: object, options: Mapping[str, Any], statistics: frozenset[str]
) -> None:
    """Refuse what a chart cannot be made of; a line whose fact is missing is none of this.

    Raises:
        TemplateError: a name that is no option, or an option of another kind than it takes.
    """
    for name in options:
        if name not in OPTIONS:
            raise TemplateError(near("图的参数", name, OPTIONS))
    _subjects(id, "行", rows)
    if options.get("columns") is not None:
        _subjects(id, "columns", options["columns"])
    _series(id, options.get("series"), statistics)
    _lines(id, options.get("lines"))
    for name in ("flags", "corners"):
        if not isinstance(options.get(name) or (), list | tuple):
            raise _refused(id, f'{name} 应是一个列表，如 ["甲", "乙"]。')
    for name in ("native", "keep", "limits"):
        if not isinstance(options.get(name, True), bool):
            raise _refused(id, f"{name} 只能写 true 或 false。")
    _width(id, options.get("width"))
    _scale(id, options.get("scale"))


def _series(id: object, value: object, statistics: frozenset[str]) -> None:
    for one in _mappings(id, "series", value, _IN_SERIES):
        _require(id, "series", one, ("name", "stat"))
        if one["stat"] not in statistics:
            raise TemplateError(near("统计量", str(one["stat"]), statistics))


def _lines(id: object, value: object) -> None:
    for one in _mappings(id, "lines", value, _IN_LINE):
        _require(id, "lines", one, ("name", "fact"))
        if not isinstance(one["fact"], FactView):
            what = f"lines 的 fact 应是有出处的数字，如 total.score，这里是“{one['fact']}”。"
            raise _refused(id, what)
        if one.get("across", "value") not in ("value", "x"):
            raise _refused(id, f"lines 的 across 只能写 x，这里是“{one['across']}”。")


def _subjects(id: object, name: str, rows: object) -> None:
    if not isinstance(rows, Sequence) or not all(isinstance(row, SubjectView) for row in rows):
        what = f"{name}应是若干指标或类别，如 leaves()、nodes(level=1)、groups(标识)。"
        raise _refused(id, what)


def _mappings(
    id: object, name: str, value: object, known: frozenset[str]
) -> Sequence[Mapping[str, Any]]:
    found = value if value is not None else ()
    if not isinstance(found, list | tuple) or not all(isinstance(one, Mapping) for one in found):
        raise _refused(id, f'{name} 应是一个列表，每项写成 {{"name": …}} 的样子。')
    for one in found:
        for key in one:
            if key not in known:
                raise TemplateError(near(f"{name} 的项", str(key), known))
    return found


def _require(id: object, name: str, one: Mapping[str, Any], keys: Sequence[str]) -> None:
    for key in keys:
        if key not in one:
            raise _refused(id, f"{name} 的每一项都要写 {key}。")


def _width(id: object, width: object) -> None:
    if width is None:
        return
    number = isinstance(width, int | float) and not isinstance(width, bool)
    if not number or not math.isfinite(width):  # type: ignore[arg-type]
        raise _refused(id, f"width 应是以毫米计的图宽，如 90，这里是“{width}”。")


def _scale(id: object, scale: object) -> None:
    if scale is None:
        return
    whole = isinstance(scale, list | tuple) and len(scale) == 2
    if not whole or not all(isinstance(end, FactView) for end in scale):  # type: ignore[attr-defined]
        raise _refused(id, "scale 应是两个有出处的数字：量表的最低值和最高值。")


def _refused(id: object, what: str) -> TemplateError:
    return TemplateError(Problem("template.chart", f"图“{id}”无法绘制：{what}", _HINT))
