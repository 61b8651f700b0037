"""Numbers that a template writes itself have no source; those in names given to it have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set

from ..errors import Problem, TemplateError
from ..facts import FactTable
from ..facts.numbers import number_tokens
from ..project.model import Project
from ..project.study_columns import texts_in


def require_source(text: str, names: Callable[[], Set[str]]) -> None:
    """Stop where a plain text holds a number that stands in none of the names.

    Args:
        text: characters without any mark: a literal of the template, or data.
        names: gives the texts of project and data; asked only where a number was found.

    Raises:
        TemplateError: with the first such number.
    """
    if not any(map(str.isdigit, text)):
        return
    numbers = [token for token in number_tokens(text) if token.kind == "number"]
    if not numbers or text in (given := names()):
        return
    spans = [span for name in given if name in text for span in _places(name, text)]
    for one in numbers:
        if not any(start <= one.start and one.end <= end for start, end in spans):
            raise TemplateError(
                Problem(
                    "template.bare_value",
                    f"模板直接输出了文字“{text[:20]}”，其中的数字“{one.text[:20]}”没有出处。",
                    "数字请用 fact，如 {{ total.score }}；由人写明的数字请写进项目文件的 [texts]，"
                    "用 text(名称) 取用。",
                )
            )


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(name)
    while start >= 0:
        yield start, start + len(name)
        start = text.find(name, start + 1)


def names_in_project(project: Project) -> frozenset[str]:
    """Return the texts of a project that hold digits; [texts] apart, which are stated facts."""
    given = {key: value for key, value in project.model_dump().items() if key != "texts"}
    return frozenset(_with_digits(texts_in(given)))


def names_in_facts(facts: FactTable) -> frozenset[str]:
    """Return names with digits in the facts: tree, segments, answers, waves, studies, words."""
    meta = facts.meta
    known = [meta.get(name, ()) for name in ("tree", "segments", "previous_wave")]
    studies = [
        row[name]
        for study in meta.get("studies", ())
        for row in (study, *study["rows"])
        for name in ("title", "name", "source")  # files are called 净推荐值2026.xlsx
        if name in row
    ]
    values = (row.value for row in facts if row.unit == "text" and isinstance(row.value, str))
    details = (row.detail for row in facts if row.detail)
    return frozenset(_with_digits((*texts_in(known), *studies, *details, *values)))


def _with_digits(texts: Iterable[str]) -> Iterator[str]:
    return (text for text in texts if any(map(str.isdigit, text)))
