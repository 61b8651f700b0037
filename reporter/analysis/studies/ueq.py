"""用户体验问卷 UEQ: pairs of opposite words, turned to one direction, as scales from -3 to 3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...facts.fact import Fact
from ...facts.verdict.user_experience import EXPERIENCE_BOUND
from ...project.model import Model
from ..study import Study
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, weights
from .parts.ueq_facts import item_facts, quality_facts, scale_facts
from .parts.ueq_forms import BENCHMARK_SOURCE, CLASSES, FORMS, HIGHEST, LOWEST, Borders
from .parts.ueq_sheet import Sheet, sheet_of

if TYPE_CHECKING:
    import numpy as np

ID = "ueq"
TITLE = "用户体验问卷（UEQ）"
DEFINITION = (
    "每题是一对反义词，中间七格；正面词有的在左、有的在右，先一律换算成－3（最差）至3（最好），"
    "再按量表取平均：一份答卷的得分是该量表各题的平均，有一题未答的答卷不计入该量表。"
    "原版26题、六个量表（Laugwitz等，2008）：吸引力是总的印象，易懂性、效率、可控性合为实用质量，"
    "激励性、新颖性合为享乐质量；简版8题（Schrepp等，2017）只有实用质量和享乐质量。"
    "区间为 t 区间；区间全部在界限以上为正面，全部在负的界限以下为负面，全部在两者之间为中性，"
    "否则不能判断（界限缺省为0.8，UEQ手册）。"
    "有三个或以上的量表其各题答案相差超过3格，或26题中超过15题勾在同一格，"
    "这份答卷可能没有认真填写，列出份数，缺省不剔除。"
    "α 为克龙巴赫系数（未标准化）。"
    "有权数的，平均、标准差、α 和题总相关加权，区间用有效样本量，"
    "可能没有认真填写的份数及其比重不加权。"
    "基准分五档，是已发表的各类产品UEQ结果的四分位和前一成，多为国外软件，不是及格线。"
)
PLACE = "analysis"
FORMULAS = (
    r"v_j = d_j (x_j - m)",
    r"S = \frac{1}{k} \sum_{j} v_j",
)
SYMBOLS = {
    "v_j": "第j题换算后的答案",
    "x_j": "所勾的格，从左起",
    "m": "中间一格",
    "d_j": "方向：正面词在右取正号，在左取负号",
    "S": "一份答卷在一个量表上的得分",
    "k": "量表的题数",
}


_USUAL_STEPS = 5  # of the scales that are taken for UEQ's seven
_ENOUGH = 100  # answers among which nobody by chance keeps off the two steps at the right


class Options(Model):
    """Options of a UEQ study."""

    items: tuple[str, ...] = Field(min_length=1, description="各题的列，按问卷的次序")
    version: Literal["full", "short"] = Field("full", description="full 原版26题，short 简版8题")
    numbers: tuple[int, ...] = Field(
        (), description="各列在问卷中的题号；只问其中几个量表时写明，缺省从1起依次为各题"
    )
    lowest: Literal[1, -3] = Field(1, description="最左一格的数：1（1至7）或 -3（-3至3）")
    scales: dict[str, tuple[int, ...]] = Field(
        default_factory=dict, description="量表 = 题号；题目次序与原版不同时写明"
    )
    reversed_items: tuple[int, ...] | None = Field(
        None, description="正面词在左的题号，缺省为原版的；数据已换算成正向时写 []"
    )
    bound: float = Field(EXPERIENCE_BOUND, gt=0, lt=HIGHEST, description="正面与中性的界限")
    benchmarks: dict[str, Borders] | None = Field(
        None,
        description="量表 = 低于平均、高于平均、良好、优秀四档的起点；"
        "原版缺省为已发表的基准，不比较时写 {}",
    )
    benchmark_source: str = Field(BENCHMARK_SOURCE, min_length=1, description="基准的来源")
    drop_suspicious: bool = Field(False, description="剔除可能没有认真填写的答卷")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)
    confirmed: bool = Field(
        False, description="最右两格无人勾时，确认题目用的确是七格，而不是1至5的量表"
    )


def lacks(study: Study) -> str | None:
    """There must be answers, and on seven steps."""
    if not len(study.table):
        return "没有答卷，未计算用户体验得分。"
    options: Options = study.options
    if options.confirmed or any(name not in study.table.columns for name in options.items):
        return None
    known = [text for name in options.items for text in study.table.texts(name) if text]
    fifth = {str(options.lowest + step) for step in range(_USUAL_STEPS)}
    if len(known) >= _ENOUGH and set(known) <= fifth:
        return (
            f"各题的答案都在{options.lowest}至{options.lowest + _USUAL_STEPS - 1}之间，"
            "最右两格没有人勾，看来不是七格的量表，未计算用户体验得分；"
            "如确用七格，请写 confirmed = true。"
        )
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return each scale with its interval, evaluation and benchmark, qualities, and the items."""
    options: Options = study.options
    weight = weights(study, options.weight)
    sheet = sheet_of(study, weight)
    yield from about_weights(study, weight)
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield study.fact("scale_lowest", LOWEST, decimals=0)
    yield study.fact("scale_highest", HIGHEST, decimals=0)
    yield study.fact("bound", options.bound, decimals=_decimals(options.bound))
    yield study.fact("version", "简版" if options.version == "short" else "原版", unit="text")
    yield from _sheet_facts(study, sheet)
    found = {name: list(scale_facts(study, sheet, name)) for name in sheet.scales}
    yield from (fact for facts in found.values() for fact in facts)
    yield study.fact("scales", len(found), unit="count", counter="个")
    yield study.fact("is_benchmarked", "是" if sheet.benchmarks else "否", unit="text")
    for name in CLASSES:
        yield study.fact("class", name, unit="text", detail=name)
    yield study.fact("benchmark_source", options.benchmark_source, unit="text")
    for name, parts in FORMS[options.version].qualities.items():
        if name not in sheet.scales and all(part in sheet.scales for part in parts):
            yield from quality_facts(study, sheet, name, parts)
    yield from item_facts(study, sheet)


def _decimals(value: float) -> int:
    return max(1, len(f"{value:g}".partition(".")[2]))


def _sheet_facts(study: Study, sheet: Sheet) -> Iterator[Fact]:
    """Yield how many sheets there are, and how many were hardly read."""
    options: Options = study.options
    answered = int(sheet.answered.sum())
    yield study.fact("n", len(sheet.values), unit="count", counter="份", columns=options.items)
    yield study.fact("answered", answered, unit="count", counter="份")
    yield study.fact("blank", len(sheet.answered) - answered, unit="count", counter="份")
    yield study.fact("incomplete", sheet.incomplete, unit="count", counter="份")
    for statistic, flags, error in (
        ("inconsistent", sheet.inconsistent, "不足三个量表，不能这样判断。"),
        ("alike", sheet.alike, "不是原版26题，不能这样判断。"),
    ):
        known = None if flags is None else _count(flags)
        why = error if known is None else ""
        yield study.fact(statistic, known, unit="count", counter="份", error=why)
    flags = sheet.suspicious
    known = None if flags is None else _count(flags)
    why = "" if flags is not None else "不足三个量表，不能这样判断。"
    yield study.fact("suspicious", known, unit="count", counter="份", error=why)
    share = None if known is None or not answered else known / answered
    why = why or ("" if answered else "没有作答的答卷。")
    yield study.fact("suspicious_share", share, unit="share", n=answered, error=why)
    yield study.fact("is_dropped", "是" if options.drop_suspicious else "否", unit="text")


def _count(flags: np.ndarray) -> int:
    return int(flags.sum())
