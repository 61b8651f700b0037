"""Sample plan: quota against what came in, precision, agreement with the frame, weighting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.format import shares_to_whole
from ...facts.verdict import representative
from ...project.model import Model, Share
from ..differences import difference
from ..study import Row, Study
from .parts.inference import NAMES, SAMPLING_HELP, Sampling, no_inference, sampling_of
from .parts.questions import distinct, numbers, own_questions, question
from .parts.sample_frame import Frame, Stratum, declared, frame_of, known_labels
from .parts.stated import bounds, stated
from .parts.weighted_scores import Drawn, Weighted, placed, weighted, weights_of

ID = "sample_plan"
TITLE = "样本设计与代表性"
DEFINITION = (
    "配额完成率为有效样本÷计划样本；有效回收率为有效样本÷发放数，"
    "发放对象都合格时即 AAPOR 应答率1（RR1）。"
    "比例的最大抽样误差取比例为一半时的值，作有限总体修正，分层抽样由各层误差按总体比重合成，"
    "整群抽样乘以实测的设计效应。样本结构与总体用皮尔逊卡方检验比较，偏离的大小用 Cohen 的 w。"
    "加权用事后分层，权数为该层总体数量÷该层有效样本；另列其他分类时用迭代加权（raking）。"
    "加权得分的标准误用泰勒线性化，按抽样方式计入分层、整群和有限总体修正；"
    "置信区间用t分布，自由度为样本数减层数（不分层的减1），整群抽样为群数减1。期望数小于5的层多的，卡方检验的p值由随机模拟得到。"
    "设计效应为该标准误的平方÷同样大小的不放回简单随机样本的方差；权数设计效应（Kish）为n∑w²÷（∑w）²，"
    "只计权数不等的代价。所需样本量向上取整。没有写明所属层的问卷不计入。"
    "普查没有抽样误差；非概率样本和配额样本不推断总体，均不给出抽样误差。"
)
PLACE = "results"
SUMMARY = None  # the summary states the precision anyway: only where asked for
FORMULAS = (
    r"n=\frac{n_0}{1+(n_0-1)/N},\qquad n_0=D\,\frac{z^2 p(1-p)}{e^2}",
    r"e=z\sqrt{D\,\frac{p(1-p)}{n}\cdot\frac{N-n}{N-1}}",
    r"w_h=\frac{N_h}{n_h}",
)
SYMBOLS = {
    "n": "样本量",
    "N": "总体数量",
    "e": "抽样误差",
    "D": "设计效应",
    "z": "正态分布的分位数",
    "p": "比例，取一半",
    r"w_h,\ N_h,\ n_h": "某层的权数、总体数量、有效样本",
}

NOT_STATED = "没有写明{}。"


class Division(Model):
    """A further classification that the weighted sample must agree with."""

    column: str = Field(min_length=1, description="列名")
    population: dict[str, float] = Field(min_length=1, description="类别 = 总体数量")


class Options(Model):
    """Options of a sample plan."""

    stratum: str = Field(min_length=1, description="分层的列名，或问卷分组的 id、名称")
    strata: tuple[Stratum, ...] = Field(
        (), description="各层及其总体数量、计划数，缺省取该分组的各类别总体数量"
    )
    sampling: Sampling = Field("", description=SAMPLING_HELP)
    scores: tuple[str, ...] | None = Field(
        None, description="加权前后对照的题目或列，缺省为问卷中计分的全部题目"
    )
    answers: dict[str, float] = Field(default_factory=dict, description="答案 = 分值")
    margins: tuple[Division, ...] = Field((), description="另外要对齐的分类，迭代加权时填写")
    cluster: str = Field("", description="整群抽样的群（如台区、村）的列名")
    clusters_total: int | None = Field(None, ge=1, description="总体中的群数，用于有限总体修正")
    margin: Share = Field(0.05, description="下次要达到的抽样误差，0.05 即 5 个百分点")


def lacks(study: Study) -> str | None:
    """There must be two strata with people."""
    options: Options = study.options
    _, strata = declared(study, options.stratum, options.strata)
    if len(strata) < 2:
        return "没有列出两个以上的层及其总体数量，未做样本代表性分析。"
    if sampling_of(study, options.sampling) == "cluster" and not options.cluster:
        return "整群抽样没有写明群的列名（cluster），未做样本代表性分析。"
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return counts and margins of every stratum and the whole, and scores weighted."""
    options: Options = study.options
    frame = frame_of(study, *declared(study, options.stratum, options.strata))
    if not frame.n:
        yield study.fact("n", None, unit="count", error="没有写明所属层的有效问卷。")
        return
    sampling = sampling_of(study, options.sampling)
    drawn = _drawn(study, frame, sampling)
    scores = list(_scores(study, drawn))
    yield study.fact("sampling", NAMES[sampling], unit="text")
    yield study.fact("sample_weights", "自行计算", unit="text")
    yield study.fact("is_probability", "否" if drawn.silent else "是", unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield study.fact("unknown", len(study.table) - frame.n, unit="count", counter="份")
    yield from _counts(study, frame)
    effect, rule = _effect(frame, drawn, scores)
    yield from _precision(study, frame, drawn, (effect, rule))
    yield from _agreement(study, frame)
    yield from _weights(study, drawn, frame)
    for name, column, found in scores:
        yield from _score(study, name, column, found)


def _drawn(study: Study, frame: Frame, sampling: str) -> Drawn:
    from ...stats.weighting import Margin

    options: Options = study.options
    sizes = {one.name: float(one.population) for one in frame.strata}
    margins = [Margin(frame.labels, sizes)]
    for one in options.margins:
        margins.append(Margin(known_labels(study, one.column, one.population), one.population))
        if abs(sum(one.population.values()) - frame.population) > 1e-6 * frame.population:
            what = f"方法“{study.id}”：“{one.column}”各类别的总体数量之和与各层之和不同。"
            raise ProjectError(Problem("sample.totals", what, "请核对总体数量，两者应相等。"))
    clusters = study.table.texts(options.cluster) if sampling == "cluster" else None
    silent = no_inference(sampling, by_cluster=True)
    return Drawn(tuple(margins), sampling == "stratified", clusters, options.clusters_total, silent)


def _scores(study: Study, drawn: Drawn) -> Iterator[tuple[str, str, Weighted]]:
    options: Options = study.options
    names = own_questions(study) if options.scores is None else options.scores
    distinct(study, names, "题目")
    for name in names:
        one = question(study, name, options.answers)
        values = numbers(study, [one])[:, 0]
        yield one.name, one.column, weighted(values, drawn, study.confidence)


def _counts(study: Study, frame: Frame) -> Iterator[Fact]:
    """Return what was planned, asked and came in, of every stratum and the whole."""
    counter = study.project.survey.counter if study.project is not None else "户"
    whole, n = frame.population, frame.n
    in_frame = shares_to_whole([s.population / whole for s in frame.strata], study.share_decimals)
    in_sample = shares_to_whole([v / n for v in frame.valid], study.share_decimals)
    columns = [frame.column]
    for i, one in enumerate(frame.strata):
        row, valid = study.row("stratum", one.name), frame.valid[i]
        yield from _asked(
            study, row, counter, (one.population, one.planned, one.issued, one.returned)
        )
        yield from _rates(study, row, valid, (one.planned, one.issued, one.returned))
        yield study.fact("valid", valid, row, unit="count", columns=columns)
        share, part = one.population / whole, valid / n
        for name, value, shown in (
            ("population_share", share, in_frame[i]),
            ("composition", part, in_sample[i]),
        ):
            yield replace(study.fact(name, value, row, unit="share"), shown=shown)
        gap = study.fact("share_gap", part - share, row, unit="percentage_points")
        yield replace(gap, shown=round(in_sample[i] - in_frame[i], 9))
    sums = tuple(frame.total(name) for name in ("planned", "issued", "returned"))
    yield from _asked(study, None, counter, (whole, *sums))
    yield from _rates(study, None, n, sums)
    yield study.fact("valid", n, unit="count", counter="份", columns=columns)
    yield study.fact("sampling_fraction", n / whole, unit="share", rule="有效样本÷总体数量")
    yield study.fact("strata", len(frame.strata), unit="count", counter="层")


def _asked(
    study: Study, row: Row | None, counter: str, sizes: tuple[int | None, ...]
) -> Iterator[Fact]:
    for name, value, what in zip(
        ("population", "planned", "issued", "returned"),
        sizes,
        ("总体数量", "计划样本量", "发放数", "回收数"),
        strict=True,
    ):
        error = NOT_STATED.format(what) if value is None else ""
        word = "" if row else counter if name == "population" else "份"
        yield study.fact(name, value, row, unit="count", counter=word, error=error)


def _rates(
    study: Study, row: Row | None, valid: int, sizes: tuple[int | None, ...]
) -> Iterator[Fact]:
    for name, whole, what, rule in zip(
        ("completion", "response_rate", "valid_rate"),
        sizes,
        ("计划样本量", "发放数", "回收数"),
        ("有效样本÷计划样本", "有效样本÷发放数", "有效样本÷回收数"),
        strict=True,
    ):
        error = "" if whole else NOT_STATED.format(what)
        value = valid / whole if whole else None
        yield study.fact(name, value, row, unit="share", rule=rule, error=error)


def _effect(
    frame: Frame, drawn: Drawn, scores: list[tuple[str, str, Weighted]]
) -> tuple[float | None, str]:
    """Return the design effect of a share of one half for the whole, and where it is from."""
    from ...stats.intervals import share_margin
    from ...stats.weighting import kish_effect

    if drawn.clusters is not None:
        known = [found.effect for _, _, found in scores if found.effect is not None]
        return (max(known), "各题加权得分设计效应的最大值") if known else (None, "")
    if not drawn.stratified:
        weights = weights_of(drawn, placed(drawn))
        if isinstance(weights, str):
            return None, ""
        return kish_effect(weights), "权数设计效应（Kish）"
    if frame.empty or frame.n >= frame.population:
        return None, ""
    parts = [
        one.population / frame.population * share_margin(n, one.population)
        for one, n in zip(frame.strata, frame.valid, strict=True)
    ]
    plain = share_margin(frame.n, frame.population)
    return sum(part * part for part in parts) / plain**2, "各层误差合成的方差÷简单随机样本的方差"


def _precision(
    study: Study, frame: Frame, drawn: Drawn, effect: tuple[float | None, str]
) -> Iterator[Fact]:
    """Return margins of shares and the answers needed for a smaller one."""
    from ...stats.intervals import share_margin
    from ...stats.sample_size import for_share, invitations

    options: Options = study.options
    goal, level, deff = options.margin, study.confidence, effect[0]
    yield study.fact("goal", goal, unit="percentage_points")
    for one, n in zip(frame.strata, frame.valid, strict=True):
        row = study.row("stratum", one.name)
        why = drawn.silent or ("没有有效样本。" if not n else "")
        if drawn.clusters is not None:
            why = why or "整群抽样只给出总体的误差。"
        margin = None if why else share_margin(n, one.population, confidence=level)
        yield study.fact("margin", margin, row, unit="percentage_points", error=why)
        needed = None if drawn.silent else for_share(goal, one.population, confidence=level)
        yield study.fact("needed", needed, row, unit="count", error=drawn.silent)
    why = drawn.silent or ("" if deff else "有的层没有有效样本或全部调查，没有合计的误差。")
    yield study.fact("deff", None if why else deff, decimals=2, rule=effect[1], error=why)
    for name in ("margin", "needed", "is_enough", "invitations"):
        if why or deff is None:
            yield study.fact(
                name, None, unit="text" if name == "is_enough" else "number", error=why
            )
    if why or deff is None:
        return
    margin = share_margin(frame.n, frame.population, confidence=level, design_effect=deff)
    needed = for_share(goal, frame.population, confidence=level, design_effect=deff)
    yield study.fact("margin", margin, unit="percentage_points", rule="比例为一半时")
    yield study.fact("needed", needed, unit="count", counter="份", rule="向上取整")
    yield study.fact("is_enough", "是" if margin <= goal else "否", unit="text")
    issued = frame.total("issued")
    rate = frame.n / issued if issued else None
    asked = invitations(needed, rate) if rate else None
    error = "" if rate else NOT_STATED.format("发放数")
    if asked is not None and asked > frame.population:
        asked, error = None, "按本次的有效回收率，向全部对象发放也收不到这么多，须先提高回收率。"
    yield study.fact("invitations", asked, unit="count", counter="份", error=error)


def _agreement(study: Study, frame: Frame) -> Iterator[Fact]:
    """Return the test of the sample's structure against the frame."""
    from ...stats.goodness_of_fit import chi_squared_fit, simulated_p

    sizes = [one.population for one in frame.strata]
    found = chi_squared_fit(frame.valid, sizes)
    p, rule = found.p, "皮尔逊卡方检验"
    if found.is_rough:
        p, rule = (
            simulated_p(frame.valid, sizes),
            "皮尔逊卡方检验，期望数小于5的层多，p 由随机模拟得到",
        )
    yield study.fact("chi2", found.statistic, decimals=2)
    yield study.fact("df", found.degrees, decimals=0)
    yield study.fact("p", p, unit="p", rule=rule)
    yield study.fact("is_simulated", "是" if found.is_rough else "否", unit="text")
    yield study.fact("effect", found.effect, decimals=3, rule="Cohen 的 w")
    yield study.fact("verdict", representative(p, found.effect, frame.n), unit="text")


def _weights(study: Study, drawn: Drawn, frame: Frame) -> Iterator[Fact]:
    """Return the weights, relative to their mean, and what they cost."""
    from ...stats.weighting import kish_effect

    weights = weights_of(drawn, placed(drawn))
    names = ("weight_low", "weight_high", "kish", "n_effective")
    kind = "迭代加权" if len(drawn.margins) > 1 else "事后分层"
    yield study.fact("weighting", kind, unit="text")
    why = weights if isinstance(weights, str) else ""
    if isinstance(weights, str):
        for name in names:
            yield study.fact(name, None, error=why)
    else:
        relative, kish = weights / weights.mean(), kish_effect(weights)
        values = (relative.min(), relative.max(), kish, len(weights) / kish)
        for name, value, digits in zip(names, values, (2, 2, 2, 0), strict=True):
            yield study.fact(name, float(value), decimals=digits)
    for one, n in zip(frame.strata, frame.valid, strict=True):
        value = one.population / n * frame.n / frame.population if n else None
        error = "" if n else "没有有效样本。"
        row = study.row("stratum", one.name)
        yield study.fact("weight", value, row, decimals=2, rule="与平均权数之比", error=error)


def _score(study: Study, name: str, column: str, found: Weighted) -> Iterator[Fact]:
    """Return a score before and after weighting, with what it can be off by."""
    row = study.row("score", name)
    none = found.why if found.raw is None else ""
    raw = study.fact("raw", found.raw, row, unit="points", n=found.n, columns=[column], error=none)
    yield study.fact("n", found.n, row, unit="count", counter="份")
    yield raw
    value = study.fact(
        "weighted", found.value, row, unit="points", n=found.n, ci=found.interval, error=found.why
    )
    if found.value is not None:
        value = replace(value, error="")
    yield value
    why = found.why or raw.warning
    shift = study.fact("shift", None, row, unit="points", error=why)
    both = value.number is not None and raw.number is not None
    yield difference(replace(shift, error=""), value, raw) if both else shift
    why = found.why or "无法计算。"
    yield from bounds(study, "weighted", found.interval, row, unit="points", n=found.n, why=why)
    yield stated(study, "standard_error", found.error, row, unit="points", decimals=2, why=why)
    yield stated(study, "design_effect", found.effect, row, decimals=2, why=why)
