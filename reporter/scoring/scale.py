"""The scale of one item as the tally sees it: answer texts become one byte each.

Code 0 is a missing answer, 1 one that leaves the denominator (不了解), 2 and up are the
options, best answer first. Reverse items are mirrored here and nowhere else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import Problem, ProjectError
from ..project.model import Item, Option, Project, Scale
from ..project.scales import resolve_scale

MISSING = 0
NOT_APPLICABLE = 1
FIRST_OPTION = 2
MOST_OPTIONS = 250
"""Codes must fit a byte."""

SCORE_BOUNDS = (0.0, 100.0)
"""Bounds of scores for which no scale is declared."""


@dataclass(frozen=True, slots=True)
class ItemScale:
    """What one item may hold. Empty ``labels`` = plain numbers within ``bounds``.

    Attributes:
        item: item id.
        column: header of its column in the data.
        labels: option labels, best answer first (a reverse item's labels run backwards).
        points: points of each label.
        satisfied, dissatisfied: whether each label counts in the rates.
        base: labels in the order of the scale; equal for items that can be pooled.
        reverse: whether the item was mirrored.
        bounds: lowest and highest value a score may have.
        codes: every known way of writing an answer -> code.
    """

    item: str
    column: str
    labels: tuple[str, ...]
    points: tuple[float, ...]
    satisfied: tuple[bool, ...]
    dissatisfied: tuple[bool, ...]
    base: tuple[str, ...]
    reverse: bool
    bounds: tuple[float, float]
    codes: Mapping[str, int]

    @property
    def centre(self) -> float:
        """Origin from which moments are taken: keeps them small and exact."""
        return (self.bounds[0] + self.bounds[1]) / 2


def normalised(text: str) -> str:
    """Return a text as answers are compared: NFKC, without outer blanks."""
    return unicodedata.normalize("NFKC", text).strip()


def item_scales(project: Project) -> tuple[ItemScale, ...]:
    """Return the scale of every item of the project, in item order.

    Raises:
        ProjectError: no scale for answers, an unknown scale, or one text for two options.
    """
    scales = {scale.id: resolve_scale(scale) for scale in project.scales}
    return tuple(_item_scale(project, item, scales) for item in project.items)


def _item_scale(project: Project, item: Item, scales: Mapping[str, Scale]) -> ItemScale:
    scale = scales.get(item.scale) if item.scale else next(iter(scales.values()), None)
    if scale is None and (item.scale or project.data.entry == "answers"):
        raise ProjectError(
            Problem(
                "project.no_scale",
                f"题目“{item.name}”没有可用的量表。",
                "请在 [[scales]] 中写明量表，并检查题目的 scale。",
            )
        )
    options = scale.options if scale else ()
    if len(options) > MOST_OPTIONS:
        raise ProjectError(
            Problem(
                "project.scale_too_long",
                f"题目“{item.name}”的选项多于{MOST_OPTIONS}个。",
                '请合并选项；答案本来是分数的，请在 [data] 中写 entry = "scores"。',
            )
        )
    # position by position: the worst answer takes the place, points and flags of the best
    answers = tuple(reversed(options)) if item.reverse else options
    points = tuple(option.points for option in options)
    return ItemScale(
        item=item.id,
        column=item.column or item.name,
        labels=tuple(option.label for option in answers),
        points=points,
        satisfied=tuple(option.satisfied for option in options),
        dissatisfied=tuple(option.dissatisfied for option in options),
        base=tuple(option.label for option in options),
        reverse=item.reverse,
        bounds=(min(points), max(points)) if points else SCORE_BOUNDS,
        codes=_codes(project, item, answers),
    )


def _codes(project: Project, item: Item, answers: tuple[Option, ...]) -> dict[str, int]:
    codes: dict[str, int] = {}
    for position, option in enumerate(answers):
        for text in (option.label, *option.aliases):
            code = codes.setdefault(normalised(text), FIRST_OPTION + position)
            if code != FIRST_OPTION + position:
                raise ProjectError(
                    Problem(
                        "project.ambiguous_option",
                        f"题目“{item.name}”的量表中，“{text}”同时是两个选项的写法。",
                        "请删去其中一个 aliases。",
                    )
                )
    # what the project lists as missing or not applicable wins over an alias of an option
    codes.update(dict.fromkeys(map(normalised, project.data.missing), MISSING))
    codes.update(dict.fromkeys(map(normalised, project.data.not_applicable), NOT_APPLICABLE))
    codes[""] = MISSING
    return codes


def describe(scale: ItemScale) -> str:
    """Return in Chinese how the answers to one item become points; "" for plain numbers."""
    pairs = zip(scale.base, scale.points, strict=True)
    text = "；".join(f"{label}={points:g}分" for label, points in pairs)
    return f"反向计分：{text}" if scale.reverse and text else text
