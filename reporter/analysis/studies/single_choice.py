"""Single choice questions: who answered, what share each answer has, how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from ...errors import DataError, Problem
from ...facts.fact import Fact
from ...project.model import Model
from ...project.nearest import quote
from ..study import Study
from .parts.questions import LISTED_HELP, distinct
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, weights

ID = "single_choice"
TITLE = "单选题分析"
DEFINITION = (
    "各答案的比重以回答本题的受访者为基数，未答和视为未答的不计入；按最大余数法取整，合计为100%。"
    "置信区间用 Wilson 法。答案按比重由高到低排列，“其他”列在最后；有自然顺序的答案按所列顺序。"
    "其他答案与首位相比，用符号检验并按 Holm 法校正，没有超过抽样误差的写“与首位难分先后”。"
    "有权数的，比重加权，区间和检验用有效样本量。"
)
PLACE = "results"
FORMULAS = (
    r"\frac{\hat{p}+\frac{z^2}{2n} \pm z\sqrt{\frac{\hat{p}(1-\hat{p})}{n}+\frac{z^2}{4n^2}}}"
    r"{1+\frac{z^2}{n}}",
)
SYMBOLS = {r"\hat{p}": "答案的比重", "n": "答题人数", "z": "正态分布的分位数"}

SEPARATOR = "┋"  # between the answers of a multiple choice question (问卷星)


class Options(Model):
    """Options of single choice questions."""

    questions: tuple[str, ...] = Field(min_length=1, description="各题的列名")
    levels: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description=f"列名 = 答案的自然顺序；缺省按比重排列；{LISTED_HELP}",
    )
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """Somebody must have answered."""
    table = study.table
    asked = [name for name in study.options.questions if name in table.columns]
    if len(asked) == len(study.options.questions) and not any(
        any(table.texts(name)) for name in asked
    ):
        return "各题都没有人回答，未做单选题分析。"
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return every question with its answers."""
    import numpy as np

    from .parts.choice_facts import Picked, about_question, answer_facts, sorted_answers, too_few
    from .parts.choices import mentions

    options: Options = study.options
    study.table.require(options.questions)
    distinct(study, options.questions, "题目")
    weight = weights(study, options.weight)
    yield study.fact("questions", len(options.questions), unit="count", counter="题")
    yield study.fact("n", len(study.table), unit="count", counter="份")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield from about_weights(study, weight)
    for number, column in enumerate(options.questions, start=1):
        row, kind = study.row("question", column), f"answer{number}"
        levels = options.levels.get(column, ())
        _one_each(study, column)
        names, chosen = mentions(study, column, levels=levels)
        answered = chosen.any(axis=1)
        if not answered.any():
            yield study.fact("n", 0, row, unit="count", counter="份")
            yield study.fact("first", None, row, unit="text", error="没有人回答本题。")
            continue
        if few := too_few(study, row, int(answered.sum())):
            yield from few
            continue
        w = np.ones(len(chosen)) if weight is None else weight
        picked = Picked(tuple(names), chosen[answered], w[answered], whole=True)
        picked = picked if levels else sorted_answers(picked)
        yield from about_question(study, row, kind, picked)
        left = len(study.table) - int(answered.sum())
        yield study.fact("left_out", left, row, unit="count", counter="份")
        yield study.fact("is_ordered", "是" if levels else "否", row, unit="text")
        yield from answer_facts(study, kind, picked)


def _one_each(study: Study, column: str) -> None:
    """Refuse cells with several answers: their shares would not add to the whole."""
    for i, text in enumerate(study.table.texts(column)):
        if SEPARATOR in text.partition("〖")[0]:
            what = f"单选题“{column}”的一格里有几个答案：{quote(text)}。"
            hint = 'method 请写 "multiple_choice"。'
            raise DataError(Problem("study.several", what, hint, study.table.place(i, column)))
