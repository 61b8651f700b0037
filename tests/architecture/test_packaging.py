"""What is shipped, and what it asks for."""

from __future__ import annotations

import re
import tomllib

import pytest
from hatchling.builders.wheel import WheelBuilder

from .sizes import ROOT, SOURCES

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
IMPORTED_AS = {
    "fonttools": "fontTools",
    "pillow": "PIL",
    "python-calamine": "python_calamine",
    "markdown-it-py": "markdown_it",
}
# python-docx: for scripts of users and the tests; brotli is a floor for weasyprint.
NOT_IMPORTED = {"python-docx", "brotli"}


@pytest.fixture(scope="module")
def shipped() -> set[str]:
    builder = WheelBuilder(str(ROOT))
    return {str(file.distribution_path) for file in builder.recurse_included_files()}


def test_wheel_holds_everything_a_run_reads(shipped: set[str]) -> None:
    for folder, inside in (("reporter", "reporter"), ("templates", "reporter/_data/templates")):
        here = (path for path in (ROOT / folder).rglob("*") if path.is_file())
        needed = {f"{inside}/{path.relative_to(ROOT / folder)}" for path in here}
        assert {name for name in needed if not name.endswith(".pyc")} - shipped == set()
    assert "reporter/py.typed" in shipped
    fonts = tomllib.loads((ROOT / "fonts" / "fonts.toml").read_text(encoding="utf-8"))["face"]
    assert {f"reporter/_data/fonts/{face['file']}" for face in fonts} - shipped == set()
    assert "reporter/_data/fonts/fonts.toml" in shipped


def test_wheel_holds_nothing_else_and_its_licences_fit(shipped: set[str]) -> None:
    fonts = {name for name in shipped if name.startswith("reporter/_data/fonts/")}
    odd = {
        n for n in fonts if not re.search(r"\.ttf$|/fonts\.toml$|/README\.md$|/OFL-\w+\.txt$", n)
    }
    assert odd == set()
    assert {name.split("/")[0] for name in shipped} == {"reporter"}
    assert PROJECT["license"] == "MIT AND OFL-1.1"


def test_every_dependency_is_imported_or_excused() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    names = {re.split(r"[><=]", row)[0] for row in PROJECT["dependencies"]}
    used = {
        name
        for name in names
        if re.search(
            rf"^\s*(from|import) {IMPORTED_AS.get(name, name)}\b|import_module\(\"{name}\"",
            source,
            re.MULTILINE,
        )
    }
    assert names - used == NOT_IMPORTED
