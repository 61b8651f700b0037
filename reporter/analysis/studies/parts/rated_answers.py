"""Which answers a study counts as satisfied, and whether the survey counts the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ....errors import Problem
from ....facts.fact import Fact
from ....project.scales import scales_in_use
from ...study import Study


def rated_as(
    study: Study, satisfied: Collection[float], answers: Mapping[str, float]
) -> Iterator[Fact]:
    """Return the answers of these points; a study that counts others than the survey is told.

    Args:
        study: that compares rates.
        satisfied: points that count.
        answers: points of the study's own answers; the survey's scales where there are none.
    """
    scales = scales_in_use(study.project) if study.project is not None else ()
    known = dict(answers) or {one.label: one.points for scale in scales for one in scale.options}
    counted = [label for label, points in known.items() if points in satisfied]
    words = "".join(f"“{label}”" for label in counted)
    yield study.fact("rated_as", words or "所定分值", unit="text")
    for scale in scales:
        own = [one.label for one in scale.options if one.satisfied]
        here = [one.label for one in scale.options if one.label in counted]
        if own and here and own != here:
            what = (
                f"方法“{study.id}”把{words}计入满意率，而问卷的量表把"
                f"{''.join(f'“{label}”' for label in own)}计入：报告中将有两种满意率。"
            )
            hint = "请核对 satisfied；确有两种口径的，请在正文说明。"
            study.notes.append(Problem("study.rated", what, hint, study.table.place(), "warning"))
            return
