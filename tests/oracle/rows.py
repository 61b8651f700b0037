"""A second, slow way from the rows to the figures: no code of the scoring or the analysis.

Reads the project file with tomllib and the answers with pandas. Standard errors are Taylor
linearised from the rows (Särndal, Swensson and Wretman 1992, 5.5): a node is a weighted sum
of ratios, each row's score variable is ``z = sum(weight * (y - mean) / n_item)`` over the
items it answered, and the variance of the node is ``n / (n - 1) * sum(z ** 2)``.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

CLOSE = 1e-9


def half_up(value: float, digits: int) -> float:
    """Round the decimal number a person would write, away from zero at a half."""
    exact = Decimal(repr(round(float(value), 10)))
    return float(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def largest_remainder(shares: Sequence[float], digits: int) -> list[float]:
    """Cut all shares to units of the last digit; the largest remainders get what is left."""
    units = [share * 10**digits for share in shares]
    whole = [math.floor(unit + CLOSE) for unit in units]
    order = sorted(range(len(units)), key=lambda i: whole[i] - units[i])
    for i in order[: round(sum(units)) - sum(whole)]:
        whole[i] += 1
    return [unit / 10**digits for unit in whole]


class Rows:
    """One wave: answers as points and labels, the tree, and the groups as masks of rows."""

    def __init__(self, folder: Path) -> None:
        self.project = tomllib.loads((folder / "project.toml").read_text(encoding="utf-8"))
        data, survey = self.project["data"], self.project["survey"]
        self.frame = pd.read_csv(
            folder / data["file"], dtype=str, keep_default_na=False, encoding="utf-8-sig"
        )
        self.population = survey.get("population")
        self.options = self.project["scales"][0]["options"]
        self.labels = [option["label"] for option in self.options]
        label = {a: o["label"] for o in self.options for a in (o["label"], *o.get("aliases", ()))}
        points = {option["label"]: option["points"] for option in self.options}
        self.items = [item["id"] for item in self.project["items"]]
        self.answers, self.points, self.outside = {}, {}, {}
        for item in self.project["items"]:
            column = self.frame[item.get("column", item["name"])].str.strip()
            unknown = set(column) - {*label, *data["not_applicable"], *data["missing"]}
            assert not unknown, unknown
            self.answers[item["id"]] = column.map(label).fillna("").to_numpy(object)
            self.points[item["id"]] = column.map(label).map(points).to_numpy(float)
            na, missing = column.isin(data["not_applicable"]), column.isin(data["missing"])
            self.outside[item["id"]] = (int(na.sum()), int(missing.sum()))
        self._tree()
        self._groups()

    def _tree(self) -> None:
        parts = [*self.project.get("indicators", ()), *self.project["items"]]
        self.name = {"total": "总体"} | {part["id"]: part["name"] for part in parts}
        self.target = {part["id"]: part["target"] for part in parts if "target" in part}
        children: dict[str, list[dict]] = {}
        for part in parts:
            if part.get("scored", True):
                above = part.get("parent") or part.get("indicator") or "total"
                children.setdefault(above, []).append(part)
        self.children, self.weight = {}, {}
        for above, below in children.items():
            weights = [part.get("weight", 1.0) for part in below]
            self.children[above] = [part["id"] for part in below]
            for part, weight in zip(below, weights, strict=True):
                self.weight[part["id"]] = weight / sum(weights)
        self.level, self.path = {"total": 0}, {"total": 1.0}
        waiting = ["total"]
        for above in waiting:
            for node in self.children.get(above, ()):
                self.level[node] = self.level[above] + 1
                self.path[node] = self.path[above] * self.weight[node]
                waiting.append(node)

    def _groups(self) -> None:
        self.groups = {"": np.ones(len(self.frame), bool)}
        self.segments: dict[str, list[str]] = {}
        self.group_population: dict[str, int] = {}
        for segment in self.project["segments"]:
            column = self.frame[segment.get("column", segment["name"])]
            column = column.replace(segment.get("aliases", {}))
            keys = [f"@{segment['id']}={level}" for level in segment["levels"]]
            self.segments[segment["id"]] = keys
            for key, level in zip(keys, segment["levels"], strict=True):
                self.groups[key] = (column == level).to_numpy()
                if level in segment.get("population", {}):
                    self.group_population[key] = segment["population"][level]

    @property
    def nodes(self) -> list[str]:
        """Every node, the items that are not scored too."""
        return list(self.name)

    def at_level(self, level: int) -> list[str]:
        """The scored nodes of one level."""
        return [node for node in self.name if self.level.get(node) == level]

    def units(self) -> list[str]:
        """The groups that are graded."""
        roles = {one["id"]: one.get("role") for one in self.project["segments"]}
        return [key for id, keys in self.segments.items() if roles[id] == "unit" for key in keys]

    def leaves(self, node: str) -> dict[str, float]:
        """The items under a node with their weight in it."""
        if node in self.points:
            return {node: 1.0}
        found: dict[str, float] = {}
        for child in self.children[node]:
            for leaf, weight in self.leaves(child).items():
                found[leaf] = self.weight[child] * weight
        return found

    def size(self, group: str) -> int | None:
        """Number of the population a group stands for."""
        return self.population if not group else self.group_population.get(group)

    def score(self, node: str, group: str = "") -> float:
        """Weighted mean of the items' means over those who answered them."""
        if node in self.points:
            return float(np.nanmean(self.points[node][self.groups[group]]))
        return sum(self.weight[one] * self.score(one, group) for one in self.children[node])

    def share(self, node: str, labels: Sequence[str], group: str = "") -> float:
        """Share of the valid answers; of a node, its items' shares by weight."""
        total = 0.0
        for leaf, weight in self.leaves(node).items():
            valid = ~np.isnan(self.points[leaf]) & self.groups[group]
            total += weight * np.isin(self.answers[leaf][valid], labels).mean()
        return total

    def n(self, node: str, group: str = "") -> int:
        """Respondents of the group; below the total those who answered any of its items."""
        mask = self.groups[group]
        if node == "total":
            return int(mask.sum())
        valid = [~np.isnan(self.points[leaf]) for leaf in self.leaves(node)]
        return int((np.any(valid, axis=0) & mask).sum())

    def standard_error(self, node: str, group: str = "") -> float:
        """Taylor linearised from the rows, simple random sample, without correction."""
        mask = self.groups[group]
        z = np.zeros(len(mask))
        for leaf, weight in self.leaves(node).items():
            valid = ~np.isnan(self.points[leaf]) & mask
            values = self.points[leaf][valid]
            z[valid] += weight * (values - values.mean()) / valid.sum()
        n = self.n(node, group)
        return math.sqrt(n / (n - 1) * float(z @ z))

    def margin(self, node: str, group: str = "") -> float:
        """Half width of the 95 % interval of a score."""
        n, size = self.n(node, group), self.size(group)
        correction = math.sqrt(1 - n / size) if size else 1.0
        quantile = float(stats.t.ppf(0.975, n - 1))
        return quantile * self.standard_error(node, group) * correction

    def grade(self, value: float) -> str:
        """First grade whose bound the score meets (all bounds of these cases are included)."""
        grades = self.project["grades"]
        return next(one["label"] for one in grades if value >= one.get("minimum", -math.inf))

    def print_score(self, node: str, group: str = "") -> float:
        """One decimal; more where a printed grade or target would look wrong."""
        value, digits = round(self.score(node, group), 10), 1
        if group and not (node == "total" and group in self.units()):
            return half_up(value, digits)
        bounds = [one["minimum"] for one in self.project["grades"] if "minimum" in one]
        bounds += [self.target[node]] if node in self.target and not group else []
        while any((half_up(value, digits) >= one) != (value >= one) for one in bounds):
            digits += 1
        return half_up(value, digits)
