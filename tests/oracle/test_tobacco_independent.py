"""Every figure of the tobacco report, computed a second time from the answers."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from . import figures
from .program import compare, prints, program
from .rows import CLOSE, Rows, half_up, largest_remainder

SAMPLE = Path(__file__).parents[2] / "samples" / "tobacco"

HIDDEN_LAST_TIME = {
    f"{node}@outlet={level}" for node in ("channel", "complaint") for level in ("烟酒店", "其他")
}
"""Eight valid answers to complaint in one group, and what would give them away."""


@pytest.fixture(scope="module")
def facts():
    return program(SAMPLE, last=True)


@pytest.fixture(scope="module")
def now():
    return Rows(SAMPLE)


@pytest.fixture(scope="module")
def before():
    return Rows(SAMPLE / "previous")


@pytest.fixture(scope="module")
def cells(now):
    return [(node, group) for group in now.groups for node in now.nodes]


@pytest.fixture(scope="module")
def both(cells):
    """Cells with a published score in both waves."""
    return [cell for cell in cells if "".join(cell) not in HIDDEN_LAST_TIME]


def test_scores_and_their_margins(facts, now, cells):
    margins = {f"margin/{node}{group}": now.margin(node, group) for node, group in cells}
    scores = {f"score/{node}{group}": now.score(node, group) for node, group in cells}
    compare(facts, "score margin", scores | margins)
    for key, value in scores.items():
        width = margins[key.replace("score/", "margin/")]
        assert abs(facts[key].ci_low - (value - width)) <= CLOSE
        assert abs(facts[key].ci_high - (value + width)) <= CLOSE
    prints(facts, {f"score/{node}{group}": now.print_score(node, group) for node, group in cells})


def test_grades(facts, now):
    cells = [(node, "") for node in now.nodes] + [("total", unit) for unit in now.units()]
    expected = {f"grade/{n}{g}": now.grade(round(now.score(n, g), 10)) for n, g in cells}
    compare(facts, "grade", expected)


def test_changes_and_their_margins(facts, now, before, both):
    expected, shown = {}, {}
    for node, group in both:
        key = f"{node}{group}"
        expected[f"previous/{key}"] = before.score(node, group)
        expected[f"change/{key}"] = now.score(node, group) - before.score(node, group)
        width = math.hypot(now.margin(node, group), before.margin(node, group))
        expected[f"change_margin/{key}"] = width
        difference = now.print_score(node, group) - before.print_score(node, group)
        shown[f"change/{key}"] = half_up(difference, 6)
    compare(facts, "previous change change_margin", expected)
    prints(facts, shown)


def test_facts_of_last_wave_are_those_of_its_rows(before, both):
    table = json.loads((SAMPLE / "previous" / "facts.json").read_text(encoding="utf-8"))
    values = {row["key"]: row.get("value") for row in table["facts"]}
    for node, group in both:
        assert abs(values[f"score/{node}{group}"] - before.score(node, group)) <= CLOSE
        assert abs(values[f"margin/{node}{group}"] - before.margin(node, group)) <= CLOSE
    assert all(values[f"score/{cell}"] is None for cell in HIDDEN_LAST_TIME)


def test_rates_and_answer_shares(facts, now):
    compare(facts, "rate dissatisfied share", figures.shares_of_scores(now))
    for node in now.nodes:
        cut = largest_remainder([now.share(node, [label]) for label in now.labels], 3)
        shown = zip(now.labels, cut, strict=True)
        prints(facts, {f"share/{node}#{label}": half_up(100 * one, 1) for label, one in shown})


def test_counts(facts, now):
    expected = {f"n/{node}": now.n(node) for node in now.nodes}
    expected |= {f"n/total{group}": now.n("total", group) for group in now.groups}
    for item in now.items:
        expected[f"not_applicable/{item}"], expected[f"missing/{item}"] = now.outside[item]
        answers = list(now.answers[item])
        expected |= {f"count/{item}#{label}": answers.count(label) for label in now.labels}
    compare(facts, "n count not_applicable missing", expected)


def test_largest_error_of_a_share(facts, now):
    expected = {}
    for group in now.groups:
        n, size = now.n("total", group), now.size(group)
        correction = (size - n) / (size - 1) if size else 1.0
        error = 1.959963984540054 * math.sqrt(0.25 / n * correction)
        expected[f"margin_share/total{group}"] = error
    compare(facts, "margin_share", expected)


def test_composition_of_sample_and_population(facts, now):
    expected = figures.compositions(now)
    size = sum(now.group_population.values())
    shares = {f"population_share/total{k}": n / size for k, n in now.group_population.items()}
    counts = {f"population/total{k}": n for k, n in now.group_population.items()}
    expected |= shares | counts | {"population_share/total": 1.0, "population/total": 18036}
    compare(facts, "composition population_share population", expected)
    sets = [[f"composition/total{key}" for key in keys] for keys in now.segments.values()]
    for keys in (*sets, list(shares)):
        cut = largest_remainder([expected[key] for key in keys], 3)
        prints(facts, {k: half_up(100 * one, 1) for k, one in zip(keys, cut, strict=True)})


def test_return_of_questionnaires(facts, now):
    rows = len(now.frame)
    expected = {"valid/total": rows, "issued/total": 1300, "returned/total": 1262}
    expected |= {"rejected/total": 0, "return_rate/total": 1262 / 1300}
    expected |= {"valid_rate/total": rows / 1262, "sampling_fraction/total": rows / 18036}
    compare(
        facts, "valid issued returned rejected return_rate valid_rate sampling_fraction", expected
    )


def test_weights_contributions_and_gaps(facts, now):
    compare(facts, "weight path_weight contribution pull gap_total", figures.contributions(now))
    middle = now.print_score("total")
    gaps = {f"gap_total/{n}": half_up(now.print_score(n) - middle, 6) for n in now.nodes[1:]}
    for group in now.groups:
        if group:
            gap = now.print_score("total", group) - middle
            gaps[f"gap_total/total{group}"] = half_up(gap, 6)
    prints(facts, gaps)


def test_contributions_to_the_change(facts, now, before):
    nodes = [node for node in now.path if node != "total"]
    change = {node: now.score(node) - before.score(node) for node in nodes}
    expected = {f"change_contribution/{node}": now.path[node] * change[node] for node in nodes}
    compare(facts, "change_contribution", expected)
    top = sum(expected[f"change_contribution/{node}"] for node in now.at_level(1))
    assert abs(top - (now.score("total") - before.score("total"))) <= CLOSE


def test_targets(facts, now):
    targets = {"total": 90.0, **now.target}
    expected = {f"target/{node}": target for node, target in targets.items()}
    gaps = {f"gap_target/{node}": now.score(node) - one for node, one in targets.items()}
    rate = now.share("total", ["非常满意", "满意"])
    expected |= gaps | {"target/total#rate": 0.82, "gap_target/total#rate": rate - 0.82}
    compare(facts, "target gap_target", expected)
    shown = {node: half_up(now.print_score(node) - one, 6) for node, one in targets.items()}
    prints(facts, {f"gap_target/{node}": gap for node, gap in shown.items()})


def test_ranks(facts, now):
    compare(facts, "rank rank_of rank_tied", figures.ranks(now))


def test_highest_lowest_above_below(facts, now):
    statistics = "highest lowest highest_score lowest_score range levels above below equal"
    compare(facts, statistics, figures.spreads(now))


def test_risen_fallen_flat_by_the_printed_change(facts, now, before):
    expected = {}
    for name, cells in figures.fields(now).items():
        ways = [half_up(now.print_score(*one) - before.print_score(*one), 6) for one in cells]
        expected[f"risen/total#{name}"] = sum(way >= 0.05 for way in ways)
        expected[f"fallen/total#{name}"] = sum(way <= -0.05 for way in ways)
        expected[f"level_flat/total#{name}"] = sum(abs(way) < 0.05 for way in ways)
    compare(facts, "risen fallen level_flat", expected)


def test_detectable_change(facts, now):
    nodes = [fact.subject for fact in facts.select("detectable_change")]
    assert {"total", *(one["indicator"] for one in now.project["measures"])} <= set(nodes)
    expected = {f"detectable_change/{node}": math.sqrt(2) * now.margin(node) for node in nodes}
    compare(facts, "detectable_change", expected)


def test_differences_between_groups(facts, now):
    """Tukey-Kramer with scipy's own studentized range; the items share the risk evenly."""
    leaves = now.leaves("total")
    for name in ("county", "area", "outlet", "size"):
        groups = [group for _, group in figures.fields(now)[name]]
        for node in ("total", "timeliness", "training"):
            item = node != "total"
            kept = [g for g in groups if not item or now.n(node, g) >= 30]
            scores = {now.score(node, g): g for g in kept}
            low, high = scores[min(scores)], scores[max(scores)]
            bases = {g: now.n(node, g) for g in (low, high)}
            errors = {}
            for g, n in bases.items():
                size = now.size(g)
                fpc = math.sqrt(1 - n / size) if size else 1.0
                errors[g] = now.standard_error(node, g) * fpc
            both = sum(error**2 for error in errors.values())
            degrees = both**2 / sum(errors[g] ** 4 / (bases[g] - 1) for g in bases)
            step = 10 ** max(0, len(str(int(degrees))) - 2)
            level = 1 - 0.05 / (len(leaves) if item else 1)
            q = stats.studentized_range.ppf(level, len(kept), int(degrees) // step * step)
            width = q / math.sqrt(2) * math.sqrt(both)
            spread = now.score(node, high) - now.score(node, low)
            key = f"{node}#{name}"
            assert facts[f"spread/{key}"].value == pytest.approx(spread)
            assert facts[f"spread_margin/{key}"].value == pytest.approx(width, rel=1e-5)
            assert facts[f"separated/{key}"].value == ("是" if spread > width else "否")


def test_strengths_and_weaknesses(facts, now):
    order = sorted((one for one in now.items if one in now.path), key=now.score)
    expected = {f"weakness/{one}#{i}": now.name[one] for i, one in enumerate(order[:3], 1)}
    best = enumerate(order[:-4:-1], 1)
    compare(
        facts, "strength weakness", expected | {f"strength/{n}#{i}": now.name[n] for i, n in best}
    )


@pytest.mark.parametrize(
    "cell",
    [("total", ""), ("action_complaint", ""), ("complaint", ""), ("total", "@county=雁塘县")],
)
def test_linearised_error_is_that_of_resampling(now, cell):
    """2,000 resamples of respondents: within four standard errors of a bootstrap's own noise."""
    node, group = cell
    rows, leaves = np.flatnonzero(now.groups[group]), now.leaves(node)
    draws = np.random.default_rng(20261120).integers(0, len(rows), (2000, len(rows)))
    sums = sum(w * np.nanmean(now.points[one][rows][draws], axis=1) for one, w in leaves.items())
    noise = 1 / math.sqrt(2 * len(draws))
    assert np.std(sums, ddof=1) == pytest.approx(now.standard_error(*cell), rel=4 * noise)
