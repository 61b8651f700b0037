"""The filled project file in the user guide is one that the program accepts."""

from __future__ import annotations

import re
from pathlib import Path

from reporter.project import open_project

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"


def test_example_in_the_guide_is_a_valid_project(tmp_path):
    found = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "project.toml").write_text(found.group(1), encoding="utf-8")
    model = open_project(tmp_path).model
    assert model.survey.population == 18036
    assert [item.name for item in model.items] == ["送货及时性", "送货准确完好", "客户经理走访"]


def test_guide_names_every_key_of_the_project_file():
    text = GUIDE.read_text(encoding="utf-8")
    from reporter.project import project_schema

    schema = project_schema()
    keys = {key for part in schema["$defs"].values() for key in part.get("properties", ())}
    keys |= set(schema["properties"])
    missing = sorted(key for key in keys if not re.search(rf"\b{key}\b", text))
    assert missing == []
