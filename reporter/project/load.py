"""Opening a project: read the TOML file, validate it, and report every problem at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from ..errors import Place, Problem, ProjectError
from . import checks, study_checks, tree_checks
from .booleans import boolean_problem, misplaced_booleans
from .checks import Finding
from .lines import find_line, line_map
from .model import Project
from .nearest import NAME_LENGTH, listing
from .readers.clean import clean_text
from .readers.private_use import REMEDY, private_in, shown
from .repair import repaired
from .scales import resolve_scale
from .schema_messages import describe, key_path
from .toml_text import read_toml

PROJECT_FILE = "project.toml"
_LONG_NAME = re.compile(rf"“([^”]{{{NAME_LENGTH}}})[^”]+”")


@dataclass(frozen=True, slots=True, repr=False)
class OpenedProject:
    """A valid project and where it was read from.

    Attributes:
        model: the frozen project; its scales carry their options.
        folder: what relative paths in the project start from.
        file: bare name of the project file, for messages.
        lines: key path such as ``items[3].scale`` -> line in the project file.
    """

    model: Project
    folder: Path
    file: str
    lines: Mapping[str, int]

    def __repr__(self) -> str:
        model = self.model
        title = model.report.title.replace("\n", "")
        size = f"{len(model.indicators)}个指标，{len(model.items)}道题，{len(model.segments)}种分组"
        return f"<OpenedProject 《{self.file}》{title}：{size}>"

    def place(self, path: str) -> Place:
        """Return where a key stands in the project file (or what encloses it)."""
        return Place(self.file, line=find_line(self.lines, path))

    def places_of(self, chars: Iterable[str]) -> dict[str, Place]:
        """Return where in the project file each character is written first, if it is."""
        try:
            lines = (self.folder / self.file).read_text(encoding="utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError):
            return {}
        first = {
            char: next((i for i, line in enumerate(lines, 1) if char in line), None)
            for char in chars
        }
        return {char: Place(self.file, line=line) for char, line in first.items() if line}


def open_project(path: str | Path) -> OpenedProject:
    """Open ``project.toml`` (or the folder that holds it).

    Raises ProjectError with all problems found: syntax, schema, then whatever the
    checks find in the part of the file that could be understood.
    """
    file = _locate(Path(path))
    raw, text = read_toml(file)
    private = list(private_findings(raw))
    raw = cleaned(raw)
    lines = line_map(text)
    findings, model = _validate(raw)
    findings = [*private, *findings]
    if findings or model is None:
        problems = [_problem(finding, file.name, lines) for finding in findings]
        raise ProjectError(sorted(problems, key=lambda problem: problem.where.line or 0))
    scales = tuple(resolve_scale(scale) for scale in model.scales)
    model = model.model_copy(update={"scales": scales})
    return OpenedProject(model, file.parent, file.name, MappingProxyType(lines))


def project_schema() -> dict[str, Any]:
    """Return the JSON Schema of a project file, with Chinese descriptions."""
    schema = Project.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _locate(path: Path) -> Path:
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError):  # name too long, or holding a NUL
        is_folder, exists = False, False
    if is_folder and (path / PROJECT_FILE).is_file():
        return path / PROJECT_FILE
    if not is_folder and exists:
        return path
    name = path.name[:80].replace("\0", "") or str(path)[:80]
    if is_folder:
        others = sorted(p.name for p in path.glob("*.toml"))
        what = f"文件夹“{name}”里没有 {PROJECT_FILE}。"
        hint = "可用 reporter new 新建项目。"
        if others:
            hint = f"其中有：{listing(others)}，请直接指定文件。"
    else:
        what = f"找不到项目文件“{name}”。"
        hint = "请检查路径；可用 reporter new 新建项目。"
    raise ProjectError(Problem("project.not_found", what, hint))


def cleaned(value: Any) -> Any:
    """Take invisible characters, pasted or written as escapes, out of all texts."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: cleaned(inner) for key, inner in value.items()}
    return [cleaned(inner) for inner in value] if isinstance(value, list) else value


def private_findings(value: Any, location: tuple[int | str, ...] = ()) -> Iterator[Finding]:
    """Find the characters that no other machine could print, in texts and in keys."""
    if isinstance(value, str):
        if codes := private_in(value):
            what = f"“{shown(value)}”中有自造字（{codes}），报告印不出来。"
            yield Finding(key_path(location), "project.private_character", what, REMEDY)
        return
    inner: Iterable[tuple[int | str, Any]] = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for key, item in inner:
        if isinstance(key, str):
            yield from private_findings(key, location) if private_in(key) else ()
        yield from private_findings(item, (*location, key))


def _problem(finding: Finding, file: str, lines: Mapping[str, int]) -> Problem:
    place = Place(file, line=find_line(lines, finding.path))
    return Problem(finding.code, _LONG_NAME.sub(r"“\1…”", finding.what), finding.hint, place)


def _validate(raw: dict[str, Any]) -> tuple[list[Finding], Project | None]:
    bad = list(misplaced_booleans(raw, Project))
    findings = [Finding(key_path(place), *boolean_problem(raw, place)) for place in bad]
    model: Project | None = None
    try:
        model = Project.model_validate(raw)
    except ValidationError as error:
        for entry in error.errors(include_url=False):
            if entry["loc"] in bad:
                continue
            code, what, hint = describe(entry)
            findings.append(Finding(key_path(entry["loc"]), code, what, hint))
            bad.append(entry["loc"])
        model = repaired(raw)
    if model is not None:
        findings += _check(model, bad)
    return findings, model


def _check(model: Project, bad: Sequence[tuple[int | str, ...]]) -> Iterator[Finding]:
    """Run the checks; leave out what may only follow from entries already reported."""
    touched = {key_path(location[:2]) for location in bad}
    is_tree_bad = any(location[:1] in (("items",), ("indicators",)) for location in bad)
    for check in (*checks.CHECKS, *tree_checks.CHECKS, *study_checks.CHECKS):
        if is_tree_bad and check in (tree_checks.check_branches, tree_checks.check_weights):
            continue
        yield from (f for f in check(model) if f.path.split(".")[0] not in touched)
