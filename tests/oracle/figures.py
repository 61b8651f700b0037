"""Tables of expected facts by key, made from :class:`Rows` alone."""

from __future__ import annotations

from .rows import Rows

Expected = dict[str, float | str]


def shares_of_scores(rows: Rows) -> Expected:
    """rate, dissatisfied and share of every node, rate and dissatisfied of every group."""
    good = [one["label"] for one in rows.options if one.get("satisfied")]
    poor = [one["label"] for one in rows.options if one.get("dissatisfied")]
    cells = [(node, "") for node in rows.nodes]
    cells += [("total", group) for group in rows.groups if group]
    found: Expected = {}
    for node, group in cells:
        found[f"rate/{node}{group}"] = rows.share(node, good, group)
        found[f"dissatisfied/{node}{group}"] = rows.share(node, poor, group)
    for node in rows.nodes:
        found |= {f"share/{node}#{one}": rows.share(node, [one]) for one in rows.labels}
    return found


def contributions(rows: Rows) -> Expected:
    """weight, path_weight, contribution, pull and gap_total."""
    whole, found = rows.score("total"), {}
    for node in rows.path:
        if node != "total":
            gap = rows.score(node) - whole
            found[f"weight/{node}"] = rows.weight[node]
            found[f"path_weight/{node}"] = rows.path[node]
            found[f"contribution/{node}"] = rows.path[node] * rows.score(node)
            found[f"pull/{node}"] = rows.path[node] * gap
    cells = [node for node in rows.nodes if node != "total"]
    found |= {f"gap_total/{node}": rows.score(node) - whole for node in cells}
    groups = [group for group in rows.groups if group]
    return found | {f"gap_total/total{one}": rows.score("total", one) - whole for one in groups}


def ranks(rows: Rows) -> Expected:
    """rank, rank_of and rank_tied among nodes of a level and groups of a segment."""
    races = [[(node, "") for node in rows.at_level(level)] for level in (1, 2, 3)]
    races += [[("total", group) for group in keys] for keys in rows.segments.values()]
    units = rows.units()
    races += [[(node, group) for group in units] for node in rows.at_level(1) if units]
    found: Expected = {}
    for race in races:
        points = [round(rows.score(*cell), 10) for cell in race]
        for (node, group), mine in zip(race, points, strict=True):
            found[f"rank/{node}{group}"] = 1 + sum(other > mine for other in points)
            found[f"rank_of/{node}{group}"] = len(points)
            found[f"rank_tied/{node}{group}"] = points.count(mine)
    return found


def fields(rows: Rows) -> dict[str, list[tuple[str, str]]]:
    """What is compared with one another: nodes of a level, groups of a segment."""
    found = {f"level{one}": [(node, "") for node in rows.at_level(one)] for one in (1, 2, 3)}
    found |= {id: [("total", key) for key in keys] for id, keys in rows.segments.items()}
    return {name: cells for name, cells in found.items() if cells}


def spreads(rows: Rows) -> Expected:
    """highest, lowest, their scores, range, and how many print above and below the whole."""
    found: Expected = {}
    middle = rows.print_score("total")
    for name, cells in fields(rows).items():
        points = [round(rows.score(*cell), 10) for cell in cells]
        shown = [rows.print_score(*cell) for cell in cells]
        names = [group.partition("=")[2] or rows.name[node] for node, group in cells]
        for word, bound in (("highest", max(points)), ("lowest", min(points))):
            tied = [one for one, point in zip(names, points, strict=True) if point == bound]
            found[f"{word}/total#{name}"] = "、".join(tied)
            found[f"{word}_score/total#{name}"] = bound
        found[f"range/total#{name}"] = max(points) - min(points)
        found[f"levels/total#{name}"] = len(points)
        found[f"above/total#{name}"] = sum(one > middle for one in shown)
        found[f"below/total#{name}"] = sum(one < middle for one in shown)
        found[f"equal/total#{name}"] = sum(one == middle for one in shown)
    return found


def compositions(rows: Rows) -> Expected:
    """Share of the respondents in each group of a segment."""
    found: Expected = {}
    for keys in rows.segments.values():
        total = sum(rows.n("total", key) for key in keys)
        found |= {f"composition/total{key}": rows.n("total", key) / total for key in keys}
    return found | {"composition/total": 1.0}
