"""Path models of satisfaction as data: constructs with their items, and what acts on what."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from pydantic import Field

from ....errors import Problem, ProjectError
from ....project.model import Model
from ....project.nearest import did_you_mean, listing

if TYPE_CHECKING:
    from ....stats.pls import Design

_SATISFACTION = "满意"


class Construct(Model):
    """One construct and the questions that measure it."""

    name: str = Field(min_length=1, description="构念的名称，如“感知质量”；用预设模型时照写其名称")
    items: tuple[str, ...] = Field(min_length=1, description="测量它的各题的列名")
    scale: tuple[float, float] | None = Field(
        None, description="这些题的最低分和最高分，缺省同本方法的 scale"
    )
    mode: Literal["reflective", "formative"] = Field(
        "reflective", description="reflective 反映型（模式A），formative 形成型（模式B）"
    )


@dataclass(frozen=True, slots=True)
class PathModel:
    """A model as asked for, checked.

    Attributes:
        title: of the preset, "" for a model of one's own.
        constructs: in the order in which causes come first.
        paths: (cause, effect), as places in ``constructs``.
        index: place of the construct whose index is the satisfaction index.
        left_out: constructs of the preset that no question measures.
    """

    title: str
    constructs: tuple[Construct, ...]
    paths: tuple[tuple[int, int], ...]
    index: int
    left_out: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the constructs."""
        return tuple(construct.name for construct in self.constructs)

    def design(self, kept: Iterable[tuple[str, ...]]) -> Design:
        """Return the design for the items that are kept, construct by construct."""
        import numpy as np

        from ....stats.pls import Design

        count = len(self.constructs)
        arrows = np.zeros((count, count), dtype=np.bool_)
        for start, end in self.paths:
            arrows[start, end] = True
        blocks = [k for k, items in enumerate(kept) for _ in items]
        formative = [construct.mode == "formative" for construct in self.constructs]
        return Design(np.array(blocks), arrows, np.array(formative))


@cache
def presets() -> Mapping[str, Mapping[str, Any]]:
    """Return the models that come with the program, by id."""
    text = Path(__file__).with_name("path_models.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def preset_constructs() -> str:
    """Return the names of the constructs of every preset, in Chinese, for those who write them."""
    return "；".join(f"{id}：{'、'.join(one['constructs'])}" for id, one in presets().items())


def preset_paths() -> str:
    """Return the paths of every preset, in Chinese."""
    return "；".join(
        f"{id}：" + "，".join(f"{start}→{'、'.join(ends)}" for start, ends in one["paths"].items())
        for id, one in presets().items()
    )


def path_model(
    constructs: tuple[Construct, ...],
    preset: str = "",
    paths: tuple[tuple[str, str], ...] = (),
    index: str = "",
) -> PathModel:
    """Return the model of a preset or of paths of one's own.

    Constructs of a preset that are not given are left out with their paths.

    Raises:
        ProjectError: names that do not fit, a question in two constructs, paths in a circle, or
            a construct without a path.
    """
    given = [construct.name for construct in constructs]
    _once(given, "构念")
    _once([item for construct in constructs for item in construct.items], "题目")
    chosen = presets().get(preset, {})
    known: list[str] = list(chosen.get("constructs", given))
    wrong = [name for name in given if name not in known]
    if wrong:
        title = chosen.get("title", "")
        what = f"constructs 中的{listing(wrong, len(wrong))}不是{title}的构念。"
        near = "".join(did_you_mean(name, known) for name in wrong)
        hint = f"{near}这个模型的构念（照写名称）：{listing(known, len(known))}；"
        _stop(what, f"{hint}要用别的名称，请不写 preset，用 paths 列出路径。")
    order = [name for name in known if name in given]
    wanted = list(paths) or [
        (cause, effect) for cause, effects in chosen.get("paths", {}).items() for effect in effects
    ]
    for name in (name for pair in paths for name in pair):
        if name not in given:
            hint = did_you_mean(name, given) or f"已列出的构念：{listing(given)}。"
            _stop(f"路径中的构念“{name}”没有列在 constructs 中。", hint)
    _once([f"{cause}→{effect}" for cause, effect in wanted], "路径")
    by_name = {construct.name: construct for construct in constructs}
    pairs = [
        (order.index(cause), order.index(effect))
        for cause, effect in wanted
        if cause in order and effect in order
    ]
    _check(order, pairs)
    left_out = tuple(name for name in known if name not in order)
    whole = tuple(by_name[name] for name in order)
    place = _index(order, index or str(chosen.get("index", "")))
    return PathModel(str(chosen.get("title", "")), whole, tuple(pairs), place, left_out)


def _check(names: list[str], pairs: list[tuple[int, int]]) -> None:
    """Raise where a construct stands alone or the paths run in a circle."""
    lonely = [name for k, name in enumerate(names) if not any(k in pair for pair in pairs)]
    if lonely:
        what = f"构念{listing(lonely)}没有任何路径。"
        _stop(what, "请在 paths 中写明它影响谁或受谁影响，或删去它。")
    left = list(pairs)
    while left:
        ends = {end for _, end in left}
        free = [pair for pair in left if pair[0] not in ends]
        if not free:
            _stop("路径首尾相接成了一个圈。", "请删去其中一条：原因不能又是自己的结果。")
        left = [pair for pair in left if pair not in free]


def _index(names: list[str], wanted: str) -> int:
    if wanted in names:
        return names.index(wanted)
    alike = [k for k, name in enumerate(names) if _SATISFACTION in name]
    if wanted or len(alike) != 1:
        what = f"没有构念“{wanted}”。" if wanted else "不知道哪个构念是满意度指数。"
        _stop(what, f"请用 index 写明，可选：{listing(names)}。")
    return alike[0]


def _once(names: list[str], what: str) -> None:
    twice = list(dict.fromkeys(name for name in names if names.count(name) > 1))
    if twice:
        _stop(f"{what}{listing(twice)}写了不止一次。", "每个只能写一次。")


def _stop(what: str, hint: str) -> NoReturn:
    raise ProjectError(Problem("study.path_model", what, hint))
