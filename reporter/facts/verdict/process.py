"""Verdict words of processes and targets: reached, stable, accepted, closed, and what to do."""

from __future__ import annotations

from ..format import denoise
from .comparison import CHANGE, NO_VERDICT

NOT_JUDGED = "不能判断"
REACHED, MISSED = "达到", "未达到"


def attained(low: float, high: float, target: float) -> str:
    """Return 达到, 未达到 or 不能判断: an interval held against a target, both included.

    Not reaching it is shown only where the whole interval lies below, reaching it only where
    none of it does.
    """
    if denoise(low) >= denoise(target):
        return REACHED
    return MISSED if denoise(high) < denoise(target) else NOT_JUDGED


STABLE, UNSTABLE = "未见异常", "有异常"


def stability(alarms: int | None) -> str:
    """Return the word for a series under control charts; None where there are no limits."""
    if alarms is None:
        return NOT_JUDGED
    return UNSTABLE if alarms else STABLE


def deviation(side: int, better: str, *, of_spread: bool) -> str:
    """Return which way an alarm of a control chart points, and whether that is welcome.

    Args:
        side: 1 above the centre line, -1 below, 0 where a rule has no side.
        better: "high", "low", or "neither" where no side is welcome.
        of_spread: whether the alarm is of the chart of the spread.
    """
    if of_spread:
        return "波动变大" if side > 0 else "波动变小"
    if not side:
        return "波动异常"
    word = "偏高" if side > 0 else "偏低"
    if better == "neither":
        return word
    return word + ("，向好" if (side > 0) == (better == "high") else "，变差")


BOTH, HIDDEN = "评价和实测都不达标", "实测不达标，评价尚好"
UNHAPPY, ONLY_PERCEIVED = "评价不达标，实测达标", "评价不达标"


def alarm(*, bad: bool, worse: bool, measured: bool) -> str:
    """Return what is wrong with an indicator of one customer, "" for nothing.

    Args:
        bad: whether what the customer says is below its limit.
        worse: whether what was measured misses its limit.
        measured: whether there is a measurement with a limit.
    """
    if bad and worse:
        return BOTH
    if bad:
        return UNHAPPY if measured else ONLY_PERCEIVED
    return HIDDEN if worse else ""


ACCEPTED, REFUSED = "接收", "不接收"
TOO_FEW_CHECKED, TOO_MANY_CHECKED = "抽查数不足，未判定", "抽查数多于方案，未判定"


def acceptance(wrong: int, accept: int, *, complete: bool) -> str:
    """Return the word for a lot under a plan (GB/T 2828.1): refused as soon as it must be."""
    if wrong > accept:
        return REFUSED
    return ACCEPTED if complete else TOO_FEW_CHECKED


FIT, UNFIT = "合格", "不合格"

DONE, UNDER_WAY, NOT_STARTED = "已完成", "进行中", "未启动"
CLOSED, RUNNING, OPEN, REOPENED = "已关闭", "进行中", "未启动", "复开"
FELL_AGAIN = "关闭后显著下降"
STATUSES = (REOPENED, OPEN, RUNNING, CLOSED)  # in the order in which they ask for attention


def status(word: str | None, done: str, reached: str | None, was_closed: bool) -> tuple[str, str]:
    """Return the status of a measure and the reason: the rule of the closed loop.

    Args:
        word: how its indicator changed, of :data:`.comparison.CHANGE`; None or another word
            where it was not judged.
        done: how far it was carried out: "done", "partial" or "none".
        reached: :func:`attained` of the indicator and its target; None without a target.
        was_closed: whether it had been closed before.
    """
    fell = word == CHANGE.below
    if was_closed and (fell or reached == MISSED):
        return REOPENED, FELL_AGAIN if fell else "关闭后低于目标值"
    if done == "none":
        return OPEN, "措施未启动"
    if fell:
        return REOPENED, "措施实施后指标下降"
    if done == "partial":
        return RUNNING, "措施未完成"
    return _when_done(word, reached, was_closed)


def _when_done(word: str | None, reached: str | None, was_closed: bool) -> tuple[str, str]:
    """Return the status of a measure that was carried out and whose indicator did not fall."""
    rose = word in (CHANGE.above, CHANGE.slightly_above)
    if word == NO_VERDICT:
        return RUNNING, "样本不足，不能判断"
    if reached == REACHED:
        return CLOSED, "措施完成，达到目标值"
    if reached is None and rose:
        return CLOSED, "措施完成，指标提高"
    stayed = word in (CHANGE.same, CHANGE.within_error)
    if reached is None and was_closed and stayed:
        return CLOSED, "措施完成，保持水平"
    if reached == NOT_JUDGED:
        if was_closed:
            return CLOSED, "未见下降，目标值在误差以内"
        return RUNNING, "目标值在误差以内，不能断定达到"
    if rose:
        return RUNNING, "指标提高，未达目标值"
    if stayed:
        return REOPENED, "措施完成，指标未见提高"
    return RUNNING, "没有检验，不能判断"


# fields of an importance-performance matrix: Martilla and James (1977); GB/T 19038-2009, D
KEEP, REPAIR, MAINTAIN, LATER, BORDER = "优势区", "修补区", "维持区", "机会区", "边界"
INSIDE = "界内"
ADVICE = {KEEP: "继续保持", REPAIR: "优先改进", MAINTAIN: "适度投入", LATER: "次要改进"}
