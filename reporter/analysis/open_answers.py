"""开放题: how many answers each open question received."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.fact import Fact
from ..scoring.scores import Scores
from .cells import Case

ID = "open_answers"
TITLE = "开放题回答数"
DEFINITION = "开放题的有效回答条数，为去掉空白、跳过和缺失写法后的条数。"
NEEDS = "tally"
ORDER = 95

COUNTER = "条"


def lacks(scores: Scores) -> str | None:
    """Without open questions there is nothing to count."""
    if not scores.project.open_questions:
        return "问卷没有开放题。"
    return "数据为已汇总的得分，没有开放题。" if scores.entry == "scored" else None


def run(case: Case) -> Iterator[Fact]:
    """Return open_count of every open question."""
    scores = case.scores
    for question in scores.project.open_questions:
        yield Fact(
            "open_count",
            subject=question.id,
            label=question.name,
            value=scores.open_answers.get(question.id, 0),
            unit="count",
            counter=COUNTER,
            n=scores.total.n,
            method=ID,
            rule="非空白的回答条数",
            source=f"{scores.source}：{question.column or question.name}",
        )
