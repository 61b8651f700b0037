"""闭环: did last year's measures move their indicators, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from ...errors import DataError, Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict import CHANGE, SMALL_EFFECT, attained, verdict
from ...facts.verdict.process import (
    CLOSED,
    DONE,
    MISSED,
    NOT_JUDGED,
    NOT_STARTED,
    STATUSES,
    UNDER_WAY,
    status,
)
from ...project.model import Model
from ...project.nearest import did_you_mean, listing
from ..differences import difference
from ..study import Study
from .parts.measure_ledger import (
    Entry,
    checked_bases,
    ends_of_score,
    ends_of_share,
    of_margins,
    of_scores,
    of_shares,
    read_numbers,
    read_words,
)  # fmt: skip
from .parts.sample_weights import about_report_scores

ID = "closed_loop"
TITLE = "改进措施的闭环"
DEFINITION = (
    "变化为本期减上期。得分按两个独立样本的 Welch t 检验，比例按合并比例的 z 检验，"
    "区间分别为 t 区间和 Newcombe 区间；只有得分误差的按两期误差的平方和开方。"
    "多项措施一并检验，p 值按 Holm 法校正；判断兼看 p 值、效应量和样本量。"
    "状态按以下次序：曾经关闭而显著下降或低于目标值的，复开；措施未启动的，未启动；"
    "实施后指标显著下降的，复开；措施未完成或样本不足的，进行中；措施完成而达到目标值"
    "（没有目标值的，指标提高，或曾经关闭而保持水平）的，已关闭；提高而未达目标值的，进行中；"
    "是否达到目标值以本期的置信区间判断：整个区间不低于目标值才算达到，整个区间低于目标值才算未达到，"
    "目标值在区间以内的不能断定：曾经关闭的仍为已关闭，得分达到的为进行中，得分未达到的按未达到处理；没有误差可算的按得分判断；"
    "措施完成而指标未见提高的，复开；不能判断的，进行中。"
)
PLACE = "suggestions"
SUMMARY = 5
FORMULAS = (r"t = \frac{\bar{x}_1 - \bar{x}_0}{\sqrt{s_1^2 / n_1 + s_0^2 / n_0}}",)
SYMBOLS = {
    r"\bar{x}_1,\ \bar{x}_0": "本期和上期的平均得分",
    r"s_1,\ s_0": "本期和上期的标准差",
    r"n_1,\ n_0": "本期和上期的样本量",
}
_POINTS = (-100.0, 100.0)  # scores, and a recommendation balance
_DONE = {"done": DONE, "partial": UNDER_WAY, "none": NOT_STARTED}


class Task(Model):
    """A measure of last wave, tied to an indicator or item of the survey."""

    measure: str = Field(min_length=1, description="措施")
    indicator: str = Field(min_length=1, description="指标或题目 id")
    department: str = Field("", description="责任部门，缺省同指标")
    done: Literal["done", "partial", "none"] = Field(
        "done", description="实施情况：done 已完成，partial 进行中，none 未启动"
    )
    was_closed: bool = Field(False, description="以前是否已经关闭")
    target: float | None = Field(None, description="目标得分，缺省同指标")


class Options(Model):
    """Options: columns of a ledger, or ``tasks`` tied to the survey's own indicators."""

    tasks: tuple[Task, ...] = Field((), description="上期措施，指标取自本项目和上期结果")
    measure: str = Field("措施", min_length=1, description="措施列")
    indicator: str = Field("指标", min_length=1, description="指标列")
    department: str = Field("责任部门", description="责任部门列")
    before: str = Field("上期", min_length=1, description="上期得分（或比例）列")
    after: str = Field("本期", min_length=1, description="本期得分（或比例）列")
    n_before: str = Field("上期样本量", description="上期样本量列")
    n_after: str = Field("本期样本量", description="本期样本量列")
    sd_before: str = Field("上期标准差", description="上期标准差列，比例不用")
    sd_after: str = Field("本期标准差", description="本期标准差列，比例不用")
    target: str = Field("目标值", description="目标值列，没有写空")
    done: str = Field("实施情况", min_length=1, description="实施情况列")
    earlier: str = Field("", description="上次状态列，写“已关闭”的指标回落即复开")
    unit: Literal["points", "share"] = Field("points", description="points 得分，share 比例")
    done_words: dict[str, tuple[str, ...]] = Field(
        default_factory=lambda: {
            "done": (DONE, "完成", "是"),
            "partial": (UNDER_WAY, "部分完成", "推进中"),
            "none": (NOT_STARTED, "未开始", "未完成", "否"),
        },
        description="实施情况的写法",
    )
    closed_words: tuple[str, ...] = Field((CLOSED, "关闭", "已办结"), description="已关闭的写法")


def lacks(study: Study) -> str | None:
    """There must be measures, and a last wave where they are tied to the survey."""
    options: Options = study.options
    if not options.tasks:
        return None if len(study.table) else "没有上期的改进措施，未做闭环评价。"
    if study.scores is None:
        return "措施与本期测评的指标相连，单独运行时请用措施表。"
    previous = study.scores.previous
    return None if previous and previous.scores else "没有上期结果，未做闭环评价。"


def run(study: Study) -> Iterator[Fact]:
    """Return change, verdict and status of every measure, and how many are in each status."""
    options: Options = study.options
    entries = list(_of_survey(study) if options.tasks else _of_table(study))
    words = _words(entries)
    found = [_status(entry, word) for entry, word in zip(entries, words, strict=True)]
    yield study.fact("measures", len(entries), unit="count", counter="项")
    if options.tasks:
        yield from about_report_scores(study)
    for name in STATUSES:
        row = study.row("status", name)
        count = sum(one == name for one, _ in found)
        yield study.fact("count", count, row, unit="count", counter="项")
    rose = sum(word in (CHANGE.above, CHANGE.slightly_above) for word in words)
    yield study.fact(
        "rose", rose, unit="count", counter="项", rule=f"{CHANGE.above}和{CHANGE.slightly_above}"
    )
    fell = sum(word in (CHANGE.below, CHANGE.slightly_below) for word in words)
    yield study.fact(
        "fell", fell, unit="count", counter="项", rule=f"{CHANGE.below}和{CHANGE.slightly_below}"
    )
    same = sum(word == CHANGE.same for word in words)
    yield study.fact("same", same, unit="count", counter="项")
    unsure = sum(word == CHANGE.within_error for word in words)
    yield study.fact("within_error", unsure, unit="count", counter="项")
    rest = len(entries) - rose - fell - same - unsure
    yield study.fact("not_judged", rest, unit="count", counter="项", rule="样本太小或没有检验")
    yield study.fact("unit", options.unit if not options.tasks else "points", unit="text")
    # within a status as listed; those that ask for attention first
    order = sorted(range(len(entries)), key=lambda i: STATUSES.index(found[i][0]))
    for place in order:
        yield from _entry(study, entries[place], words[place], found[place])


def _words(entries: list[Entry]) -> list[str | None]:
    """Return how each indicator changed; probabilities are adjusted for their number."""
    from ...stats.multiple_tests import holm

    tested = [i for i, entry in enumerate(entries) if entry.change.p is not None]
    adjusted = dict(zip(tested, holm([entries[i].change.p or 0.0 for i in tested]), strict=True))
    return [
        verdict(
            one.change.now - one.change.before, adjusted[i], one.change.effect,
            min(one.change.n_before, one.change.n_now), words=CHANGE, small=SMALL_EFFECT,
        )
        if i in adjusted
        else None
        for i, one in enumerate(entries)
    ]  # fmt: skip


def _status(entry: Entry, word: str | None) -> tuple[str, str]:
    reached = _reached(entry)
    if reached == NOT_JUDGED and not entry.was_closed and entry.change.now < (entry.target or 0.0):
        reached = MISSED  # what must be shown is that it was reached
    return status(word, entry.done, reached, entry.was_closed)


def _reached(entry: Entry) -> str | None:
    """Return whether the indicator is at its target, by its interval where it has one."""
    if entry.target is None:
        return None
    return attained(*(entry.ends or (entry.change.now, entry.change.now)), entry.target)


def _entry(study: Study, entry: Entry, word: str | None, found: tuple[str, str]) -> Iterator[Fact]:
    options: Options = study.options
    row, change = study.row("measure", entry.measure), entry.change
    share = options.unit == "share" and not options.tasks
    unit: Any = "share" if share else "points"
    n = min(change.n_before, change.n_now) or None
    for name, text in (("indicator", entry.indicator), ("department", entry.department or "—")):
        yield study.fact(name, text, row, unit="text")
    before = study.fact("previous", change.before, row, unit=unit, n=change.n_before or None)
    after = study.fact("current", change.now, row, unit=unit, n=change.n_now or None)
    moved: Any = "percentage_points" if share else "points"
    apart = study.fact("change", None, row, unit=moved, n=n, ci=change.interval)
    yield from (before, after, difference(apart, after, before))
    ends = change.interval or (None, None)
    for name, end in zip(("change_low", "change_high"), ends, strict=True):
        yield study.fact(
            name, end, row, unit=moved, n=n, error="" if change.interval else change.why
        )
    yield study.fact("p", change.p, row, unit="p", n=n, error=change.why, rule="未校正")
    yield study.fact("verdict", word, row, unit="text", error="" if word else change.why)
    missing = "" if entry.target is not None else "没有目标值。"
    digits = None if share or entry.target is None else _digits(entry.target)
    yield study.fact("target", entry.target, row, unit=unit, decimals=digits, error=missing)
    about: Any = {"n": change.n_now or None, "error": missing}
    yield study.fact("reached", _reached(entry), row, unit="text", **about)
    yield study.fact("done", _DONE[entry.done], row, unit="text")
    yield study.fact("status", found[0], row, unit="text", rule="见定义")
    yield study.fact("reason", found[1], row, unit="text")


def _digits(value: float) -> int:
    return next((d for d in range(4) if round(value, d) == round(value, 6)), 4)


def _of_table(study: Study) -> Iterator[Entry]:
    """Yield the measures of a ledger.

    Raises:
        DataError: a column or a value that is not there, a word that is not known.
    """
    table, options = study.table, study.options
    share = options.unit == "share"
    table.require(
        name
        for name in (
            options.measure,
            options.indicator,
            options.before,
            options.after,
            options.done,
        )
    )
    present = table.columns.__contains__
    optional = {
        name: getattr(options, name) if present(getattr(options, name)) else ""
        for name in ("n_before", "n_after", "sd_before", "sd_after", "target", "department")
    }
    done = read_words(table, options.done, options.done_words)
    earlier = table.texts(options.earlier) if options.earlier else ("",) * len(table)
    before = read_numbers(table, options.before, share, _POINTS)
    after = read_numbers(table, options.after, share, _POINTS)
    target = read_numbers(table, optional["target"], share, _POINTS)
    numbers = {name: read_numbers(table, optional[name]) for name in list(optional)[:4]}
    for name, column in numbers.items():
        checked_bases(table, optional[name], column)
    names = table.texts(options.measure)
    owners = table.texts(optional["department"]) if optional["department"] else ("",) * len(names)
    seen: dict[str, int] = {}
    for i, name in enumerate(names):
        for column, bad in (
            (options.measure, not name), (options.before, before[i] != before[i]),
            (options.after, after[i] != after[i]),
        ):  # fmt: skip
            if bad:
                where = table.place(i, column)
                raise DataError(Problem("loop.blank", "没有填写。", "请补上或删去这一行。", where))
        if name in seen:
            what = f"措施“{name}”与{table.row_text(seen[name])}重复。"
            where = table.place(i, options.measure)
            raise DataError(Problem("loop.twice", what, "每项措施只写一行。", where))
        seen[name] = i
        n, m = numbers["n_before"][i], numbers["n_after"][i]
        if share:
            change = of_shares((before[i], n), (after[i], m), study.confidence)
            ends = ends_of_share(after[i], m, study.confidence)
        else:
            sides = (before[i], numbers["sd_before"][i], n), (after[i], numbers["sd_after"][i], m)
            change = of_scores(*sides, study.confidence)
            ends = ends_of_score(after[i], sides[1][1], m, study.confidence)
        wanted = None if target[i] != target[i] else target[i]
        closed = earlier[i] in options.closed_words
        indicator = table.texts(options.indicator)[i]
        yield Entry(name, indicator, owners[i], done[i], closed, wanted, change, ends)  # type: ignore[arg-type]


def _of_survey(study: Study) -> Iterator[Entry]:
    """Yield the tasks with the scores of both waves.

    Raises:
        ProjectError: an indicator that is not in the survey, or was not comparable.
    """
    scores = study.scores
    assert scores is not None  # lacks() has said so
    for task in study.options.tasks:
        node = scores.tree.get(task.indicator)
        before, now = (study.facts.get(name, task.indicator) for name in ("previous", "score"))
        if node is None:
            hint = did_you_mean(task.indicator, scores.tree) or f"指标：{listing(scores.tree)}。"
            what = f"方法“{study.id}”的措施写了不存在的指标“{task.indicator}”。"
            raise ProjectError(Problem("loop.indicator", what, hint))
        if before is None or before.number is None or now is None or now.number is None:
            reason = next(
                (f.error or f.warning for f in (before, now) if f and f.number is None), ""
            )
            what = f"“{node.name}”没有可比的上期和本期得分{'：' + reason if reason else ''}。"
            raise ProjectError(Problem("loop.score", what, "请从 tasks 中删去，或改用措施表。"))
        change = study.facts.get("change", task.indicator)
        half = None
        if change is not None and change.ci_low is not None and change.ci_high is not None:
            half = (change.ci_high - change.ci_low) / 2
        sides = (
            (before.number, half, before.n or 0),
            (now.number, 0.0 if half else None, now.n or 0),
        )
        margin = study.facts.get("margin", task.indicator)
        wide = margin.number if margin is not None else None
        ends = None if wide is None else (now.number - wide, now.number + wide)
        target = task.target if task.target is not None else node.target
        yield Entry(
            task.measure, node.name, task.department or node.department, task.done,
            task.was_closed, target, of_margins(*sides, study.confidence), ends,
        )  # fmt: skip
