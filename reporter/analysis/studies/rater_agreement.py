"""评分员一致性: do mystery shoppers or coders see the same thing, beyond chance."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...errors import DataError, Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict.measurement import agreement
from ...project.model import Model
from ...project.readers.table import capped
from ..study import Study
from .parts.long_ratings import wide
from .parts.questions import LISTED_HELP, distinct
from .parts.stated import bounds

if TYPE_CHECKING:
    import numpy as np

    from ...project.study_table import StudyTable
    from ...stats.agreement import Level

ID = "rater_agreement"
TITLE = "评分员一致性"
DEFINITION = (
    "每行一个对象，每列一名评分员。一致率为两两评分相同的比例，其中有偶然一致的部分；"
    "克里彭多夫 α 扣除偶然一致，按评分的尺度（类别、等级、分数）计算，允许缺失；"
    "区间由对象有放回重抽1000次（随机数种子为1）取百分位得到；"
    "两名评分员另算科恩 κ（等级用二次加权），多名且无缺失的另算弗莱斯 κ；"
    "分数另算组内相关系数 ICC（A,1），偏严偏宽计为不一致。"
    "AC1（Gwet, 2008）以各类比重π的π（1－π）之和除以（类别数－1）为偶然一致率，"
    "区间为以对象为抽样单位的t区间（自由度为对象数减1）；等级也按完全相同才算一致。"
    "绝大多数对象属于同一类时 κ 和 α 会偏低，AC1 不受此影响，须一并看；"
    "评分完全相同而没有差别时 κ 和 α 无从计算，只报一致率和 AC1。"
    "α 不低于0.8为可靠，不低于0.667为只宜作初步结论，更低为不可靠（Krippendorff, 2004）。"
)
PLACE = "analysis"
FORMULAS = (r"\alpha = 1 - \frac{D_o}{D_e}", r"\kappa = \frac{p_o - p_e}{1 - p_e}")
SYMBOLS = {
    "D_o,\\ D_e": "实际的和偶然的不一致",
    "p_o,\\ p_e": "实际的和偶然的一致率",
}
PARADOX = 0.2  # AC1 above alpha by more than this where one category prevails
PREVAILING = 0.75  # share of all ratings from which a category does
RESAMPLES = 1000
MOST_PAIRS = 45
_KINDS = {"nominal": "类别", "ordinal": "等级", "score": "分数"}
_LEVELS: dict[str, Level] = {"nominal": "nominal", "ordinal": "ordinal", "score": "interval"}


class Options(Model):
    """Options of a study of raters."""

    raters: tuple[str, ...] = Field(
        (),
        min_length=2,
        max_length=50,
        description="各评分员的列名；一行一次评分的，为各评分员的名称",
    )
    unit: str = Field("", description="对象名称列")
    rating: str = Field("", description="一行一次评分：评分列，同时要写 unit")
    rater: str = Field(
        "", description="一行一次评分：评分员列；每名评分员一个文件的，缺省为 file_column"
    )
    scale: Literal["nominal", "ordinal", "score"] = Field(
        "nominal", description="尺度：nominal 类别，ordinal 等级，score 分数"
    )
    levels: tuple[str, ...] = Field(
        (), description=f"等级由低到高的写法；类别可不写；{LISTED_HELP}"
    )


def lacks(study: Study) -> str | None:
    """There must be units, and the order of ordinal levels."""
    options: Options = wide(study, partial(_check, study)).options
    if options.scale == "ordinal" and len(options.levels) < 2:
        return "等级评分要用 levels 写明由低到高的各等级，未评价一致性。"
    if len(options.raters) < 2:
        return "只有一名评分员，未评价一致性。"
    return None if len(study.table) else "没有评分，未评价一致性。"


def run(study: Study) -> Iterator[Fact]:
    """Return agreement and coefficients of all raters, of each pair, and units they split on."""
    import numpy as np

    study = wide(study, partial(_check, study))
    options: Options = study.options
    distinct(study, options.raters, "评分员")
    ratings, names = _read(study)
    rated = np.isfinite(ratings).sum(axis=1)
    n = int((rated >= 2).sum())
    yield study.fact("units", len(ratings), unit="count", counter="个")
    yield study.fact("n", n, unit="count", counter="个", rule="至少两人评分的对象")
    yield study.fact("raters", len(options.raters), unit="count", counter="名")
    missing = int((~np.isfinite(ratings)).sum())
    yield study.fact("missing", missing, unit="count", counter="个")
    yield study.fact("scale", _KINDS[options.scale], unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    if not n:
        yield study.fact("agreement", None, unit="share", error="没有两人都评的对象。")
        return
    yield from _all(study, ratings, names, n)
    yield from _pairs(study, ratings, names)
    yield from _splits(study, ratings)


def _read(study: Study) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return the ratings, [units, raters], as codes or numbers, and the categories.

    Raises:
        DataError: a rating that is no number, or none of the levels.
        ProjectError: a level named twice.
    """
    import numpy as np

    options: Options = study.options
    if options.scale == "score":
        return study.table.numbers(options.raters), ()
    distinct(study, options.levels, "等级")
    columns = [study.table.texts(name) for name in options.raters]
    names = options.levels or tuple(sorted({text for column in columns for text in column if text}))
    if len(names) > 50:
        what = f"有{len(names)}种不同的评分，不像类别。"
        raise ProjectError(Problem("rater.many", what, '分数请写 scale = "score"。'))
    known = {name: float(i) for i, name in enumerate(names)}
    _check(study, study.table, *options.raters)
    codes = [[known.get(text, np.nan) for text in column] for column in columns]
    return np.array(codes, dtype=float).T, names


def _check(study: Study, table: StudyTable, *columns: str) -> None:
    """Raise DataError for ratings that are no number, or none of the levels."""
    options: Options = study.options
    if options.scale == "score":
        table.numbers(columns)
    elif options.levels:
        problems = [
            Problem(
                "rater.level", f"“{text}”不在 levels 中。", "请改正，或补进 levels。",
                table.place(i, column),
            )
            for column in columns
            for i, text in enumerate(table.texts(column))
            if text and text not in options.levels
        ]  # fmt: skip
        if problems:
            raise DataError(capped(problems))


def _all(study: Study, ratings: np.ndarray, names: tuple[str, ...], n: int) -> Iterator[Fact]:
    import numpy as np

    from ...stats import agreement as maths

    options: Options = study.options
    alike = "评分没有差别，无从计算。"
    alpha = maths.krippendorff_alpha(ratings, _LEVELS[options.scale])
    error = "" if alpha is not None else alike
    limits = None
    if alpha is not None:
        limits = maths.alpha_interval(
            ratings, _LEVELS[options.scale], study.confidence, (RESAMPLES, 1)
        )
    yield study.fact("alpha", alpha, decimals=3, n=n, ci=limits, error=error, rule="1－D_o÷D_e")
    yield from bounds(study, "alpha", limits, decimals=3, n=n, why=error or "对象太少。")
    ac1, prevails = None, False
    if options.scale != "score":
        counts = maths.counts_of(ratings, max(2, len(names)))
        found = maths.gwet_ac1(counts)
        ac1 = found.value
        prevails = float(counts.sum(axis=0).max() / counts.sum()) >= PREVAILING
        ci = maths.ac1_interval(found, int((counts.sum(axis=1) > 0).sum()), study.confidence)
        yield study.fact("agreement", found.agreement, unit="share", n=n)
        yield study.fact("ac1", ac1, decimals=3, n=n, ci=ci)
        yield from bounds(study, "ac1", ci, decimals=3, n=n, why="对象太少。")
        yield _fleiss(study, ratings, counts, n)
    else:
        kept = ratings[np.isfinite(ratings).all(axis=1)]
        icc = maths.icc_agreement(kept, study.confidence) if len(kept) >= 2 else None
        reason = "" if icc else "没有足够的完整评分，或评分没有差别。"
        value, ci = icc or (None, None)
        yield study.fact("icc", value, decimals=3, n=len(kept), ci=ci, error=reason)
        yield from bounds(study, "icc", ci, decimals=3, n=len(kept), why=reason)
    paradox = prevails and ac1 is not None and (alpha is None or ac1 - alpha > PARADOX)
    yield study.fact("is_paradox", "是" if paradox else "否", unit="text")
    word = agreement(alpha, n)
    yield study.fact("verdict", word, unit="text", rule="见定义")
    lowest = word if limits is None else agreement(limits[0], n)
    yield study.fact("doubt", "" if lowest == word else lowest, unit="text", rule="区间下限")


def _fleiss(study: Study, ratings: np.ndarray, counts: np.ndarray, n: int) -> Fact:
    """Return Fleiss' kappa, which needs more than two raters and every rating."""
    import numpy as np

    from ...stats.agreement import fleiss_kappa

    reason = "只有两名评分员。" if ratings.shape[1] < 3 else ""
    reason = reason or ("" if np.isfinite(ratings).all() else "有缺失，不能计算。")
    value = None if reason else fleiss_kappa(counts).value
    reason = reason or ("" if value is not None else "评分没有差别，无从计算。")
    return study.fact("fleiss", value, decimals=3, n=n, error=reason)


def _pairs(study: Study, ratings: np.ndarray, names: tuple[str, ...]) -> Iterator[Fact]:
    """Yield agreement of each pair of raters: who sees things differently."""
    import numpy as np

    from ...stats import agreement as maths

    options: Options = study.options
    pairs = list(combinations(range(len(options.raters)), 2))
    for i, j in pairs if len(pairs) <= MOST_PAIRS else []:
        row = study.row("pair", f"{options.raters[i]}与{options.raters[j]}")
        both = ratings[:, [i, j]]
        both = both[np.isfinite(both).all(axis=1)]
        n = len(both)
        yield study.fact("n", n, row, unit="count", counter="个")
        if options.scale == "score":
            apart = float((both[:, 0] - both[:, 1]).mean()) if n else None
            yield study.fact(
                "gap", apart, row, decimals=2, n=n, error="" if n else "没有都评的对象。"
            )
            icc = maths.icc_agreement(both, study.confidence) if n >= 2 else None
            error = "" if icc else "对象太少，或评分没有差别。"
            yield study.fact("icc", icc[0] if icc else None, row, decimals=3, n=n, error=error)
            continue
        if not n:
            yield study.fact("agreement", None, row, unit="share", error="没有都评的对象。")
            continue
        table = maths.confusion(both[:, 0], both[:, 1], max(2, len(names)))
        same = float(np.trace(table)) / n
        yield study.fact("agreement", same, row, unit="share", n=n)
        weights: maths.Weights = "quadratic" if options.scale == "ordinal" else "none"
        kappa = maths.cohen_kappa(table, weights).value
        error = "" if kappa is not None else "评分没有差别，无从计算。"
        yield study.fact("kappa", kappa, row, decimals=3, n=n, error=error)
        ac1 = maths.gwet_ac1(maths.counts_of(both, max(2, len(names)))).value
        yield study.fact("ac1", ac1, row, decimals=3, n=n)


def _splits(study: Study, ratings: np.ndarray) -> Iterator[Fact]:
    """Yield the units whose ratings lie farthest apart, at most ten."""
    import numpy as np

    options: Options = study.options
    plain = tuple(map(study.table.row_text, range(len(study.table))))
    names = study.table.row_names(options.unit) if options.unit else plain
    texts = [study.table.texts(name) for name in options.raters]
    apart = []
    for i, row in enumerate(ratings):
        given = row[np.isfinite(row)]
        if len(given) < 2:
            continue
        _, counts = np.unique(given, return_counts=True)
        spread = float(1 - counts.max() / len(given))
        apart.append((spread if options.scale == "nominal" else float(np.ptp(given)), i))
    worst = [
        i for size, i in sorted(apart, key=lambda pair: (-pair[0], names[pair[1]])) if size > 0
    ]
    yield study.fact("split", len(worst), unit="count", counter="个")
    for i in worst[:10]:
        row = study.row("unit", names[i])
        said = "；".join(
            f"{rater}：{column[i]}"
            for rater, column in zip(options.raters, texts, strict=True)
            if column[i]
        )
        yield study.fact("ratings", said, row, unit="text")
