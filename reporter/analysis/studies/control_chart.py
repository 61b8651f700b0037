"""控制图: is a customer's, a step's or a unit's service stable over time, and where is it not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...facts.fact import Fact, Unit
from ...facts.verdict import stability
from ...facts.verdict.process import deviation
from ...project.model import Model
from ..study import Row, Study

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .parts.control_judgement import Alarm, Judged

ID = "control_chart"
TITLE = "过程监控（控制图）"
DEFINITION = (
    "控制图判断一个过程的波动是偶然的，还是另有原因。控制限取中心线上下三倍标准误差："
    "单值图的标准差由平均移动极差除以1.128得出，移动极差图的上限为平均移动极差的3.267倍；"
    "均值图的标准差为各组极差除以d₂（或标准差除以c₄）的平均；"
    "不合格率图、单位缺陷数图按各期的检查数逐期计算；计数图和极差图的下限小于零的取零。"
    "各期检查数平均不少于300，而标准化的不合格率的平均移动极差除以1.128（σz）大于1.35，"
    "即波动明显宽于二项分布的，改用 Laney p′图，控制限的宽度乘以σz。"
    "EWMA图以项目所写的平滑系数（缺省0.2）和限宽（缺省3），CUSUM图以允偏量（缺省0.5σ）和判定值（缺省5σ）计。"
    "Nelson八条准则为：超出控制限；连续9点在中心线同一侧；连续6点递增或递减；连续14点上下交替；"
    "连续3点中有2点在同侧2σ以外；连续5点中有4点在同侧1σ以外；连续15点在中心线两侧1σ以内；"
    "连续8点在中心线两侧且无一点在1σ以内。西方电气四条准则为其中的第一、五、六条和连续8点在中心线同一侧。"
    "写明基准期的，控制限只由基准期算出，基准期内就有异常信号的加以注明；不足20期的为试用控制限。"
    "控制限由数据算出，不是目标值；没有答案的行不计入。"
    "判异准则用得越多，过程正常时误报也越多。"
)
PLACE = "analysis"
SUMMARY = 6
FORMULAS = (
    r"\bar{x} \pm 3 \frac{\overline{MR}}{d_2}",
    r"\bar{p} \pm 3 \sqrt{\frac{\bar{p} (1 - \bar{p})}{n_i}}",
)
SYMBOLS = {"MR": "移动极差，即相邻两期之差的绝对值", "d_2": "常数", "n_i": "第 i 期的检查数"}

ENOUGH_POINTS = 20
_MOST_DRAWN_POINTS = 60
_MOST_ALARMS = 40
_FEW_VALUES = 4
RuleName = Literal[
    "nelson", "western_electric", "qcc", "limits",
    "nelson1", "nelson2", "nelson3", "nelson4", "nelson5", "nelson6", "nelson7", "nelson8",
    "we1", "we2", "we3", "we4", "qcc1", "qcc2",
]  # fmt: skip


class Options(Model):
    """Options of a control chart."""

    time: str = Field("", description="时间列；同一序列同一时间的几行为一组。不写时按行的先后")
    by: str = Field("", description="分序列的列：每个客户、环节或单位一张图")
    value: str = Field("", description="数值列（得分、时长）；与 defects 二选一")
    defects: str = Field("", description="不合格数列（不满意数、差错数）")
    size: str = Field("", description="检查数列；不写时每期的检查数视为相同")
    chart: Literal[
        "auto", "i_mr", "xbar_r", "xbar_s", "p", "laney_p", "np", "c", "u", "ewma", "cusum"
    ] = Field("auto", description="图种；auto 按数据选用，并在文中写明")
    rules: tuple[RuleName, ...] = Field(
        ("nelson",),
        min_length=1,
        description="判异准则：nelson、western_electric、qcc、limits，或单条",
    )
    flagging: Literal["completing", "last", "window"] = Field(
        "completing",
        description="标记：completing 标使准则成立的一点，last 标一串点的最后一点，window 标整串",
    )
    baseline_until: str = Field("", description="基准期的最后一期；控制限只由基准期算出")
    exclude: tuple[str, ...] = Field((), description="不用来算控制限的各期（原因已查明）")
    answers: dict[str, float] = Field(default_factory=dict, description="答案 = 数值，如 满意 = 90")
    unit: str = Field("分", max_length=6, description="数值的单位")
    decimals: int | None = Field(None, ge=0, le=4, description="小数位数")
    lowest: float | None = Field(None, description="数值的最小可能值，如 0；控制限不低于它")
    highest: float | None = Field(None, description="数值的最大可能值，如满分 100；控制限不高于它")
    better: Literal["high", "low", "neither"] | None = Field(
        None, description="数值高为好写 high，低为好写 low；缺省：数值列高为好，不合格低为好"
    )
    smoothing: float = Field(0.2, gt=0, le=1, description="EWMA 的平滑系数")
    width: float = Field(3, gt=0, le=6, description="EWMA 控制限的宽度（标准误差的倍数）")
    allowance: float = Field(0.5, ge=0, le=3, description="CUSUM 的允偏量")
    limit: float = Field(5, gt=0, le=20, description="CUSUM 的判定值")
    drawn: int = Field(3, ge=0, le=12, description="画图的序列数，先画异常多的")


def lacks(study: Study) -> str | None:
    """There must be one column to follow."""
    options: Options = study.options
    if bool(options.value) == bool(options.defects):
        return "控制图要写明数值列 value 或不合格数列 defects 中的一个，未做控制图。"
    if not len(study.table):
        return "没有数据，未做控制图。"
    periods = set(study.table.texts(options.time)) if options.time in study.table.columns else ()
    apart = options.chart == "i_mr"  # several rows of one period are told as a fault
    single = len(study.table) == 1 or (len(periods) == 1 and not apart)
    return "只有一期数据，看不出过程是否稳定，未做控制图。" if single else None


def run(study: Study) -> Iterator[Fact]:
    """Return alarms, limits of each series, and the points of those that are drawn."""
    from ...stats.run_rules import SETS
    from .parts.control_checks import check_series
    from .parts.control_judgement import KINDS, SPREADS, judge
    from .parts.control_series import Columns, read_series

    options: Options = study.options
    columns = Columns(options.time, options.by, options.value, options.defects, options.size)
    series, missing = read_series(study.table, columns, options.answers)
    check_series(study.table, options, series)
    rules = tuple(dict.fromkeys(r for name in options.rules for r in SETS.get(name, (name,))))
    judged = [judge(one, options, _baseline(options, one.labels), rules) for one in series]
    kinds = dict.fromkeys(one.kind for one in judged)
    yield study.fact("series_count", len(judged), unit="count", counter="个")
    yield study.fact("missing", missing, unit="count", counter="行")
    yield study.fact("charts", "、".join(KINDS[kind] for kind in kinds), unit="text")
    yield study.fact("rules", _rule_words(options), unit="text")
    yield study.fact("points_least", ENOUGH_POINTS, unit="count", counter="期")
    yield study.fact("by", options.by, unit="text")
    yield study.fact("unit", _unit_word(options, judged), unit="text")
    yield study.fact("until", options.baseline_until, unit="text")
    yield study.fact("spread", SPREADS.get(judged[0].kind, "") if judged else "", unit="text")
    fine = [one for one in judged if one.chart is not None]
    totals = {
        "unjudged": len(judged) - len(fine),
        "stable": sum(not one.alarms for one in fine),
        "unstable": sum(bool(one.alarms) for one in fine),
        "current_count": sum(_is_current(one) for one in fine),
    }
    for name, total in totals.items():
        yield study.fact(name, total, unit="count", counter="个")
    alarms = [(one, alarm) for one in fine for alarm in one.alarms]
    yield study.fact("alarms", len(alarms), unit="count", counter="处")
    drawn = sorted(fine, key=lambda one: -len(one.alarms))[: options.drawn]
    for order, one in enumerate(judged, start=1):
        yield from _about(study, one, order, any(one is other for other in drawn))
    latest = sorted(range(len(alarms)), key=lambda i: -alarms[i][1].last)[:_MOST_ALARMS]
    yield study.fact("listed", len(latest), unit="count", counter="处")
    for number, i in enumerate(sorted(latest)):
        yield from _alarm(study, alarms[i], number)


def _about(study: Study, one: Judged, order: int, is_drawn: bool) -> Iterator[Fact]:
    """Yield the facts of one series, and of its points where it is drawn."""
    from .parts.control_judgement import KINDS

    row, count = study.row("series", one.series.name or study.title), len(one.series)
    yield study.fact("point_count", count, row, unit="count", counter="期")
    yield study.fact("chart", KINDS[one.kind], row, unit="text")
    yield study.fact("state", stability(len(one.alarms) if one.chart else None), row, unit="text")
    if one.chart is None:
        for name in ("centre", "lower", "upper", "alarms", "latest"):
            yield study.fact(name, None, row, error=f"没有控制限：{one.failed}。")
    else:
        yield study.fact("alarms", len(one.alarms), row, unit="count", counter="处")
        for name, numbers in _main(one).items():
            yield _number(study, one, name, float(numbers[-1]), row)
        yield _number(study, one, "latest", float(one.chart.values[-1]), row)
    yield from _cautions(study, one, row)
    second = "below" if one.below is not None else "spread" if one.spread is not None else ""
    second = "" if one.kind == "ewma" else second
    yield study.fact("second", second, row, unit="text")
    if is_drawn and count > 1:
        yield from _points(study, one, f"points{order}")
    yield study.fact("drawn", f"points{order}" if is_drawn and count > 1 else "", row, unit="text")


def _cautions(study: Study, one: Judged, row: Row) -> Iterator[Fact]:
    """Yield what limits the trust in the limits of a series."""
    from ...stats.control_charts import autocorrelation

    options: Options = study.options
    base = _baseline(options, one.series.labels)
    count = int(base.sum())
    trial = "（试用）" if count < ENOUGH_POINTS else ""
    phase = "基准期" if options.baseline_until else "全部各期"
    yield study.fact("limits", f"{phase}{trial}" if one.chart else "", row, unit="text")
    within = sum(bool(base[alarm.first : alarm.last + 1].any()) for alarm in one.alarms)
    within = within if options.baseline_until else 0
    yield study.fact("alarms_in_baseline", within, row, unit="count", counter="处")
    current = one.chart is not None and _is_current(one)
    yield study.fact("is_current", "是" if current else "否", row, unit="text")
    yield study.fact("is_laney", "是" if one.kind == "laney_p" else "否", row, unit="text")
    wrong = "只有不合格率图有此数。" if one.ratio is None else ""
    yield study.fact(
        "dispersion", one.ratio, row, decimals=2, rule="波动与二项分布之比", error=wrong
    )
    plain = one.chart is not None and one.kind not in ("ewma", "cusum")
    values = one.chart.values if one.chart is not None and plain else None
    related = None if values is None or not count else autocorrelation(values[base])
    linked = count >= ENOUGH_POINTS and abs(related or 0) > 2 / float(count) ** 0.5
    wrong = "数值没有变化，或已是累积的数值。" if related is None else ""
    yield study.fact("autocorrelation", related, row, decimals=2, error=wrong)
    yield study.fact("is_linked", "是" if linked else "否", row, unit="text")
    distinct = 0 if values is None else len({float(value) for value in values})
    coarse = 0 < distinct <= _FEW_VALUES and one.kind == "i_mr"
    yield study.fact("distinct", distinct, row, unit="count", counter="种")
    yield study.fact("is_coarse", "是" if coarse else "否", row, unit="text")


def _points(study: Study, one: Judged, kind: str) -> Iterator[Fact]:
    """Yield value, limits and broken rules of the last points of a series."""
    assert one.chart is not None
    series = one.series
    first = max(0, len(series) - _MOST_DRAWN_POINTS)
    arrays = {"value": one.chart.values, **_main(one)}
    if one.below is not None:
        arrays["below"] = one.below
    if one.spread is not None and one.kind not in ("ewma", "cusum"):
        spread = one.spread
        arrays |= {"spread": spread.values, "spread_centre": spread.centre}
        arrays |= {"spread_lower": spread.lower, "spread_upper": spread.upper}
    for i in range(first, len(series)):
        row = study.row(kind, series.labels[i])
        for name, numbers in arrays.items():
            yield _number(study, one, name, float(numbers[i]), row)
        yield study.fact("flag", one.flags[i], row, unit="text")
        if not series.samples:
            yield study.fact("size", float(series.sizes[i]), row, decimals=0)


def _alarm(study: Study, found: tuple[Judged, Alarm], number: int) -> Iterator[Fact]:
    """Yield one line of the list of alarms."""
    one, alarm = found
    row = study.row("alarm", f"{one.series.name}-{number}")
    labels = one.series.labels
    period = labels[alarm.last]
    if alarm.first != alarm.last:
        period = f"{labels[alarm.first]}至{period}"
    yield study.fact("where", one.series.name or study.title, row, unit="text")
    yield study.fact("when", period, row, unit="text")
    yield study.fact("broken", "；".join(alarm.rules), row, unit="text")
    yield study.fact("direction", _direction(study.options, alarm), row, unit="text")
    chart = one.spread if alarm.of_spread else one.chart
    assert chart is not None
    values = one.below if one.below is not None and alarm.side < 0 else chart.values
    far = abs(values - chart.centre)[alarm.first : alarm.last + 1]
    yield _number(study, one, "value", float(values[alarm.first + int(far.argmax())]), row)


def _number(study: Study, one: Judged, name: str, value: float, row: Row) -> Fact:
    """Return a number on the scale of its chart; one that is not there says why."""
    options: Options = study.options
    unit: Unit = "number"
    counter, decimals = "", options.decimals
    if one.kind in ("p", "laney_p"):
        unit = "share"
    elif one.kind == "cusum":
        decimals = 2 if decimals is None else decimals
    elif one.series.samples:
        unit, counter = ("points", "") if options.unit == "分" else ("number", options.unit)
    elif one.kind == "u":
        decimals = 2 if decimals is None else decimals
    known = value == value and abs(value) != float("inf")
    return study.fact(
        name,
        value if known else None,
        row,
        unit=unit,
        counter=counter,
        decimals=decimals,
        columns=[c for c in (options.value, options.defects, options.size) if c],
        error="" if known else "第一期没有移动极差，只有一个数的组没有极差。",
    )


def _main(one: Judged) -> dict[str, NDArray[np.float64]]:
    assert one.chart is not None
    return {"centre": one.chart.centre, "lower": one.chart.lower, "upper": one.chart.upper}


def _is_current(one: Judged) -> bool:
    """Tell whether the last point is an alarm."""
    return any(alarm.last == len(one.series) - 1 for alarm in one.alarms)


def _direction(options: Options, alarm: Alarm) -> str:
    better = options.better or ("high" if options.value else "low")
    return deviation(alarm.side, better, of_spread=alarm.of_spread)


def _unit_word(options: Options, judged: Sequence[Judged]) -> str:
    """Return the unit that stands in the corner of the charts."""
    kinds = {one.kind for one in judged}
    if kinds <= {"p", "laney_p"}:
        return "%"
    return options.unit if options.value and "cusum" not in kinds else ""


def _rule_words(options: Options) -> str:
    from ...stats.run_rules import RULES

    if options.chart in ("ewma", "cusum"):  # their points depend on each other
        return "超出控制限" if options.chart == "ewma" else "累积和超出判定值"
    known = {
        "nelson": "Nelson 八条准则",
        "western_electric": "西方电气四条准则",
        "qcc": "超出控制限和连续7点同侧",
        "limits": "超出控制限",
    }
    return "、".join(known.get(name) or RULES[name].words for name in options.rules)


def _baseline(options: Options, labels: Sequence[str]) -> NDArray[np.bool_]:
    """Return which points set the limits of a series."""
    import numpy as np

    base = np.ones(len(labels), dtype=bool)
    if options.baseline_until in labels:
        base[labels.index(options.baseline_until) + 1 :] = False
    base[[i for i, label in enumerate(labels) if label in options.exclude]] = False
    return base
