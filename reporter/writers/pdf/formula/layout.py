"""Plain MathML (see ``document/math``) -> boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from ....document.math import LARGE, LEAVES, name_of
from .boxes import AXIS, RULE, Box, beside, char_box, fraction, gap, line, root, scripts, stacked
from .glyphs import Slant, glyph

_SCRIPT, _SMALLEST = 0.7, 0.5  # sizes of scripts, and of scripts of scripts
_RELATIONS = frozenset("=<>≤≥≠≈≡~∝≪≫∈∉→∣")
_BINARY = frozenset("+−±∓×·÷∪∩*")
_STOPS = frozenset(",;:")
_OPENING = frozenset("([{⟨")
_ACCENTS = {"^": "ˆ", "~": "˜", "→": "→", "˙": "˙"}
_TALL_FENCE = 1.15  # em; content up to this height has fences of normal size

Nodes = Sequence[etree._Element]


@dataclass(frozen=True, slots=True)
class Look:
    """``size`` relative to the text around; ``display`` for sums and fractions in full size."""

    size: float = 1.0
    display: bool = False

    @property
    def script(self) -> Look:
        """The look of a sub- or superscript."""
        return Look(_SCRIPT if self.size == 1 else _SMALLEST)

    @property
    def part(self) -> Look:
        """The look of the halves of a fraction."""
        return replace(self, display=False) if self.display else self.script


def laid_out(mathml: str) -> Box:
    """Return the box of a whole formula."""
    tree = etree.fromstring(mathml)
    return _box(tree[0], Look(display=tree.get("display") == "block"))


def _box(node: etree._Element, look: Look) -> Box:
    name = name_of(node)
    if name in LEAVES:
        return _leaf(name, node, look)
    if name == "mspace":
        return gap(float(node.get("width", "0em").removesuffix("em")) * look.size)
    if name == "mrow":
        return _fenced(node, look) if _is_fenced(node) else _row(list(node), look)
    return _BUILD[name](list(node), look)


def _leaf(name: str, node: etree._Element, look: Look) -> Box:
    text = node.text or ""
    if name == "mo" and text in LARGE:
        return _large(text, look)
    slanted = name == "mi" and len(text) == 1 and not node.get("mathvariant")
    slant: Slant = "italic" if slanted else "normal"
    word = name == "mtext"
    return beside(char_box(glyph(char, slant, word=word), look.size) for char in text)


def _large(text: str, look: Look) -> Box:
    size = look.size * (1.45 if look.display else 1.1)
    box = char_box(glyph(text), size)
    return box.raised(AXIS * look.size - (box.height - box.depth) / 2)


def _row(nodes: Nodes, look: Look) -> Box:
    boxes: list[Box] = []
    before = ""  # the kind of the last sign; a sign without a left operand is no operation
    for node in nodes:
        kind = _kind(node)
        if kind == "binary" and before in ("", "binary", "relation", "opening", "stop", "large"):
            kind = "sign"
        room = {"binary": 0.2, "relation": 0.26}.get(kind, 0.0) if look.size == 1 else 0.0
        after = 0.15 if kind in ("stop", "large") and look.size == 1 else room
        if before == "words" and kind == "words":
            room = 0.15
        boxes += [gap(room), _box(node, look), gap(after)]
        before = kind
    return beside(boxes)


def _kind(node: etree._Element) -> str:
    text = node.text or ""
    if name_of(node) == "mtext":
        return "words"
    if name_of(node) != "mo":
        inner = node[0] if len(node) and name_of(node) not in ("mrow", "mfrac") else None
        return "large" if inner is not None and (inner.text or "") in LARGE else "other"
    kinds = (
        (_RELATIONS, "relation"),
        (_BINARY, "binary"),
        (_STOPS, "stop"),
        (_OPENING, "opening"),
        (LARGE, "large"),
    )
    return next((kind for signs, kind in kinds if text in signs), "other")


def _is_fenced(node: etree._Element) -> bool:
    return len(node) > 2 and node[0].get("form") == "prefix" and node[-1].get("form") == "postfix"


def _fenced(node: etree._Element, look: Look) -> Box:
    inner = _row(list(node)[1:-1], look)
    return beside([_fence(node[0], inner, look), inner, _fence(node[-1], inner, look)])


def _fence(node: etree._Element, inner: Box, look: Look) -> Box:
    """Return a bracket around the axis, stretched to reach over ``inner``."""
    box = char_box(glyph(node.text or ""), look.size)
    axis = AXIS * look.size
    reach = max(inner.height - axis, inner.depth + axis)
    if 2 * reach > _TALL_FENCE * look.size:
        tall = (2 * reach + 0.06) / (box.height + box.depth)
        box = char_box(glyph(node.text or ""), look.size, tall)
    return box.raised(axis - (box.height - box.depth) / 2)


def _fraction(parts: Nodes, look: Look) -> Box:
    above, below = (_box(part, look.part) for part in parts)
    return beside([gap(0.05), fraction(above, below, 0.16 if look.display else 0.09), gap(0.05)])


def _root(parts: Nodes, look: Look) -> Box:
    degree = _box(parts[1], Look(_SMALLEST)) if len(parts) > 1 else None
    return root(_box(parts[0], look), degree)


def _sub(parts: Nodes, look: Look) -> Box:
    return scripts(_box(parts[0], look), _box(parts[1], look.script), None, look.size)


def _sup(parts: Nodes, look: Look) -> Box:
    return scripts(_box(parts[0], look), None, _box(parts[1], look.script), look.size)


def _both(parts: Nodes, look: Look) -> Box:
    low, high = (_box(part, look.script) for part in parts[1:])
    return scripts(_box(parts[0], look), low, high, look.size)


def _under(parts: Nodes, look: Look) -> Box:
    return stacked(_box(parts[0], look), None, _box(parts[1], look.script), 0.12 * look.size)


def _over(parts: Nodes, look: Look) -> Box:
    base, mark = _box(parts[0], look), parts[1].text or ""
    if mark == "¯":
        top = base.height + 0.09 * look.size
        shift = 0.06 * look.size if base.slanted else 0.0
        roof = line((shift, top), (base.width + shift / 2, top))
        return replace(base, height=top + RULE, inks=(*base.inks, roof))
    if mark in _ACCENTS:
        return _marked(base, _ACCENTS[mark], look)
    return stacked(base, _box(parts[1], look.script), None, 0.12 * look.size)


def _marked(base: Box, mark: str, look: Look) -> Box:
    """Return ``base`` under an accent, which stands close above it."""
    size = look.size * (0.6 if mark == "→" else 1.0)
    accent = char_box(glyph(mark), size)
    up = base.height + 0.06 * look.size + accent.depth
    x = (base.width - accent.width) / 2 + (0.05 * look.size if base.slanted else 0)
    return replace(base, height=up + accent.height, inks=(*base.inks, *accent.moved(x, up)))


def _under_and_over(parts: Nodes, look: Look) -> Box:
    below, above = (_box(part, look.script) for part in parts[1:])
    return stacked(_box(parts[0], look), above, below, 0.12 * look.size)


_BUILD: dict[str, Callable[[Nodes, Look], Box]] = {
    "mfrac": _fraction,
    "msub": _sub,
    "msup": _sup,
    "msubsup": _both,
    "munder": _under,
    "mover": _over,
    "munderover": _under_and_over,
    "msqrt": _root,
    "mroot": _root,
}
