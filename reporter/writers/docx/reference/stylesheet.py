"""A ``styles.xml`` as it is asked: by id, by name, and what a style amounts to in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .names import Element, W, value

_DEEPEST = 11  # Word follows no longer chain of basedOn


def plain_name(name: str) -> str:
    """Return a style's name as names are compared: without case and blanks."""
    return "".join(name.split()).lower()


@dataclass(slots=True)
class Stylesheet:
    """Styles of one file."""

    root: Element
    _by_id: dict[str, Element] = field(default_factory=dict)
    _by_name: dict[tuple[str, str], Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the styles; the first of equal ids or names counts, as in Word."""
        for style in self.root.iterfind(f"{W}style"):
            kind = style.get(f"{W}type", "paragraph")
            self._by_id.setdefault(style.get(f"{W}styleId", ""), style)
            others = value(style, "aliases").split(",")
            for name in (value(style, "name"), *others):
                if name.strip():
                    self._by_name.setdefault((kind, plain_name(name)), style)

    def styles(self) -> Iterator[Element]:
        """Yield the styles in order."""
        yield from self.root.iterfind(f"{W}style")

    def get(self, style_id: str) -> Element | None:
        """Return the style with this id."""
        return self._by_id.get(style_id)

    def named(self, kind: str, name: str) -> Element | None:
        """Return the style of this type and name (or alias in the file)."""
        return self._by_name.get((kind, plain_name(name)))

    def default(self, kind: str) -> Element | None:
        """Return the default style of a type."""
        for style in self.styles():
            if style.get(f"{W}type") == kind and style.get(f"{W}default") in ("1", "true", "on"):
                return style
        return None

    def chain(self, style: Element | None) -> list[Element]:
        """Return a style and those it is based on, nearest first."""
        found: list[Element] = []
        while style is not None and style not in found and len(found) < _DEEPEST:
            found.append(style)
            style = self.get(value(style, "basedOn"))
        return found

    def resolved(self, style: Element | None, path: str) -> Element | None:
        """Return property ``path`` (``pPr/spacing``) as the style has it in the end."""
        for one in self.chain(style):
            node = one.find("/".join(W + step for step in path.split("/")))
            if node is not None:
                return node
        kind = path.split("/")[0]
        default = self.root.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")
        rest = "/".join(W + step for step in path.split("/")[1:])
        return None if default is None else default.find(rest)

    def attribute(self, style: Element | None, path: str, name: str) -> str:
        """Return attribute ``w:name`` of a property; Word inherits each one by itself."""
        steps = "/".join(W + step for step in path.split("/"))
        for one in self.chain(style):
            node = one.find(steps)
            if node is not None and node.get(W + name) is not None:
                return node.get(W + name, "")
        kind = path.split("/")[0]
        default = self.root.find(f"{W}docDefaults/{W}{kind}Default/{steps}")
        return "" if default is None else default.get(W + name, "")
