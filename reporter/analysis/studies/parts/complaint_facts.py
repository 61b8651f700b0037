"""Facts of complainants: shares of yes, and groups compared by score and by who stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ....facts.fact import Fact
from ....facts.verdict import verdict
from ...differences import difference
from ...study import Study
from .stated import bounds, stated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Answers = NDArray[np.float64]

CALM, WON, LOST = "没有投诉", "投诉且对处理满意", "投诉但对处理不满意"
NOT_ASKED = "没有这一列，未计算。"
UNTROUBLED, SILENT = "没有遇到问题", "遇到问题而没有投诉"


@dataclass(frozen=True, slots=True, eq=False)
class Complaints:
    """Answers as 1 (yes), 0 (no) and nan, [rows]; None where there is no such column.

    ``weights`` are 1 where nobody counts more than others.
    """

    complained: Answers
    problem: Answers | None
    resolved: Answers | None
    handling: Answers | None
    overall: Answers | None
    retained: Answers | None
    weights: Answers


def share_facts(
    study: Study, name: str, given: tuple[Answers, Answers], why: str, **more: Any
) -> Iterator[Fact]:
    """Yield the share of yes with its ends, its base, and how many said yes.

    ``given`` are answers and weights, [people] each.
    """
    import numpy as np

    from ....stats.intervals import wilson
    from ....stats.linear import weighted_share

    kept = ~np.isnan(given[0])
    known, w = given[0][kept], given[1][kept]
    n, count = len(known), int(known.sum())
    found = weighted_share(known == 1, w) if n else None
    ci = wilson(*found, study.confidence) if found else None
    share = found[0] if found else None
    about: dict[str, Any] = {"unit": "share", "n": n, "why": why, "row": more.get("row")}
    yield stated(study, name, share, ci=ci, rule=more.get("rule", ""), **about)
    yield from bounds(study, name, ci, **about)
    for statistic, value in ((f"{name}_n", n), (f"{name}_count", count)):
        yield study.fact(statistic, value, more.get("row"), unit="count", counter="人")


def group_facts(study: Study, people: Complaints) -> Iterator[Fact]:
    """Yield overall score and retention of those who did not complain, were won, or were lost."""
    if people.handling is None or (people.overall is None and people.retained is None):
        return
    did, calm = people.complained == 1, people.complained == 0
    groups = {CALM: calm}
    if people.problem is not None:
        groups = {UNTROUBLED: calm & (people.problem == 0), SILENT: calm & (people.problem == 1)}
    groups |= {WON: did & (people.handling == 1), LOST: did & (people.handling == 0)}
    yield study.fact("reference", next(iter(groups)), unit="text")
    for name, who in groups.items():
        row = study.row("group", name)
        yield study.fact("n", int(who.sum()), row, unit="count", counter="人")
        if people.retained is not None:
            why = "没有人回答。"
            given = people.retained[who], people.weights[who]
            yield from share_facts(study, "retained", given, why, row=row)
        else:
            yield study.fact("retained", None, row, unit="share", error=NOT_ASKED)
        if people.overall is None:
            yield study.fact("score", None, row, unit="points", error=NOT_ASKED)
    if people.overall is not None:
        yield from _scores(study, (people.overall, people.weights), groups)
    if people.retained is None:
        yield study.fact("won_back", None, unit="percentage_points", error=NOT_ASKED)
        yield study.fact("won_back_verdict", None, unit="text", error=NOT_ASKED)
    else:
        yield from _won_back(study, (people.retained, people.weights), groups)


def _scores(
    study: Study, given: tuple[Answers, Answers], groups: dict[str, NDArray[np.bool_]]
) -> Iterator[Fact]:
    """Yield mean scores, and how far the complainants are from those who did not complain."""
    import numpy as np

    from ....stats.mean_tests import hedges_g, mean_interval, sample, welch_t
    from ....stats.multiple_tests import holm

    known = ~np.isnan(given[0])
    rows = {name: who & known for name, who in groups.items()}
    values = {name: given[0][who] for name, who in rows.items()}
    samples = {
        name: sample(found, given[1][rows[name]]) for name, found in values.items() if len(found)
    }
    reference = next(iter(groups))
    calm = samples.get(reference)
    tests = {
        name: p
        for name, own in samples.items()
        if calm and name != reference and (p := welch_t(calm, own)) is not None
    }
    adjusted = dict(zip(tests, holm(list(tests.values())), strict=True))
    scores: dict[str, Fact] = {}  # the reference comes first
    for name, found in values.items():
        row, n, own = study.row("group", name), len(found), samples.get(name)
        ci = mean_interval(own, study.confidence) if own else None
        about: dict[str, Any] = {"n": n, "columns": [study.options.overall]}
        mean = own.mean if own else None
        score = stated(study, "score", mean, row, unit="points", ci=ci, why="没有人评价。", **about)
        scores[name] = score
        yield score
        if name == reference:
            continue
        p, g = adjusted.get(name), hedges_g(calm, own) if own and calm else None
        gap = own.mean - calm.mean if own and calm else None
        about["n"] = min(n, len(values[reference]))
        about["why"] = "人数太少，或评价没有差别，不能检验。" if own and calm else "没有人评价。"
        apart = stated(study, "difference", gap, row, unit="points", **about)
        yield apart if gap is None else difference(apart, score, scores[reference])
        yield stated(study, "p", p, row, unit="p", rule="Welch 检验，Holm 法校正", **about)
        yield stated(study, "effect", g, row, decimals=2, rule="Hedges g", **about)
        word = verdict(gap, p, g, about["n"])
        yield study.fact("verdict", word, row, unit="text", rule="Welch 检验和效应量")


def _won_back(
    study: Study, given: tuple[Answers, Answers], groups: dict[str, NDArray[np.bool_]]
) -> Iterator[Fact]:
    """Yield how far the won complainants' will to stay is above that of the lost ones."""
    import numpy as np

    from ....stats.contingency import cohens_h, proportions_p
    from ....stats.intervals import newcombe
    from ....stats.linear import weighted_share

    known = ~np.isnan(given[0])
    rows = [groups[name] & known for name in (WON, LOST)]
    n, m = (int(one.sum()) for one in rows)
    gap, p, h, ci = None, None, None, None
    if n and m:
        one, other = (weighted_share(given[0][who] == 1, given[1][who]) for who in rows)
        gap, h = one[0] - other[0], cohens_h(other[0], one[0])
        p = proportions_p(one, other)
        ci = newcombe(one, other, study.confidence)
    base = min(n, m)
    about: dict[str, Any] = {"n": base, "why": "两类投诉者中有一类没有人回答。"}
    rule = "投诉且对处理满意者－不满意者，Newcombe 区间"
    unit: Any = "percentage_points"
    yield stated(study, "won_back", gap, unit=unit, ci=ci, rule=rule, **about)
    yield from bounds(study, "won_back", ci, unit=unit, **about)
    about["why"] = "人数太少，或回答都相同，不能检验。"
    yield stated(study, "won_back_p", p, unit="p", rule="两比例检验", **about)
    yield study.fact("won_back_verdict", verdict(gap, p, h, base), unit="text")
