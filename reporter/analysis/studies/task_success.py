"""用户体验测试: who completes which task, and how long it takes those who do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from ...errors import DataError, Problem
from ...facts.fact import Fact
from ...facts.verdict.process import REACHED, attained
from ...project.model import Model, Share
from ...project.nearest import listing
from ...project.readers.table import capped
from ..study import Study
from .parts.stated import bounds

if TYPE_CHECKING:
    import numpy as np

ID = "task_success"
TITLE = "任务完成率和用时"
DEFINITION = (
    "完成率为完成人数÷尝试人数，区间为调整的沃尔德区间，超出0和100%的截去；"
    "全部完成或无人完成的，另给出拉普拉斯估计（完成数＋1）÷（尝试数＋2）。"
    "用时只算完成的：少于25次取几何平均和对数的 t 区间，其余取中位数和次序统计量区间；"
    "没有完成的用时是截尾的，只知道比已用的更长，不计入，所以用时偏短，未完成的人数一并列出。"
    "参加测试的是按用户类型邀请的少数人，不是按概率抽取的，没有抽样权数，所以不加权。"
)
PLACE = "analysis"
FORMULAS = (r"p = \frac{x + z^2 / 2}{n + z^2}",)
SYMBOLS = {"p": "调整的完成率", "x": "完成人数", "n": "尝试人数", "z": "置信水平的正态分位数"}
FEW_TIMES = 25


class Options(Model):
    """Options of a use test: one row an attempt."""

    task: str = Field("任务", min_length=1, description="任务列")
    success: str = Field("完成", min_length=1, description="是否完成列")
    time: str = Field("", description="用时列")
    unit: str = Field("秒", min_length=1, max_length=6, description="用时的单位")
    done: tuple[str, ...] = Field(("是", "完成", "成功", "1"), description="完成的写法")
    failed: tuple[str, ...] = Field(
        ("否", "未完成", "失败", "放弃", "0"), description="未完成的写法"
    )
    target: Share = Field(0.78, description="完成率目标，0-1；缺省为可用性测试完成率的常见平均水平")


def lacks(study: Study) -> str | None:
    """There must be attempts."""
    return None if len(study.table) else "没有测试记录，未计算任务完成率。"


def run(study: Study) -> Iterator[Fact]:
    """Return completion and time of each task in the order in which tasks appear."""
    import numpy as np

    options: Options = study.options
    table = study.table
    words = dict.fromkeys(options.done, 1.0) | dict.fromkeys(options.failed, 0.0)
    done = table.numbers([options.success], words, (0, 1))[:, 0]
    tasks = table.texts(options.task)
    times = table.numbers([options.time])[:, 0] if options.time else np.full(len(table), np.nan)
    _check(study, tasks, times, done)
    names = list(dict.fromkeys(tasks))
    yield study.fact("tasks", len(names), unit="count", counter="项")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield study.fact("target", options.target, unit="share", decimals=0)
    yield study.fact("nobody", 0, unit="share", decimals=0)
    yield study.fact("everybody", 1, unit="share", decimals=0)
    yield study.fact("is_timed", "是" if options.time else "否", unit="text")
    yield study.fact("unit", options.unit, unit="text")
    reached = 0
    for name in names:
        own = np.array([task == name for task in tasks]) & np.isfinite(done)
        facts = [*_rate(study, name, done[own]), *_time(study, name, times[own & (done == 1)])]
        reached += any(f.statistic == "reached" and f.value == REACHED for f in facts)
        yield from facts
    yield study.fact("reached_count", reached, unit="count", counter="项")


def _check(study: Study, tasks: tuple[str, ...], times: np.ndarray, done: np.ndarray) -> None:
    options: Options = study.options
    problems = []
    for i, task in enumerate(tasks):
        if not task:
            where = study.table.place(i, options.task)
            problems.append(Problem("task.blank", "没有填写任务。", "请补上。", where))
        if times[i] <= 0:
            where = study.table.place(i, options.time)
            problems.append(Problem("task.time", f"用时{times[i]:g}不大于0。", "请改正。", where))
        if done[i] not in (0, 1) and done[i] == done[i]:
            where = study.table.place(i, options.success)
            hint = f"可写{listing((*options.done, *options.failed))}。"
            problems.append(Problem("task.done", f"{done[i]:g}不是完成或未完成。", hint, where))
    if problems:
        raise DataError(capped(problems))


def _rate(study: Study, name: str, done: np.ndarray) -> Iterator[Fact]:
    """Yield the completion rate; a test of few people is no survey, so its base hides nothing."""
    from ...stats.usability import adjusted_wald, laplace

    row, n, x = study.row("task", name), len(done), int(done.sum())
    yield study.fact("n", n, row, unit="count", counter="人")
    yield study.fact("failed", n - x, row, unit="count", counter="人")
    if not n:
        for statistic in (
            "success_rate",
            "success_rate_low",
            "success_rate_high",
            "expected",
            "reached",
        ):
            yield study.fact(statistic, None, row, error="没有人尝试。")
        return
    ci = adjusted_wald(x, n, study.confidence)
    rule = "完成÷尝试，调整的沃尔德区间"
    yield study.fact("success_rate", x / n, row, unit="share", ci=ci, rule=rule)
    yield from bounds(study, "success_rate", ci, row, unit="share")
    extreme = x in (0, n)
    error = "" if extreme else "有人完成，有人没有完成。"
    value = laplace(x, n) if extreme else None
    yield study.fact("expected", value, row, unit="share", error=error, rule="拉普拉斯估计")
    yield study.fact("reached", attained(*ci, study.options.target), row, unit="text")


def _time(study: Study, name: str, times: np.ndarray) -> Iterator[Fact]:
    import numpy as np

    from ...stats.usability import geometric_mean, median

    row, unit = study.row("task", name), study.options.unit
    known = times[np.isfinite(times)]
    few = len(known) < FEW_TIMES
    yield study.fact("time_n", len(known), row, unit="count", counter="人")
    error = "" if len(known) else "没有完成者的用时。"
    value, ci = (
        (None, None) if error else (geometric_mean if few else median)(known, study.confidence)
    )
    rule = "几何平均" if few else "中位数"
    yield study.fact("time_rule", rule if not error else None, row, unit="text", error=error)
    yield study.fact("time", value, row, counter=unit, ci=ci, error=error, rule=rule)
    yield from bounds(study, "time", ci, row, counter=unit, why=error or "完成者太少。")
