"""Which style of the client's file stands for which role of the report, told by name.

Ids mean nothing: a Chinese Word calls its first heading ``1``, WPS ``2``, others ``Heading1``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from .names import Element, W, value
from .stylesheet import Stylesheet

_HERE = Path(__file__).parent
How = Literal["name", "alias", "imported"]


@dataclass(frozen=True, slots=True)
class Role:
    """One style of the report: ``id`` in the own styles, ``kind`` paragraph, character, table."""

    id: str
    kind: str
    name: str
    label: str
    aliases: tuple[str, ...] = ()
    auto: bool = False
    default: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A role and the client's style for it; ``style`` is None where the report's own comes in.

    ``clipping`` names a style that would have matched but cuts off pictures.
    """

    role: Role
    how: How
    style: Element | None = None
    clipping: str = ""

    @property
    def style_id(self) -> str:
        """Id in the client's file, "" for an imported one."""
        return "" if self.style is None else self.style.get(f"{W}styleId", "")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((_HERE / "roles.toml").read_text(encoding="utf-8"))


def roles_of(own: Stylesheet) -> Iterator[Role]:
    """Yield a role for every style of the report, in their order."""
    for style in own.styles():
        style_id, name = style.get(f"{W}styleId", ""), value(style, "name")
        entry = _table().get(style_id, {})
        yield Role(
            style_id,
            style.get(f"{W}type", "paragraph"),
            name,
            entry.get("label", name),
            tuple(entry.get("aliases", ())),
            entry.get("auto", False),
            style.get(f"{W}default") == "1",
        )


def match_roles(own: Stylesheet, client: Stylesheet) -> tuple[Match, ...]:
    """Match every role; by name first, so that no alias takes a style that another role names."""
    roles = tuple(roles_of(own))
    found: dict[str, Match] = {}
    taken: set[str] = set()
    for role in roles:
        style = client.default(role.kind) if role.default else client.named(role.kind, role.name)
        if style is not None:
            found[role.id] = _judged(Match(role, "name", style), client)
            taken.add(style.get(f"{W}styleId", ""))
    for role in roles:
        styles = (client.named(role.kind, alias) for alias in role.aliases)
        style = next(
            (s for s in styles if s is not None and s.get(f"{W}styleId", "") not in taken), None
        )
        if role.id not in found and style is not None:
            found[role.id] = _judged(Match(role, "alias", style), client)
            taken.add(style.get(f"{W}styleId", ""))
    return tuple(found.get(role.id, Match(role, "imported")) for role in roles)


def _judged(match: Match, client: Stylesheet) -> Match:
    """Give up a style whose exact lines would cut off what the role holds."""
    rule = client.attribute(match.style, "pPr/spacing", "lineRule")
    if match.role.auto and rule == "exact":
        return Match(match.role, "imported", clipping=value(match.style, "name"))
    return match
