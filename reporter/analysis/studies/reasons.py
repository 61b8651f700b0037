"""不满意因素: how many are dissatisfied, and for which reasons, most frequent first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import Field

from ...errors import DataError, Problem
from ...facts.fact import Fact
from ...facts.format import shares_to_whole
from ...facts.wording import is_other
from ...project.model import Model
from ...project.nearest import listing, quote
from ..study import Row, Study
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, weights
from .parts.stated import bounds, stated

if TYPE_CHECKING:
    import numpy as np

    from .parts.choice_facts import Picked

ID = "reasons"
TITLE = "不满意因素分析"
DEFINITION = (
    "不满意率为总体评价不满意的受访者÷作出总体评价的受访者，区间为 Wilson 区间。"
    "原因只统计不满意的受访者，一人可选多项："
    "人数比重以说明了原因的不满意受访者为基数，各项之和可大于100%；"
    "占提及次数的比重以全部提及次数为基数，各项之和为100%，累计占比由它累加，末项为100%。"
    "原因按提及次数由多到少排列，“其他”不参加排序，列在最后。"
    "累计占比达到所定比例（缺省80%）之前的各项，连同达到它的一项，为主要原因。"
    "与首位的差距用符号检验，按 Holm 法校正。"
    "没有表示不满意却填了原因的，不计入。"
    "有权数的，各比重加权，区间和检验用有效样本量，次数和人数不加权。"
)
PLACE = "analysis"
FORMULAS = (r"m_j = \frac{f_j}{\sum_k f_k}", r"c_j = \sum_{k \le j} m_k")
SYMBOLS = {"f_j": "第 j 项原因的提及次数", "m_j": "占提及次数的比重", "c_j": "累计占比"}
_SOUNDS_BAD = re.compile("^(?!没有|无).*(不满|差)")
DISSATISFIED = ("不满意", "非常不满意", "很不满意", "不太满意", "较不满意", "比较不满意")


class Options(Model):
    """Options of the reasons of dissatisfaction."""

    overall: str = Field(min_length=1, description="总体评价的列名")
    reasons: str = Field(min_length=1, description="不满意原因的列名（多选，一格多项）")
    separator: str = Field("┋", min_length=1, description="一格中各项原因之间的分隔符")
    dissatisfied: tuple[str, ...] = Field(DISSATISFIED, description="算作不满意的答案")
    at_most: float | None = Field(None, description="总体评价为数时，不高于此数算作不满意")
    main: float = Field(0.8, gt=0, le=1, description="主要原因的累计占比，如 0.8")
    by: str = Field("", description="分组列；写了则列出各组的不满意率和首要原因")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Who rated, who of them is dissatisfied, and how much everybody counts: [rows] each."""

    rated: np.ndarray
    bad: np.ndarray
    weights: np.ndarray


def lacks(study: Study) -> str | None:
    """There must be respondents who rated."""
    options: Options = study.options
    if options.overall in study.table.columns and not any(study.table.texts(options.overall)):
        return f"没有人作出总体评价（{options.overall}），未做不满意因素分析。"
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return the share of dissatisfied, the reasons in order, and both by group."""
    import numpy as np

    from .parts.choice_facts import Picked, answer_facts, sorted_answers, standing
    from .parts.choices import mentions

    options: Options = study.options
    rated, bad = _dissatisfied(study)
    weight = weights(study, options.weight)
    w = each(study, weight)
    names, chosen = mentions(study, options.reasons, options.separator)
    named = np.asarray(chosen.any(axis=1)) if names else np.zeros(len(rated), bool)
    base = bad & named
    yield from _whole(study, People(rated, bad, w), named)
    yield from about_weights(study, weight)
    kept = [j for j in range(len(names)) if chosen[base, j].any()]
    picked = Picked(tuple(names[j] for j in kept), chosen[base][:, kept], w[base], whole=False)
    if not kept:
        for name in ("first", "main_count", "main_share"):
            yield study.fact(name, None, unit="text", error="没有人说明不满意的原因。")
        return
    picked = sorted_answers(picked)
    first, _ = standing(picked)
    first_name = picked.names[first] if first >= 0 else None
    n = len(picked.weights)
    yield stated(study, "first", first_name, unit="text", n=n, why="只有“其他”一项。")
    yield from _mentions(study, picked)
    yield from answer_facts(study, "reason", picked)
    if options.by:
        yield from _groups(study, People(rated, bad, w), base)


def _dissatisfied(study: Study) -> tuple[np.ndarray, np.ndarray]:
    """Return who rated, and who of them is dissatisfied, bool [rows] each.

    Raises:
        DataError: a rating that is no number where ``at_most`` is given, or numbers where it is
            not; a word of dissatisfaction that is not listed as one.
    """
    import numpy as np

    options: Options = study.options
    if options.at_most is not None:
        ratings = study.table.numbers([options.overall])[:, 0]
        return ~np.isnan(ratings), ratings <= options.at_most
    texts = study.table.texts(options.overall)
    known = set(texts) - {""}
    if known and all(text.replace(".", "", 1).isdigit() for text in known):
        raise DataError(
            Problem(
                "study.ratings",
                f"总体评价是数（{listing(sorted(known))}），不知道多少算不满意。",
                "请写 at_most，如 at_most = 60。",
                study.table.place(None, options.overall),
            )
        )
    if odd := sorted(
        text for text in known - set(options.dissatisfied) if _SOUNDS_BAD.search(text)
    ):
        raise DataError(_unlisted(study, texts, text) for text in odd)
    rated = np.array([bool(text) for text in texts])
    return rated, np.array([text in options.dissatisfied for text in texts])


def _unlisted(study: Study, texts: Sequence[str], text: str) -> Problem:
    return Problem(
        "study.answer",
        f"{quote(text)}像是不满意，却没有列为不满意（共{texts.count(text)}人）。",
        "请写进 dissatisfied（算作不满意）或 missing（视为未回答）；都不是的，请在数据中改写。",
        study.table.place(texts.index(text), study.options.overall),
    )


def _whole(study: Study, people: People, named: np.ndarray) -> Iterator[Fact]:
    """Yield counts of who rated, is dissatisfied and gave a reason, and the share."""
    options: Options = study.options
    rated, bad = people.rated, people.bad
    n = int(rated.sum())
    for name, value in (
        ("n", n),
        ("dissatisfied_count", int(bad.sum())),
        ("share_n", int((bad & named).sum())),
        ("silent", int((bad & ~named).sum())),
        ("outside", int((~bad & named).sum())),
    ):
        yield study.fact(name, value, unit="count", counter="人", columns=[options.overall])
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield stated(study, "by", options.by or None, unit="text", why="没有分类。")
    yield from _share(study, None, people, rated)


def _share(study: Study, row: Row | None, people: People, rated: np.ndarray) -> Iterator[Fact]:
    from ...stats.intervals import wilson
    from ...stats.linear import weighted_share

    n = int(rated.sum())
    found = weighted_share(people.bad[rated], people.weights[rated]) if n else None
    ci = wilson(*found, study.confidence) if found else None
    share = found[0] if found else None
    about: dict[str, Any] = {"unit": "share", "n": n, "why": "没有人作出总体评价。"}
    rule = "不满意人数÷作出总体评价的人数，Wilson 区间"
    yield stated(study, "dissatisfied", share, row, ci=ci, rule=rule, **about)
    yield from bounds(study, "dissatisfied", ci, row, **about)


def _mentions(study: Study, picked: Picked) -> Iterator[Fact]:
    """Yield shares of all mentions, what they add up to, and the main reasons."""
    options: Options = study.options
    n = len(picked.weights)
    yield study.fact("mentions", int(picked.chosen.sum()), unit="count", counter="次")
    counts = picked.shares
    whole = float(counts.sum())
    yield study.fact("per_person", whole, n=n, decimals=1, counter="项")
    yield study.fact("main", options.main, unit="share", decimals=0)
    shares = [float(count) / whole for count in counts]
    shown = shares_to_whole(shares, study.share_decimals)
    total, printed_total, reached = 0.0, 0.0, 0.0
    main = 0
    for j, name in enumerate(picked.names):
        row = study.row("reason", name)
        is_main = total < options.main - 1e-9 and not is_other(name)
        total, printed_total = sum(shares[: j + 1]), printed_total + shown[j]
        main += is_main
        reached = printed_total if is_main else reached
        about: dict[str, Any] = {"unit": "share", "n": n, "columns": [options.reasons]}
        one = study.fact("mention_share", shares[j], row, rule="提及次数÷全部提及次数", **about)
        add = study.fact("cumulative", min(1.0, total), row, rule="占提及次数的比重累加", **about)
        yield replace(one, shown=shown[j]) if one.value is not None else one
        yield replace(add, shown=printed_total) if add.value is not None else add
        yield study.fact("is_main", "是" if is_main else "否", row, unit="text", n=n)
    yield study.fact("main_count", main, unit="count", counter="项")
    yield study.fact("main_share", reached, unit="share", n=n)


def _groups(
    study: Study,
    people: People,
    base: np.ndarray,
) -> Iterator[Fact]:
    """Yield the share of dissatisfied and the first reason of each group."""
    import numpy as np

    from .parts.choices import in_order, mentions

    options: Options = study.options
    rated, bad = people.rated, people.bad
    texts = study.table.texts(options.by)
    names, chosen = mentions(study, options.reasons, options.separator)
    groups = dict.fromkeys(text for text in texts if text)
    owners = {name: np.array([text == name for text in texts]) for name in groups}
    sizes = [(study.row("group", k), "", int((rated & own).sum())) for k, own in owners.items()]
    study.protect(
        sizes,
        int(rated.sum()),
        ("dissatisfied", "dissatisfied_low", "dissatisfied_high", "dissatisfied_count"),
    )
    for name, own in owners.items():
        row = study.row("group", name)
        n, count = int((rated & own).sum()), int((bad & own).sum())
        yield study.fact("n", n, row, unit="count", counter="人", columns=[options.by])
        yield study.fact("dissatisfied_count", count, row, unit="count", counter="人")
        yield from _share(study, row, people, rated & own)
        asked = base & own
        sums = people.weights[asked] @ chosen[asked]
        order = in_order(names, sums) if len(names) else []
        first = names[order[0]] if order and sums[order[0]] else None
        about: dict[str, Any] = {"unit": "text", "n": int(asked.sum())}
        yield stated(study, "top", first, row, why="没有人说明原因。", **about)
