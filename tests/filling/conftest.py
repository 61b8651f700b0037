"""A tiny project, its facts, and a way to fill one template file with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from reporter.document.nodes import Document
from reporter.facts import Fact, FactTable, Group
from reporter.filling import fill, find_template
from reporter.project.model import DataInfo, Project, ReportInfo, Segment, SurveyInfo

NASTY = "城区*分公司|<b>{{ 7*7 }}&amp;$x$"

Fill = Callable[..., tuple[Document, FactTable]]


@pytest.fixture
def facts() -> FactTable:
    tree = [
        {"id": "total", "name": "总体", "level": 0, "parent": "", "scored": True},
        {"id": "a", "name": "诚心服务", "level": 1, "parent": "total", "scored": True},
        {"id": "b", "name": "诚信服务", "level": 1, "parent": "total", "scored": True},
    ]
    more = {"department": "营销中心", "support": "", "is_item": False}
    segments = [{"id": "unit", "name": "单位", "role": "unit", "levels": [NASTY, "河西"]}]

    def score(subject: str, value: float, group: Group | None = None, n: int = 200) -> Fact:
        return Fact("score", subject, subject, group, value=value, unit="points", n=n)

    rows = (
        score("total", 90.25),
        score("a", 92.0),
        score("b", 88.5),
        score("total", 91.0, Group("unit", NASTY)),
        score("total", 89.0, Group("unit", "河西")),
        Fact("n", value=200, unit="count", counter="户"),
        Fact("change", value=-0.55, unit="points"),
        Fact("rate", value=0.775, unit="share"),
        Fact("change", "a", value=0.4, unit="points"),
        Fact("change_margin", "a", value=0.6, unit="points"),
        Fact("flat_threshold", value=0.05, unit="points"),
        Fact("small_base", value=30, unit="count"),
        Fact("share", "a", detail="满意", value=0.4, unit="share"),
    )
    return FactTable(rows, {"tree": [{**row, **more} for row in tree], "segments": segments})


@pytest.fixture
def project() -> Project:
    return Project(
        report=ReportInfo(title="甲公司\n满意度调查报告", date=date(2026, 11, 20)),
        survey=SurveyInfo(organisation="我公司", subject="客户", wave="2026年度"),
        data=DataInfo(file="a.csv"),
        segments=(Segment(id="unit", name="单位", role="unit"),),
        texts={"background": "去年走访*1,234*户，满意率96.1%。[@gb]"},
        references=({"id": "gb", "type": "S", "title": "某标准"},),  # type: ignore[arg-type]
    )


@pytest.fixture
def fill_text(tmp_path: Path, project: Project, facts: FactTable) -> Fill:
    def run(text: str, **files: str) -> tuple[Document, FactTable]:
        folder = tmp_path / "templates" / "mine"
        folder.mkdir(parents=True, exist_ok=True)
        manifest = 'title = "我的"\n[[parts]]\nrole = "body"\nfile = "body.md.j2"\n'
        (folder / "template.toml").write_text(manifest, encoding="utf-8")
        (folder / "body.md.j2").write_text(text, encoding="utf-8")
        for name, content in files.items():
            (folder / f"{name}.md.j2").write_text(content, encoding="utf-8")
        return fill(project, facts, find_template("mine", tmp_path))

    return run
