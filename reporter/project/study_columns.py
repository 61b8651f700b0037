"""The columns that studies name in their options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .model import Project, StudyInfo


def texts_of(study: StudyInfo) -> tuple[str, ...]:
    """Return every text in a study's options: among them are the columns that it asks for."""
    return tuple(dict.fromkeys(texts_in(study.model_extra or {})))


def columns_of_studies(project: Project) -> frozenset[str]:
    """Return what may be columns of the project's own data file that studies read."""
    own = {("", ""), (project.data.file, ""), (project.data.file, project.data.sheet)}
    own.add(("", project.data.sheet))
    found: set[str] = set()
    for study in project.studies:
        parts = [(one.file or study.file, one.sheet or study.sheet) for one in study.files]
        if own & set(parts or [(study.file, study.sheet)]):
            found.update(texts_of(study))
    return frozenset(found)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a value of an option."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)
