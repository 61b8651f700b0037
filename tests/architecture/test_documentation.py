"""The documents name what there is, and nothing that is not there."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from reporter import methods
from reporter.charts import Style, kinds
from reporter.facts import FactTable
from reporter.filling.brand import brand_schema
from reporter.filling.context import names
from reporter.filling.sandbox import environment
from reporter.filling.views import STATISTICS, Desk
from reporter.pipeline import STEPS, project_schema
from reporter.project.model import DataInfo, Project, ReportInfo, SurveyInfo

ROOT = Path(__file__).resolve().parents[2]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_name_a_template_can_use_is_documented() -> None:
    project = Project(
        report=ReportInfo(title="题", date=date(2026, 1, 1)),
        survey=SurveyInfo(organisation="我公司", subject="客户", wave="2026年度"),
        data=DataInfo(file="a.csv"),
    )
    meta = {"tree": [{"id": "total", "name": "总体", "level": 0, "parent": "", "scored": True}]}
    desk = Desk(FactTable((), meta))
    page = text("docs/templates.md")
    documented = set(re.findall(r"`([a-z_0-9]+)", page))
    assert set(names(project, desk, Style())) - documented == set()
    assert set(environment(desk, ()).filters) - documented == set()
    assert STATISTICS - documented == set()
    assert set(kinds()) - documented == set()


def test_steps_of_the_run_stand_in_the_architecture_page() -> None:
    page = text("reporter/ARCHITECTURE.md")
    for number, step in enumerate(STEPS, start=1):
        assert f"{number} {step}" in page


def test_every_room_stands_in_the_architecture_page() -> None:
    page = text("reporter/ARCHITECTURE.md")
    rooms = [p.name for p in (ROOT / "reporter").iterdir() if (p / "__init__.py").is_file()]
    assert [room for room in sorted(rooms) if f"{room}/" not in page] == []


def test_every_method_defines_itself() -> None:
    for method in methods():
        assert method.title, method.id
        assert len(method.definition) >= 10, method.id


def test_exit_codes_of_the_guide_are_those_of_the_code() -> None:
    from reporter import errors

    codes = {cls.exit_code for cls in errors.ReporterError.__subclasses__()}
    guide = text("docs/guide.md")
    assert codes == {3, 4, 5, 6, 7}
    for code in codes:
        assert re.search(rf"\b{code}\b", guide)


def test_readme_names_two_commands_and_shows_a_page() -> None:
    readme = text("README.md")
    assert "make report" in readme
    assert "make test" in readme
    picture = re.search(r"!\[[^\]]*\]\(([^)]+\.png)\)", readme)
    assert picture is not None
    assert (ROOT / picture.group(1)).is_file()


def test_the_published_schemas_are_those_in_force() -> None:
    assert json.loads(text("docs/project.schema.json")) == project_schema()
    assert json.loads(text("docs/brand.schema.json")) == brand_schema()
