"""Names that no chart can draw: found before anything is filled, where they were written."""

from __future__ import annotations

from collections.abc import Iterator

from ..charts.kit.faces import lacking
from ..facts import FactTable
from ..project.model import Project
from ..project.scales import SCALE_PRESETS


def undrawable(project: Project, facts: FactTable) -> Iterator[tuple[str, str, str]]:
    """Yield key path, name and missing characters; the path is "" for a name in the data.

    Names: indicators, items, segments with their levels, options, and the two periods.
    """
    seen: set[str] = set()
    for path, name in (*_in_project(project), *_in_data(facts)):
        if name not in seen and (missing := lacking([name])):
            yield path, name, "".join(missing)
        seen.add(name)


def _in_project(project: Project) -> Iterator[tuple[str, str]]:
    for kind in ("indicators", "items", "segments"):
        for index, row in enumerate(getattr(project, kind)):
            yield f"{kind}[{index}].name", row.name
    for index, segment in enumerate(project.segments):
        yield from ((f"segments[{index}].levels", level) for level in segment.levels)
    for index, scale in enumerate(project.scales):
        if scale.preset not in SCALE_PRESETS:
            yield from ((f"scales[{index}].options", option.label) for option in scale.options)
    yield "survey.wave", project.survey.wave
    if project.previous:
        yield "previous.wave", project.previous.wave


def _in_data(facts: FactTable) -> Iterator[tuple[str, str]]:
    for segment in facts.meta.get("segments", ()):
        yield from (("", str(level)) for level in segment["levels"])
