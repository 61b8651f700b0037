"""Segments: scores and answers of groups of customers side by side, and which of them differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...project.model import Model
from ..study import Study
from .parts.questions import LISTED_HELP, none_listed, own_questions
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, is_even, weights

if TYPE_CHECKING:
    from .parts.segment_groups import Groups

ID = "segments"
TITLE = "客户群体差异分析"
DEFINITION = (
    "按类别比较各项评价。得分比较用 Welch 方差分析（不要求各类别方差相等），"
    "两两之间用 Games–Howell 法；"
    "选用秩检验，或有的类别答案全部相同时，用 Kruskal–Wallis 检验，两两之间用 Dunn 法。"
    "答案比重的比较用皮尔逊卡方检验（不作连续性修正），"
    "期望频数小于5的格子超过五分之一时改用 Fisher 精确检验或蒙特卡罗精确检验；"
    "两两之间用合并比例的z检验。多选题以受访者为基数，逐个选项检验，不做总的卡方检验。"
    "两两比较的p值按 Holm 法（或 Bonferroni 法）校正，同一分组各题的总检验按 Holm 法校正；"
    "总检验（校正后）未见差异的题目，不标注两两比较的字母。"
    "有人同属几个类别时各类别不独立，每个类别只与其余客户比较。"
    "判断同时看检验和效应量：效应量很小的，即使超过抽样误差也写“差异很小”。"
    "样本少于30的类别不参加比较。有权数的，均值和比重加权，检验用有效样本量；"
    "卡方检验用 Rao–Scott 一阶校正，不作精确检验，秩检验不作加权。"
)
PLACE = "analysis"
FORMULAS = (
    r"F = \frac{\sum_j w_j(\bar{x}_j-\tilde{x})^2/(k-1)}{1+\frac{2(k-2)}{k^2-1}\sum_j"
    r"\frac{(1-w_j/W)^2}{n_j-1}}",
    r"V = \sqrt{\frac{\chi^2}{n(\min(r,c)-1)}}",
)
SYMBOLS = {
    "k": "类别个数",
    "n_j": "第j个类别的样本量",
    r"\bar{x}_j": "第j个类别的平均得分",
    "w_j": "第j个类别的样本量除以方差",
    "W": "各w之和",
    r"\tilde{x}": "以w加权的平均得分",
    "V": "Cramér 关联系数",
    "r": "类别个数",
    "c": "答案个数",
}

FEWEST, MOST = 2, 26


class Options(Model):
    """Options of a comparison of groups."""

    by: str = Field(min_length=1, description="分组的名称、id 或列名")
    levels: tuple[str, ...] = Field(
        (), description=f"类别及顺序，缺省按分组或数据中出现的；{LISTED_HELP}"
    )
    separator: str = Field("", description="一人属于几个类别时，类别之间的分隔符")
    scores: tuple[str, ...] = Field(
        (), description="比较得分的题目或列名；与 choices、mentions 都不写时为计分的全部题目"
    )
    choices: tuple[str, ...] = Field((), description="比较答案比重的单选题的列名")
    mentions: tuple[str, ...] = Field((), description="比较答案比重的多选题的列名")
    mention_separator: str = Field("┋", min_length=1, description="多选题答案之间的分隔符")
    answers: dict[str, float] = Field(
        default_factory=dict, description="答案 = 分值；缺省按问卷的量表，数字按原值"
    )
    unit: Literal["points", "number"] = Field(
        "points", description="得分的单位：points 分，number 无单位"
    )
    decimals: int | None = Field(None, ge=0, le=4, description="得分的小数位数，缺省同报告")
    test: Literal["welch", "ranks"] = Field(
        "welch", description="welch 比较平均得分；ranks 比较秩次"
    )
    compare: Literal["pairs", "rest"] = Field(
        "pairs", description="pairs 类别两两比较；rest 每个类别与其余客户比较"
    )
    adjust: Literal["holm", "bonferroni"] = Field("holm", description="两两比较的校正方法")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)
    samples: int = Field(9999, ge=999, le=99999, description="蒙特卡罗检验的抽样次数")
    seed: int = Field(1, ge=0, description="随机数种子，同样的种子得到同样的结果")


def lacks(study: Study) -> str | None:
    """There must be something to compare, and groups."""
    options: Options = study.options
    if not (options.scores or options.choices or options.mentions or own_questions(study)):
        return none_listed(study, "没有列出要比较的题目，未做群体差异分析。")
    if options.by in study.table.columns and not any(study.table.texts(options.by)):
        return f"“{options.by}”一列全部空缺，未做群体差异分析。"
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return groups, then every question with its test, its numbers and letters by group."""
    from .parts.segment_groups import groups
    from .parts.segment_means import score_facts
    from .parts.segment_shares import share_facts

    options: Options = study.options
    found = groups(study, options.by, options.levels, options.separator)
    if not FEWEST <= len(found.names) <= MOST:
        reason = f"“{found.name}”有{len(found.names)}个类别，可以比较的是{FEWEST}至{MOST}个。"
        yield study.fact("groups", None, error=reason)
        return
    weight = weights(study, options.weight)
    if not is_even(weight) and options.test == "ranks":
        what = f"方法“{study.id}”有权数，秩检验不能加权。"
        raise ProjectError(Problem("study.weighted_ranks", what, '请写 test = "welch"。'))
    scores = options.scores
    if not (scores or options.choices or options.mentions):
        scores = own_questions(study)
    compared = [*score_facts(study, found, weight, scores), *share_facts(study, found, weight)]
    if (found.members.sum(axis=0) < study.hide_base).all():  # nothing but asterisks
        reason = f"“{found.name}”各类别的样本量不足{study.hide_base}，结果不予公布。"
        yield study.fact("groups", None, error=reason)
        return
    yield from _about(study, found)
    yield from about_weights(study, weight)
    yield from compared


def _about(study: Study, found: Groups) -> Iterator[Fact]:
    from .parts.group_comparison import LETTERS

    options: Options = study.options
    inside = int(found.members.any(axis=1).sum())
    yield study.fact("n", inside, unit="count", counter="份", columns=[found.column])
    left = len(study.table) - inside
    yield study.fact("left_out", left, unit="count", counter="份", rule="没有类别的答卷")
    yield study.fact("groups", len(found.names), unit="count", counter="类")
    yield study.fact("by", found.name, unit="text")
    rest = options.compare == "rest" or found.overlap
    yield study.fact("compared", "其余" if rest else "两两", unit="text")
    yield study.fact("is_overlapping", "是" if found.overlap else "否", unit="text")
    yield study.fact(
        "correction", "Holm" if options.adjust == "holm" else "Bonferroni", unit="text"
    )
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield study.fact("n_least", study.small_base, unit="count", counter="份")
    for i, name in enumerate(found.names):
        row = study.row("group", name)
        base = int(found.members[:, i].sum())
        yield study.fact("n", base, row, unit="count", counter="份")
        yield study.fact("letter", LETTERS[i], row, unit="text")
