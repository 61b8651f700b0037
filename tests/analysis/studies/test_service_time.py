"""Service times as a study: open tickets, limits, calendars, and what cannot be meant."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

import reporter
from reporter.analysis.study import study_methods
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from tests.study_sections import section

DATA = Path(__file__).parents[2] / "data/studies/survival_lung.csv"
BASE = {"opened": "受理", "closed": "办结"}
WHOLE = "全部工单"


def run(data: dict[str, list[Any]], **options: Any) -> FactTable:
    return reporter.run_study("service_time", data, **{**BASE, **options})


def hours(taken: list[float | None], age: float = 1000.0) -> dict[str, list[Any]]:
    """Return tickets that took so many hours; None is open since ``age`` hours at the cut-off."""
    end = datetime(2026, 9, 30)
    start = end - timedelta(hours=age)
    closed = ["" if t is None else f"{start + timedelta(hours=t):%Y-%m-%d %H:%M:%S}" for t in taken]
    return {"受理": [f"{start:%Y-%m-%d %H:%M:%S}"] * len(taken), "办结": closed}


CUT = {"cutoff": "2026-09-30 00:00", "limit": 24}


def lung() -> dict[str, list[Any]]:
    """Return lung days as days of tickets: those who lived were looked at until the cut-off."""
    end = datetime(2026, 9, 30)
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    opened, closed = [], []
    for row in rows:
        start = end - timedelta(days=int(row["time"]))
        opened.append(f"{start:%Y-%m-%d}")
        closed.append(f"{end:%Y-%m-%d}" if row["status"] == "2" else "")
    return {"受理": opened, "办结": closed}


def test_open_tickets_are_censored() -> None:
    """R, lung: 59.1 % by day 365 with the open ones, 73.3 % without; medians 310 and 226."""
    facts = run(lung(), limit=365, unit="days", cutoff="2026-09-30")
    assert facts["estimate", WHOLE].value == pytest.approx(1 - 0.40924162446, abs=1e-10)
    assert facts["naive", WHOLE].value == pytest.approx(0.73333333333, abs=1e-10)
    assert facts["p50", WHOLE].value == 310
    assert (facts["p50_low", WHOLE].value, facts["p50_high", WHOLE].value) == (284, 361)
    naive = facts["p50_naive", WHOLE]
    assert (naive.value, naive.ci_low, naive.ci_high) == (226, 194, 285)
    assert facts["open", WHOLE].value == 63


def test_limits_of_the_share_are_log_log() -> None:
    """S^exp(+-z se / (S log S)) of Greenwood's error (statsmodels), which stays within 0 and 1."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    times, ended = [int(row["time"]) for row in rows], [row["status"] == "2" for row in rows]
    curve = SurvfuncRight(times, np.array(ended, int))
    at = int(np.searchsorted(curve.surv_times, 365, side="right")) - 1
    share, error = curve.surv_prob[at], curve.surv_prob_se[at]
    power = np.exp(1.959963984540054 * error / (share * abs(np.log(share))))
    facts = run(lung(), limit=365, unit="days", cutoff="2026-09-30")
    assert facts["estimate_low", WHOLE].value == pytest.approx(1 - share ** (1 / power), abs=1e-9)
    assert facts["estimate_high", WHOLE].value == pytest.approx(1 - share**power, abs=1e-9)


def test_a_ticket_beyond_its_limit_is_decided_though_open() -> None:
    facts = run(hours([1.0] * 30 + [None] * 10), **CUT)
    assert facts["decided", WHOLE].value == 40
    assert facts["overdue", WHOLE].value == 10
    assert facts["decided_share", WHOLE].value == 0.75
    young = run(hours([1.0] * 30 + [None] * 10, age=20), **CUT)
    assert young["decided", WHOLE].value == 30
    assert young["undecided", WHOLE].value == 10
    assert young["decided_share", WHOLE].value == 1


@pytest.mark.parametrize(("inclusive", "kept"), [(True, 20), (False, 0)])
def test_exactly_the_limit(inclusive: bool, kept: int) -> None:
    facts = run(hours([24.0] * 20 + [30.0] * 20), **CUT, inclusive=inclusive)
    assert facts["within_count", WHOLE].value == kept
    assert facts["estimate", WHOLE].value == pytest.approx(kept / 40)


def test_the_last_day_counts_to_its_end() -> None:
    data = {"受理": ["2026-09-01"] * 40, "办结": ["2026-09-04 23:59"] * 20 + ["2026-09-05"] * 20}
    facts = run(data, limit=3, unit="days")
    assert facts["within_count", WHOLE].value == 20
    assert facts["p50", WHOLE].value == 3.5


def test_working_days_leave_out_holidays() -> None:
    data = {"受理": ["2026-09-30"] * 20, "办结": ["2026-10-12"] * 20}
    holidays = [f"2026-10-{day:02d}" for day in range(1, 8)]
    more = {"limit": 5, "unit": "working_days"}
    assert run(data, **more)["p50", WHOLE].value == 8
    assert run(data, **more, holidays=holidays)["p50", WHOLE].value == 3
    worked = run(data, **more, holidays=holidays, workdays=["2026-10-10"])
    assert worked["p50", WHOLE].value == 4


def test_a_day_as_cutoff_is_its_end_and_pauses_do_not_count() -> None:
    data = {"受理": ["2026-09-30 12:00"] * 20, "办结": [""] * 20, "停": ["2"] * 20}
    facts = run(data, limit=6, cutoff="2026-09-30", paused="停")
    assert facts["overdue", WHOLE].value == 20
    assert facts["p50", WHOLE].value is None
    assert "没有达到50%" in facts["p50", WHOLE].error
    late = run(data, limit=11, cutoff="2026-09-30", paused="停")
    assert late["overdue", WHOLE].value == 0


def test_classes_have_limits_of_their_own() -> None:
    data = hours([2.0] * 40 + [5.0] * 40)
    data["类"] = ["城区"] * 40 + ["农村"] * 40
    facts = run(data, by="类", limits={"城区": 1, "农村": 6}, target=0.9)
    assert facts["estimate", "城区"].value == 0
    assert facts["estimate", "农村"].value == 1
    assert facts["estimate", WHOLE].value == 0.5
    assert facts["reached", "城区"].value == "未达到"
    assert facts["reached", "农村"].value == "达到"
    assert facts["limit", WHOLE].error == "各类时限不同。"


def test_a_small_class_is_neither_judged_nor_published() -> None:
    data = hours([2.0] * 40 + [5.0] * 3)
    data["类"] = ["城区"] * 40 + ["农村"] * 3
    facts = run(data, by="类", limit=6, target=0.9)
    assert facts["estimate", "农村"].value is None
    assert "少于10" in facts["estimate", "农村"].warning
    assert facts["reached", "农村"].value is None


def test_rows_in_any_order_and_500_classes() -> None:
    data = hours([float(i) for i in range(1, 41)] + [None] * 10)
    turned = {name: column[::-1] for name, column in data.items()}
    for name in ("estimate", "p50", "p90", "decided_share"):
        assert run(data, **CUT)[name, WHOLE].value == run(turned, **CUT)[name, WHOLE].value
    many = hours([5.0] * 1000)
    many["类"] = [f"网点{i % 500}" for i in range(1000)]
    facts = run(many, by="类", limit=6)
    assert len(facts.select("estimate")) == 501


def test_one_ticket_and_none_closed() -> None:
    assert run(hours([3.0]), **CUT)["estimate", WHOLE].value is None
    facts = run(hours([None] * 20), **CUT)
    assert facts["naive", WHOLE].value is None
    assert facts["p50_naive", WHOLE].error == "没有已办结的工单。"


def test_a_limit_that_nobody_reached_is_not_judged() -> None:
    facts = run(hours([None] * 30), cutoff=CUT["cutoff"], limit=3000)
    assert facts["estimate", WHOLE].value is None
    assert "没有一件工单观察到时限" in facts["estimate", WHOLE].error
    assert [f.value for f in facts.select("done") if f.error] == [None] * sum(
        (f.number or 0) > 1000 for f in facts.select("time")
    )


def test_classes_without_a_limit_are_not_pooled() -> None:
    data = hours([1.0] * 30 + [5.0] * 30)
    data["类"] = ["甲"] * 30 + ["乙"] * 30
    facts = run(data, by="类", limits={"甲": 2})
    assert facts["estimate", "甲"].value == 1
    assert "没有写明时限" in facts["estimate", "乙"].error
    assert "不能合并" in facts["estimate", WHOLE].error
    assert facts["limit", WHOLE].value is None


def test_few_tickets_draw_no_curve() -> None:
    facts = run(hours([1.0] * 5), limit=3)
    assert not facts.select("done")
    assert facts["p50", WHOLE].value is None


def test_no_limit_leaves_a_sentence() -> None:
    facts = run(hours([3.0] * 20))
    assert "没有写明时限" in facts.meta["studies"][0]["reason"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("2026-09-02 08:00", "2026-09-01 08:00"), "早于开始时间"),
        (("", "2026-09-01 08:00"), "没有开始时间"),
        (("2026-10-02 08:00", ""), "晚于截止时间"),
        (("2026-09-02 08:00", "2026-10-01 08:00"), "晚于截止时间"),
        (("九月初", ""), "不是日期或时间"),
        (("2026-09-02", ""), "没有几时几分"),
    ],
)
def test_bad_times_have_their_place(row: tuple[str, str], said: str) -> None:
    data = {"受理": ["2026-09-01 08:00", row[0]], "办结": ["2026-09-01 09:00", row[1]]}
    with pytest.raises(DataError, match=said) as caught:
        run(data, limit=4, cutoff="2026-09-30")
    assert caught.value.problems[0].where.row == 3


def test_open_tickets_need_a_cutoff() -> None:
    with pytest.raises(DataError, match="截止时间"):
        run(hours([1.0, None]), limit=4)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"cutoff": "月底"}, "cutoff"),
        ({"working_hours": ["8点到12点"]}, "working_hours"),
        ({"working_hours": ["08:00-12:00", "11:00-13:00"]}, "working_hours"),
        ({"weekdays": [0]}, "weekdays"),
        ({"holidays": ["2026-10-01"], "workdays": ["2026-10-01"]}, "holidays"),
        ({"unit": "days", "cutoff": "2026-09-30 12:00"}, "cutoff"),
        ({"limits": {"城区": 3}}, "城区"),
        ({"steps": [{"name": "派", "start": "受理", "end": "办结"}] * 2}, "写了两次"),
    ],
)
def test_options_that_cannot_be_meant(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ProjectError, match=said):
        run(hours([1.0] * 20), **{"limit": 4, **options})


def test_more_pause_than_time() -> None:
    with pytest.raises(DataError, match="暂停"):
        run({**hours([1.0] * 20), "停": ["2"] * 20}, limit=4, paused="停")


def test_section(tmp_path: Path) -> None:
    data = hours([float(i % 30) + 0.5 for i in range(60)] + [None] * 20, age=40)
    data["编号"] = [f"T{i}" for i in range(80)]
    data["派"] = data["受理"]
    study = (
        'method = "service_time"\nopened = "受理"\nclosed = "办结"\nticket = "编号"\nlimit = 24\n'
        "cutoff = 2026-09-30T00:00:00\ntarget = 0.9\n"
        '[[studies.steps]]\nname = "派单"\nstart = "受理"\nend = "派"\n'
    )
    facts, text = section(tmp_path, study, data)
    assert facts["open", WHOLE].value == 20
    assert "80件工单中" in text
    assert "未达到90%的目标" in text
    assert "高估按时率" in text
    assert "T60" in text


def test_a_class_without_limit_is_no_lack_of_answers() -> None:
    data = hours([1.0] * 90 + [30.0] * 90)
    data["类"] = ["城"] * 90 + ["乡"] * 90
    facts = run(data, by="类", limits={"城": 24}, target=0.9, cutoff="2026-09-30 00:00")
    assert facts["reached", WHOLE].value is None
    assert "没有时限" in facts["reached", WHOLE].error
    assert facts["reached", "城"].value == "达到"


def test_the_median_of_a_level_stretch_is_its_middle_as_the_definition_says() -> None:
    facts = run(hours([10.0] * 20 + [20.0] * 20), **CUT)
    assert facts["p50", WHOLE].value == 15
    assert "取这段时间的中点" in study_methods()["service_time"].DEFINITION


def test_algorithms_that_print_alike_are_not_held_against_each_other(tmp_path: Path) -> None:
    """One ticket is open at the end of its last day: overdue by nothing, and that is explained."""
    days = [f"2026-09-{1 + i % 20:02d}" for i in range(2000)]
    data = {"受理": [*days, "2026-09-22"], "办结": [*days, ""]}
    data["编号"] = [f"T{i}" for i in range(2001)]
    study = (
        'method = "service_time"\nopened = "受理"\nclosed = "办结"\nticket = "编号"\n'
        'limit = 7\nunit = "days"\ncutoff = 2026-09-29\n'
    )
    facts, text = section(tmp_path, study, data)
    assert facts["naive", WHOLE].value > facts["estimate", WHOLE].value  # type: ignore[operator]
    assert "三种算法的按时率都是100.0%" in text
    assert "高估" not in text
    assert "超出时限为零的，" in text


def test_classes_without_a_limit_are_named() -> None:
    days = [f"2026-03-{day:02d}" for day in range(1, 29)]
    data = {"始": days, "终": days, "类": ["甲", "乙"] * 14}
    facts = reporter.run_study(
        "service_time", data, opened="始", closed="终", by="类", limits={"甲": 3}, unit="days"
    )
    whole = next(fact for fact in facts.select("estimate") if ".whole." in fact.subject)
    assert whole.error == "乙没有时限，不能合并计算。"
