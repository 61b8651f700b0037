"""What is surveyed: model, loading, reading.

Names are imported when first used: opening the package costs nothing, so that the
command line can show its help without pydantic or a spreadsheet reader.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .load import OpenedProject, open_project, project_schema
    from .previous import PreviousScore, PreviousWave, read_previous
    from .responses import (
        Responses,
        ScoredCell,
        ScoredSheet,
        read_responses,
        responses_from_frame,
    )
    from .scales import SCALE_PRESETS, ScalePreset, resolve_scale, scales_in_use

_HOMES = {
    "OpenedProject": ".load",
    "open_project": ".load",
    "project_schema": ".load",
    "SCALE_PRESETS": ".scales",
    "ScalePreset": ".scales",
    "resolve_scale": ".scales",
    "scales_in_use": ".scales",
    "PreviousScore": ".previous",
    "PreviousWave": ".previous",
    "read_previous": ".previous",
    "Responses": ".responses",
    "ScoredCell": ".responses",
    "ScoredSheet": ".responses",
    "read_responses": ".responses",
    "responses_from_frame": ".responses",
}

__all__ = [
    "SCALE_PRESETS",
    "OpenedProject",
    "PreviousScore",
    "PreviousWave",
    "Responses",
    "ScalePreset",
    "ScoredCell",
    "ScoredSheet",
    "open_project",
    "project_schema",
    "read_previous",
    "read_responses",
    "resolve_scale",
    "responses_from_frame",
    "scales_in_use",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
