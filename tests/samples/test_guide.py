"""The filled project file in the user guide is one that the program accepts."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from reporter.analysis.run_studies import check_studies
from reporter.analysis.study import study_methods
from reporter.analysis.study_schema import with_studies
from reporter.filling.brand import BrandFile
from reporter.filling.look import branded_theme
from reporter.project import open_project
from reporter.project.load import project_schema
from tests.study_sections import HEAD, WINDOW

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide.md"
SNIPPETS = [
    snippet
    for page in sorted([*ROOT.glob("docs/*.md"), ROOT / "README.md"])
    for snippet in re.findall(r"```toml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
]
SETTINGS = sorted(set(re.findall(r"`([a-z_]+) = ([^`]+)`", GUIDE.read_text("utf-8"))))


def opened(folder, text):
    (folder / "project.toml").write_text(text, encoding="utf-8")
    return open_project(folder)


def test_example_in_the_guide_is_a_valid_project(tmp_path):
    project = opened(tmp_path, SNIPPETS[0])
    check_studies(project)
    model = project.model
    assert model.survey.population == 18036
    assert [item.name for item in model.items] == ["送货及时性", "送货准确完好", "客户经理走访"]


def test_guide_names_every_key_of_the_project_file():
    text = GUIDE.read_text(encoding="utf-8")
    schema = project_schema()
    keys = {key for part in schema["$defs"].values() for key in part.get("properties", ())}
    keys |= set(schema["properties"])
    missing = sorted(key for key in keys if not re.search(rf"\b{key}\b", text))
    assert missing == []


@pytest.mark.parametrize("snippet", SNIPPETS[1:], ids=lambda text: text.split("\n")[0][:20])
def test_other_snippets_are_valid_where_they_belong(tmp_path, snippet):
    body = tomllib.loads(snippet)
    if "studies" in body:
        check_studies(opened(tmp_path, f"{HEAD}{WINDOW}\n{snippet}"))
    elif "base" in body:
        theme = tmp_path / "themes" / "本公司" / "theme.toml"
        theme.parent.mkdir(parents=True)
        theme.write_text(snippet, encoding="utf-8")
        head = f"{HEAD}{WINDOW}".replace("[report]", '[report]\ntheme = "本公司"', 1)
        assert branded_theme(opened(tmp_path, head)).title == body["title"]
    else:
        BrandFile.model_validate(body)


@pytest.mark.parametrize(("key", "value"), SETTINGS)
def test_settings_in_sentences_are_ones_that_exist(key, value):
    assert tomllib.loads(f"{key} = {value}")
    known = json.dumps(with_studies(project_schema()))
    assert f'"{key}": ' in known


def test_guide_lists_every_method():
    text = GUIDE.read_text(encoding="utf-8")
    assert [id for id in study_methods() if f"`{id}`" not in text] == []
