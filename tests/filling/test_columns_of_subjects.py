"""A column asks the subject first: what a study calls by the same name hides nothing of it."""

from __future__ import annotations

from reporter.document.inline import Text
from reporter.facts.fact import Fact, FactTable
from reporter.filling.tables import ColumnSpec, Tables
from reporter.filling.views import Desk, SubjectView


def test_a_department_is_the_subjects_own() -> None:
    study = Fact("department", subject="kpi.leaf.窗口", value="客服中心", unit="text", method="kpi")
    desk = Desk(FactTable((study,), {}))
    assert "department" in desk.statistics
    node = SubjectView(desk, "window", {"name": "窗口", "level": 2, "department": "营销部"})
    row = Tables(desk, {})._row(node, [ColumnSpec("department", "责任部门", 11, "left")])
    assert [n.text for n in row.cells[0].children if isinstance(n, Text)] == ["营销部"]
