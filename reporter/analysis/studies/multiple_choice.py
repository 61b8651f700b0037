"""Multiple choice questions: shares of respondents, which add to more than the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...project.model import Model
from ..study import Study
from .parts.questions import distinct
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, weights

if TYPE_CHECKING:
    import numpy as np

ID = "multiple_choice"
TITLE = "多选题分析"
DEFINITION = (
    "各选项的比重以回答本题的受访者为基数，不以选择的总次数为基数，一人可选多项，各项比重之和大于100%。"
    "一项也没有选的视为未答，不计入基数；选项各占一列、且一列有“未选”标记的，一项未选的仍计入。"
    "置信区间用 Wilson 法。选项按比重由高到低排列，“其他”列在最后。"
    "各项与首位相比，只看两项中恰选一项的受访者（McNemar 精确检验），按 Holm 法校正。"
    "有权数的，比重加权，区间和检验用有效样本量。"
)
PLACE = "results"
FORMULAS = (r"p_j = \frac{n_j}{n}", r"m = \frac{\sum_j n_j}{n}")
SYMBOLS = {
    "p_j": "选项j的比重",
    "n_j": "选了选项j的人数",
    "n": "答题人数",
    "m": "人均选择项数",
}


class Question(Model):
    """A question: one column of separated answers, or a column an option."""

    name: str = Field(min_length=1, description="题目名称")
    column: str = Field("", description="列名，缺省同题目名称；一格写明所选各项")
    columns: dict[str, str] = Field(
        default_factory=dict, description="选项 = 列名；每个选项各占一列时写"
    )


class Options(Model):
    """Options of multiple choice questions."""

    questions: tuple[Question, ...] = Field(min_length=1, description="各题")
    separator: str = Field("┋", min_length=1, description="一格中各答案之间的分隔符")
    unticked: tuple[str, ...] = Field(
        ("0", "否", "未选", "未选中", "N", "FALSE"), description="选项各占一列时，表示未选的写法"
    )
    base: Literal["answered", "all"] = Field(
        "answered", description="基数：answered 回答本题的；all 全部答卷"
    )
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """There must be respondents."""
    return None if len(study.table) else "没有答卷，未做多选题分析。"


def run(study: Study) -> Iterator[Fact]:
    """Return every question with its options."""
    import numpy as np

    from .parts.choice_facts import Picked, about_question, answer_facts, sorted_answers, too_few

    options: Options = study.options
    distinct(study, [one.name for one in options.questions], "题目")
    weight = weights(study, options.weight)
    yield study.fact("questions", len(options.questions), unit="count", counter="题")
    yield study.fact("n", len(study.table), unit="count", counter="份")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield from about_weights(study, weight)
    for number, question in enumerate(options.questions, start=1):
        row, kind = study.row("question", question.name), f"option{number}"
        names, chosen, answered = _read(study, question)
        if not answered.any() or not chosen.any():
            yield study.fact("n", int(answered.sum()), row, unit="count", counter="份")
            yield study.fact("first", None, row, unit="text", error="没有人选择任何一项。")
            continue
        if few := too_few(study, row, int(answered.sum())):
            yield from few
            continue
        w = np.ones(len(chosen)) if weight is None else weight
        picked = Picked(tuple(names), chosen[answered], w[answered], whole=False)
        picked = sorted_answers(picked)
        yield from about_question(study, row, kind, picked)
        n = int(answered.sum())
        yield study.fact("left_out", len(chosen) - n, row, unit="count", counter="份")
        mean = float(picked.shares.sum())
        yield study.fact("per_person", mean, row, n=n, decimals=2, rule="人均选择项数")
        yield study.fact("total", mean, row, unit="share", n=n, rule="各项比重之和")
        yield from answer_facts(study, kind, picked)


def _read(study: Study, question: Question) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return options, who ticked them [rows, options], and who answered [rows]."""
    import numpy as np

    from .parts.choices import mentions

    options: Options = study.options
    if question.column and question.columns:
        what = f"方法“{study.id}”的题目“{question.name}”同时写了 column 和 columns。"
        raise ProjectError(Problem("study.columns", what, "两者只写一个。"))
    if not question.columns:
        names, chosen = mentions(study, question.column or question.name, options.separator)
        answered = np.asarray(chosen.any(axis=1))
    else:
        study.table.require(question.columns.values())
        blank = {text.casefold() for text in options.unticked}
        texts = [study.table.texts(column) for column in question.columns.values()]
        names = list(question.columns)
        chosen = np.array([[bool(t) and t.casefold() not in blank for t in row] for row in texts]).T
        answered = np.array([any(row) for row in zip(*texts, strict=True)], dtype=bool)
    if options.base == "all":
        answered = np.ones(len(study.table), dtype=bool)
    return names, chosen, answered
