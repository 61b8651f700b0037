"""Scale presets (``scales.toml``) and how a scale of a project gets its options."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .model import Option, Project, Scale


@dataclass(frozen=True, slots=True)
class ScalePreset:
    """A scale known by name: ``note`` says in Chinese what counts as satisfied."""

    id: str
    label: str
    note: str
    options: tuple[Option, ...]  # best first


def resolve_scale(scale: Scale) -> Scale:
    """Return the scale with its options filled from the preset and its codes added.

    Options are ordered best first. With ``codes`` = "best_first" the first option may
    also be written "1" in the data, with "worst_first" the last one may; "unconfirmed" adds
    nothing, as nobody said which it is. Calling it on a resolved scale changes nothing.
    Raises KeyError for an unknown preset.
    """
    options = scale.options or SCALE_PRESETS[scale.preset].options
    if scale.codes in ("best_first", "worst_first"):
        options = tuple(
            _with_alias(option, str(n if scale.codes == "best_first" else len(options) + 1 - n))
            for n, option in enumerate(options, start=1)
        )
    return scale if options == scale.options else scale.model_copy(update={"options": options})


def scales_in_use(project: Project) -> tuple[Scale, ...]:
    """Return the scales that items are answered on, resolved, in project order.

    An item that names none uses the first. A scale that is only declared counts for nothing:
    its points must not appear in a report.
    """
    first = project.scales[0].id if project.scales else ""
    used = {item.scale or first for item in project.items}
    return tuple(resolve_scale(scale) for scale in project.scales if scale.id in used)


def _with_alias(option: Option, alias: str) -> Option:
    if alias in option.aliases or alias == option.label:
        return option
    return option.model_copy(update={"aliases": (*option.aliases, alias)})


def _load() -> Mapping[str, ScalePreset]:
    table = tomllib.loads(Path(__file__).with_name("scales.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            name: ScalePreset(name, entry["label"], entry["note"], _options(entry, table))
            for name, entry in table.items()
        }
    )


def _options(entry: Mapping[str, Any], table: Mapping[str, Any]) -> tuple[Option, ...]:
    if "range" in entry:
        return _numeric(entry)
    rows = [dict(row) for row in (table[entry["base"]] if "base" in entry else entry)["options"]]
    for row, points in zip(rows, entry.get("points", ()), strict=False):
        row["points"] = points
    for row in rows[: entry.get("satisfied", 0)]:
        row["satisfied"] = True
    return tuple(Option(**row) for row in rows)


def _numeric(entry: Mapping[str, Any]) -> tuple[Option, ...]:
    low, high = entry["range"]
    return tuple(
        Option(
            label=f"{value}分",
            points=100 * (value - low) / (high - low),
            aliases=(str(value),),
            satisfied=value >= entry["satisfied_from"],
            dissatisfied=value <= entry["dissatisfied_to"],
        )
        for value in range(high, low - 1, -1)
    )


SCALE_PRESETS: Mapping[str, ScalePreset] = _load()
"""All presets by id, in the order of ``scales.toml``."""
