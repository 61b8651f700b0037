"""Studies add sections to a report: what the survey's own sections print stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import reporter
from reporter.analysis.run_studies import add_studies
from reporter.project.load import OpenedProject
from tests.study_cases import Case, cases, survey

_NUMBERED = re.compile(r"(图|表)\s?[A-Z]?\d+|^[（(]?[一二三四五六七八九十]+[）)、]")
_OTHER = frozenset({"contents", "heading", "formula"})


def _printed(opened: OpenedProject, facts: reporter.FactTable) -> list[tuple[str, str]]:
    """Return every text but headings and formulas, without the numbers of tables and figures."""
    report = reporter.fill(opened, facts)
    return [
        (entry["block"], _NUMBERED.sub(r"\1", entry["text"]))
        for entry in report.texts
        if entry["block"].partition(":")[0] not in _OTHER
    ]


def _missing(own: list[tuple[str, str]], all_of_it: list[tuple[str, str]]) -> Iterator[object]:
    """Yield what of ``own`` does not stand in ``all_of_it``, in the same order."""
    rest = iter(all_of_it)
    for one in own:
        mark = list(rest)
        if one in mark:
            rest = iter(mark[mark.index(one) + 1 :])
        else:
            yield one
            rest = iter(mark)


def test_sections_of_the_survey_print_the_same_with_studies() -> None:
    opened, scores, facts = survey()
    every: list[Case] = list(cases().values())
    studies = tuple(case.info for case in every)
    with_all = replace(opened, model=opened.model.model_copy(update={"studies": studies}))
    alone = replace(opened, model=opened.model.model_copy(update={"studies": ()}))
    added = add_studies(facts, with_all, scores, tuple(case.table for case in every))
    own, together = _printed(alone, facts), _printed(with_all, added)
    assert len(own) > 300
    assert len(together) > 3 * len(own)
    assert not list(_missing(own, together))


def test_the_departments_of_indicators_stand_beside_those_of_studies() -> None:
    opened, scores, facts = survey()
    chosen = [one for one in cases().values() if one.info.method in _WITH_DEPARTMENTS]
    assert len(chosen) == len(_WITH_DEPARTMENTS)
    studies = tuple(case.info for case in chosen)
    model = opened.model.model_copy(update={"studies": studies})
    both = replace(opened, model=model)
    added = add_studies(facts, both, scores, tuple(case.table for case in chosen))
    cells = [
        entry["text"]
        for entry in reporter.fill(both, added).texts
        if entry.get("id", "").startswith("tab-pull")
    ]
    assert "运维检修部" in cells
    assert "市场营销部" in cells


_WITH_DEPARTMENTS = frozenset({"kpi_decomposition", "closed_loop"})
