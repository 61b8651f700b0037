"""Writes the answers of the tobacco sample: synthetic, seeded, the same bytes everywhere.

Run ``python samples/tobacco/generate.py``. ``design.toml`` holds what the invented city is
like, ``comments.toml`` the invented comments; no real person, shop or company is meant.

Every answer is drawn from an ordered logit model: a respondent's latent satisfaction is a
personal part plus the effects of county, area, outlet type and size; the level of each
item is solved so that the expected score equals the one in the design.
"""

from __future__ import annotations

import csv
import math
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
EXCEL_BOM = "\ufeff"
TOWN, COUNTRY = "城镇", "农村"
UNKNOWN = "不了解"
REASON, SUGGESTION = "不满意的原因", "意见和建议"
PRIVATE_EVERY = 150
META = ("问卷编号", "访问日期", "访问方式", "县区", "城乡", "业态", "规模")


@dataclass(frozen=True, slots=True)
class Retailer:
    """One respondent: group memberships and the personal part of the latent variable."""

    county: str
    area: str
    outlet: str
    size: str
    level: float

    def effect(self, item: str, effects: dict[str, dict[str, float]]) -> float:
        """Return the latent effect of this retailer on one item."""
        groups = (self.county, self.area, self.outlet, self.size)
        extra = (effects.get(group, {}) for group in groups)
        return self.level + sum(part.get("*", 0.0) + part.get(item, 0.0) for part in extra)


def pick(rng: Random, shares: dict[str, float]) -> str:
    """Draw a key with the given probabilities, from one uniform number."""
    left = rng.random() * sum(shares.values())
    for name, share in shares.items():
        left -= share
        if left < 0:
            return name
    return name


def one_of(rng: Random, texts: list[str]) -> str:
    """Draw one text; an empty list gives an empty text."""
    return texts[int(rng.random() * len(texts))] if texts else ""


def bell(rng: Random) -> float:
    """Draw a nearly normal number (sum of 12 uniforms): additions only, exact everywhere."""
    return sum(rng.random() for _ in range(12)) - 6.0


def quotas(households: dict[str, int], size: int) -> dict[str, int]:
    """Allocate the sample in proportion to the households, by largest remainder."""
    whole = sum(households.values())
    exact = {name: size * count / whole for name, count in households.items()}
    seats = {name: int(value) for name, value in exact.items()}
    order = sorted(exact, key=lambda name: (seats[name] - exact[name], name))
    for name in order[: size - sum(seats.values())]:
        seats[name] += 1
    return seats


def retailers(rng: Random, design: dict[str, Any], size: int, current: bool) -> list[Retailer]:
    """Draw the respondents of one wave, in random order."""
    counties = design["county"]
    households, effect = ("households", "effect") if current else ("before", "effect_before")
    drawn: list[tuple[float, Retailer]] = []
    for name, seats in quotas({c: row[households] for c, row in counties.items()}, size).items():
        county = counties[name]
        for _ in range(seats):
            area = TOWN if rng.random() < county["town"] else COUNTRY
            side = 0 if area == TOWN else 1
            outlet, scale = (
                pick(rng, {key: value[side] for key, value in design["shares"][kind].items()})
                for kind in ("outlet", "size")
            )
            level = county[effect] + design["respondent"]["spread"] * bell(rng)
            drawn.append((rng.random(), Retailer(name, area, outlet, scale, level)))
    return [retailer for _, retailer in sorted(drawn, key=lambda pair: pair[0])]


def chances(latent: float, cuts: list[float]) -> list[float]:
    """Return P(answer not worse than k) for every cut of the ordered logit."""
    return [1.0 / (1.0 + math.exp(cut - latent)) for cut in cuts]


def solve_level(target: float, effects: list[float], scale: dict[str, Any]) -> float:
    """Find the item level at which the expected score of these respondents is ``target``."""
    points, cuts = scale["points"], scale["cuts"]
    steps = [better - worse for better, worse in pairwise(points)]
    low, high = -8.0, 8.0
    for _ in range(24):  # to a millionth of the latent scale
        middle = (low + high) / 2
        total = sum(
            points[-1] + sum(s * p for s, p in zip(steps, chances(middle + e, cuts), strict=True))
            for e in effects
        )
        low, high = (middle, high) if total / len(effects) < target else (low, middle)
    return (low + high) / 2


def answers(
    rng: Random, design: dict[str, Any], people: list[Retailer], current: bool
) -> list[dict[str, str]]:
    """Draw the answers to all items, one mapping a respondent."""
    scale, blank = design["scale"], design["respondent"]["blank"]
    rows: list[dict[str, str]] = [{} for _ in people]
    for item, row in design["items"].items():
        effects = [person.effect(item, design["effects"]) for person in people]
        level = solve_level(row["score" if current else "before"], effects, scale)
        for answer, effect in zip(rows, effects, strict=True):
            skip, draw = rng.random(), rng.random()
            worse = sum(draw >= chance for chance in chances(level + effect, scale["cuts"]))
            answer[item] = scale["labels"][worse]
            if skip < row["unknown"]:
                answer[item] = UNKNOWN
            elif skip > 1 - blank:
                answer[item] = ""
    return rows


def comment(rng: Random, answer: dict[str, str], said: dict[str, Any]) -> tuple[str, str]:
    """Write the two open answers of a respondent, mostly about what was rated worst."""
    worst = [item for item, label in answer.items() if label == "不满意"]
    weak = worst or [item for item, label in answer.items() if label == "基本满意"]
    weak = [item for item in weak if item in said["reasons"]]
    reason = ""
    if weak and rng.random() < (0.34 if worst else 0.08):
        reason = one_of(rng, said["reasons"][one_of(rng, weak)])
    draw = rng.random()
    topic = one_of(rng, weak) or one_of(rng, list(said["suggestions"]))
    if draw < 0.08:
        text = one_of(rng, said["other"]["nothing"])
    elif draw < 0.15 and not worst:
        text = one_of(rng, said["other"]["praise"])
    elif draw < 0.29:
        text = one_of(rng, said["suggestions"].get(topic, []))
    else:
        text = ""
    return reason, text


def table(wave: dict[str, Any], design: dict[str, Any], said: dict[str, Any]) -> str:
    """Return one wave as CSV text, as a survey team would keep it in Excel."""
    rng = Random(wave["seed"])
    current = wave is design["waves"][0]
    people = retailers(rng, design, wave["size"], current)
    first = date.fromisoformat(wave["first_day"])
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*META, *design["items"], REASON, SUGGESTION])
    rows = zip(people, answers(rng, design, people, current), strict=True)
    for number, (person, answer) in enumerate(rows):
        day = first + timedelta(days=number * wave["days"] // wave["size"])
        how = "电话访问" if rng.random() < 0.36 else "入户访问"
        group = (person.county, person.area, person.outlet, person.size)
        reason, text = comment(rng, answer, said)
        turn, rest = divmod(number, PRIVATE_EVERY)
        if rest == PRIVATE_EVERY // 2 and turn < len(said["other"]["private"]):
            text = said["other"]["private"][turn]  # what must never reach a report
        head = (f"{wave['prefix']}-{number + 1:04d}", day.isoformat(), how, *group)
        writer.writerow([*head, *answer.values(), reason, text])
    return out.getvalue()


def main() -> None:
    """Write both waves beside this file."""
    design = tomllib.loads((HERE / "design.toml").read_text(encoding="utf-8"))
    said = tomllib.loads((HERE / "comments.toml").read_text(encoding="utf-8"))
    for wave in design["waves"]:
        path = HERE / wave["file"]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((EXCEL_BOM + table(wave, design, said)).encode("utf-8"))


if __name__ == "__main__":
    main()
