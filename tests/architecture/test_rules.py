"""Rules that matter are run, not remembered: imports, sizes, style, documentation."""

from __future__ import annotations

import ast
import re

import pytest
from importlinter.cli import lint_imports

from reporter.analysis import methods as methods_of_analysis

from .sizes import ROOT, SOURCES, at, files, functions

MOST_LINES = 400
MOST_FUNCTION = 70
MOST_PARAMETERS = 6


def test_import_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=".importlinter", no_cache=True) == 0


def test_files_stay_small() -> None:
    sizes = files()
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}
    assert at(list(sizes.values()), 0.9) <= 250


def test_functions_stay_small_and_take_few_parameters() -> None:
    found = functions()
    assert [one for one in found if one.lines > MOST_FUNCTION] == []
    assert [one for one in found if one.parameters > MOST_PARAMETERS] == []


def test_nobody_inside_imports_reporter_by_name() -> None:
    guilty = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(r"^\s*(from|import) reporter\b", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert guilty == []


def test_no_pyplot_and_no_clock_in_what_makes_outputs() -> None:
    """Chance has a seed: a generator without one, or numpy's own, would differ at every run."""
    pattern = re.compile(
        r"pyplot|datetime\.now|date\.today|time\.time\(|locale\."
        r"|(?<!np\.)\brandom\.[a-z]|np\.random\.(?!default_rng|Generator)|default_rng\(\)"
    )
    guilty = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if pattern.search(path.read_text("utf-8")) and path.parent.name not in ("cli",)
    ]
    assert guilty == []


def test_pandas_is_never_imported_with_a_module() -> None:
    guilty = []
    for path in SOURCES:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                continue
            late = isinstance(node, ast.FunctionDef | ast.ClassDef)
            if not late and re.search(r"^\s*(import|from) pandas", ast.unparse(node), re.MULTILINE):
                guilty.append(str(path.relative_to(ROOT)))
    assert guilty == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_methods_never_import_methods() -> None:
    methods = {method.ID for method in methods_of_analysis()}
    assert len(methods) > 10
    guilty = []
    for name in sorted(methods):
        tree = ast.parse((ROOT / "reporter" / "analysis" / f"{name}.py").read_text("utf-8"))
        imported = {
            n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level == 1
        }
        guilty += [f"{name} imports {other}" for other in sorted(methods & imported)]
    assert guilty == []
