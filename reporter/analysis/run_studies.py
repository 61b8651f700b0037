"""Studies of a project: options checked, methods run, their facts added to the survey's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from ..errors import NOWHERE, DataError, Place, Problem, ProjectError
from ..facts.fact import Fact, FactTable
from ..facts.verdict import described as design
from ..facts.verdict import explained
from ..project.booleans import boolean_problem, misplaced_booleans
from ..project.load import OpenedProject
from ..project.model import StudyInfo
from ..project.nearest import did_you_mean, listing
from ..project.schema_messages import describe
from ..project.study_columns import texts_in
from ..project.study_labels import printed_labels
from ..project.study_table import StudyTable
from ..scoring.scores import Scores
from .described import described, why_described
from .run import finite, only_errors
from .study import Row, Study, StudyMethod, all_hidden, study_methods
from .study_problems import columns_in_some_files, with_lines


def check_studies(opened: OpenedProject) -> tuple[BaseModel, ...]:
    """Return the options of every study, validated.

    Raises:
        ProjectError: an unknown method, a study named twice, or an option that is wrong.
    """
    problems: list[Problem] = []
    options: list[BaseModel] = []
    seen: set[str] = set()
    for index, info in enumerate(opened.model.studies):
        path = f"studies[{index}]"
        if info.id in seen:
            what = f"方法“{info.id}”的 id 重复。"
            problems.append(
                Problem("study.duplicate", what, "请换一个 id。", opened.place(f"{path}.id"))
            )
        seen.add(info.id)
        method = study_methods().get(info.method)
        if method is None:
            place = opened.place(f"{path}.method")
            problems.append(_unknown(info.method, place))
            continue
        if info.summary and not hasattr(method, "SUMMARY"):
            what = f"“{method.TITLE}”没有可以写进摘要的结论。"
            place = opened.place(f"{path}.summary")
            problems.append(Problem("study.summary", what, "请删去 summary = true。", place))
        checked, wrong = _checked(method, info.model_extra or {}, f"方法“{info.id}”的设置")
        for key, code, what, hint in wrong:
            place = opened.place(f"{path}.{key}" if key else path)
            problems.append(Problem(code, f"{method.TITLE}：{what}", hint, place))
        if checked is not None:
            options.append(checked)
    if problems:
        raise ProjectError(problems)
    return tuple(options)


def _checked(
    method: StudyMethod, values: Mapping[str, Any], name: str
) -> tuple[BaseModel | None, list[tuple[str, str, str, str]]]:
    """Return the options of a method, or key, code, fault and remedy of each wrong one."""
    booleans = list(misplaced_booleans(values, method.Options))
    wrong = [(_dotted(place), *boolean_problem(values, place)) for place in booleans]
    try:
        options = method.Options.model_validate(dict(values))
    except ValidationError as error:
        found = [entry for entry in _roots(error) if entry["loc"] not in booleans]
        told = [(_dotted(entry["loc"]), *describe(entry, method.Options, name)) for entry in found]
        return None, wrong + told
    return (None if wrong else options), wrong


def _dotted(location: Sequence[int | str]) -> str:
    return ".".join(str(part) for part in location)


def _roots(error: ValidationError) -> list[Any]:
    """Return what is wrong; a list is not too short for having lost its wrong entries."""
    found = error.errors(include_url=False)
    places = [entry["loc"] for entry in found]
    return [
        entry
        for entry in found
        if entry["type"] != "too_short"
        or not any(
            len(one) > len(entry["loc"]) and one[: len(entry["loc"])] == entry["loc"]
            for one in places
        )
    ]


def _unknown(name: str, place: Place = NOWHERE) -> Problem:
    known = study_methods()
    hint = did_you_mean(name, known) or f"可用的方法：{listing(known, 40)}。"
    what = f"没有名为“{name}”的方法。"
    return Problem("study.unknown", what, hint, place)


def add_studies(
    facts: FactTable,
    opened: OpenedProject,
    scores: Scores,
    tables: Sequence[StudyTable],
) -> FactTable:
    """Return the facts of the survey and of all its studies.

    ``tables`` are in the order of ``studies`` in the project file.
    """
    model = opened.model
    made, rows = [], []
    problems: list[Problem] = []
    wrong: list[ProjectError | DataError] = []
    for info, table, options in zip(model.studies, tables, check_studies(opened), strict=True):
        method = study_methods()[info.method]
        study = Study(
            info.id,
            info.title or method.TITLE,
            method.ID,
            table,
            options,
            model.survey.confidence,
            model.report.decimals,
            model.report.share_decimals,
            model.rules.small_base,
            model.rules.hide_base,
            model,
            scores,
            facts,
        )
        try:
            found, about = _run(method, study, info)
        except (ProjectError, DataError) as error:
            wrong.append(type(error)(_in_project(opened, info, error.problems)))
            continue
        problems += columns_in_some_files(opened, info, table, options)
        is_own = not (info.file or info.sheet or info.files)
        problems += table.notes if is_own else map(_with_place, table.notes)
        problems += study.notes
        made += found
        rows.append(about)
    if wrong:
        causes = dict.fromkeys(one for error in wrong for one in error.problems)
        raise type(wrong[0])(with_lines(opened, problem) for problem in causes)
    if not rows:
        return facts
    told = list(facts.meta.get("problems", ()))
    told += [one for problem in dict.fromkeys(problems) if (one := problem.to_json()) not in told]
    return FactTable((*facts.rows, *made), _meta({**facts.meta, "problems": told}, rows))


def _with_place(problem: Problem) -> Problem:
    """Return a note that names its file in its sentence: the report prints nothing else of it."""
    return replace(problem, what=f"{problem.where}：{problem.what}", where=NOWHERE)


def _in_project(
    opened: OpenedProject, info: StudyInfo, problems: Sequence[Problem]
) -> Iterator[Problem]:
    """Yield problems; those without a place get that of the option which they speak of."""
    index = opened.model.studies.index(info)
    given = info.model_extra or {}
    for problem in problems:
        if problem.where != NOWHERE:
            yield problem
            continue
        named = [
            key
            for said in (problem.what, problem.hint)
            for key in given
            if re.search(rf"(?<![a-z_]){key}(?![a-z_])", said)
        ]
        said = problem.what + problem.hint
        quoted = [key for key in given if any(f"“{text}”" in said for text in texts_in(given[key]))]
        key = next(iter([*named, *quoted]), "id")
        yield replace(problem, where=opened.place(f"studies[{index}].{key}"))


def run_study(method: str, table: StudyTable, options: Mapping[str, Any]) -> FactTable:
    """Run one method alone, without a project.

    Args:
        method: id of the method, as ``reporter methods`` lists it.
        table: its data.
        options: as in the project file.

    Raises:
        ProjectError: no such method, or a wrong option.
        DataError: the data cannot be read.
    """
    found = study_methods().get(method)
    if found is None:
        raise ProjectError(_unknown(method))
    checked, wrong = _checked(found, options, "设置")
    if checked is None:
        raise ProjectError(
            Problem(code, f"{found.TITLE}：{what}", hint) for _, code, what, hint in wrong
        )
    study = Study(method, found.TITLE, method, table, checked)
    facts, about = _run(found, study, StudyInfo(id=method, method=method))
    return FactTable(tuple(facts), _meta({}, [about]))


def _run(method: StudyMethod, study: Study, info: StudyInfo) -> tuple[list[Fact], dict[str, Any]]:
    reason = method.lacks(study) or ""
    facts = [finite(fact) for fact in method.run(study)] if not reason else []
    reason = reason or only_errors(facts)
    facts += _unweighted(study, facts)
    why = why_described(study.project, info)
    facts = described(facts, why) if why else facts
    if reason:
        facts = [study.fact("lacks", None, unit="text", error=reason)]
    reason = reason or all_hidden(study, facts)
    labels = printed_labels(study.table, info.labels)
    words = explained.used(fact.value for fact in facts)
    facts = [_labelled(fact, labels) for fact in facts] if labels else facts
    about = {
        "id": study.id,
        "method": method.ID,
        "title": study.title,
        "place": info.place or method.PLACE,
        "reason": reason,
        "described": why,
        "summary": _rank_in_summary(method, info),
        "source": _source_name(study, info),
        "sha256": study.table.sha256,
        "files": [asdict(file) for file in study.table.files],
        "rows": [] if reason else [_listed(row, labels) for row in study.rows.values()],
        "words": words,
        "about": {
            **_about(method.ID, method.TITLE, method.DEFINITION),
            "formulas": list(getattr(method, "FORMULAS", ())),
            "symbols": [list(pair) for pair in getattr(method, "SYMBOLS", {}).items()],
        },
    }
    return facts, about


def _about(identity: str, title: str, definition: str) -> dict[str, Any]:
    """Return what the appendix says of a method; formulas come beside it."""
    return {
        "id": identity, "title": title, "definition": definition, "needs": "table",
        "formulas": [], "symbols": [],
    }  # fmt: skip


def _rank_in_summary(method: StudyMethod, info: StudyInfo) -> int | None:
    """Return 0 for a conclusion that is asked for, None for one that is not to be there."""
    if info.summary is not None:
        return 0 if info.summary else None
    return getattr(method, "SUMMARY", None)


def _unweighted(study: Study, facts: Sequence[Fact]) -> list[Fact]:
    """Return that a method takes no weights though the survey has them for these very rows."""
    own = study.project.data.weight if study.project is not None else ""
    said = any(fact.statistic == "sample_weights" for fact in facts)
    if not facts or said or own not in study.table.columns:
        return []
    return [study.fact("sample_weights", "不加权", unit="text")]


def _source_name(study: Study, info: StudyInfo) -> str:
    """Return what 数据来源 says: the name given, the survey's own, or the files."""
    if info.source or study.project is None or info.file or info.sheet or info.files:
        return info.source or study.table.source
    survey = study.project.survey
    return f"{survey.wave}{survey.theme}调查"


def _labelled(fact: Fact, labels: Mapping[str, str]) -> Fact:
    """Return a fact with columns and answers called as they are printed; its source stays."""
    label, detail = labels.get(fact.label, fact.label), labels.get(fact.detail, fact.detail)
    value = labels.get(fact.value, fact.value) if isinstance(fact.value, str) else fact.value
    return replace(fact, label=label, detail=detail, value=value)


def _listed(row: Row, labels: Mapping[str, str]) -> dict[str, str]:
    return {"kind": row.kind, "id": row.id, "name": labels.get(row.name, row.name)}


def _meta(meta: Mapping[str, Any], studies: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the meta with the studies; a method used twice is defined once."""
    used = {row["method"]: row["about"] for row in studies if not row["reason"]}
    lacks = [
        {"method": row["id"], "title": row["title"], "reason": row["reason"]}
        for row in studies
        if row["reason"]
    ]
    if any(row["words"] for row in studies):
        used[explained.ID] = _about(explained.ID, explained.TITLE, explained.DEFINITION)
    if any(row["described"] and not row["reason"] for row in studies):
        used[design.ID] = _about(design.ID, design.TITLE, design.DEFINITION)
    own = ("about", "words")
    kept = [{key: value for key, value in row.items() if key not in own} for row in studies]
    return {
        **meta,
        "methods": [*meta.get("methods", ()), *used.values()],
        "lacks": [*meta.get("lacks", ()), *lacks],
        "studies": kept,
    }
