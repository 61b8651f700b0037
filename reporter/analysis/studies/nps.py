"""Net promoter score: of all, and of groups against the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ...errors import DataError, Problem
from ...facts.fact import Fact
from ...facts.format import shares_to_whole
from ...facts.verdict import verdict
from ...project.model import Model
from ...project.readers.table import capped
from ..study import Row, Study
from .parts.inference import SAMPLING_HELP, Sampling, no_inference, sampling_of
from .parts.questions import LISTED_HELP
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, weights
from .parts.segment_groups import Groups, groups
from .parts.stated import bounds

if TYPE_CHECKING:
    import numpy as np

    from ...stats.net_promoter import NetPromoter

ID = "nps"
TITLE = "净推荐值（NPS）"
DEFINITION = (
    "推荐意愿用0至10分的题目测量，9、10分为推荐者，7、8分为中立者，0至6分为贬损者。"
    "净推荐值为推荐者比例减贬损者比例再乘以100，以分表示，可为负数，不是百分率；"
    "中立者计入分母，未答的不计入。标准误即推荐者记1、中立者记0、贬损者记负1时均值的标准误，"
    "置信区间用正态近似，以－100和100为限；推荐者、中立者、贬损者比例的区间用威尔逊法。"
    "各类别与其余全部受访者比较，多个类别的p值用Holm法校正。不作有限总体修正。"
    "非概率样本不推断总体，普查没有抽样误差，"
    "整群抽样的误差须按群估计，均不给出区间和检验。"
    "有权数的，净推荐值和比例加权，区间和检验用有效样本量。"
)
PLACE = "results"
SUMMARY = 10
FORMULAS = (
    r"\mathrm{NPS}=100\,(P-D)",
    r"\mathrm{SE}=100\sqrt{\frac{P+D-(P-D)^2}{n}}",
)
SYMBOLS = {"P": "推荐者比例", "D": "贬损者比例", "n": "有效答卷数"}

CLASSES = ("promoters", "passives", "detractors")
ONE_CLASS = "答案全在同一类，无法估计抽样误差。"


class Options(Model):
    """Options of a net promoter score."""

    question: str = Field(min_length=1, description="推荐意愿题的列名，答案为0至10")
    by: str = Field("", description="分组的名称、id 或列名，逐类计算并与其余比较")
    levels: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        (), description=f"类别的次序，缺省按数据中出现的先后；{LISTED_HELP}"
    )
    weight: WeightColumn = Field("", description=WEIGHT_HELP)
    sampling: Sampling = Field("", description=SAMPLING_HELP)
    confirmed: bool = Field(False, description="答案都不超过5分时，确认题目用的确是0至10分量表")


def lacks(study: Study) -> str | None:
    """The question must be one of 0 to 10."""
    options: Options = study.options
    known = [text for text in study.table.texts(options.question) if text]
    name = options.question
    if not known:
        return f"“{name}”没有有效答案，未计算净推荐值。"
    words = [text for text in known if not _is_number(text)]
    if len(words) > len(known) / 2:
        shown = "、".join(list(dict.fromkeys(words))[:4])
        return f"净推荐值要用0至10分的推荐意愿题，“{name}”的答案是{shown}，不能换算，未计算。"
    highest = max((float(text) for text in known if _is_number(text)), default=0.0)
    if highest <= 5 and not options.confirmed:
        return (
            f"“{name}”的答案没有超过5分的，看来不是0至10分的量表，未计算净推荐值；"
            "如确用0至10分，请写 confirmed = true。"
        )
    return None


def _is_number(text: str) -> bool:
    try:
        return float(text) == float(text)
    except ValueError:
        return False


def run(study: Study) -> Iterator[Fact]:
    """Return the score of all and of each group, with shares of the classes."""
    options: Options = study.options
    answers = _answers(study)
    kept = answers == answers
    from ...stats.net_promoter import classed

    weight = weights(study, options.weight)
    whole = classed(answers[kept], None if weight is None else weight[kept])
    silent = no_inference(sampling_of(study, options.sampling))
    yield study.fact("is_inferred", "否" if silent else "是", unit="text")
    yield study.fact("reason", silent, unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield study.fact("missing", int((~kept).sum()), unit="count", counter="份")
    parts = groups(study, options.by, options.levels) if options.by else None
    yield study.fact("by", parts.name if parts else "", unit="text")
    yield from about_weights(study, weight)
    yield from _scores(study, (whole, int(kept.sum())), None, silent)
    if parts is not None:
        yield from _groups(study, parts, (answers, weight), silent)


def _answers(study: Study) -> np.ndarray:
    """Return the answers, [rows] with nan.

    Raises:
        DataError: an answer that is not a whole number from 0 to 10.
    """
    name = study.options.question
    answers: np.ndarray = study.table.numbers([name], bounds=(0, 10))[:, 0]
    broken = [i for i, value in enumerate(answers) if value == value and value != round(value)]
    if broken:
        raise DataError(
            capped(
                Problem(
                    "nps.answer",
                    f"“{answers[i]:g}”不是0至10的整数。",
                    "推荐意愿题的答案应为整数，请核对。",
                    study.table.place(i, name),
                )
                for i in broken
            )
        )
    return answers


def _scores(
    study: Study, known: tuple[NetPromoter, int], row: Row | None, silent: str
) -> Iterator[Fact]:
    """Return score, interval and shares of a group, or of all: its classes and its answers."""
    from ...stats.intervals import wilson
    from ...stats.net_promoter import interval

    one, n = known
    columns = [study.options.question]
    limits = None if silent else interval(one, study.confidence)
    why = silent or ("" if limits else ONE_CLASS)
    ci = (100 * limits[0], 100 * limits[1]) if limits else None
    yield study.fact("n", n, row, unit="count", counter="份")
    yield study.fact(
        "nps", 100 * one.score, row, unit="points", n=n, ci=ci, columns=columns,
        rule="推荐者比例减贬损者比例",
    )  # fmt: skip
    yield from bounds(study, "nps", ci, row, unit="points", n=n, why=why)
    error = 100 * one.error if limits else None
    yield study.fact("standard_error", error, row, unit="points", n=n, error=why, decimals=2)
    shares = [min(1.0, getattr(one, name) / one.n) for name in CLASSES]
    shown = shares_to_whole(shares, study.share_decimals)
    for name, share, whole in zip(CLASSES, shares, shown, strict=True):
        ends = None if silent else wilson(share, one.n, study.confidence)
        fact = study.fact(name, share, row, unit="share", n=n, ci=ends, columns=columns)
        yield replace(fact, shown=whole) if fact.value is not None else fact


def _groups(
    study: Study, parts: Groups, given: tuple[np.ndarray, np.ndarray | None], silent: str
) -> Iterator[Fact]:
    """Return scores of the groups, each held against all others.

    ``given`` are answers and weights, and ``silent`` says why nothing is tested ("" if it is).
    """
    from ...stats.multiple_tests import holm
    from ...stats.net_promoter import classed, compare

    answers, weight = given
    known = answers == answers

    def side(rows: np.ndarray) -> tuple[NetPromoter, int] | None:
        n, w = int(rows.sum()), None if weight is None else weight[rows]
        return (classed(answers[rows], w), n) if n else None

    made = [
        (study.row("group", level), side(known & here), side(known & ~here))
        for level, here in zip(parts.names, parts.members.T, strict=True)
    ]
    sizes = [(row, "", one[1]) for row, one, _ in made if one]
    study.protect(sizes, int(known.sum()), secret=parts.secret)
    tests = [compare(one[0], rest[0]) if one and rest else None for _, one, rest in made]
    adjusted = iter(holm([test[0] for test in tests if test]))
    for (row, one, rest), test in zip(made, tests, strict=True):
        p = next(adjusted) if test else None
        if one is None:
            yield study.fact("n", 0, row, unit="count", counter="份")
            yield study.fact("nps", None, row, unit="points", error="没有有效答案。")
            continue
        yield from _scores(study, one, row, silent)
        least = min(one[1], rest[1] if rest else 0)
        hidden = "样本过少，不比较。" if least < study.hide_base else ""
        gap = None if hidden or rest is None else 100 * (one[0].score - rest[0].score)
        yield study.fact("difference", gap, row, unit="points", n=least, error=hidden)
        why = hidden or silent or ("" if test else ONE_CLASS)
        p = None if why else p
        yield study.fact("p", p, row, unit="p", error=why)
        word = None if silent else verdict(gap, p, test[1] if test else None, least)
        yield study.fact(
            "verdict", word, row, unit="text", rule="与其余全部受访者比较", error=silent
        )
