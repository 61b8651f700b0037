"""Studies of a census or of answers that no chance drew: facts without sampling error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..facts.fact import Fact
from ..facts.verdict.described import WORDS
from ..project.model import Project, StudyInfo
from .precision import CENSUS, CONVENIENCE

_WHY = {"census": CENSUS, "convenience": CONVENIENCE}
_ERRORS = ("standard_error", "margin")


def why_described(project: Project | None, info: StudyInfo) -> str:
    """Return why a study only describes its answers; "" where it infers from them.

    The survey's way of sampling holds for its own answers. Other data are what they are, and a
    study that says how they were drawn knows better.
    """
    if project is None or (info.model_extra or {}).get("sampling"):
        return ""
    others = {info.file, *(one.file for one in info.files)} - {"", project.data.file}
    return "" if others else _WHY.get(project.survey.sampling, "")


def described(facts: Sequence[Fact], why: str) -> list[Fact]:
    """Return the facts of a study without intervals, p values and errors, its words as they read.

    Args:
        facts: of the study.
        why: it has no sampling error.
    """
    spread = {(fact.subject, fact.detail, fact.statistic) for fact in facts if _has_interval(fact)}
    return [_described(fact, spread, why) for fact in facts]


def _has_interval(fact: Fact) -> bool:
    return fact.ci_low is not None or fact.ci_high is not None


def _described(fact: Fact, spread: set[tuple[str, str, str]], why: str) -> Fact:
    base, _, end = fact.statistic.rpartition("_")
    is_bound = end in ("low", "high") and any(
        (fact.subject, fact.detail, name) in spread for name in (base, f"{base}_share")
    )
    if is_bound or fact.unit == "p" or fact.statistic in _ERRORS:
        why = fact.error or why
        return replace(fact, value=None, ci_low=None, ci_high=None, warning="", error=why)
    shown = WORDS.get(fact.value) if isinstance(fact.value, str) else fact.shown
    return replace(fact, ci_low=None, ci_high=None, shown=shown)
