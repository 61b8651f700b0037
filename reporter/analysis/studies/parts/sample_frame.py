"""The strata of a sample plan: people in the population, planned, asked, came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pydantic import Field

from ....errors import DataError, Problem, ProjectError
from ....project.model import Model, Segment
from ....project.nearest import did_you_mean, listing
from ....project.readers.table import capped
from ...study import Study
from .questions import distinct


class Stratum(Model):
    """One stratum as people planned it."""

    name: str = Field(min_length=1, description="层的名称，与数据中的写法相同")
    population: int = Field(ge=1, description="该层总体数量")
    planned: int | None = Field(None, ge=0, description="计划样本量（配额）")
    issued: int | None = Field(None, ge=0, description="发放（联系）数")
    returned: int | None = Field(None, ge=0, description="回收数")


@dataclass(frozen=True, slots=True)
class Frame:
    """The strata and where each row of the data belongs.

    Attributes:
        labels: stratum of each row, "" where the row does not tell.
        valid: rows in each stratum, in the order of ``strata``.
    """

    column: str
    strata: tuple[Stratum, ...]
    labels: tuple[str, ...]
    valid: tuple[int, ...]

    def total(self, what: str) -> int | None:
        """Return the sum of planned, issued or returned; None where a stratum lacks it."""
        values = [getattr(one, what) for one in self.strata]
        return None if any(value is None for value in values) else sum(values)

    @property
    def population(self) -> int:
        """People in all strata."""
        return sum(one.population for one in self.strata)

    @property
    def n(self) -> int:
        """Rows in all strata."""
        return sum(self.valid)

    @property
    def empty(self) -> tuple[str, ...]:
        """Names of strata without rows."""
        pairs = zip(self.strata, self.valid, strict=True)
        return tuple(one.name for one, n in pairs if not n)


def declared(
    study: Study, column: str, strata: Sequence[Stratum]
) -> tuple[str, tuple[Stratum, ...]]:
    """Return column and strata: as listed, else from the survey's segment of that name."""
    segments: Sequence[Segment] = study.project.segments if study.project is not None else ()
    for segment in segments:
        if column in (segment.id, segment.name, segment.column):
            own = segment.column or segment.name
            known = segment.population.items()
            made = (
                Stratum(name=name, population=size, planned=None, issued=None, returned=None)
                for name, size in known
                if size > 0
            )
            return own, tuple(strata) or tuple(made)
    return column, tuple(strata)


def frame_of(study: Study, column: str, strata: Sequence[Stratum]) -> Frame:
    """Return the frame, held against the data.

    Raises:
        ProjectError: numbers of a stratum that cannot be (more came in than were asked).
        DataError: a row belongs to no stratum that is listed.
    """
    distinct(study, [one.name for one in strata], "层")
    labels = known_labels(study, column, {one.name: one.population for one in strata})
    count = Counter(labels)
    frame = Frame(column, tuple(strata), labels, tuple(count[one.name] for one in strata))
    problems = []
    for one, n in zip(frame.strata, frame.valid, strict=True):
        steps = [("有效样本", n), ("回收数", one.returned), ("发放数", one.issued)]
        steps.append(("总体数量", one.population))
        known = [(name, size) for name, size in steps if size is not None]
        for (small, low), (large, high) in pairwise(known):
            if low > high:
                what = f"方法“{study.id}”的层“{one.name}”：{small}（{low}）多于{large}（{high}）。"
                problems.append(Problem("sample.order", what, "请核对该层的数字。"))
    if problems:
        raise ProjectError(problems)
    return frame


def known_labels(study: Study, column: str, sizes: Mapping[str, float]) -> tuple[str, ...]:
    """Return the class of each row.

    Raises:
        DataError: no such column, or a class that has no number of people.
    """
    labels = study.table.texts(column)
    strange = Counter(label for label in labels if label and label not in sizes)
    if strange:
        raise DataError(
            capped(
                Problem(
                    "sample.class",
                    f"“{label}”不在列出的各层中" + (f"，共{count}处。" if count > 1 else "。"),
                    (did_you_mean(label, sizes) or f"列出的有：{listing(sizes)}。")
                    + "请改正，或把它列入各层；不是类别的写进 missing。",
                    study.table.place(labels.index(label), column),
                )
                for label, count in strange.items()
            )
        )
    return labels
