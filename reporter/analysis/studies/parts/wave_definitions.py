"""Waves of a survey and whether they asked and counted alike."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from ....project.model import Model


class Wave(Model):
    """One wave, as the data name it, and how it was asked."""

    name: str = Field(min_length=1, description="期次，与数据中的写法相同")
    columns: dict[str, str] = Field(
        default_factory=dict,
        description="题目 = 当期的列名；一行一人、各期分列时，每一期都要填写",
    )
    population: int | None = Field(None, ge=1, description="当期总体数量，用于有限总体修正")
    mode: str = Field("", description="当期调查方式，各期不同时口径已变")
    scale: tuple[float, float] | None = Field(None, description="当期量表的最低分和最高分")
    answers: dict[str, float] = Field(
        default_factory=dict, description="当期的答案 = 分值，各期不同时填写"
    )
    wording: dict[str, str] = Field(
        default_factory=dict, description="题目 = 当期题干，题干改过的填写"
    )


def why_changed(
    item: str, before: Wave, now: Wave, answers: Mapping[str, float], changed: Mapping[str, str]
) -> str:
    """Return in what two waves differ for a question, as words that follow 因为; "" if in nothing.

    Args:
        item: name of the question.
        before: the earlier wave.
        now: the later wave.
        answers: points where a wave has none of its own.
        changed: question -> reason, as people stated it.
    """
    if item in changed:
        return changed[item].rstrip("。") or "口径有变"
    if (before.answers or answers) != (now.answers or answers):
        return "赋分不同"
    if before.scale != now.scale:
        return "量表不同"
    if before.wording.get(item) != now.wording.get(item):
        return "题干不同"
    if before.mode != now.mode:
        return f"调查方式由{before.mode or '未写明'}改为{now.mode or '未写明'}"
    return ""
